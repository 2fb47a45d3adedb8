import type {Instant} from '@packline/core';
import {isSigned, sign} from './secrets.ts';

/** Days a shopper's link works. */
export const ORDER_LINK_DAYS = 90;

const PURPOSE = 'order-link';
const DAY_MS = 86_400_000;

export type ReadLink = {readonly ok: true; readonly orderId: string} | {readonly ok: false; readonly reason: 'unknown' | 'expired'};

/**
 * The token of a link that shows one order to whoever holds it, until it expires. `madeAt` is when the order (or the
 * mail that carries the link) was made, so that the same letter always carries the same link.
 * @example
 * signOrderLink(key, 'ord1', '2026-11-23T06:32:00.000Z') //=> 'b3JkMQ.tb2q4g.…'
 */
export function signOrderLink(key: Uint8Array, orderId: string, madeAt: Instant): string {
  const expires = Math.floor((Date.parse(madeAt) + ORDER_LINK_DAYS * DAY_MS) / 1000);
  const text = `${Buffer.from(orderId).toString('base64url')}.${expires.toString(36)}`;
  return `${text}.${sign(key, PURPOSE, text)}`;
}

/** Whose link it is. Only a link this server signed is ever told that it has expired. */
export function readOrderLink(key: Uint8Array, token: string, now: Instant): ReadLink {
  const [order, expires, signature, ...more] = token.split('.');
  if (order === undefined || expires === undefined || signature === undefined || more.length > 0) return {ok: false, reason: 'unknown'};
  if (!isSigned(key, PURPOSE, `${order}.${expires}`, signature)) return {ok: false, reason: 'unknown'};
  if (Number.parseInt(expires, 36) * 1000 <= Date.parse(now)) return {ok: false, reason: 'expired'};
  return {ok: true, orderId: Buffer.from(order, 'base64url').toString('utf8')};
}

/** When the link of a well-formed token stops working. */
export function linkExpiry(token: string): Instant {
  return new Date(Number.parseInt(token.split('.')[1] ?? '0', 36) * 1000).toISOString();
}
