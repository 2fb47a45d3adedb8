import type {Order} from '../order/order.ts';
import type {OrderStatus} from '../order/order-status.ts';

const UNFINISHED: ReadonlySet<OrderStatus> = new Set(['draft', 'payment_review', 'pending_payment', 'processing']);

/**
 * Whether somebody still has to do something about an order: unfinished, on hold, with a rest or with a problem. It is
 * what `open` means in the scope `open+90d` of the feed. A hold on what was cancelled or closed keeps nothing from
 * leaving and can be released by nobody, so it does not count.
 *
 * @example
 * isOpenOrder(order) //=> false, for one that is complete
 */
export function isOpenOrder({lifecycle, status, statusDetail, archived, holds}: Pick<Order, 'lifecycle' | 'status' | 'statusDetail' | 'archived' | 'holds'>): boolean {
  if (lifecycle === 'placed' && holds.length > 0) return true;
  if (archived) return false;
  return UNFINISHED.has(status) || statusDetail?.code === 'left' || statusDetail?.code === 'problem';
}
