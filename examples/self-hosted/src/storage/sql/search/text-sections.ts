import {orderHaystacks, type HaystackField, type Order, type TextField} from '@packline/core';
import {sql, type Expression, type RawBuilder} from 'kysely';
import type {SqlDialect} from '../sql-dialect.ts';
import {allOf, type Condition} from './verdict.ts';

/** The fields in the order of their sections. The last two are found only by those who name them. */
const FIELDS: readonly HaystackField[] = ['number', 'customer', 'phone', 'email', 'tracking', 'product', 'sku', 'tag', 'recipient', 'note', 'channel', 'hold'];
const FIRST_NAMED: HaystackField = 'channel';
/** Between two texts of one field. Folded text holds no control characters, so nothing is found across a border or a mark. */
const BORDER = '\n';
const FIRST_MARK = 14;

/** The sign a field's section begins with; behind the last one stands the sign of no field. */
function markOf(field: HaystackField | undefined): string {
  return String.fromCharCode(FIRST_MARK + (field === undefined ? FIELDS.length : FIELDS.indexOf(field)));
}

/** The folded texts of an order as one: a section for every field, also for those without any. */
export function toSections(order: Order): string {
  const haystacks = orderHaystacks(order);
  const sections = FIELDS.map((field) => markOf(field) + [...new Set(haystacks.filter((haystack) => haystack.field === field).map(({text}) => text))].join(BORDER));
  return (sections.join('') + markOf(undefined)).toWellFormed();
}

/** The single texts that {@link toSections} put together. */
export function textsIn(sections: string): string[] {
  const marks = new RegExp(`[${BORDER}${markOf(FIELDS[0])}-${markOf(undefined)}]`);
  return [...new Set(sections.split(marks))].filter((text) => text !== '');
}

/** Whether `text` stands in a field's section, or for bare words in any that they look into. */
export function standsIn(column: Expression<string>, field: TextField, text: string, position: SqlDialect['position']): Condition {
  const mark = (of: HaystackField | undefined): RawBuilder<number> => position(column, markOf(of));
  if (field === 'any') {
    const found = position(column, text);
    return allOf([sql`${found} > 0`, sql`${found} < ${mark(FIRST_NAMED)}`]);
  }
  const next = FIELDS[FIELDS.indexOf(field) + 1];
  const section = sql<string>`substr(${column}, ${mark(field)}, ${mark(next)} - ${mark(field)})`;
  // Looked for everywhere first: what is not there at all is not in a section either.
  return allOf([sql`${position(column, text)} > 0`, sql`${position(section, text)} > 0`]);
}
