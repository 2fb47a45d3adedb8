import type {Order} from '../order/order.ts';
import {fold} from '../shared/fold.ts';
import type {TextField} from './order-query.ts';

/**
 * What a searchable text of an order is. Besides the fields that can be named in a query there are two that only bare
 * words reach: `recipient` (the name on the label, where it differs from the customer's) and `note`.
 */
export type HaystackField = Exclude<TextField, 'any'> | 'recipient' | 'note';

/** One searchable text, in the form it is compared in. */
export interface Haystack {
  readonly field: HaystackField;
  /** Folded; of phone numbers the digits only. */
  readonly text: string;
}

/**
 * Walks over the searchable texts of an order, as written. This is the one list of what can be found:
 * number · customer id and name · phone numbers (in a redacted copy what is left of them) · e-mail · tracking numbers ·
 * product names and SKUs · tags · remarks to the customer, the customer's and the staff's notes, notes on lines and on
 * holds · the name on the label · the channel (only by `channel:`) · reasons of holds (only by `hold:`).
 *
 * Not in it, because any part of a word is found: status words and the like, which have fields of their own, and
 * streets and countries ("port" must not find everything that was imported, nor "king" the whole United Kingdom).
 */
export function forEachText(order: Order, visit: (field: HaystackField, text: string) => void): void {
  const {customer, shippingAddress: address, channel} = order;
  const name = customer.name ?? address?.name;
  visit('number', order.number);
  if (customer.id !== undefined) visit('customer', customer.id);
  if (name !== undefined) visit('customer', name);
  if (address?.name !== undefined && address.name !== name) visit('recipient', address.name);
  if (customer.phone !== undefined) visit('phone', customer.phone);
  if (address?.phone !== undefined && address.phone !== customer.phone) visit('phone', address.phone);
  if (customer.phone === undefined && customer.phoneTail !== undefined) visit('phone', customer.phoneTail);
  if (customer.email !== undefined) visit('email', customer.email);
  for (const parcel of order.parcels) {
    if (parcel.trackingNumber !== undefined) visit('tracking', parcel.trackingNumber);
    if (parcel.remark !== undefined) visit('note', parcel.remark);
  }
  if (order.customerNote !== undefined) visit('note', order.customerNote);
  if (order.staffNote !== undefined) visit('note', order.staffNote);
  if (order.notes !== undefined) for (const {text} of order.notes) visit('note', text);
  for (const {reason, note} of order.holds) {
    visit('hold', reason);
    if (note !== undefined) visit('note', note);
  }
  for (const line of order.lines) {
    visit('sku', line.sku);
    visit('product', line.name);
    if (line.note !== undefined) visit('note', line.note);
  }
  for (const tag of order.tags) visit('tag', tag);
  visit('channel', channel.code);
  if (channel.name !== undefined) visit('channel', channel.name);
}

/** The form a text of `field` is compared in. */
export function toHaystackText(field: HaystackField, text: string): string {
  return field === 'phone' ? digitsOf(fold(text)) : fold(text);
}

/** Only the digits of a folded text: `+852 9123-4567` → `85291234567`. */
export function digitsOf(folded: string): string {
  return folded.replace(/[^0-9]+/g, '');
}

/**
 * Every searchable text of an order, each for itself: a phrase is looked for inside one of them, never across two.
 * @example
 * orderHaystacks(order) //=> [{field: 'number', text: '536365'}, {field: 'customer', text: '17850'}, …]
 */
export function orderHaystacks(order: Order): Haystack[] {
  const haystacks: Haystack[] = [];
  forEachText(order, (field, text) => {
    const folded = toHaystackText(field, text);
    if (folded !== '') haystacks.push({field, text: folded});
  });
  return haystacks;
}
