import {decide, dueOf, sumPlaces, zero, type Instant, type Order, type PaymentStatus, type Settings, type ShopperOrder, type ShopperParcel, type ShopperReceipt} from '@packline/core';
import {LIMITS} from '../http/limits.ts';
import {FPS} from './methods.ts';
import {findProduct, picturePath} from './products.ts';

/** The link an order is looked at through. */
export interface OrderLink {
  readonly token: string;
  readonly expiresAt: Instant;
}

/** What was given back is not asked for again, although the sums alone would say so. */
const WAITS_FOR_MONEY: ReadonlySet<PaymentStatus> = new Set(['unpaid', 'in_review', 'part_paid', 'expired']);

/** Cuts an order down to what its customer may see. */
export function toShopperOrder(order: Order, settings: Settings, link: OrderLink, now: Instant): ShopperOrder {
  const due = dueOf(order);
  const owes = due.amount > 0 && order.lifecycle !== 'cancelled' && WAITS_FOR_MONEY.has(order.payment);
  const takesReceipt = order.paymentMethod.needsReceipt && owes;
  const places = sumPlaces(order);
  return {
    storeName: settings.storeName,
    number: order.number,
    version: order.version,
    placedAt: order.placedAt,
    language: order.customer.language ?? settings.language,
    timeZone: settings.timeZone,
    status: order.status,
    ...(order.statusDetail === undefined ? {} : {statusDetail: order.statusDetail}),
    payment: order.payment,
    fulfillment: order.fulfillment,
    currency: order.currency,
    lines: order.lines.map(({id, sku, name, quantity, cancelled, unitPrice}) => ({
      id,
      name,
      quantity: quantity - cancelled,
      unitPrice,
      ...(findProduct(sku) ? {picture: picturePath(sku)} : {}),
    })),
    ...(order.shippingFee === undefined ? {} : {shippingFee: order.shippingFee}),
    discounts: order.discounts.map(({name, amount}) => ({name, amount})),
    total: order.totals.total,
    payable: order.totals.payable,
    due: owes ? due : zero(order.currency),
    paymentMethod: named(order.paymentMethod),
    shippingMethod: {...named(order.shippingMethod), carrier: order.shippingMethod.carrier},
    ...(takesReceipt && order.paymentMethod.code === 'fps' ? {payInstructions: {fpsId: FPS.id, payee: FPS.payee, reference: order.number}} : {}),
    canUploadReceipt: takesReceipt && order.receipts.length < LIMITS.receiptsPerOrder && mayUpload(order, settings, now),
    receiptBytes: LIMITS.receiptBytes,
    receipts: order.receipts.map((receipt): ShopperReceipt => {
      const {id, state, uploadedAt, mediaType, message, decidedAt, acceptedAmount} = receipt;
      return {
        id,
        state,
        uploadedAt,
        mediaType,
        content: `/v1/shop/orders/${link.token}/receipts/${encodeURIComponent(id)}/content`,
        ...(message === undefined ? {} : {message}),
        ...(decidedAt === undefined ? {} : {decidedAt}),
        ...(acceptedAmount === undefined ? {} : {acceptedAmount}),
      };
    }),
    parcels: sentParcels(order),
    packing: {packed: places.packing + places.verified, of: places.ordered - places.cancelled},
    linkExpiresAt: link.expiresAt,
  };
}

function named({code, name}: {readonly code: string; readonly name?: string}): {code: string; name?: string} {
  return {code, ...(name === undefined ? {} : {name})};
}

function sentParcels(order: Order): ShopperParcel[] {
  return order.parcels.flatMap((parcel, index) => {
    const {id, sentAt, verifiedAt, remark, trackingNumber, transit, contents} = parcel;
    if (sentAt === undefined) return [];
    return [
      {
        id,
        position: index + 1,
        ...(verifiedAt === undefined ? {} : {verifiedAt}),
        sentAt,
        ...(remark === undefined ? {} : {remark}),
        ...(trackingNumber === undefined ? {} : {trackingNumber}),
        transit,
        contents: contents.map(({lineId, quantity}) => ({lineId, quantity})),
      },
    ];
  });
}

/** Asks the law itself whether an upload would be taken. */
function mayUpload(order: Order, settings: Settings, now: Instant): boolean {
  const probe = {type: 'receipt.submit', id: 'probe', schemaVersion: 1, orderId: order.id, receiptId: 'probe', hash: '0'.repeat(64), mediaType: 'image/png', sizeBytes: 1} as const;
  return decide(order, probe, {settings, actor: {id: 'shopper', name: '', role: 'shopper'}, now}).ok;
}
