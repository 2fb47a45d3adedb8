import {placesOf, type LinePlaces, type Order, type OrderLine} from '@packline/core';

/** Units that are at the same stage in the same parcel, in the order the meter draws them. */
export interface PackingGroup {
  /** left: in no parcel. */
  readonly stage: 'sent' | 'verified' | 'packing' | 'left';
  /** The parcel's `#n`; 0 for what is in none. */
  readonly position: number;
  readonly count: number;
}

/** How many units of a line are in one parcel. */
export interface UnitsInParcel {
  /** The parcel's `#n`. */
  readonly position: number;
  readonly count: number;
}

/** What the packer draws of an order, worked out once per order document: a thousand lines in one walk. */
export interface PackingFacts {
  /** Units that travel, without the cancelled ones. */
  readonly total: number;
  /** Of these, how many are in a parcel, sent ones too. */
  readonly packed: number;
  readonly groups: readonly PackingGroup[];
  /** By line id; lines that do not travel are missing. */
  readonly places: ReadonlyMap<string, LinePlaces>;
  /** By line id: which parcels hold it. */
  readonly whereabouts: ReadonlyMap<string, readonly UnitsInParcel[]>;
  readonly lines: ReadonlyMap<string, OrderLine>;
}

const STAGES = ['sent', 'verified', 'packing'] as const;
const known = new WeakMap<Order, PackingFacts>();

/** The same order document gives the same object. */
export function packingFactsOf(order: Order): PackingFacts {
  let facts = known.get(order);
  if (facts === undefined) known.set(order, (facts = workOut(order)));
  return facts;
}

function workOut(order: Order): PackingFacts {
  const places = placesOf(order);
  let total = 0;
  let left = 0;
  for (const place of places.values()) {
    total += place.ordered - place.cancelled;
    left += place.unallocated;
  }

  const whereabouts = new Map<string, UnitsInParcel[]>();
  const groups: PackingGroup[] = [];
  order.parcels.forEach((parcel, index) => {
    const position = index + 1;
    const counts = {sent: 0, verified: 0, packing: 0};
    for (const {lineId, quantity, verified} of parcel.contents) {
      counts[parcel.sentAt !== undefined ? 'sent' : verified ? 'verified' : 'packing'] += quantity;
      const units = whereabouts.get(lineId);
      if (units === undefined) whereabouts.set(lineId, [{position, count: quantity}]);
      else units.push({position, count: quantity});
    }
    for (const stage of STAGES) if (counts[stage] > 0) groups.push({stage, position, count: counts[stage]});
  });
  if (left > 0) groups.push({stage: 'left', position: 0, count: left});

  return {total, packed: total - left, groups, places, whereabouts, lines: new Map(order.lines.map((line) => [line.id, line]))};
}
