import {deriveOrder, type Order, type Settings} from '@packline/core';
import {createPace} from '../pace.ts';
import type {Services} from '../services.ts';
import type {OrderTransaction} from '../storage/order-storage.ts';
import {ROW_SHAPE} from '../storage/sql/order-columns.ts';

/** Orders brought up to date in one transaction: short enough that commands in between hardly wait. */
const MOST_AT_ONCE = 200;

type Parts = Pick<Services, 'storage' | 'storeId' | 'wakes'>;

/** Names what stored orders follow: the shape of their rows, and the settings their statuses depend on. */
export function derivedAs({completeOnFirstSend, reviewOnlyWithReceipt}: Settings): string {
  return `${ROW_SHAPE} ${completeOnFirstSend} ${reviewOnlyWithReceipt}`;
}

function shapeOf(derived: string): number {
  return Number(derived.split(' ')[0]);
}

/**
 * Brings every stored order in line with the settings and with the rows this server writes: a status that comes out
 * otherwise is stored and takes a position in the feed, like any change. It goes some orders at a time and remembers how
 * far it came, so a crash or a stop only interrupts it; whatever is decided meanwhile already follows the new settings.
 *
 * @param stopping ends it between two steps; the next start goes on.
 * @returns how many orders have another status now
 */
export async function bringOrdersUpToDate({storage, storeId, wakes}: Parts, stopping?: AbortSignal): Promise<number> {
  let changed = 0;
  while (stopping?.aborted !== true) {
    const step = await storage.transact((transaction) => takeStep(transaction, storeId));
    if (step === undefined) break;
    changed += step.size;
    if (step.size > 0) wakes.publish({position: Math.max(...step.values()), orders: step});
    // Lets commands have their turn.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return changed;
}

/** The next orders; answers with the new positions of those that changed, or undefined when all orders follow. */
async function takeStep(transaction: OrderTransaction, storeId: string): Promise<ReadonlyMap<string, number> | undefined> {
  // Steps of several processes follow each other: the settings are those of the moment when it is this one's turn.
  const {finished, begun, upTo} = await transaction.readDerivation(storeId);
  const settings = await transaction.readSettings(storeId);
  const wanted = derivedAs(settings);
  // While a newer server runs beside this one, rows have its shape.
  if (finished === wanted || Math.max(shapeOf(finished), shapeOf(begun)) > ROW_SHAPE) return undefined;
  const orders = await transaction.readOrdersAfter(storeId, begun === wanted ? upTo : '', MOST_AT_ONCE);
  const pace = createPace();
  const alike: {order: Order; position: number}[] = [];
  const others: Order[] = [];
  for (const {order, position} of orders) {
    await pace();
    const derived = deriveOrder(order, settings);
    if (sayStatus(derived) === sayStatus(order)) alike.push({order, position});
    else others.push(derived);
  }
  // Rows of another shape are written anew, at the place in the feed that they have.
  if (shapeOf(finished) !== ROW_SHAPE) await transaction.writeOrders(storeId, alike);
  const isLast = orders.length < MOST_AT_ONCE;
  await transaction.writeDerivation(storeId, {finished: isLast ? wanted : finished, begun: wanted, upTo: orders.at(-1)?.order.id ?? upTo});
  if (others.length === 0) return new Map();
  const first = await transaction.takePositions(storeId, others.length);
  const placed = others.map((order, index) => ({order, position: first + index}));
  await transaction.writeOrders(storeId, placed);
  return new Map(placed.map(({order, position}) => [order.id, position]));
}

function sayStatus({status, statusDetail}: Order): string {
  return JSON.stringify([status, statusDetail?.code, statusDetail?.count, statusDetail?.of]);
}
