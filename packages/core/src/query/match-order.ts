import type {Order} from '../order/order.ts';
import type {Settings} from '../settings/settings.ts';
import {dayBounds} from './day-bounds.ts';
import {isIn, toNeedle} from './needle.ts';
import {orderHaystacks, type Haystack} from './order-haystacks.ts';
import type {OrderQuery, QueryTerm} from './order-query.ts';

/** 10 to the power of each scale an amount may have. */
const POWERS = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000] as const;

/** The value of an amount as a plain number: what `total:` compares. Right to the last digit that a double can hold. */
export function plainValue({amount, scale}: {readonly amount: number; readonly scale: number}): number {
  return amount / (POWERS[scale] ?? 10 ** scale);
}

/** Whether a number lies in the range of a `total:` condition. */
export function inRange(value: number, {min, minIncluded, max, maxIncluded}: Omit<Extract<QueryTerm, {kind: 'total'}>, 'kind' | 'negated'>): boolean {
  if (min !== undefined && (minIncluded ? value < min : value <= min)) return false;
  return max === undefined || (maxIncluded ? value <= max : value < max);
}

/** Undefined: the condition says nothing (no word, no value, both ends open), so it holds, negated or not. */
function holds(term: QueryTerm, order: Order, haystacks: () => readonly Haystack[], timeZone: string): boolean | undefined {
  switch (term.kind) {
    case 'text': {
      const needle = toNeedle(term.field, term.text);
      return needle && haystacks().some((haystack) => isIn(needle, haystack));
    }
    case 'status':
      return term.values.length === 0 ? undefined : term.values.includes(order.status);
    case 'payment':
      return term.values.length === 0 ? undefined : term.values.includes(order.payment);
    case 'fulfillment':
      return term.values.length === 0 ? undefined : term.values.includes(order.fulfillment);
    case 'placed': {
      if (term.from === undefined && term.to === undefined) return undefined;
      const {startMs, endMs} = dayBounds(term.from, term.to, timeZone);
      const placedAtMs = Date.parse(order.placedAt);
      return placedAtMs >= startMs && placedAtMs < endMs;
    }
    case 'total':
      return term.min === undefined && term.max === undefined ? undefined : inRange(plainValue(order.totals.total), term);
  }
}

/**
 * Whether an order matches a query: the plain scan over the document. It is what the language means; an index has to
 * give the same answers. A condition that says nothing holds, also when negated.
 *
 * @param settings `timeZone` decides which day an order was placed on
 * @example
 * matchesOrder(order, parsed.query, settings)
 */
export function matchesOrder(order: Order, query: OrderQuery, settings: Pick<Settings, 'timeZone'>): boolean {
  let read: readonly Haystack[] | undefined;
  const haystacks = (): readonly Haystack[] => (read ??= orderHaystacks(order));
  return query.terms.every((term) => {
    const answer = holds(term, order, haystacks, settings.timeZone);
    return answer === undefined || answer !== term.negated;
  });
}
