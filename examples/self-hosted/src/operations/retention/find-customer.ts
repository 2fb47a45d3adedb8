import {isOpenOrder, type Order} from '@packline/core';
import {createPace} from '../../pace.ts';
import type {Snapshot} from '../../storage/operation-storage.ts';

/** Orders read in one go. */
const STRIDE = 200;

/** Whom to look for; at least one of them. */
export interface CustomerMark {
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  /** The shop's own id of the customer. */
  readonly customerId?: string | undefined;
  readonly orderId?: string | undefined;
}

/** An order of somebody, as far as it matters for forgetting them. */
export interface FoundOrder {
  readonly id: string;
  readonly version: number;
  readonly number: string;
  readonly status: string;
  readonly placedAt: string;
  readonly name: string;
  readonly pictures: number;
  /** Somebody still has to do something about it. */
  readonly isOpen: boolean;
}

const digitsOf = (text: string | undefined): string => (text ?? '').replace(/\D/g, '');

/** Whether the order is of one who has this address, number or id; each that is named has to fit somewhere in it. */
export function isOf({id, customer, shippingAddress}: Pick<Order, 'id' | 'customer' | 'shippingAddress'>, {email, phone, customerId, orderId}: CustomerMark): boolean {
  const wanted = digitsOf(phone);
  return (
    (email === undefined || customer.email?.trim().toLowerCase() === email.trim().toLowerCase()) &&
    // With or without the country's own number.
    (phone === undefined || (wanted.length >= 6 && [customer.phone, shippingAddress?.phone].some((known) => digitsOf(known).endsWith(wanted) || (digitsOf(known).length >= 6 && wanted.endsWith(digitsOf(known)))))) &&
    (customerId === undefined || customer.id === customerId) &&
    (orderId === undefined || id === orderId)
  );
}

/** Every order of a customer, in the order of ids. */
export async function findCustomer(snapshot: Snapshot, storeId: string, mark: CustomerMark): Promise<readonly FoundOrder[]> {
  const found: FoundOrder[] = [];
  const pace = createPace();
  for (let afterId = ''; ; ) {
    const docs = await snapshot.readDocs(storeId, afterId, STRIDE);
    for (const {doc} of docs) {
      await pace();
      const order = JSON.parse(doc) as Order;
      if (!isOf(order, mark)) continue;
      const {id, version, number, status, placedAt, customer, receipts} = order;
      found.push({id, version, number, status, placedAt, name: customer.name ?? '', pictures: receipts.length, isOpen: isOpenOrder({...order, archived: false})});
    }
    const last = docs.at(-1);
    if (last === undefined || docs.length < STRIDE) return found;
    afterId = last.id;
  }
}
