import {dayBounds, type QueryTerm} from '@packline/core';
import {sql, type RawBuilder, type SqlBool} from 'kysely';
import {flagMask, RARE_FLAGS} from './search/order-flags.ts';
import {gramsOfStore} from './search/grams.ts';
import {textVerdict} from './search/text-verdict.ts';
import {allOf, anyOf, exactly, negate, type Condition, type Verdict} from './search/verdict.ts';
import type {SqlDialect} from './sql-dialect.ts';

/** Who asks, and for which store. */
export interface FilterContext {
  readonly storeId: string;
  /** IANA zone in which days are meant. */
  readonly timeZone: string;
  /** For readers of redacted copies. */
  readonly covered: boolean;
  readonly position: SqlDialect['position'];
}

/** A query as the database can judge it: `orders o` by its columns, `order_texts t` by its texts. */
export interface OrderFilter {
  readonly columns: Verdict;
  readonly texts: Verdict;
  /** Some condition is about columns of `orders`. */
  readonly hasColumns: boolean;
  /** Some condition is about texts. */
  readonly hasTexts: boolean;
  /** Per term that grams narrow: the lists of which an order has all of one. */
  readonly grams: readonly (readonly (readonly number[])[])[];
}

/** The conditions of a query. */
export function toFilter(terms: readonly QueryTerm[], context: FilterContext): OrderFilter {
  const grams = gramsOfStore(context.storeId);
  const columns: Verdict[] = [];
  const texts: Verdict[] = [];
  const narrowing: (readonly (readonly number[])[])[] = [];
  for (const term of terms) {
    if (term.kind === 'text') {
      const text = textVerdict(term, {position: context.position, grams, covered: context.covered});
      if (text === undefined) continue;
      texts.push(term.negated ? negate(text.verdict) : text.verdict);
      if (!term.negated && text.grams !== undefined && text.grams.length > 0) narrowing.push(text.grams);
    } else {
      const verdict = columnVerdict(term, context);
      if (verdict !== undefined) columns.push(term.negated ? negate(verdict) : verdict);
    }
  }
  return {columns: both(columns), texts: both(texts), hasColumns: columns.length > 0, hasTexts: texts.length > 0, grams: narrowing};
}

function both(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.every(({maybe, sure}) => maybe === sure)) return exactly(allOf(verdicts.map(({maybe}) => maybe)));
  return {maybe: allOf(verdicts.map(({maybe}) => maybe)), sure: allOf(verdicts.map(({sure}) => sure))};
}

type ColumnTerm = Exclude<QueryTerm, {kind: 'text'}>;

const ref = <Value = number>(column: string): RawBuilder<Value> => sql.ref<Value>(`o.${column}`);
const test = (condition: RawBuilder<unknown>): Condition => condition as RawBuilder<SqlBool>;

/** Undefined: this says nothing, so every order meets it, negated or not. */
function columnVerdict(term: ColumnTerm, {timeZone, covered}: FilterContext): Verdict | undefined {
  switch (term.kind) {
    case 'status':
    case 'payment':
    case 'fulfillment':
    case 'detail':
    case 'carrier':
    case 'kind':
      return term.values.length === 0 ? undefined : exactly(test(sql`${ref(term.kind)} in (${sql.join(term.values)})`));
    case 'has':
    case 'is':
    case 'problem':
      return term.values.length === 0 ? undefined : exactly(flagCondition(flagMask(term.kind, term.values), covered));
    case 'placed':
    case 'updated': {
      if (term.from === undefined && term.to === undefined) return undefined;
      const {startMs, endMs} = dayBounds(term.from, term.to, timeZone);
      return exactly(between(`${term.kind}_ms`, startMs, endMs));
    }
    case 'sent': {
      if (term.from === undefined && term.to === undefined) return undefined;
      const {startMs, endMs} = dayBounds(term.from, term.to, timeZone);
      const [first, last] = [between('first_sent_ms', startMs, endMs), between('last_sent_ms', startMs, endMs)];
      // Of more than two parcels those in the middle are not known here.
      return {maybe: allOf([between('last_sent_ms', startMs, Infinity), between('first_sent_ms', -Infinity, endMs), test(sql`${ref('last_sent_ms')} is not null`)]), sure: anyOf([last, first])};
    }
    case 'ship': {
      if (term.from === undefined && term.to === undefined) return undefined;
      const [from, to] = [term.from ?? '', term.to ?? '9999-12-31'];
      const day = (column: string): Condition => test(sql`(${ref(column)} >= ${from} and ${ref(column)} <= ${to})`);
      return {maybe: test(sql`(${ref('last_ship_on')} >= ${from} and ${ref('first_ship_on')} <= ${to})`), sure: anyOf([day('last_ship_on'), day('first_ship_on')])};
    }
    case 'total': {
      if (term.min === undefined && term.max === undefined) return undefined;
      // A copy without amounts has no total that could be in a range.
      if (covered) return exactly(false);
      const bounds = [
        ...(term.min === undefined ? [] : [term.minIncluded ? sql`${ref('total')} >= ${term.min}` : sql`${ref('total')} > ${term.min}`]),
        ...(term.max === undefined ? [] : [term.maxIncluded ? sql`${ref('total')} <= ${term.max}` : sql`${ref('total')} < ${term.max}`]),
      ];
      return exactly(allOf(bounds.map(test)));
    }
  }
}

function between(column: string, startMs: number, endMs: number): Condition {
  return allOf([...(Number.isFinite(startMs) ? [test(sql`${ref(column)} >= ${startMs}`)] : []), ...(Number.isFinite(endMs) ? [test(sql`${ref(column)} < ${endMs}`)] : [])]);
}

function flagCondition(mask: number, covered: boolean): Condition {
  const has = test(sql`(${ref(covered ? 'covered_flags' : 'flags')} & ${sql.lit(mask)}) <> 0`);
  // Says which index has all of them. A copy has no fact that its order does not have.
  const rare = RARE_FLAGS.find((flags) => (flags & mask) === mask);
  return rare === undefined || (rare === mask && !covered) ? has : allOf([test(sql`(${ref('flags')} & ${sql.lit(rare)}) <> 0`), has]);
}
