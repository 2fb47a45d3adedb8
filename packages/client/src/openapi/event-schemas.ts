import type {LoggedEvent, OrderEventType} from '@packline/core';
import * as z from 'zod/mini';
import {answer, calendarDate, count, instant, optional, pascalCase, positive} from './components.ts';
import {
  address, channel, customer, dimensions, discount, hold, money, orderLine, parcelContent, paymentEntry, paymentMethod, placedFacts, receipt, shippingMethod, staffNote, tax, transit, undoableAct,
} from './order-schemas.ts';

const text = z.string();
const id = z.string().check(z.minLength(1));
const inParcel = {parcelId: id};
const ofLine = {...inParcel, lineId: id, quantity: positive};

const editedFacts = answer(
  'EditedFacts',
  'The facts that changed, whole, as they are now; null: no longer there.',
  z.looseObject({
    channel: optional(channel),
    customer: optional(customer),
    paymentMethod: optional(paymentMethod),
    shippingMethod: optional(shippingMethod),
    discounts: optional(z.array(discount)),
    shippingAddress: optional(z.nullable(address)),
    shippingFee: optional(z.nullable(money)),
    tax: optional(z.nullable(tax)),
    customerNote: optional(z.nullable(text)),
    staffNote: optional(z.nullable(text)),
    lines: optional(z.array(orderLine)),
    addedParcelId: optional(text),
    withoutParcels: optional(z.boolean()),
  }),
);

/** Fields of every kind of event, besides when and by whom. */
const FIELDS = {
  'order.placed': {order: placedFacts},
  'order.confirmed': {parcelId: optional(id)},
  'order.cancelled': {reason: optional(text)},
  'order.expired': {},
  'order.edited': {changes: editedFacts},
  'line.cancelled': {lineId: id, quantity: positive, reason: optional(text)},
  'order.closed': {},
  'order.archived': {archived: z.boolean()},
  'order.erased': {},
  'note.added': {note: staffNote},
  'tags.changed': {tags: z.array(text)},
  'hold.added': {hold},
  'hold.released': {holdId: id, note: optional(text)},
  'act.undoable': {act: undoableAct},
  'act.undone': {act: undoableAct, superseded: optional(z.boolean())},
  'receipt.submitted': {receipt},
  'receipt.superseded': {receiptId: id},
  'receipt.accepted': {receiptId: id, amount: money},
  'receipt.denied': {receiptId: id, message: text},
  'payment.entered': {entry: paymentEntry},
  'parcel.added': inParcel,
  'parcel.removed': inParcel,
  'parcel.packed': ofLine,
  'parcel.unpacked': ofLine,
  'parcel.verified': {...inParcel, lineId: optional(id)},
  'parcel.unlocked': {...inParcel, reason: text, lineId: optional(id)},
  'parcel.measured': {...inParcel, weightGrams: optional(z.nullable(positive)), dimensionsMm: optional(z.nullable(dimensions))},
  'parcel.scheduled': {...inParcel, shipOn: z.nullable(calendarDate)},
  'parcel.filled': {...inParcel, contents: z.array(parcelContent)},
  'parcel.split': {...inParcel, toParcelId: id, contents: z.array(parcelContent)},
  'parcel.sent': {...inParcel, remark: optional(text), trackingNumber: optional(text)},
  'parcel.tracked': {...inParcel, trackingNumber: z.nullable(text)},
  'parcel.reported': {...inParcel, transit, note: optional(text)},
} as const satisfies Record<OrderEventType, z.core.$ZodLooseShape>;

const kinds = Object.entries(FIELDS).map(([type, fields]) => answer(`${pascalCase(type)}Event`, `\`${type}\``, z.looseObject({type: z.literal(type), at: instant, by: text, ...fields})));

export const orderEvent = answer(
  'OrderEvent',
  'What happened. Facts only: statuses are derived from them. A reader keeps and shows types it does not know.',
  z.union(kinds as unknown as readonly [z.ZodMiniType]),
);

export const loggedEvent = answer(
  'LoggedEvent',
  'An event as the log keeps it. `version` is the order’s after the command that caused it, `index` its place among that command’s events. `verdicts` is in a packer’s log only.',
  z.looseObject({
    orderId: id,
    version: positive,
    index: count,
    commandId: id,
    deviceId: optional(text),
    claimedAt: optional(text),
    event: orderEvent,
    verdicts: optional(z.looseObject({payment: text, addressComplete: z.boolean(), phoneTail: optional(text)})),
  }),
);

const namesOfLog: Exclude<keyof LoggedEvent, keyof (typeof loggedEvent)['shape']> extends never ? true : false = true;
void namesOfLog;
