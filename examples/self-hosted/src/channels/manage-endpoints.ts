import {newId} from '../new-id.ts';
import type {Services} from '../services.ts';
import type {EndpointRecord, EndpointState} from '../storage/channel-storage.ts';
import {readAddress} from './post-guarded.ts';
import {makeSecret, rotateSecret} from './signatures.ts';
import {WEBHOOK_KINDS} from './webhook-events.ts';

type Parts = Pick<Services, 'storage' | 'storeId' | 'now' | 'webhooksToPrivate'>;

/**
 * Adds an address that is told about events.
 * @param kinds unknown ones are left out; without any, all are meant
 * @throws ForbiddenAddressError for an address that may not be told anything.
 */
export async function makeEndpoint({storage, storeId, now, webhooksToPrivate}: Parts, {url, kinds}: {url: string; kinds: readonly string[]}): Promise<EndpointRecord> {
  const known = WEBHOOK_KINDS.filter((kind) => kinds.includes(kind));
  const endpoint: EndpointRecord = {
    id: newId(),
    url: readAddress(url.trim(), webhooksToPrivate).href,
    kinds: known.length === 0 ? WEBHOOK_KINDS : known,
    state: 'on',
    failingSince: undefined,
    secret: makeSecret(),
    oldSecret: undefined,
    oldSecretUntil: undefined,
    createdAt: now(),
  };
  await storage.writeEndpoint(storeId, endpoint);
  return endpoint;
}

/** Gives an endpoint a new secret; for two days messages carry the signatures of both. Undefined for one that is not there. */
export async function rotateEndpointSecret({storage, storeId, now}: Parts, endpointId: string): Promise<EndpointRecord | undefined> {
  const endpoint = await storage.findEndpoint(storeId, endpointId);
  if (!endpoint) return undefined;
  const rotated = {...endpoint, ...rotateSecret(endpoint, now())};
  await storage.writeEndpoint(storeId, rotated);
  return rotated;
}

/** Switches an endpoint on or off; one that is switched on again begins without a past. */
export async function switchEndpoint({storage, storeId}: Parts, endpointId: string, state: Exclude<EndpointState, 'disabled'>): Promise<void> {
  const endpoint = await storage.findEndpoint(storeId, endpointId);
  if (endpoint) await storage.writeEndpoint(storeId, {...endpoint, state, failingSince: undefined});
}
