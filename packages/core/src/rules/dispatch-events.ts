import type {CommandOf} from '../order/command.ts';
import type {OrderEventBody} from '../order/event.ts';
import type {Order} from '../order/order.ts';
import type {Parcel, ParcelContent} from '../parcel/parcel.ts';
import {derivedId} from '../shared/ids.ts';
import {placesOf} from './places.ts';
import {sentEvent} from './sent-event.ts';

type Dispatch = CommandOf<'order.dispatch'>;

/**
 * Bulk dispatch of one order, as the steps a packer would take; a test takes those steps by hand and compares.
 *
 * *All Items*: what is left is packed and verified into the one unsent parcel (made when there is none, its id derived
 * from the command's), which is sent. *Packed Items Only*: the verified lines of every unsent parcel are sent; its
 * other lines move, still packing, to a parcel of their own. Whether it may go at all was the law's matter.
 */
export function dispatchEvents(order: Order, command: Dispatch): OrderEventBody[] {
  return command.mode === 'all_items' ? allItems(order, command) : packedItems(order, command);
}

/** Ids of the parcels a dispatch adds; derived, so that a crash or a second tab makes the same ones. */
export function dispatchedParcelIds(order: Order, command: Dispatch): string[] {
  if (command.mode === 'all_items') return unsentOf(order).length === 0 ? [derivedId(command.id, 'p')] : [];
  return order.parcels.flatMap((parcel, index) => (isHalfVerified(parcel) ? [restId(command, index)] : []));
}

function unsentOf(order: Order): Parcel[] {
  return order.parcels.filter((parcel) => parcel.sentAt === undefined);
}

function isHalfVerified(parcel: Parcel): boolean {
  return parcel.sentAt === undefined && parcel.contents.some((content) => content.verified) && parcel.contents.some((content) => !content.verified);
}

function restId(command: Dispatch, index: number): string {
  return derivedId(command.id, `r${index + 1}`);
}

/** The day is written down, then the parcel goes. */
function send({shipOn, remark}: Dispatch, parcelId: string): OrderEventBody[] {
  return [...(shipOn === undefined ? [] : [{type: 'parcel.scheduled' as const, parcelId, shipOn}]), sentEvent(parcelId, remark)];
}

function allItems(order: Order, command: Dispatch): OrderEventBody[] {
  const [target] = unsentOf(order);
  const parcelId = target?.id ?? derivedId(command.id, 'p');
  const rest: ParcelContent[] = [];
  for (const [lineId, {unallocated}] of placesOf(order)) if (unallocated > 0) rest.push({lineId, quantity: unallocated, verified: false});
  const added: OrderEventBody[] = target === undefined ? [{type: 'parcel.added', parcelId}] : [];
  if (target?.verifiedAt !== undefined && rest.length === 0) return send(command, parcelId);
  const filled: OrderEventBody[] = rest.length === 0 ? [] : [{type: 'parcel.filled', parcelId, contents: rest}];
  return [...added, ...(target === undefined ? [] : reopened(target, rest)), ...filled, {type: 'parcel.verified', parcelId}, ...send(command, parcelId)];
}

/** What was verified before everything was in it is opened first: a verified quantity never changes without a trace. */
function reopened({id: parcelId, verifiedAt, contents}: Parcel, rest: readonly ParcelContent[]): OrderEventBody[] {
  const reason = 'order.dispatch all_items';
  if (verifiedAt !== undefined) return rest.length === 0 ? [] : [{type: 'parcel.unlocked', parcelId, reason}];
  const growing = new Set(rest.map((content) => content.lineId));
  return contents.filter(({lineId, verified}) => verified && growing.has(lineId)).map(({lineId}) => ({type: 'parcel.unlocked' as const, parcelId, reason, lineId}));
}

function packedItems(order: Order, command: Dispatch): OrderEventBody[] {
  return order.parcels.flatMap((parcel, index): OrderEventBody[] => {
    if (parcel.sentAt !== undefined || !parcel.contents.some((content) => content.verified)) return [];
    const rest = parcel.contents.filter((content) => !content.verified);
    const parcelId = parcel.id;
    return [
      ...(rest.length === 0 ? [] : [{type: 'parcel.split' as const, parcelId, toParcelId: restId(command, index), contents: rest}]),
      ...(parcel.verifiedAt === undefined ? [{type: 'parcel.verified' as const, parcelId}] : []),
      ...send(command, parcelId),
    ];
  });
}
