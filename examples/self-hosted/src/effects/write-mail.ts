import type {Order} from '@packline/core';
import {signOrderLink} from '../access/order-link.ts';
import type {Services} from '../services.ts';
import type {LeasedEffect, MailRecord} from '../storage/effect-storage.ts';
import {composeMail, type MailWish} from './compose-mail.ts';

type Parts = Pick<Services, 'storage' | 'storeId' | 'linkKey' | 'publicOrigin' | 'now'>;

/**
 * The letter that an effect asks for, about its order as it is now.
 * @throws Error when the order is not there.
 */
export async function writeMail(effect: LeasedEffect, {storage, storeId, linkKey, publicOrigin, now}: Parts): Promise<MailRecord> {
  const stored = await storage.readOrder(storeId, effect.orderId);
  if (!stored) throw new Error('The order of this letter is not there.');
  const {settings} = await storage.readFeedState(storeId);
  // Counted from the effect and not from now: tried again, it is the same letter.
  const link = `${publicOrigin()}/o/${signOrderLink(linkKey, effect.orderId, effect.createdAt)}`;
  return composeMail({key: effect.key, wish: JSON.parse(effect.payload) as MailWish, order: JSON.parse(stored.doc) as Order, settings, link, now: now()});
}
