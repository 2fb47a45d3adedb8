import type {OrderEvent} from '../order/event.ts';
import {emptyParcel, type Parcel, type ParcelContent} from '../parcel/parcel.ts';

type ParcelEvent = Extract<OrderEvent, {type: `parcel.${string}`}>;

/** What happens inside one parcel. Of a split, that is what leaves it. */
export type InsideParcel = Exclude<ParcelEvent, {type: 'parcel.added' | 'parcel.removed' | 'parcel.split'}>;

/** The parcels after one event. */
export function evolveParcels(parcels: readonly Parcel[], event: ParcelEvent): readonly Parcel[] {
  if (event.type === 'parcel.added') return [...parcels, emptyParcel(event.parcelId)];
  if (event.type === 'parcel.removed') return parcels.filter((parcel) => parcel.id !== event.parcelId);
  const changed = parcels.map((parcel) => (parcel.id === event.parcelId ? evolveParcel(parcel, event) : parcel));
  if (event.type !== 'parcel.split') return changed;
  return [...changed, {...emptyParcel(event.toParcelId), contents: event.contents, ...packedStamp(event)}];
}

/** A parcel as it stands in an order that was cancelled: its units are counted on the lines. */
export function emptied(parcel: Parcel): Parcel {
  const {verifiedAt: _at, verifiedBy: _by, packedAt: _packedAt, packedBy: _packedBy, shipOn: _day, weightGrams: _weight, dimensionsMm: _size, ...rest} = parcel;
  return {...rest, contents: []};
}

function packedStamp({at, by}: OrderEvent): Pick<Parcel, 'packedAt' | 'packedBy'> {
  return {packedAt: at, packedBy: by};
}

/** One parcel after an event that is about it. */
export function evolveParcel(parcel: Parcel, event: Exclude<ParcelEvent, {type: 'parcel.added' | 'parcel.removed'}>): Parcel {
  switch (event.type) {
    case 'parcel.packed':
      return {...parcel, contents: withMore(parcel.contents, [{lineId: event.lineId, quantity: event.quantity}]), ...packedStamp(event)};
    case 'parcel.unpacked':
      return {...parcel, contents: withMore(parcel.contents, [{lineId: event.lineId, quantity: -event.quantity}]), ...packedStamp(event)};
    case 'parcel.filled':
      return {...parcel, contents: withMore(parcel.contents, event.contents), ...packedStamp(event)};
    case 'parcel.verified': {
      const contents = parcel.contents.map((content) => (event.lineId === undefined || content.lineId === event.lineId ? {...content, verified: true} : content));
      if (!contents.every((content) => content.verified)) return {...parcel, contents};
      return {...parcel, contents, verifiedAt: event.at, verifiedBy: event.by};
    }
    case 'parcel.unlocked': {
      const {verifiedAt: _at, verifiedBy: _by, ...open} = parcel;
      return {...open, contents: parcel.contents.map((content) => (event.lineId === undefined || content.lineId === event.lineId ? {...content, verified: false} : content))};
    }
    case 'parcel.scheduled': {
      const {shipOn: _old, ...rest} = parcel;
      return event.shipOn === null ? rest : {...rest, shipOn: event.shipOn};
    }
    case 'parcel.measured':
      return measured(parcel, event);
    case 'parcel.tracked': {
      const {trackingNumber: _old, ...rest} = parcel;
      return event.trackingNumber === null ? rest : {...rest, trackingNumber: event.trackingNumber};
    }
    case 'parcel.reported':
      return {...parcel, transit: event.transit, transitAt: event.at, transitBy: event.by};
    case 'parcel.split': {
      const moved = new Set(event.contents.map((content) => content.lineId));
      return {...parcel, contents: parcel.contents.filter((content) => !moved.has(content.lineId))};
    }
    case 'parcel.sent':
      return {
        ...parcel,
        sentAt: event.at,
        sentBy: event.by,
        ...(event.remark === undefined ? {} : {remark: event.remark}),
        ...(event.trackingNumber === undefined ? {} : {trackingNumber: event.trackingNumber}),
      };
  }
}

/** What is not named stays; null takes a value back. */
function measured(parcel: Parcel, {weightGrams, dimensionsMm}: Extract<ParcelEvent, {type: 'parcel.measured'}>): Parcel {
  const {weightGrams: oldWeight, dimensionsMm: oldSize, ...rest} = parcel;
  const weight = weightGrams === undefined ? oldWeight : weightGrams;
  const size = dimensionsMm === undefined ? oldSize : dimensionsMm;
  return {...rest, ...(weight == null ? {} : {weightGrams: weight}), ...(size == null ? {} : {dimensionsMm: size})};
}

/** In one walk, since orders of a thousand lines are dispatched whole. */
function withMore(contents: readonly ParcelContent[], more: readonly Pick<ParcelContent, 'lineId' | 'quantity'>[]): readonly ParcelContent[] {
  const extra = new Map<string, number>();
  for (const {lineId, quantity} of more) extra.set(lineId, (extra.get(lineId) ?? 0) + quantity);
  const kept: ParcelContent[] = [];
  for (const content of contents) {
    const change = extra.get(content.lineId);
    if (change === undefined) kept.push(content);
    else if (content.quantity + change > 0) kept.push({...content, quantity: content.quantity + change});
    extra.delete(content.lineId);
  }
  for (const [lineId, quantity] of extra) kept.push({lineId, quantity, verified: false});
  return kept;
}
