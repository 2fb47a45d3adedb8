import type {Order, OrderLine} from '../order/order.ts';

/** Where the units of one line are. Each unit is in exactly one place. */
export interface LinePlaces {
  ordered: number;
  cancelled: number;
  unallocated: number;
  packing: number;
  verified: number;
  sent: number;
}

/** Units that are neither cancelled nor sent. */
export function unsentOf({unallocated, packing, verified}: Pick<LinePlaces, 'unallocated' | 'packing' | 'verified'>): number {
  return unallocated + packing + verified;
}

/** What the quantity law needs of an order; facts without derived fields will do. */
export type WithPlaces = Pick<Order, 'kind' | 'lines' | 'parcels'>;

/** Only lines of a sale that require shipping have places. */
export function hasPlaces(order: Pick<Order, 'kind'>, line: OrderLine): boolean {
  return order.kind === 'sale' && line.requiresShipping;
}

/**
 * Where every unit is, by line id:
 * `ordered = cancelled + unallocated + packing + verified + sent`.
 */
export function placesOf(order: WithPlaces): Map<string, LinePlaces> {
  const places = new Map<string, LinePlaces>();
  for (const line of order.lines) {
    if (!hasPlaces(order, line)) continue;
    places.set(line.id, {ordered: line.quantity, cancelled: line.cancelled, unallocated: line.quantity - line.cancelled, packing: 0, verified: 0, sent: 0});
  }
  for (const parcel of order.parcels) {
    for (const content of parcel.contents) {
      const place = places.get(content.lineId);
      if (place === undefined) continue;
      place.unallocated -= content.quantity;
      if (parcel.sentAt !== undefined) place.sent += content.quantity;
      else if (content.verified) place.verified += content.quantity;
      else place.packing += content.quantity;
    }
  }
  return places;
}

/** Units of one line that are in no parcel yet. */
export function unallocatedOf(order: WithPlaces, line: OrderLine): number {
  let left = line.quantity - line.cancelled;
  for (const parcel of order.parcels) for (const content of parcel.contents) if (content.lineId === line.id) left -= content.quantity;
  return left;
}

/** Units of each line that have gone. */
export function sentByLine(order: Pick<Order, 'parcels'>): Map<string, number> {
  const sent = new Map<string, number>();
  for (const parcel of order.parcels) {
    if (parcel.sentAt === undefined) continue;
    for (const {lineId, quantity} of parcel.contents) sent.set(lineId, (sent.get(lineId) ?? 0) + quantity);
  }
  return sent;
}

/** The places of all lines added up. */
export function sumPlaces(order: WithPlaces): LinePlaces {
  const sum: LinePlaces = {ordered: 0, cancelled: 0, unallocated: 0, packing: 0, verified: 0, sent: 0};
  for (const line of order.lines) {
    if (!hasPlaces(order, line)) continue;
    sum.ordered += line.quantity;
    sum.cancelled += line.cancelled;
  }
  for (const parcel of order.parcels) {
    for (const content of parcel.contents) {
      if (parcel.sentAt !== undefined) sum.sent += content.quantity;
      else if (content.verified) sum.verified += content.quantity;
      else sum.packing += content.quantity;
    }
  }
  sum.unallocated = sum.ordered - sum.cancelled - sum.packing - sum.verified - sum.sent;
  return sum;
}
