import type {Order} from '../order/order.ts';

/**
 * The highest sequence number of this device's commands that the order contains; 0 for none. Device ids are anybody's
 * text: one called `constructor` must not read what every object inherits.
 */
export function appliedSeq(order: Pick<Order, 'applied'> | undefined, deviceId: string): number {
  return order !== undefined && Object.hasOwn(order.applied, deviceId) ? (order.applied[deviceId] as number) : 0;
}
