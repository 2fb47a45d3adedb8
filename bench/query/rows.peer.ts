import type {OrderSort} from '@packline/core';
import {factsOf, type Facts} from './facts.ts';
import type {QueryPeer} from './peer.ts';
import {VIEWS} from './scenes.ts';

type Compare = (left: Facts, right: Facts) => number;
const text = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0);

const COMPARE: Readonly<Record<OrderSort['field'], Compare>> = {
  placedAt: (left, right) => left.placedAtMs - right.placedAtMs,
  updatedAt: (left, right) => left.updatedAtMs - right.updatedAtMs,
  total: (left, right) => left.total - right.total,
  customer: (left, right) => text(left.customer, right.customer),
  status: (left, right) => left.statusRank - right.statusRank,
  delivery: (left, right) => left.deliveryRank - right.deliveryRank,
  channel: (left, right) => text(left.channel, right.channel),
  number: () => 0,
};

/**
 * The limit: an object an order with what is asked for, `filter` and `sort` over all of them at every change, and one
 * walk for all counts. Sort keys are made once; ties go by number.
 */
export function createRows(): QueryPeer {
  const rows: Facts[] = [];
  /** Of each row, where it stands among all numbers. */
  let ranks = new Uint32Array(0);
  const rankOf = ({place}: Facts) => ranks[place] as number;
  return {
    add(orders) {
      for (const order of orders) rows.push(factsOf(order, rows.length));
    },
    finish() {
      ranks = new Uint32Array(rows.length);
      rows.toSorted((left, right) => text(left.number, right.number)).forEach(({place}, rank) => (ranks[place] = rank));
    },
    list({holds, sort: {field, descending}}) {
      const compare = COMPARE[field];
      const way = descending ? -1 : 1;
      const found = rows.filter(holds).sort((left, right) => way * (compare(left, right) || rankOf(left) - rankOf(right)));
      return Uint32Array.from(found, ({place}) => place);
    },
    countViews() {
      const counts = VIEWS.map(() => 0);
      for (const row of rows) for (let view = 0; view < VIEWS.length; view += 1) if (VIEWS[view]?.(row)) counts[view] = (counts[view] as number) + 1;
      return counts;
    },
  };
}
