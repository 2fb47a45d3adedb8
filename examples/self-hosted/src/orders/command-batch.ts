import type {CommandResult, Instant} from '@packline/core';
import type {CommandRecord, OrderTransaction} from '../storage/order-storage.ts';
import {readBatch, type Batch} from './batch.ts';
import type {CommandAnswer, CommandRequest} from './command-request.ts';
import {decideRequest, type Decided} from './decide-request.ts';

/** Feed position of every order that was changed. */
type Positions = ReadonlyMap<string, number>;

/**
 * Decides several callers' requests in one transaction: read everything they touch once, decide each command in turn on
 * the newest state, write once, take feed positions last.
 */
export async function decideBatch(transaction: OrderTransaction, storeId: string, requests: readonly CommandRequest[], now: Instant): Promise<{answers: readonly CommandAnswer[]; positions: Positions}> {
  const batch = await readBatch(transaction, storeId, requests);
  const decided: {request: CommandRequest; answer: Decided}[] = [];
  for (const request of requests) decided.push({request, answer: await decideRequest(batch, request, now)});
  const positions = await writeBatch(batch, now);
  return {answers: decided.map(({request, answer}) => toAnswer(request, answer, positions)), positions};
}

/** Writes what was decided; the feed's counter, which all writers share, is touched last. */
async function writeBatch({transaction, storeId, stored, total}: Batch, now: Instant): Promise<Positions> {
  const positions = new Map<string, number>();
  if (total.commands.size === 0) return positions;
  await transaction.writeEvents(storeId, total.events);
  await transaction.writeReceiptFiles(storeId, total.files, now);
  await transaction.writeEffects(storeId, total.effects);
  if (total.withdrawn.size > 0) await transaction.withdrawEffects(storeId, [...total.withdrawn], now);
  if (total.nextNumber !== stored.nextNumber) await transaction.writeNextNumber(storeId, total.nextNumber);
  const orders = [...total.orders.values()];
  if (orders.length > 0) {
    const first = await transaction.takePositions(storeId, orders.length);
    const placed = orders.map((order, index) => ({order, position: first + index}));
    for (const {order, position} of placed) positions.set(order.id, position);
    await transaction.writeOrders(storeId, placed);
    // Last of all: what this very batch has written is gone through as well.
    if (total.erased.size > 0) await transaction.eraseTraces(storeId, [...total.erased], now);
  }
  await transaction.writeCommands(storeId, [...total.commands.values()].map((record) => withPosition(record, positions)));
  return positions;
}

function withPosition(record: CommandRecord, positions: Positions): CommandRecord {
  return record.outcome === 'applied' && record.position === 0 ? {...record, position: positions.get(record.orderId) ?? 0} : record;
}

function toAnswer({dryRun, returnOrders}: CommandRequest, decided: Decided, positions: Positions): CommandAnswer {
  if (!decided.ok) return decided;
  return {
    ok: true,
    results: decided.outcomes.map(({id, outcome, record, order}): CommandResult => {
      const {refusal, version, position} = dryRun === true ? record : withPosition(record, positions);
      const withOrder = order !== undefined && (outcome === 'refused' || returnOrders === true);
      return {id, outcome, version, position, ...(refusal === undefined ? {} : {refusal}), ...(withOrder ? {order} : {})};
    }),
  };
}
