import {matchesOrder, QUERY_VALUES, type HasFact, type IsFact, type ListField, type Order, type OrderProblem, type QueryTerm} from '@packline/core';

/** Fields of small yes-or-no facts. */
export type FlagField = Extract<ListField, 'has' | 'is' | 'problem'>;
type Flag = `has:${HasFact}` | `is:${IsFact}` | `problem:${OrderProblem}`;

/** One bit each, for ever: they are kept, and indexes are made of them (0003-order-grams). */
const BITS: Readonly<Record<Flag, number>> = {
  'has:note': 1,
  'has:remark': 2,
  'has:tracking': 4,
  'has:hold': 8,
  'has:receipt': 16,
  'is:archived': 32,
  'problem:delivery': 64,
  'problem:moving_unsent': 128,
  'problem:overpaid': 256,
  'problem:refund_due': 512,
};

/** Sets of bits that have an index of their own, since few orders have any of them. */
export const RARE_FLAGS = [960, 8, 32] as const;

const QUESTIONS = (['has', 'is', 'problem'] as const).flatMap((kind) =>
  QUERY_VALUES[kind].map((value) => ({bit: BITS[`${kind}:${value}` as Flag], query: {terms: [{kind, values: [value], negated: false} as QueryTerm]}})),
);

/** The facts that hold of an order: exactly those that core finds in it. */
export function flagsOf(order: Order): number {
  // None of these questions is about a day, so the zone does not matter.
  return QUESTIONS.reduce((flags, {bit, query}) => (matchesOrder(order, query, {timeZone: 'UTC'}) ? flags | bit : flags), 0);
}

/** The bits of some values of a field. */
export function flagMask(field: FlagField, values: readonly string[]): number {
  return values.reduce((mask, value) => mask | (BITS[`${field}:${value}` as Flag] ?? 0), 0);
}
