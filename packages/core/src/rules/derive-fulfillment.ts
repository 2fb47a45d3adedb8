import type {FulfillmentStatus, Order} from '../order/order.ts';
import {sumPlaces} from './places.ts';

/** The axis `order.fulfillment`: the first row that matches, over uncancelled units that require shipping. */
export function deriveFulfillment(order: Pick<Order, 'kind' | 'lines' | 'parcels'>): FulfillmentStatus {
  const {ordered, cancelled, unallocated, packing, verified, sent} = sumPlaces(order);
  if (ordered - cancelled === 0) return 'not_required';
  if (unallocated + packing + verified === 0) {
    const went = order.parcels.filter((parcel) => parcel.sentAt !== undefined);
    const returned = went.filter((parcel) => parcel.transit === 'returned').length;
    if (returned > 0) return returned === went.length ? 'returned' : 'part_returned';
    const delivered = went.filter((parcel) => parcel.transit === 'delivered').length;
    if (delivered > 0) return delivered === went.length ? 'delivered' : 'part_delivered';
    return 'sent';
  }
  if (sent > 0) return 'part_sent';
  if (unallocated + packing === 0) return 'packed';
  return packing + verified > 0 ? 'packing' : 'unfulfilled';
}
