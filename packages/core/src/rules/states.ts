import type {Order} from '../order/order.ts';
import {packingOf, type Parcel} from '../parcel/parcel.ts';
import {hasOpenReceipt} from './derive-payment.ts';

/** In which states of the order machine an order is. */
export function orderStates(order: Order | undefined): {lifecycle: string; review: string} {
  if (order === undefined) return {lifecycle: 'absent', review: 'idle'};
  return {lifecycle: order.lifecycle, review: hasOpenReceipt(order) ? 'open' : 'idle'};
}

/** In which states of the parcel machine a parcel is. */
export function parcelStates(parcel: Parcel): {sending: string; packing: string} {
  return {sending: parcel.sentAt === undefined ? 'unsent' : 'sent', packing: packingOf(parcel)};
}
