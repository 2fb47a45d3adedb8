import type {Order} from '../order/order.ts';
import type {ChunkRecord} from './cache-records.ts';

/** Orders in a chunk. Reading one order costs reading its chunk, writing many costs one record each. */
export const ORDERS_PER_CHUNK = 128;
/** Length at which a chunk is full before that: some orders have a thousand lines. */
const CHUNK_TEXT_LIMIT = 1_000_000;

/**
 * Cuts orders into chunks. Text is written and read in half the time of structured clones, and one order can be read
 * out of it without parsing the others (docs/decisions/0015).
 *
 * @param textOf gives an order's JSON where it was made ahead
 */
export function toChunks(orders: readonly Order[], textOf: (order: Order) => string = JSON.stringify): {orders: readonly Order[]; text: Pick<ChunkRecord, 'json' | 'ends'>}[] {
  const chunks: {orders: Order[]; text: {json: string; ends: number[]}}[] = [];
  let open: {orders: Order[]; text: {json: string; ends: number[]}} | undefined;
  for (const order of orders) {
    if (open === undefined || open.orders.length >= ORDERS_PER_CHUNK || open.text.json.length >= CHUNK_TEXT_LIMIT) {
      open = {orders: [], text: {json: '', ends: []}};
      chunks.push(open);
    }
    open.orders.push(order);
    open.text.json += textOf(order);
    open.text.ends.push(open.text.json.length);
  }
  return chunks;
}

/** What stands at one position of a chunk; undefined when the text is damaged. */
export function orderInChunk(chunk: ChunkRecord, position: number): unknown {
  try {
    const start = position === 0 ? 0 : chunk.ends[position - 1];
    return JSON.parse(chunk.json.slice(start, chunk.ends[position] ?? 0));
  } catch {
    return undefined;
  }
}
