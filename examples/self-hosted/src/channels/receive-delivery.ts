import {parseJsonText} from '../http/read-json.ts';
import {HttpProblem} from '../http/problem.ts';
import type {Services} from '../services.ts';
import type {ChannelRecord, DeliveryRecord, DeliveryVerdict} from '../storage/channel-storage.ts';
import {channelOrderId} from './channel-code.ts';
import {externalIdOf} from './external-id.ts';
import {placeIncoming, type Placed} from './place-incoming.ts';
import {readDocument} from './read-document.ts';

/** What the sender is told. Whatever arrives again gets the same answer again. */
export type Received = Placed | {readonly kind: 'ignored'; readonly reason: string} | {/** Its id belongs to another message. */ readonly kind: 'id-used'};

type Parts = Pick<Services, 'storage' | 'storeId' | 'commands' | 'now'>;

/**
 * Takes in a message whose signature was good: writes it down first, then places what it asks for.
 * @throws HttpProblem `invalid-json`; whatever the storage throws, after it has been written down.
 */
export async function receiveDelivery(parts: Parts, channel: ChannelRecord, message: {readonly id: string; readonly body: string}): Promise<Received> {
  const {storage, storeId, now} = parts;
  const noted = await storage.noteDelivery(storeId, {channelId: channel.id, id: message.id, now: now(), body: message.body});
  if (isAnother(channel, noted, message.body)) return {kind: 'id-used'};
  return answerBefore(noted) ?? (await carryOut(parts, channel, message, noted.replays));
}

/**
 * Tries a kept message once more, by hand: after a mistake in the settings, in this program or in the shop was put right.
 * @returns undefined when there is nothing to replay
 */
export async function replayDelivery(parts: Parts, channelId: string, id: string): Promise<Received | undefined> {
  const {storage, storeId} = parts;
  const channel = await storage.findChannel(storeId, channelId);
  const delivery = await storage.findDelivery(storeId, channelId, id);
  if (!channel || delivery?.body === undefined) return undefined;
  return carryOut(parts, channel, {id, body: delivery.body}, await storage.countReplay(storeId, channelId, id));
}

/**
 * Whether the id was another message's before. Of what was placed or passed over the text is no longer there: then it is
 * another message when it is about another order.
 */
function isAnother({code, format}: ChannelRecord, noted: DeliveryRecord, body: string): boolean {
  if (noted.times === 1) return false;
  // A database keeps no NUL.
  if (noted.body !== undefined) return noted.body !== body.replaceAll('\0', '') && noted.body !== body;
  if (answerBefore(noted) === undefined) return false;
  try {
    const externalId = externalIdOf(format, parseJsonText(body));
    return noted.orderId !== (externalId === undefined ? undefined : channelOrderId(code, externalId));
  } catch {
    return noted.orderId !== undefined;
  }
}

function answerBefore({outcome, orderId, orderNumber, reason}: DeliveryRecord): Received | undefined {
  if (orderId !== undefined && orderNumber !== undefined) return {kind: 'order', isNew: false, orderId, number: orderNumber};
  return outcome === 'ignored' ? {kind: 'ignored', reason} : undefined;
}

async function carryOut(parts: Parts, channel: ChannelRecord, {id, body}: {readonly id: string; readonly body: string}, attempt: number): Promise<Received> {
  const {storage, storeId} = parts;
  /** The order it is about, whether it became one or not: who is erased from the order is erased from here too. */
  let about: Pick<DeliveryVerdict, 'orderId'> = {};
  const settle = (verdict: DeliveryVerdict): Promise<void> => storage.settleDelivery(storeId, channel.id, id, {...about, ...verdict});
  try {
    const {settings} = await storage.readFeedState(storeId);
    const document = parseJsonText(body);
    const externalId = externalIdOf(channel.format, document);
    if (externalId !== undefined) about = {orderId: channelOrderId(channel.code, externalId)};
    const read = readDocument(channel.format, document, settings.currency);
    if (read.kind === 'ignored') {
      await settle({outcome: 'ignored', reason: read.reason});
      return read;
    }
    const placed = read.kind === 'invalid' ? read : await placeIncoming(parts, channel, read, attempt);
    await settle(verdictOf(placed));
    return placed;
  } catch (error) {
    await settle(error instanceof HttpProblem ? {outcome: 'invalid', reason: error.message} : {outcome: 'failed', reason: 'The server could not do this. It has been written to its log.'});
    throw error;
  }
}

function verdictOf(placed: Placed): DeliveryVerdict {
  switch (placed.kind) {
    case 'order':
      return {outcome: placed.isNew ? 'placed' : 'duplicate', orderId: placed.orderId, orderNumber: placed.number};
    case 'refused':
      return {outcome: 'refused', reason: [placed.refusal.code, ...Object.entries(placed.refusal.params).map(([name, value]) => `${name} ${String(value)}`)].join(', ')};
    case 'invalid':
      return {outcome: 'invalid', reason: placed.errors.map(({pointer, detail}) => `${pointer === '' ? 'The document' : pointer} ${detail}`).join('\n').slice(0, 4000)};
  }
}
