import {DELIVERY_SIGNS, deliverySignOf, naturalKey, ORDER_STATUSES, type Order} from '@packline/core';

/** What the scans by hand know of an order: just what the scenes ask for. */
export interface Facts {
  /** Place in the series. */
  readonly place: number;
  /** Sorts as people count; ties everywhere go by it. */
  readonly number: string;
  readonly status: Order['status'];
  readonly detail: string;
  readonly payment: Order['payment'];
  readonly fulfillment: Order['fulfillment'];
  readonly kind: Order['kind'];
  readonly carrier: Order['shippingMethod']['carrier'];
  readonly channel: string;
  readonly archived: boolean;
  readonly hasTracking: boolean;
  readonly hasProblem: boolean;
  readonly placedAtMs: number;
  readonly updatedAtMs: number;
  readonly sentAtMs: readonly number[];
  readonly total: number;
  readonly customer: string;
  readonly statusRank: number;
  readonly deliveryRank: number;
}

const TROUBLE: ReadonlySet<string> = new Set(['attempt_failed', 'exception', 'returning']);

/** Sums of money as whole hundredths; the generated orders have no finer ones. */
function cents({amount, scale}: {readonly amount: number; readonly scale: number}): number {
  return Math.round((amount / 10 ** scale) * 100);
}

function keepsMoney({payments}: Order): boolean {
  const sum = (kinds: readonly string[]) => payments.filter(({kind}) => kinds.includes(kind)).reduce((total, {amount}) => total + cents(amount), 0);
  return sum(['received']) > sum(['reversed', 'refunded']);
}

export function factsOf(order: Order, place: number): Facts {
  const {parcels, totals, customer} = order;
  return {
    place,
    number: `${naturalKey(order.number) || '\uffff'} ${order.number} ${order.id}`,
    status: order.status,
    detail: order.statusDetail?.code ?? '',
    payment: order.payment,
    fulfillment: order.fulfillment,
    kind: order.kind,
    carrier: order.shippingMethod.carrier,
    channel: order.channel.code,
    archived: order.archived,
    hasTracking: parcels.some(({trackingNumber}) => trackingNumber !== undefined),
    hasProblem:
      order.payment === 'overpaid' ||
      (order.lifecycle === 'cancelled' && keepsMoney(order)) ||
      parcels.some(({transit, sentAt}) => TROUBLE.has(transit) || (transit !== 'none' && sentAt === undefined)),
    placedAtMs: Date.parse(order.placedAt),
    updatedAtMs: Date.parse(order.updatedAt),
    sentAtMs: parcels.flatMap(({sentAt}) => (sentAt === undefined ? [] : [Date.parse(sentAt)])),
    total: totals.total.amount / 10 ** totals.total.scale,
    customer: naturalKey(customer.name ?? order.shippingAddress?.name ?? customer.id ?? '') || '\uffff',
    statusRank: ORDER_STATUSES.indexOf(order.status),
    deliveryRank: DELIVERY_SIGNS.indexOf(deliverySignOf(order)),
  };
}
