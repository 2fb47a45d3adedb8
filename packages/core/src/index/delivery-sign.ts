import type {Order} from '../order/order.ts';
import {isInTrouble} from '../parcel/parcel.ts';
import type {DeliverySign} from './order-row.ts';

/** All signs, in the order in which a list sorted by delivery shows them. */
export const DELIVERY_SIGNS = ['problem', 'unpacked', 'packing', 'packed', 'collect', 'sent', 'delivered', 'none'] as const satisfies readonly DeliverySign[];

/**
 * Which picture stands in the *Delivery* column. A parcel in trouble comes first; *collect* is a parcel that lies
 * ready for its buyer, at the shop or at a pick-up point; whatever has left, also in part or back again, is *sent*.
 */
export function deliverySignOf(order: Pick<Order, 'parcels' | 'fulfillment' | 'shippingMethod'>): DeliverySign {
  const {parcels, fulfillment, shippingMethod} = order;
  if (fulfillment === 'not_required') return 'none';
  if (parcels.some(isInTrouble)) return 'problem';
  if (parcels.some(({transit}) => transit === 'ready_to_collect')) return 'collect';
  switch (fulfillment) {
    case 'unfulfilled':
      return 'unpacked';
    case 'packing':
      return 'packing';
    case 'packed':
      return shippingMethod.carrier === 'collect' ? 'collect' : 'packed';
    case 'delivered':
      return 'delivered';
    default:
      return 'sent';
  }
}
