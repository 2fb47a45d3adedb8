import {createHash} from 'node:crypto';
import {orderHaystacks, redact, type Haystack, type HaystackField, type Order} from '@packline/core';
import {gramsOfStore} from './grams.ts';
import type {OrderTextColumns, OrderTextField} from './search-tables.ts';

/** Between two texts of one field: folded text holds no control characters, so nothing is found across it. */
const BORDER = '\n';
/** Rises when the same texts are kept in another way: all orders' texts are then written anew. */
const TEXT_SHAPE = 1;

/** The column a field's texts are kept in. */
const COLUMN_OF: Readonly<Record<HaystackField, OrderTextField>> = {
  number: 'in_number',
  customer: 'in_customer',
  phone: 'in_phone',
  email: 'in_email',
  tracking: 'in_tracking',
  product: 'in_product',
  sku: 'in_sku',
  tag: 'in_tag',
  channel: 'in_channel',
  hold: 'in_hold',
  // Only bare words reach these two.
  recipient: 'in_notes',
  note: 'in_notes',
};

/** What an order is found by, as it is kept. */
export interface OrderTexts {
  readonly columns: OrderTextColumns;
  /** Made when they are needed: most changes of an order leave its texts as they are. */
  grams(): readonly number[];
}

/** The folded texts of an order, by field and as a packer sees them. */
export function toOrderTexts(storeId: string, order: Order, {placedMs, numberKey}: {placedMs: number; numberKey: string}): OrderTexts {
  const haystacks = orderHaystacks(order);
  const texts = Object.fromEntries(Object.values(COLUMN_OF).map((column) => [column, textOf(haystacks.filter(({field}) => COLUMN_OF[field] === column))])) as Record<OrderTextField, string>;
  const covered = textOf(orderHaystacks(redact(order, 'packer')).filter(({field}) => field !== 'channel' && field !== 'hold'));
  const known = [TEXT_SHAPE, storeId, placedMs, numberKey, covered, ...Object.values(texts)];
  return {
    columns: {store_id: storeId, order_id: order.id, placed_ms: placedMs, number_key: numberKey, ...texts, covered, digest: createHash('sha1').update(JSON.stringify(known)).digest('base64')},
    grams() {
      const grams = gramsOfStore(storeId);
      const found = grams.ofTexts(new Set(haystacks.map(({text}) => text.toWellFormed())));
      for (const window of grams.ofMoment(placedMs)) found.add(window);
      return [...found];
    },
  };
}

function textOf(haystacks: readonly Haystack[]): string {
  return [...new Set(haystacks.map(({text}) => text))].join(BORDER).toWellFormed();
}

