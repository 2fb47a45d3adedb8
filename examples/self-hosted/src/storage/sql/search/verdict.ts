import {sql, type RawBuilder, type SqlBool} from 'kysely';

/** A condition of the database, or what it always is. */
export type Condition = RawBuilder<SqlBool> | boolean;

/**
 * What the database can say about one condition of a query: `maybe` holds for every order that meets it, `sure` for none
 * that does not. Where both are the same the database has the last word; between them somebody reads the document.
 */
export interface Verdict {
  readonly maybe: Condition;
  readonly sure: Condition;
}

/** The database knows. */
export function exactly(condition: Condition): Verdict {
  return {maybe: condition, sure: condition};
}

/** Turns a verdict round: what surely holds is now surely out. */
export function negate({maybe, sure}: Verdict): Verdict {
  const turned = not(sure);
  return {maybe: turned, sure: maybe === sure ? turned : not(maybe)};
}

export function allOf(conditions: readonly Condition[]): Condition {
  if (conditions.includes(false)) return false;
  const open = conditions.filter((condition) => typeof condition !== 'boolean');
  return open.length === 0 ? true : sql<SqlBool>`(${sql.join(open, sql` and `)})`;
}

export function anyOf(conditions: readonly Condition[]): Condition {
  if (conditions.includes(true)) return true;
  const open = conditions.filter((condition) => typeof condition !== 'boolean');
  return open.length === 0 ? false : sql<SqlBool>`(${sql.join(open, sql` or `)})`;
}

/** 1 where the database is sure, as a column. Nothing is looked at when it always is: an index may do without the row. */
export function sureSql({maybe, sure}: Verdict): RawBuilder<number> {
  return maybe === sure ? sql`1` : sql`case when ${toSql(sure)} then 1 else 0 end`;
}

/** As a part of a statement. */
export function toSql(condition: Condition): RawBuilder<SqlBool> {
  return typeof condition === 'boolean' ? sql<SqlBool>`(${sql.lit(condition ? 1 : 0)} = 1)` : condition;
}

function not(condition: Condition): Condition {
  // A comparison with nothing is neither true nor false for a database; here it is false.
  return typeof condition === 'boolean' ? !condition : sql<SqlBool>`(not coalesce(${condition}, false))`;
}
