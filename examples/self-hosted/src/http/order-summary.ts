import type {OrderSummary} from '@packline/client';
import {deliverySignOf, type Order} from '@packline/core';

/** What one line of a list shows of an order, or of the copy of it that somebody may see. */
export function toOrderSummary(order: Order): OrderSummary {
  const {id, number, kind, version, placedAt, updatedAt, customer, shippingAddress: address, lines, channel, status, statusDetail, payment, fulfillment, totals, redactedFor, parcels} = order;
  const [first] = lines;
  const name = customer.name ?? address?.name;
  return {
    id,
    number,
    kind,
    version,
    placedAt,
    updatedAt,
    customer: {...(customer.id === undefined ? {} : {id: customer.id}), ...(name === undefined ? {} : {name})},
    firstItem: first === undefined ? '' : first.name === '' ? first.sku : first.name,
    moreItems: Math.max(0, lines.length - 1),
    channel,
    status,
    ...(statusDetail === undefined ? {} : {statusDetail}),
    payment,
    fulfillment,
    total: totals.total,
    ...(redactedFor === undefined ? {} : {redactedFor}),
    delivery: deliverySignOf(order),
    parcelCount: parcels.length,
  };
}
