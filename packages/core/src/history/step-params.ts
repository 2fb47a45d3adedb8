import type {OrderEvent} from '../order/event.ts';
import type {ParcelContent} from '../parcel/parcel.ts';
import type {PaymentEntry} from '../payment/payment-entry.ts';
import type {OrderFactsOnly} from '../rules/derive-order.ts';
import type {Money} from '../shared/money.ts';
import type {StepParams} from './timeline.ts';

type Params = Record<string, string | number | boolean | Money | undefined>;

/**
 * What a sentence about an event needs, from the order as it was then.
 *
 * @param before the facts before the event, undefined when it is the first
 * @param after the facts after it
 */
export function stepParams(event: OrderEvent, before: OrderFactsOnly | undefined, after: OrderFactsOnly): StepParams {
  const params: Params = {};
  if ('parcelId' in event && event.parcelId !== undefined) {
    const {parcelId} = event;
    params['parcel'] = positionOf(after, parcelId) ?? positionOf(before, parcelId);
  }
  if ('lineId' in event && event.lineId !== undefined) {
    const {lineId} = event;
    const line = [...(before ?? after).lines, ...after.lines].find(({id}) => id === lineId);
    Object.assign(params, {line: line?.name, sku: line?.sku});
  }
  // In a redacted log amounts are zero and mean nothing.
  const amount = (value: Money): Params => (after.redactedFor === undefined ? {amount: value} : {});
  Object.assign(params, ofEvent(event, before, after, amount));
  return Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined)) as StepParams;
}

/** #n, as people counted at that time. */
function positionOf(facts: OrderFactsOnly | undefined, parcelId: string): number | undefined {
  const index = facts?.parcels.findIndex(({id}) => id === parcelId) ?? -1;
  return index < 0 ? undefined : index + 1;
}

function unitsOf(contents: readonly ParcelContent[]): Params {
  return {quantity: contents.reduce((total, {quantity}) => total + quantity, 0), lines: contents.length};
}

function ofEntry({kind, method, note}: PaymentEntry): Params {
  return {kind, method, note};
}

function ofEvent(event: OrderEvent, before: OrderFactsOnly | undefined, after: OrderFactsOnly, amount: (value: Money) => Params): Params {
  switch (event.type) {
    case 'order.placed': {
      const {number, channel, lines, kind} = event.order;
      return {number, kind, channel: channel.name ?? channel.code, lines: lines.length, quantity: lines.reduce((total, {quantity}) => total + quantity, 0)};
    }
    case 'order.edited':
      return {changed: Object.keys(event.changes).join(' ')};
    case 'order.archived':
      return {archived: event.archived};
    case 'order.cancelled':
      return {reason: event.reason};
    case 'line.cancelled':
      return {quantity: event.quantity, reason: event.reason};
    case 'note.added':
      return {text: event.note.text};
    case 'tags.changed': {
      const old = before?.tags ?? [];
      const added = event.tags.filter((tag) => !old.includes(tag));
      const removed = old.filter((tag) => !event.tags.includes(tag));
      return {added: added.length > 0 ? added.join(', ') : undefined, removed: removed.length > 0 ? removed.join(', ') : undefined};
    }
    case 'hold.added':
      return {reason: event.hold.reason, until: event.hold.until, note: event.hold.note};
    case 'hold.released':
      return {reason: before?.holds.find(({id}) => id === event.holdId)?.reason, note: event.note};
    case 'act.undoable':
      return {act: event.act.act, until: event.act.until};
    case 'act.undone':
      return {act: event.act.act};
    case 'receipt.submitted':
      return {forTheRecord: event.receipt.forTheRecord, upload: after.receipts.length};
    case 'receipt.superseded':
    case 'receipt.accepted':
    case 'receipt.denied': {
      const upload = after.receipts.findIndex(({id}) => id === event.receiptId) + 1;
      if (event.type === 'receipt.accepted') return {upload, ...amount(event.amount)};
      return event.type === 'receipt.denied' && event.message !== '' ? {upload, message: event.message} : {upload};
    }
    case 'payment.entered':
      return {...ofEntry(event.entry), ...amount(event.entry.amount)};
    case 'parcel.packed':
    case 'parcel.unpacked':
      return {quantity: event.quantity};
    case 'parcel.filled':
      return unitsOf(event.contents);
    case 'parcel.split':
      return {...unitsOf(event.contents), toParcel: positionOf(after, event.toParcelId)};
    case 'parcel.unlocked':
      return {reason: event.reason};
    case 'parcel.measured': {
      const {weightGrams, dimensionsMm} = event;
      return {weightGrams: weightGrams ?? undefined, length: dimensionsMm?.length, width: dimensionsMm?.width, height: dimensionsMm?.height};
    }
    case 'parcel.scheduled':
      return {shipOn: event.shipOn ?? undefined};
    case 'parcel.sent':
      return {remark: event.remark, trackingNumber: event.trackingNumber};
    case 'parcel.tracked':
      return {trackingNumber: event.trackingNumber ?? undefined, former: before?.parcels.find(({id}) => id === event.parcelId)?.trackingNumber};
    case 'parcel.reported':
      return {transit: event.transit, note: event.note};
    default:
      return {};
  }
}
