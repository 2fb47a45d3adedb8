import {ORDER_STATUSES, STATUS_DETAILS, type Order, type Parcel, type PaymentEntry, type Receipt, type UndoableAct} from '@packline/core';
import * as z from 'zod/mini';
import {answer, calendarDate, count, instant, optional, positive, whole} from './components.ts';

/*
 * The whole document, for the description of the protocol and for those who check a backend. Devices do not read with
 * these: a page of the feed holds up to a thousand orders. Unknown fields are kept, so nothing here is closed.
 */

const text = z.string();
const id = z.string().check(z.minLength(1));

export const money = answer(
  'Money',
  'An exact amount: `amount` × 10^−`scale` of `currency`. Equal by value: 1.50 and 1.5 are the same. In a packer’s copy amounts are zero and mean nothing.',
  z.looseObject({amount: whole, scale: z.int().check(z.gte(0), z.lte(6)), currency: z.string().check(z.regex(/^[A-Z]{3}$/))}),
);

export const channel = answer('Channel', 'Where the sale was made; `code` is `online`, `till`, `whatsapp`, `phone`, `import`, … or the shop’s own.', z.looseObject({code: text, name: optional(text)}));

export const customer = answer(
  'Customer',
  'Who ordered. A packer’s copy has `phoneTail` instead of `phone`, and no e-mail address.',
  z.looseObject({id: optional(text), name: optional(text), email: optional(text), phone: optional(text), phoneTail: optional(text), language: optional(text)}),
);

export const address = answer(
  'Address',
  'Where parcels go, as it is to stand on a label.',
  z.looseObject({name: optional(text), phone: optional(text), lines: z.array(text), district: optional(text), city: optional(text), region: optional(text), postcode: optional(text), country: optional(text)}),
);

export const paymentMethod = answer('PaymentMethod', 'How the customer pays.', z.looseObject({code: text, name: optional(text), needsReceipt: z.boolean(), allowUnpaidDispatch: z.boolean()}));

export const shippingMethod = answer('ShippingMethod', 'How it travels.', z.looseObject({code: text, name: optional(text), carrier: z.enum(['shipany', 'own', 'collect', 'none'])}));

export const orderLine = answer(
  'OrderLine',
  'One product and how many of it. Credits and adjustments keep the source’s signed quantities.',
  z.looseObject({id, sku: text, name: text, quantity: whole, unitPrice: money, requiresShipping: z.boolean(), cancelled: whole, note: optional(text)}),
);

export const discount = answer('Discount', 'An amount that is taken off.', z.looseObject({name: text, amount: money}));

export const tax = answer('Tax', 'Tax; when `included`, it is inside the prices already.', z.looseObject({amount: money, included: z.boolean()}));

export const receipt = answer(
  'Receipt',
  'An uploaded proof of payment. `hash` is the SHA-256 of its bytes; who accepts it names the hash that was seen.',
  z.looseObject({
    id,
    state: z.enum(['submitted', 'accepted', 'denied', 'superseded']),
    hash: text,
    mediaType: text,
    sizeBytes: count,
    uploadedAt: instant,
    forTheRecord: optional(z.boolean()),
    decidedAt: optional(instant),
    decidedBy: optional(text),
    acceptedAmount: optional(money),
    message: optional(text),
  }) satisfies z.ZodMiniType<Receipt>,
);

export const paymentEntry = answer(
  'PaymentEntry',
  'One movement of money; the kind says the direction, the amount is never negative.',
  z.looseObject({id, kind: z.enum(['received', 'reversed', 'waived', 'unwaived', 'refunded']), amount: money, at: instant, by: text, method: optional(text), receiptId: optional(text), reverses: optional(text), note: optional(text)}) satisfies z.ZodMiniType<PaymentEntry>,
);

export const parcelContent = answer('ParcelContent', 'Units of one order line inside a parcel.', z.looseObject({lineId: id, quantity: positive, verified: z.boolean()}));

export const dimensions = answer('ParcelDimensions', 'Outer measures of a box in whole millimetres.', z.looseObject({length: positive, width: positive, height: positive}));

export const transit = z.enum(['none', 'in_transit', 'out_for_delivery', 'ready_to_collect', 'delivered', 'attempt_failed', 'exception', 'returning', 'returned']);

export const parcel = answer(
  'Parcel',
  'One physical box; its `#n` is its place in the list. `shipOn` is set when it is ready to ship.',
  z.looseObject({
    id,
    contents: z.array(parcelContent),
    packedAt: optional(instant),
    packedBy: optional(text),
    verifiedAt: optional(instant),
    verifiedBy: optional(text),
    weightGrams: optional(positive),
    dimensionsMm: optional(dimensions),
    shipOn: optional(calendarDate),
    sentAt: optional(instant),
    sentBy: optional(text),
    remark: optional(text),
    trackingNumber: optional(text),
    transit,
    transitAt: optional(instant),
    transitBy: optional(text),
  }) satisfies z.ZodMiniType<Parcel>,
);

export const hold = answer('Hold', 'What keeps an order from leaving.', z.looseObject({id, reason: text, until: optional(instant), at: instant, by: text, note: optional(text)}));

export const staffNote = answer('StaffNote', 'A remark among colleagues.', z.looseObject({id, text, at: instant, by: text}));

export const undoableAct = answer(
  'UndoableAct',
  'An act whose letter is still held, so that `order.undo` can take it back until `until`.',
  z.looseObject({
    commandId: id,
    act: z.enum(['accept', 'deny', 'send']),
    until: instant,
    by: text,
    receiptId: optional(text),
    entryIds: optional(z.array(text)),
    sentBefore: optional(z.array(text)),
    parcelIds: optional(z.array(text)),
    letter: optional(z.enum(['order-confirmed', 'part-payment', 'receipt-denied', 'parcel-sent'])),
  }) satisfies z.ZodMiniType<UndoableAct>,
);

export const statusDetail = answer('StatusDetail', 'What stands beside the status, with the k and n of “packing k/n”.', z.looseObject({code: z.enum(STATUS_DETAILS), count: optional(count), of: optional(count)}));

/** The facts of an order that were told; statuses and sums are derived from them. */
const facts = {
  schemaVersion: positive,
  id,
  number: text,
  kind: z.enum(['sale', 'credit', 'adjustment']),
  channel,
  currency: z.string().check(z.regex(/^[A-Z]{3}$/)),
  placedAt: instant,
  lifecycle: z.enum(['draft', 'placed', 'closed', 'cancelled']),
  archived: z.boolean(),
  cancelledAt: optional(instant),
  expiredAt: optional(instant),
  erasedAt: optional(instant),
  customer,
  shippingAddress: optional(address),
  paymentMethod,
  shippingMethod,
  lines: z.array(orderLine),
  shippingFee: optional(money),
  discounts: z.array(discount),
  tax: optional(tax),
  receipts: z.array(receipt),
  payments: z.array(paymentEntry),
  parcels: z.array(parcel),
  holds: z.array(hold),
  tags: z.array(text),
  notes: optional(z.array(staffNote)),
  undoable: optional(z.array(undoableAct)),
  customerNote: optional(text),
  staffNote: optional(text),
  source: optional(z.record(text, text)),
  redactedFor: optional(z.enum(['packer'])),
  addressComplete: optional(z.boolean()),
};

export const placedFacts = answer('PlacedFacts', 'The facts of a new order, with all defaults filled in.', z.looseObject(facts));

export const order = answer(
  'Order',
  'A whole order: facts, and the statuses that are derived from them in the same write. Plain JSON; fields a reader does not know are kept.',
  z.looseObject({
    ...facts,
    version: count,
    createdAt: instant,
    updatedAt: instant,
    totals: z.looseObject({lines: money, total: money, payable: money}),
    payment: z.enum(['unpaid', 'in_review', 'part_paid', 'paid', 'overpaid', 'part_refunded', 'refunded', 'expired', 'not_required']),
    fulfillment: z.enum(['not_required', 'unfulfilled', 'packing', 'packed', 'part_sent', 'sent', 'part_delivered', 'delivered', 'part_returned', 'returned']),
    status: z.enum(ORDER_STATUSES),
    statusDetail: optional(statusDetail),
    applied: z.record(text, count),
  }) satisfies z.ZodMiniType<Order>,
);

// Optional fields that nobody described would go unnoticed by `satisfies`.
type Missing<Type, Schema extends {shape: object}> = Exclude<keyof Type, keyof Schema['shape']>;
const complete: [Missing<Order, typeof order>, Missing<Parcel, typeof parcel>, Missing<Receipt, typeof receipt>, Missing<PaymentEntry, typeof paymentEntry>, Missing<UndoableAct, typeof undoableAct>] extends [never, never, never, never, never] ? true : false = true;
void complete;
