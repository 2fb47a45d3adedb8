import type {Order} from '../order/order.ts';
import {instantMs} from '../query/instant-ms.ts';
import {deliverySignOf} from './delivery-sign.ts';
import type {OrderRow, RowMark} from './order-row.ts';

/** What a list shows of an order. An order without a customer's name goes by the name on its label. */
export function toOrderRow(order: Order, mark: RowMark): OrderRow {
  const {customer, channel, lines} = order;
  const [first] = lines;
  return {
    id: order.id,
    number: order.number,
    kind: order.kind,
    placedAtMs: instantMs(order.placedAt),
    customerName: customer.name ?? order.shippingAddress?.name ?? '',
    customerId: customer.id ?? '',
    firstItem: first === undefined ? '' : first.name === '' ? first.sku : first.name,
    moreItems: Math.max(0, lines.length - 1),
    channelCode: channel.code,
    channelName: channel.name ?? '',
    status: order.status,
    statusDetail: order.statusDetail,
    payment: order.payment,
    fulfillment: order.fulfillment,
    total: order.totals.total,
    ...(order.redactedFor === undefined ? {} : {redacted: true}),
    delivery: deliverySignOf(order),
    parcelCount: order.parcels.length,
    mark,
  };
}
