import {DELIVERY_SIGNS, deliverySignOf, matchesOrder, naturalKey, ORDER_STATUSES, redact, type Order, type OrderQuery, type OrderSort, type Role, type Settings} from '@packline/core';

type Key = string | number;

/** What each field sorts by, first key first, as on a device. */
const KEYS: Readonly<Record<OrderSort['field'], (order: Order) => readonly Key[]>> = {
  placedAt: ({placedAt}) => [Date.parse(placedAt)],
  updatedAt: ({updatedAt}) => [Date.parse(updatedAt)],
  number: () => [],
  status: ({status}) => [ORDER_STATUSES.indexOf(status)],
  delivery: (order) => [DELIVERY_SIGNS.indexOf(deliverySignOf(order))],
  total: ({totals: {total}}) => [total.amount / 10 ** total.scale],
  channel: ({channel}) => [channel.code, channel.name ?? ''],
  customer: ({customer, shippingAddress}) => [naturalKey((customer.name ?? shippingAddress?.name) || (customer.id ?? '')) || '\uffff'],
};

/** The answer to a query by core's plain scan: every order looked at, the matching ones sorted. */
export function naiveList(orders: readonly Order[], query: OrderQuery, {sort, role, settings}: {sort: OrderSort; role: Role; settings: Settings}): string[] {
  const seen = orders.map((order) => redact(order, role)).filter((order) => matchesOrder(order, query, settings));
  const keyed = seen.map((order) => ({id: order.id, keys: [...KEYS[sort.field](order), naturalKey(order.number), order.id]}));
  const turn = sort.descending ? -1 : 1;
  return keyed.sort((left, right) => turn * compare(left.keys, right.keys)).map(({id}) => id);
}

function compare(left: readonly Key[], right: readonly Key[]): number {
  for (const [index, key] of left.entries()) {
    const other = right[index] ?? '';
    if (key !== other) return key < other ? -1 : 1;
  }
  return 0;
}
