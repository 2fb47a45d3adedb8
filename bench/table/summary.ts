import type {Order, OrderStatus} from '@packline/core';

/** What a list shows of an order: taken out once, so that 100,000 documents need not stay in memory. */
export interface Summary {
  readonly id: string;
  readonly number: string;
  readonly placedAtMs: number;
  readonly customer: string;
  readonly items: string;
  readonly channel: string;
  readonly status: string;
  /** Cents. */
  readonly total: number;
  readonly delivery: string;
}

/** The words every peer shows for a status, so that what stands on the screen can be checked. */
export const STATUS_WORDS: Readonly<Record<OrderStatus, string>> = {
  draft: 'Draft',
  payment_review: 'Payment Review',
  pending_payment: 'Pending Payment',
  processing: 'Processing',
  complete: 'Complete',
  expired: 'Expired',
  cancelled: 'Cancelled',
  refunded: 'Refunded',
  credit: 'Credit',
  adjustment: 'Adjustment',
};

const DELIVERY_SIGNS: Readonly<Record<string, string>> = {unfulfilled: '▢', packing: '◧', packed: '■', part_sent: '◩', sent: '➤', delivered: '✓'};

export function summaryOf(order: Order): Summary {
  const [first] = order.lines;
  const detail = order.statusDetail;
  const count = detail?.count === undefined ? '' : ` ${String(detail.count)}${detail.of === undefined ? '' : `/${String(detail.of)}`}`;
  const parcels = order.parcels.length > 1 ? ` ${String(order.parcels.length)}` : '';
  return {
    id: order.id,
    number: order.number,
    placedAtMs: Date.parse(order.placedAt),
    customer: order.customer.name ?? '',
    items: first === undefined ? '' : order.lines.length === 1 ? first.name : `${first.name} +${String(order.lines.length - 1)}`,
    channel: order.channel.name ?? order.channel.code,
    status: detail === undefined ? STATUS_WORDS[order.status] : `${STATUS_WORDS[order.status]} · ${detail.code.replaceAll('_', ' ')}${count}`,
    total: order.totals.total.amount,
    delivery: `${DELIVERY_SIGNS[order.fulfillment] ?? '–'}${parcels}`,
  };
}

const DAY = new Intl.DateTimeFormat('en-HK', {day: 'numeric', month: 'short', year: '2-digit', timeZone: 'Asia/Hong_Kong'});
const AMOUNT = new Intl.NumberFormat('en-HK', {style: 'currency', currency: 'HKD'});

export const showDay = (placedAtMs: number): string => DAY.format(placedAtMs);
export const showAmount = (cents: number): string => AMOUNT.format(cents / 100);
