import {newId} from '../new-id.ts';
import type {Services} from '../services.ts';
import type {ChannelFormat, ChannelRecord} from '../storage/channel-storage.ts';
import {channelCode} from './channel-code.ts';
import {makeSecret, rotateSecret} from './signatures.ts';

type Parts = Pick<Services, 'storage' | 'storeId' | 'now'>;

/** Documents a channel may send, the neutral one first. */
export const CHANNEL_FORMATS: readonly ChannelFormat[] = ['packline', 'woocommerce', 'shopify'];

/** Makes a channel with a secret of its own. The record holds the secret; nobody is shown it twice. */
export async function makeChannel({storage, storeId, now}: Parts, {name, format}: {name: string; format: ChannelFormat}): Promise<ChannelRecord> {
  const channel = {id: newId(), name, code: channelCode(name), format, secret: makeSecret(), oldSecret: undefined, oldSecretUntil: undefined, createdAt: now()};
  await storage.writeChannel(storeId, channel);
  return channel;
}

/** Gives a channel a new secret; the one before stays good for two days. Undefined for a channel that is not there. */
export async function rotateChannelSecret({storage, storeId, now}: Parts, channelId: string): Promise<ChannelRecord | undefined> {
  const channel = await storage.findChannel(storeId, channelId);
  if (!channel) return undefined;
  const rotated = {...channel, ...rotateSecret(channel, now())};
  await storage.writeChannel(storeId, rotated);
  return rotated;
}

/** Where a channel's messages go. */
export function hookAddress(origin: string, {id}: Pick<ChannelRecord, 'id'>): string {
  return `${origin}/v1/hooks/${id}`;
}
