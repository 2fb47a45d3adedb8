import {orderHaystacks, toNeedle, type Order, type TextField} from '@packline/core';

/** Between two texts of one order: folded text holds no control characters, so nothing is found across it. */
const BORDER = '\n';

/** Everything of an order that can be searched, in the form it is compared in. */
export function searchTextOf(order: Order): string {
  const texts = new Set(orderHaystacks(order).map(({text}) => text));
  return [...texts].join(BORDER).toWellFormed();
}

/**
 * What to look for in that text: an order that matches holds at least one of these. Undefined when the condition says
 * nothing. It may find too much (the text does not say which field it came from), never too little.
 */
export function searchedFor(field: TextField, text: string): readonly string[] | undefined {
  const needle = toNeedle(field, text);
  if (needle === undefined) return undefined;
  return [...new Set([needle.text, ...(needle.digits === undefined ? [] : [needle.digits])])].map((part) => part.toWellFormed());
}
