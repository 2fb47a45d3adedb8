import {deriveOrder, orderAt, type LoggedEvent, type Order, type Settings} from '@packline/core';
import type {OperationStorage, OperationTransaction} from '../../storage/operation-storage.ts';
import {HOW_TO_MEND, type DoctorReport} from './finding.ts';

/** Orders mended in one transaction. */
const MOST_AT_ONCE = 100;

/**
 * Derives again what can be derived: orders from their logs, statuses from facts, columns from orders, places in the
 * feed. Mended orders go through the feed, so that devices replace what they have. Logs are never touched.
 *
 * @returns how many orders were written anew.
 */
export async function mend(storage: OperationStorage, {storeId, findings}: DoctorReport, now: string): Promise<number> {
  const derivable = findings.filter(({kind}) => HOW_TO_MEND[kind].by === 'derive');
  const ids = [...new Set(derivable.flatMap(({orderId}) => orderId ?? []))].sort();
  const highest = await storage.readSnapshot(async (snapshot) => {
    let position = (await snapshot.readFeed(storeId)).settingsPosition;
    for await (const row of snapshot.readTable('orders')) if (row['store_id'] === storeId) position = Math.max(position, Number(row['position']));
    for await (const row of snapshot.readTable('commands')) if (row['store_id'] === storeId) position = Math.max(position, Number(row['position']));
    return position;
  });
  await storage.operate(async (transaction) => {
    await transaction.raiseHead(storeId, highest);
    await transaction.removeLeftovers(storeId, now);
  });
  let mended = 0;
  for (let start = 0; start < ids.length; start += MOST_AT_ONCE) {
    mended += await storage.operate((transaction) => mendOrders(transaction, storeId, ids.slice(start, start + MOST_AT_ONCE)));
  }
  return mended;
}

async function mendOrders(transaction: OperationTransaction, storeId: string, ids: readonly string[]): Promise<number> {
  const settings = await transaction.readSettings(storeId);
  const logs = await transaction.readLogs(storeId, ids);
  const stored = await readReadable(transaction, storeId, ids);
  const orders = ids.flatMap((id) => renewed(stored.get(id), logs.get(id) ?? [], settings) ?? []);
  if (orders.length === 0) return 0;
  await transaction.forgetTexts(storeId, orders.map(({id}) => id));
  const first = await transaction.takePositions(storeId, orders.length);
  await transaction.writeOrders(storeId, orders.map((order, index) => ({order, position: first + index})));
  return orders.length;
}

/** The documents, without those that are no JSON any more. */
async function readReadable(transaction: OperationTransaction, storeId: string, ids: readonly string[]): Promise<ReadonlyMap<string, Order>> {
  const orders = new Map<string, Order>();
  for (const id of ids) {
    try {
      for (const [key, order] of await transaction.readOrders(storeId, [id])) orders.set(key, order);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  return orders;
}

/** From the log where that is whole, else from the document's own facts. */
function renewed(order: Order | undefined, log: readonly LoggedEvent[], settings: Settings): Order | undefined {
  const last = log.at(-1);
  try {
    const replayed = last && orderAt(log, {version: last.version}, settings);
    if (replayed && (order === undefined || order.version <= replayed.version)) return {...replayed, applied: order?.id === replayed.id ? order.applied : {}};
  } catch {
    // A log that does not begin at the beginning, or cannot be read: the document is all there is.
  }
  return order && deriveOrder(order, settings);
}
