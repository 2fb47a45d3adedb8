import type {Order} from '../order/order.ts';
import type {Settings} from '../settings/settings.ts';
import {isIn, toNeedle} from './needle.ts';
import {boundsOf, momentsOf} from './order-days.ts';
import {flagMask, flagsOf} from './order-flags.ts';
import {orderHaystacks, type Haystack} from './order-haystacks.ts';
import type {ListTerm, OrderQuery, QueryTerm, TotalTerm} from './order-query.ts';

/** 10 to the power of each scale an amount may have. */
const POWERS = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000] as const;

/** The value of an amount as a plain number: what `total:` compares. Right to the last digit that a double can hold. */
export function plainValue({amount, scale}: {readonly amount: number; readonly scale: number}): number {
  return amount / (POWERS[scale] ?? 10 ** scale);
}

/** Whether a number lies in the range of a `total:` condition. */
export function inRange(value: number, {min, minIncluded, max, maxIncluded}: Omit<TotalTerm, 'kind' | 'negated'>): boolean {
  if (min !== undefined && (minIncluded ? value < min : value <= min)) return false;
  return max === undefined || (maxIncluded ? value <= max : value < max);
}

function hasOneOf(order: Order, term: ListTerm): boolean {
  switch (term.kind) {
    case 'status':
      return term.values.includes(order.status);
    case 'detail':
      return order.statusDetail !== undefined && term.values.includes(order.statusDetail.code);
    case 'payment':
      return term.values.includes(order.payment);
    case 'fulfillment':
      return term.values.includes(order.fulfillment);
    case 'kind':
      return term.values.includes(order.kind);
    case 'carrier':
      return term.values.includes(order.shippingMethod.carrier);
    case 'has':
    case 'is':
    case 'problem':
      return (flagsOf(order) & flagMask(term.kind, term.values)) !== 0;
  }
}

/** Undefined: the condition says nothing (no word, no value, both ends open), so it holds, negated or not. */
function holds(term: QueryTerm, order: Order, haystacks: () => readonly Haystack[], timeZone: string): boolean | undefined {
  switch (term.kind) {
    case 'text': {
      const needle = toNeedle(term.field, term.text);
      return needle && haystacks().some((haystack) => isIn(needle, haystack));
    }
    case 'placed':
    case 'updated':
    case 'ship':
    case 'sent': {
      if (term.from === undefined && term.to === undefined) return undefined;
      const {startMs, endMs} = boundsOf(term, timeZone);
      return momentsOf(order, term.kind).some((ms) => ms >= startMs && ms < endMs);
    }
    case 'total':
      if (term.min === undefined && term.max === undefined) return undefined;
      // A copy without amounts has no total that could be in a range.
      return order.redactedFor === undefined && inRange(plainValue(order.totals.total), term);
    default:
      return term.values.length === 0 ? undefined : hasOneOf(order, term);
  }
}

/**
 * Whether an order matches a query: the plain scan over the document. It is what the language means; an index has to
 * give the same answers. A condition that says nothing holds, also when negated.
 *
 * @param settings `timeZone` decides on which day something happened
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
