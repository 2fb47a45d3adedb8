import type {EditedFacts, LoggedEvent, OrderEvent, PlacedFacts} from '../order/event.ts';
import {eraseAddress, eraseCustomer, eraseFacts, eraseHold, eraseLine, eraseNote, erasePayment, eraseReceipt, eraseText, ERASED} from './erase-facts.ts';

/**
 * The log of an order that was erased, without anything that tells who the customer was. It keeps its shape, and leads
 * to the same erased order as before. Of events that this version does not know nothing but that they happened is left.
 *
 * A server does this in the transaction that stores the erasure.
 * @param logged the whole log, oldest first
 */
export function eraseLogged(logged: readonly LoggedEvent[]): readonly LoggedEvent[] {
  const placedAt = logged[0]?.event.at ?? '';
  return logged.map(({event, ...entry}) => ({...entry, event: eraseEvent(event, placedAt)}));
}

type Words = 'reason' | 'note' | 'message' | 'remark';

function withoutWords<Event extends OrderEvent>(event: Event, ...names: readonly Words[]): Event {
  const words = event as Partial<Record<Words, string>>;
  return {...event, ...Object.fromEntries(names.flatMap((name) => (words[name] === undefined ? [] : [[name, eraseText(words[name])]])))};
}

function eraseEvent(event: OrderEvent, placedAt: string): OrderEvent {
  switch (event.type) {
    case 'order.placed':
      return {...event, by: ERASED, order: erasePlaced(event.order, event.at)};
    case 'order.edited':
      return {...event, changes: eraseEdited(event.changes)};
    case 'order.cancelled':
    case 'line.cancelled':
    case 'parcel.unlocked':
      return withoutWords(event, 'reason');
    case 'hold.released':
    case 'parcel.reported':
      return withoutWords(event, 'note');
    case 'note.added':
      return {...event, note: eraseNote(event.note)};
    case 'hold.added':
      return {...event, hold: eraseHold(event.hold)};
    // Under the name that the customer gave.
    case 'receipt.submitted':
      return {...event, by: ERASED, receipt: eraseReceipt(event.receipt)};
    case 'receipt.superseded':
      return {...event, by: ERASED};
    case 'receipt.denied':
      return withoutWords(event, 'message');
    case 'payment.entered':
      return {...event, entry: erasePayment(event.entry, placedAt)};
    case 'parcel.sent': {
      const {trackingNumber: _number, ...sent} = withoutWords(event, 'remark');
      return sent;
    }
    case 'parcel.tracked':
      return {...event, trackingNumber: null};
    case 'order.confirmed':
    case 'order.expired':
    case 'order.closed':
    case 'order.archived':
    case 'order.erased':
    case 'tags.changed':
    case 'act.undoable':
    case 'act.undone':
    case 'receipt.accepted':
    case 'parcel.added':
    case 'parcel.removed':
    case 'parcel.packed':
    case 'parcel.unpacked':
    case 'parcel.verified':
    case 'parcel.measured':
    case 'parcel.scheduled':
    case 'parcel.filled':
    case 'parcel.split':
      return event;
    default: {
      const {type, at, by} = event as OrderEvent;
      return {type, at, by} as OrderEvent;
    }
  }
}

/** @param at when it was written down, which is not among its facts */
function erasePlaced(order: PlacedFacts, at: string): PlacedFacts {
  const {version: _version, applied: _applied, createdAt: _created, updatedAt: _updated, ...facts} = eraseFacts({...order, version: 0, applied: {}, createdAt: at, updatedAt: at});
  return facts;
}

function eraseEdited(changes: EditedFacts): EditedFacts {
  const {customer, shippingAddress, customerNote, staffNote, lines} = changes;
  return {
    ...changes,
    ...(customer === undefined ? {} : {customer: eraseCustomer(customer)}),
    ...(shippingAddress === undefined || shippingAddress === null ? {} : {shippingAddress: eraseAddress(shippingAddress)}),
    ...(customerNote === undefined || customerNote === null ? {} : {customerNote: eraseText(customerNote)}),
    ...(staffNote === undefined || staffNote === null ? {} : {staffNote: eraseText(staffNote)}),
    ...(lines === undefined ? {} : {lines: lines.map(eraseLine)}),
  };
}
