import type {OrderEventBody} from '../order/event.ts';
import type {OrderEdit} from '../order/order-edit.ts';
import type {Order, OrderLine} from '../order/order.ts';
import type {Parcel} from '../parcel/parcel.ts';
import {editedLines} from './edited-lines.ts';
import {placesOf} from './places.ts';

/** Units of one line that come out of one parcel again. */
export interface UndonePacking {
  readonly parcelId: string;
  readonly lineId: string;
  readonly quantity: number;
  /** They had been verified: the line is unlocked first, which the log keeps. */
  readonly verified: boolean;
}

/** What an edit would undo. */
export interface EditPreview {
  readonly undone: readonly UndonePacking[];
}

/**
 * Says in advance which packing an edit undoes: exactly what happens when it is then given with `undoPacking`. Units
 * are taken where it hurts least: those in no parcel, then packed ones, then verified ones, of later parcels first.
 * With the quantity a line would have left, it says the same for `line.cancel`. Empty when nothing is undone; lines
 * that the order does not have are passed over.
 *
 * @example
 * previewEdit(order, {lines: [{lineId: '1', quantity: 1}]})
 * //=> {undone: [{parcelId: 'o1-p1', lineId: '1', quantity: 2, verified: true}]}
 */
export function previewEdit(order: Order, changes: OrderEdit): EditPreview {
  return {undone: undonePacking(order, editedLines(order, changes, ''))};
}

/** What has to come out of parcels so that the order can have these lines. What was sent stays sent. */
export function undonePacking(order: Pick<Order, 'kind' | 'lines' | 'parcels'>, lines: readonly OrderLine[]): UndonePacking[] {
  if (lines === order.lines) return [];
  const left = new Map(lines.map((line) => [line.id, line.quantity - line.cancelled]));
  const excess = new Map<string, number>();
  for (const [lineId, {packing, verified, sent}] of placesOf(order)) {
    const tooMany = packing + verified + sent - (left.get(lineId) ?? 0);
    if (tooMany > 0) excess.set(lineId, tooMany);
  }
  return excess.size === 0 ? [] : [...taken(order.parcels, excess, false), ...taken(order.parcels, excess, true)];
}

/** Takes from the last parcel first, and notes in `excess` what is still too many. */
function taken(parcels: readonly Parcel[], excess: Map<string, number>, verified: boolean): UndonePacking[] {
  const found: UndonePacking[] = [];
  for (const {id, sentAt, contents} of parcels.toReversed()) {
    if (sentAt !== undefined) continue;
    for (const content of contents) {
      const tooMany = excess.get(content.lineId) ?? 0;
      const quantity = Math.min(content.quantity, tooMany);
      if (content.verified !== verified || quantity <= 0) continue;
      found.push({parcelId: id, lineId: content.lineId, quantity, verified});
      excess.set(content.lineId, tooMany - quantity);
    }
  }
  return found;
}

/** The steps a packer would take by hand: a verified quantity never changes without an unlock in the log. */
export function undoingEvents(undone: readonly UndonePacking[], reason: string): OrderEventBody[] {
  return undone.flatMap(({parcelId, lineId, quantity, verified}): OrderEventBody[] => [
    ...(verified ? [{type: 'parcel.unlocked' as const, parcelId, reason, lineId}] : []),
    {type: 'parcel.unpacked', parcelId, lineId, quantity},
  ]);
}
