import type {LoggedEvent, Order, OrderEvent, Parcel, ParcelContent, Settings} from '@packline/core';
import {derive, type Draft} from '../rules/hand/derive.ts';

type Writable<Value> = {-readonly [Key in keyof Value]: Value[Key]};
type ParcelDraft = Writable<Parcel>;

/** A log walked through once, everything written into one draft, derived values last. Only the events of this bench. */
export function rebuildByHand(log: readonly LoggedEvent[], settings: Settings): Order | undefined {
  let draft: Draft | undefined;
  let version = 0;
  for (const entry of log) {
    version = entry.version;
    const {event} = entry;
    if (event.type === 'order.placed') {
      draft = {...event.order, version: 0, applied: {}, createdAt: event.at, updatedAt: event.at, parcels: event.order.parcels.map((parcel) => ({...parcel}))} as unknown as Draft;
    } else if (draft !== undefined) {
      draft.updatedAt = event.at;
      write(draft, event);
    }
  }
  if (draft === undefined) return undefined;
  draft.version = version;
  derive(draft, settings);
  return draft;
}

function write(draft: Draft, event: OrderEvent): void {
  switch (event.type) {
    case 'note.added':
      draft.notes = [...(draft.notes ?? []), event.note];
      return;
    case 'payment.entered':
      draft.payments = [...draft.payments, event.entry];
      return;
    case 'act.undoable':
      draft.undoable = [...(draft.undoable ?? []).filter(({until}) => Date.parse(until) > Date.parse(event.at)), event.act];
      return;
    case 'parcel.added':
      draft.parcels = [...draft.parcels, {id: event.parcelId, contents: [], transit: 'none'}];
      return;
    default:
      if (!('parcelId' in event)) throw new Error(`${event.type} is not rebuilt by hand.`);
      for (const parcel of draft.parcels) if (parcel.id === event.parcelId) writeParcel(parcel, event);
  }
}

function writeParcel(parcel: ParcelDraft, event: OrderEvent): void {
  switch (event.type) {
    case 'parcel.packed':
      return put(parcel, [{lineId: event.lineId, quantity: event.quantity, verified: false}], event);
    case 'parcel.unpacked':
      return put(parcel, [{lineId: event.lineId, quantity: -event.quantity, verified: false}], event);
    case 'parcel.filled':
      return put(parcel, event.contents, event);
    case 'parcel.verified':
      parcel.contents = parcel.contents.map((content) => (event.lineId === undefined || content.lineId === event.lineId ? {...content, verified: true} : content));
      if (!parcel.contents.every(({verified}) => verified)) return;
      parcel.verifiedAt = event.at;
      parcel.verifiedBy = event.by;
      return;
    case 'parcel.unlocked':
      delete parcel.verifiedAt;
      delete parcel.verifiedBy;
      parcel.contents = parcel.contents.map((content) => (event.lineId === undefined || content.lineId === event.lineId ? {...content, verified: false} : content));
      return;
    case 'parcel.scheduled':
      if (event.shipOn === null) delete parcel.shipOn;
      else parcel.shipOn = event.shipOn;
      return;
    case 'parcel.sent':
      parcel.sentAt = event.at;
      parcel.sentBy = event.by;
      if (event.remark !== undefined) parcel.remark = event.remark;
      if (event.trackingNumber !== undefined) parcel.trackingNumber = event.trackingNumber;
      return;
    default:
      throw new Error(`${event.type} is not rebuilt by hand.`);
  }
}

function put(parcel: ParcelDraft, more: readonly ParcelContent[], {at, by}: OrderEvent): void {
  const contents = parcel.contents.slice();
  for (const {lineId, quantity} of more) {
    const place = contents.findIndex((content) => content.lineId === lineId);
    const content = contents[place];
    if (content === undefined) contents.push({lineId, quantity, verified: false});
    else if (content.quantity + quantity > 0) contents[place] = {...content, quantity: content.quantity + quantity};
    else contents.splice(place, 1);
  }
  parcel.contents = contents;
  parcel.packedAt = at;
  parcel.packedBy = by;
}
