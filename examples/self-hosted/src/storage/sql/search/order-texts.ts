import {createHash} from 'node:crypto';
import {redact, type Order} from '@packline/core';
import {gramsOfStore} from './grams.ts';
import type {OrderTextColumns} from './search-tables.ts';
import {textsIn, toSections} from './text-sections.ts';

/** Rises when the same texts are kept, or found, in another way: all orders' texts are then written anew. */
const TEXT_SHAPE = 2;

/** What an order is found by, as it is kept. */
export interface OrderTexts {
  readonly columns: OrderTextColumns;
  /** Made when they are needed: most changes of an order leave its texts as they are. */
  grams(): readonly number[];
}

/** The folded texts of an order, as they are and as a packer sees them. */
export function toOrderTexts(storeId: string, order: Order, {placedMs, numberKey}: {placedMs: number; numberKey: string}): OrderTexts {
  const texts = toSections(order);
  const covered = toSections(redact(order, 'packer'));
  const digest = createHash('sha1').update(JSON.stringify([TEXT_SHAPE, placedMs, numberKey, texts, covered])).digest('base64');
  return {
    columns: {store_id: storeId, order_id: order.id, placed_ms: placedMs, number_key: numberKey, texts, covered, digest},
    grams() {
      const grams = gramsOfStore(storeId);
      const found = grams.ofTexts(textsIn(texts));
      for (const window of grams.ofMoment(placedMs)) found.add(window);
      return [...found];
    },
  };
}
