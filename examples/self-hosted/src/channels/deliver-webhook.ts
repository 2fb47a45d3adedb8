import type {Order} from '@packline/core';
import {newId} from '../new-id.ts';
import type {Services} from '../services.ts';
import type {EndpointRecord} from '../storage/channel-storage.ts';
import type {LeasedEffect} from '../storage/effect-storage.ts';
import {ForbiddenAddressError, postGuarded} from './post-guarded.ts';
import {goodSecrets, signatureFor} from './signatures.ts';
import type {WebhookWish} from './webhook-events.ts';

/** An endpoint that has taken nothing for so long is not tried any more. */
export const DISABLE_AFTER_HOURS = 72;
/** Tries of an endpoint that are kept for the owner to look at. */
const MOST_ATTEMPTS = 200;
/** "Gone": the other side says it wants nothing more. */
const GONE = 410;

type Parts = Pick<Services, 'storage' | 'storeId' | 'now' | 'log' | 'webhooksToPrivate'>;

/**
 * Tells an endpoint about an event. What has nobody to be told to any more counts as done.
 * @throws Error when the endpoint did not take it; the queue tries again later.
 */
export async function deliverWebhook(effect: Pick<LeasedEffect, 'payload' | 'orderId' | 'attempts'>, parts: Parts): Promise<void> {
  const {storage, storeId} = parts;
  const wish = JSON.parse(effect.payload) as WebhookWish;
  const endpoint = await storage.findEndpoint(storeId, wish.endpointId);
  if (endpoint?.state !== 'on') return;
  const stored = await storage.readOrder(storeId, effect.orderId);
  if (!stored) return;
  const failure = await tryEndpoint(parts, endpoint, wish, {order: JSON.parse(stored.doc) as Order, attempt: effect.attempts});
  if (failure !== undefined) throw new Error(failure);
}

/** Sends a message that means nothing, at once, whatever state the endpoint is in; settles with what went wrong. */
export async function pingEndpoint(parts: Parts, endpoint: EndpointRecord): Promise<string | undefined> {
  return tryEndpoint(parts, endpoint, {endpointId: endpoint.id, eventId: `ping.${newId()}`, kind: 'ping', at: parts.now(), version: 0, facts: {}}, {order: undefined, attempt: 1});
}

/** One try, written down; settles with a sentence when it failed. */
async function tryEndpoint(parts: Parts, endpoint: EndpointRecord, wish: WebhookWish, {order, attempt}: {order: Order | undefined; attempt: number}): Promise<string | undefined> {
  const {storage, storeId, now} = parts;
  const body = JSON.stringify({type: wish.kind, timestamp: wish.at, data: {...wish.facts, ...(order === undefined ? {} : {version: wish.version, order})}});
  const at = now();
  const began = performance.now();
  const {status, error} = await send(parts, endpoint, {id: wish.eventId, at, body});
  const outcome = error === undefined ? 'delivered' : 'failed';
  await storage.noteAttempt(
    storeId,
    {id: newId(), endpointId: endpoint.id, eventId: wish.eventId, kind: wish.kind, orderId: order?.id, at, attempt, outcome, status, error, tookMs: Math.round(performance.now() - began)},
    MOST_ATTEMPTS,
  );
  await noteHealth(parts, endpoint, {works: error === undefined, isGone: status === GONE});
  return error;
}

async function send({webhooksToPrivate, now}: Parts, endpoint: EndpointRecord, {id, at, body}: {id: string; at: string; body: string}): Promise<{status: number | undefined; error: string | undefined}> {
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Packline-Webhooks',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(Date.parse(at) / 1000)),
    'webhook-signature': signatureFor(goodSecrets(endpoint, now()), {id, at, body}),
  };
  try {
    const status = await postGuarded({url: endpoint.url, headers, body, toPrivate: webhooksToPrivate});
    if (status >= 200 && status < 300) return {status, error: undefined};
    const isRedirect = status >= 300 && status < 400;
    return {status, error: isRedirect ? `It answered ${status}: it wants to be asked elsewhere. Write the address it points to.` : `It answered ${status}.`};
  } catch (error) {
    return {status: undefined, error: error instanceof ForbiddenAddressError ? error.message : `Nobody took it: ${reasonOf(error)}`};
  }
}

/** What the system says, without what of this machine it may name. */
function reasonOf(error: unknown): string {
  const {code, message} = error as NodeJS.ErrnoException;
  return code ?? message;
}

async function noteHealth({storage, storeId, now, log}: Parts, {id, failingSince}: EndpointRecord, {works, isGone}: {works: boolean; isGone: boolean}): Promise<void> {
  if (works) {
    if (failingSince !== undefined) await storage.noteHealth(storeId, id, {failingSince: undefined, disable: false});
    return;
  }
  const since = failingSince ?? now();
  const disable = isGone || Date.parse(now()) - Date.parse(since) >= DISABLE_AFTER_HOURS * 3_600_000;
  if (disable) log.warn('An address for webhooks is not tried any more: it has taken nothing for too long.', {endpoint: id, since});
  if (disable || failingSince === undefined) await storage.noteHealth(storeId, id, {failingSince: since, disable});
}
