import {createHash} from 'node:crypto';
import {derivedId, type NewOrder} from '@packline/core';

/**
 * The id an imported order has for ever, made from where it comes from and its number: a second run, a second
 * computer and a run after a crash all make the same one, so no order can be made twice. A UUID of version 8
 * (RFC 9562): numbers may hold characters that ids may not.
 */
export function importedOrderId(source: string, number: string): string {
  const bytes = createHash('sha256').update(`packline-import\n${source}\n${number}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/**
 * The idempotency key of the command that places an imported order, made from its order and all it says. The same file
 * again gives the same key, and the server finds what it did. A server keeps a refusal under its key for life, so an
 * order that was corrected in the file after a refusal has to come under a key of its own.
 */
export function placeCommandId(orderId: string, order: NewOrder): string {
  return derivedId(orderId, createHash('sha256').update(JSON.stringify(order)).digest('hex').slice(0, 16));
}
