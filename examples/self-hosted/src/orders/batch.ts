import type {LoggedEvent, Order, Settings} from '@packline/core';
import {createPace} from '../pace.ts';
import type {EndpointRecord} from '../storage/channel-storage.ts';
import type {NewEffect} from '../storage/effect-storage.ts';
import type {CommandRecord, OrderTransaction, ReceiptFile} from '../storage/order-storage.ts';
import type {CommandRequest} from './command-request.ts';

/** Everything that requests want written. Positions in the feed are not known before it is. */
export interface Draft {
  readonly orders: Map<string, Order>;
  /** number → id of the order that has it now. */
  readonly numbers: Map<string, string>;
  readonly commands: Map<string, CommandRecord>;
  readonly events: LoggedEvent[];
  readonly effects: NewEffect[];
  /** Keys of effects that were asked for and are not wanted any more. */
  readonly withdrawn: Set<string>;
  readonly files: ReceiptFile[];
  /** Orders whose customers are to be forgotten. */
  readonly erased: Set<string>;
  /** Next number of the shop's own series. */
  nextNumber: number;
}

/** Requests that share a transaction: what was there before, and what they have made of it so far. */
export interface Batch {
  readonly transaction: OrderTransaction;
  readonly storeId: string;
  readonly settings: Settings;
  /** Who is told about events. */
  readonly endpoints: readonly EndpointRecord[];
  readonly stored: Pick<Draft, 'orders' | 'numbers' | 'commands' | 'nextNumber'>;
  readonly total: Draft;
  /** Numbers that were looked for in the database. */
  readonly soughtNumbers: ReadonlySet<string>;
  /** Awaited between commands: a large batch must not keep everybody else waiting. */
  readonly pace: ReturnType<typeof createPace>;
}

/** Reads everything the requests touch, once. */
export async function readBatch(transaction: OrderTransaction, storeId: string, requests: readonly CommandRequest[]): Promise<Batch> {
  const commands = requests.flatMap((request) => request.commands);
  const placing = commands.filter((command) => command.type === 'order.place');
  const wished = placing.flatMap(({order}) => (order.number === undefined ? [] : [order.number]));
  const settings = await transaction.readSettings(storeId);
  // Orders come first: once they are locked, whatever was done to them is known, and the commands that did it.
  const orders = await transaction.readOrders(storeId, [...new Set(commands.map(({orderId}) => orderId))]);
  const known = await transaction.readCommands(storeId, [...new Set(commands.map(({id}) => id))]);
  const numberless = placing.length - wished.length;
  const nextNumber = numberless > 0 ? await transaction.readNextNumber(storeId) : 0;
  // The numbers that come next are nearly always free: they are looked for together.
  const soughtNumbers = new Set([...wished, ...Array.from({length: numberless}, (_, index) => String(nextNumber + index))]);
  const stored = {orders, commands: known, numbers: await transaction.readNumbers(storeId, [...soughtNumbers]), nextNumber};
  const endpoints = await transaction.readEndpoints(storeId);
  return {transaction, storeId, settings, endpoints, stored, soughtNumbers, total: emptyDraft(nextNumber), pace: createPace()};
}

export function emptyDraft(nextNumber: number): Draft {
  return {orders: new Map(), numbers: new Map(), commands: new Map(), events: [], effects: [], withdrawn: new Set(), files: [], erased: new Set(), nextNumber};
}

/** What is known under a key by now: to this request, to those before it, to the database. */
export function newest<Key extends 'orders' | 'numbers' | 'commands'>({stored, total}: Batch, draft: Draft, table: Key, key: string): ReturnType<Draft[Key]['get']> {
  const found = draft[table].get(key) ?? total[table].get(key) ?? stored[table].get(key);
  return found as ReturnType<Draft[Key]['get']>;
}

/** Takes over what one request has decided. */
export function merge(total: Draft, draft: Draft): void {
  for (const [id, order] of draft.orders) {
    // Set anew, so that an order stands where its last change was.
    total.orders.delete(id);
    total.orders.set(id, order);
  }
  for (const [number, id] of draft.numbers) total.numbers.set(number, id);
  for (const [id, record] of draft.commands) total.commands.set(id, record);
  total.events.push(...draft.events);
  total.effects.push(...draft.effects);
  for (const key of draft.withdrawn) total.withdrawn.add(key);
  total.files.push(...draft.files);
  for (const id of draft.erased) total.erased.add(id);
  total.nextNumber = draft.nextNumber;
}
