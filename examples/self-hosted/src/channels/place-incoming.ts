import {createHash} from 'node:crypto';
import {parseCommand, type NewOrder, type Order, type ProblemPointer, type Refusal} from '@packline/core';
import type {Services} from '../services.ts';
import {channelOrderId, type ChannelName} from './channel-code.ts';
import type {IncomingOrder} from './incoming-order.ts';

/** What became of an order that a channel handed in. */
export type Placed =
  /** Not new: the same external id was handed in before; it is that order. */
  | {readonly kind: 'order'; readonly isNew: boolean; readonly orderId: string; readonly number: string}
  | {readonly kind: 'refused'; readonly refusal: Refusal}
  /** Pointers are relative to the order. */
  | {readonly kind: 'invalid'; readonly errors: readonly ProblemPointer[]};

type Parts = Pick<Services, 'storage' | 'storeId' | 'commands'>;

/**
 * Places what a channel hands in, once for each external id, however often and from however many sides at the same time:
 * the order's id follows from channel and external id, so a second one meets the first.
 *
 * @param attempt counts replays by hand: a refusal is kept for ever under its command, so a new try is a new command
 */
export async function placeIncoming({storage, storeId, commands}: Parts, {code, name}: ChannelName, incoming: IncomingOrder, attempt = 0): Promise<Placed> {
  const channel = {code, name};
  const orderId = channelOrderId(code, incoming.externalId);
  const numberOf = async (): Promise<string | undefined> => {
    const stored = await storage.readOrder(storeId, orderId);
    return stored && (JSON.parse(stored.doc) as Order).number;
  };
  const known = await numberOf();
  if (known !== undefined) return {kind: 'order', isNew: false, orderId, number: known};

  const order: NewOrder = {...incoming.order, channel, source: {...incoming.order.source, channel: code, externalId: incoming.externalId}};
  const wish = createHash('sha256').update(JSON.stringify(order)).digest('hex').slice(0, 16);
  const parsed = parseCommand({type: 'order.place', id: `${orderId}-${wish}-${attempt}`, schemaVersion: 1, orderId, order});
  if (!parsed.ok) return {kind: 'invalid', errors: parsed.errors.map(({pointer, detail}) => ({pointer: pointer.replace(/^\/order(?=\/|$)/, ''), detail}))};

  const answer = await commands.run({commands: [parsed.command], actor: channelActor(channel), returnOrders: true});
  if (!answer.ok) return {kind: 'invalid', errors: answer.errors.map(({pointer, detail}) => ({pointer: pointer.replace(/^\/commands\/0(\/order)?/, ''), detail}))};
  const [result] = answer.results;
  if (result?.outcome === 'refused' && result.refusal && result.refusal.code !== 'order/exists') return {kind: 'refused', refusal: result.refusal};
  // Another process may have placed it while this one looked: then the answer knows the command, but not yet the order.
  return {kind: 'order', isNew: result?.outcome === 'applied', orderId, number: result?.order?.number ?? (await numberOf()) ?? ''};
}

/** Who stands in the order's history. The law lets the role `shopper` place orders and little else. */
export function channelActor({code, name}: ChannelName): {id: string; name: string; role: 'shopper'} {
  return {id: `channel:${code}`, name, role: 'shopper'};
}
