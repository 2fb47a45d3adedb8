import type {Order} from '../../src/order/order.ts';
import {orderHaystacks} from '../../src/query/order-haystacks.ts';
import type {DayField, OrderQuery, OrderSort, QueryTerm, SortField, TextField} from '../../src/query/order-query.ts';
import {DAY_FIELDS, QUERY_VALUES} from '../../src/query/query-values.ts';
import type {Draw} from './random.ts';

const FIELDS: readonly TextField[] = ['any', 'any', 'any', 'number', 'product', 'sku', 'customer', 'phone', 'email', 'tracking', 'tag', 'channel', 'hold'];
const SORT_FIELDS: readonly SortField[] = ['placedAt', 'number', 'customer', 'status', 'total', 'delivery', 'channel', 'updatedAt'];

const LIST_FIELDS = Object.keys(QUERY_VALUES) as readonly (keyof typeof QUERY_VALUES)[];

/** A piece of something that is in one of the orders, or nothing of the kind. */
function randomText(draw: Draw, orders: readonly Order[]): string {
  if (orders.length === 0 || draw.chance(0.1)) return draw.one(['zzz', '臺', '  ', '', 'Bag', '-', '9123-4567', '[', '陳', '1', 'a']);
  const {text} = draw.one(orderHaystacks(draw.one(orders)));
  const length = 1 + draw.below(draw.chance(0.3) ? 12 : 4);
  const from = draw.below(Math.max(1, text.length - length + 1));
  const piece = text.slice(from, from + length);
  return draw.chance(0.2) ? piece.toUpperCase() : piece;
}

function randomDay(draw: Draw): string | undefined {
  return draw.chance(0.25) ? undefined : `2026-0${1 + draw.below(2)}-${String(1 + draw.below(28)).padStart(2, '0')}`;
}

function randomTerm(draw: Draw, orders: readonly Order[]): QueryTerm {
  const negated = draw.chance(0.2);
  const some = <Value>(values: readonly Value[]): Value[] => values.filter(() => draw.chance(0.3));
  switch (draw.below(10)) {
    case 0:
    case 1:
    case 2: {
      const kind = draw.one(LIST_FIELDS);
      return {kind, values: some<string>(QUERY_VALUES[kind]), negated} as QueryTerm;
    }
    case 3:
      return {kind: draw.one<DayField>(DAY_FIELDS), from: randomDay(draw), to: randomDay(draw), negated};
    case 4: {
      const bound = (): number | undefined => (draw.chance(0.3) ? undefined : draw.below(60_000) / 100);
      return {kind: 'total', min: bound(), minIncluded: draw.chance(0.5), max: bound(), maxIncluded: draw.chance(0.5), negated};
    }
    default:
      return {kind: 'text', field: draw.one(FIELDS), text: randomText(draw, orders), negated};
  }
}

/** A query whose words mostly occur in these orders. */
export function randomQuery(draw: Draw, orders: readonly Order[]): OrderQuery {
  return {terms: Array.from({length: draw.below(4)}, () => randomTerm(draw, orders))};
}

export function randomSort(draw: Draw): OrderSort {
  return {field: draw.one(SORT_FIELDS), descending: draw.chance(0.5)};
}
