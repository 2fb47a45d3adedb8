import type {OrderEvent} from '../order/event.ts';
import type {Parcel, ParcelContent} from '../parcel/parcel.ts';

type ParcelEvent = Extract<OrderEvent, {type: `parcel.${string}`}>;

/** The parcels after one event. */
export function evolveParcels(parcels: readonly Parcel[], event: ParcelEvent): readonly Parcel[] {
  if (event.type === 'parcel.added') return [...parcels, {id: event.parcelId, contents: [], transit: 'none'}];
  if (event.type === 'parcel.removed') return parcels.filter((parcel) => parcel.id !== event.parcelId);
  const changed = parcels.map((parcel) => (parcel.id === event.parcelId ? evolveParcel(parcel, event) : parcel));
  if (event.type !== 'parcel.split') return changed;
  return [...changed, {id: event.toParcelId, contents: event.contents, transit: 'none'}];
}

function evolveParcel(parcel: Parcel, event: Exclude<ParcelEvent, {type: 'parcel.added' | 'parcel.removed'}>): Parcel {
  switch (event.type) {
    case 'parcel.packed':
      return {...parcel, contents: withMore(parcel.contents, event.lineId, event.quantity)};
    case 'parcel.unpacked':
      return {...parcel, contents: withMore(parcel.contents, event.lineId, -event.quantity)};
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

function withMore(contents: readonly ParcelContent[], lineId: string, more: number): readonly ParcelContent[] {
  if (!contents.some((content) => content.lineId === lineId)) return [...contents, {lineId, quantity: more, verified: false}];
  return contents.map((content) => (content.lineId === lineId ? {...content, quantity: content.quantity + more} : content)).filter((content) => content.quantity > 0);
}
