import {orderHaystacks, type Order} from '@packline/core';

/** One text of everything searchable in an order, for libraries that cut texts into words themselves. */
export function haystackOf(order: Order): string {
  // Bare words look at neither the channel nor the reasons of holds.
  const texts = orderHaystacks(order).filter(({field}) => field !== 'channel' && field !== 'hold');
  return texts.map(({text}) => text).join('\n');
}
