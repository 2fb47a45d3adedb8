import {randomBytes} from 'node:crypto';
import {Hono} from 'hono';
import type {ApiEnv} from '../http/api-env.ts';
import {LIMITS} from '../http/limits.ts';
import {HttpProblem} from '../http/problem.ts';
import {readBody} from '../http/read-body.ts';
import {newId} from '../new-id.ts';
import type {Services} from '../services.ts';
import type {ChannelRecord} from '../storage/channel-storage.ts';
import {receiveDelivery, type Received} from './receive-delivery.ts';
import {faultOf, goodSecrets, makeSecret, type RejectionReason, type SignedMessage} from './signatures.ts';

/** Rejected messages of a channel that are kept, for the owner to see that something does not fit. */
const MOST_REJECTIONS = 20;
/** Milliseconds between two that are written down: whoever knows the address can send as many as they like. */
const REJECTION_PAUSE_MS = 1000;

/**
 * `POST /v1/hooks/{channelId}`: an order from another shop, signed as Standard Webhooks has it.
 * @throws HttpProblem `bad-signature`, the same for every reason and for channels that do not exist; `invalid-json`,
 * `invalid-request` and `refused` for senders that are known.
 */
export function hooksRoute(services: Services): Hono<ApiEnv> {
  const {storage, storeId, now} = services;
  /** Compared with when there is no such channel, so that the answer takes as long. */
  const decoy = makeSecret();
  const notedAtMs = new Map<string, number>();

  async function noteRejection({id}: ChannelRecord, reason: RejectionReason): Promise<void> {
    const ms = Date.parse(now());
    if (ms - (notedAtMs.get(id) ?? -Infinity) < REJECTION_PAUSE_MS) return;
    notedAtMs.set(id, ms);
    await storage.noteRejection(storeId, {channelId: id, id: `rejected-${newId()}`, now: now(), reason}, MOST_REJECTIONS);
  }

  return new Hono<ApiEnv>().post('/:channelId', async (context) => {
    const {headers} = context.req.raw;
    const message = {
      id: headers.get('webhook-id') ?? undefined,
      timestamp: headers.get('webhook-timestamp') ?? undefined,
      signature: headers.get('webhook-signature') ?? undefined,
      body: await readText(context.req.raw),
    } satisfies SignedMessage;
    const channel = await storage.findChannel(storeId, context.req.param('channelId'));
    const fault = faultOf(channel ? goodSecrets(channel, now()) : [decoy], message, now());
    if (channel === undefined || fault !== undefined || message.id === undefined) {
      if (channel !== undefined && fault !== undefined) await noteRejection(channel, fault);
      throw new HttpProblem('bad-signature');
    }
    context.header('cache-control', 'no-store');
    const received = await receiveDelivery(services, channel, {id: message.id, body: message.body});
    if (received.kind === 'id-used') await noteRejection(channel, received.kind);
    return context.json(toAnswer(received));
  });
}

/** Bytes that are no text were never signed as they arrived: they are looked at as something that cannot fit. */
async function readText(request: Request): Promise<string> {
  const bytes = await readBody(request, LIMITS.hookBodyBytes);
  try {
    return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes);
  } catch {
    return randomBytes(32).toString('hex');
  }
}

/** @throws HttpProblem for what did not become an order. */
export function toAnswer(received: Received): {readonly orderId: string; readonly number: string} | {readonly ignored: string} {
  switch (received.kind) {
    case 'order':
      return {orderId: received.orderId, number: received.number};
    case 'ignored':
      return {ignored: received.reason};
    case 'id-used':
      throw new HttpProblem('refused', 'Another message came with this webhook-id before. Give every message an id of its own; the same id is for the same message sent again.');
    case 'invalid': {
      const [first] = received.errors;
      throw new HttpProblem('invalid-request', first && `${first.pointer === '' ? 'The document' : first.pointer} ${first.detail}`, {errors: received.errors});
    }
    case 'refused':
      throw new HttpProblem('refused', 'The rules of the shop do not take this order.', {refusal: received.refusal});
  }
}
