import type {CommandOf} from '../order/command.ts';
import type {OrderEventBody} from '../order/event.ts';
import type {Order} from '../order/order.ts';
import {packingOf, type Parcel} from '../parcel/parcel.ts';
import {sentEvent} from './sent-event.ts';

type Send = Pick<CommandOf<'order.send'>, 'parcelIds' | 'remark'>;

/** Verified, and switched to ready with a day. */
function isReady(parcel: Parcel): boolean {
  return parcel.sentAt === undefined && parcel.shipOn !== undefined && packingOf(parcel) === 'verified';
}

/**
 * The parcels that *Send* speaks of, each once and in the order's own order: those it names, else every ready one.
 * A named one that the order does not have is left out.
 */
export function chosenParcels(order: Pick<Order, 'parcels'>, {parcelIds}: Send): readonly Parcel[] {
  if (parcelIds === undefined) return order.parcels.filter(isReady);
  const named = new Set(parcelIds);
  return order.parcels.filter(({id}) => named.has(id));
}

/** Each of them goes, as if it were sent by itself. */
export function sendEvents(order: Pick<Order, 'parcels'>, command: Send): OrderEventBody[] {
  return chosenParcels(order, command).map(({id}) => sentEvent(id, command.remark));
}
