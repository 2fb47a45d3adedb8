import type {OrderEvent, OrderEventType} from '../order/event.ts';
import type {Parcel, ParcelContent} from '../parcel/parcel.ts';
import type {OrderFactsOnly} from './derive-order.ts';
import {evolve} from './evolve.ts';
import {evolveParcel, type InsideParcel} from './evolve-parcels.ts';

/** Fewer events are applied one by one: nothing is gained by looking further. */
const FEWEST = 3;

/** What happens inside one parcel and leaves the others, their number and their order alone. */
const INSIDE: ReadonlySet<OrderEventType> = new Set<InsideParcel['type']>([
  'parcel.packed',
  'parcel.unpacked',
  'parcel.filled',
  'parcel.verified',
  'parcel.unlocked',
  'parcel.scheduled',
  'parcel.measured',
  'parcel.sent',
  'parcel.tracked',
  'parcel.reported',
]);

function isInside(event: OrderEvent | undefined): event is InsideParcel {
  return event !== undefined && INSIDE.has(event.type);
}

type OfOneLine = Extract<OrderEvent, {type: 'parcel.unpacked' | 'parcel.unlocked'}> & {readonly lineId: string};

/** Opens one line of this parcel, or takes units of it out: an edit and a dispatch say so line by line. */
function isOfOneLine(event: InsideParcel | undefined, parcelId: string): event is OfOneLine {
  return event?.parcelId === parcelId && (event.type === 'parcel.unpacked' || (event.type === 'parcel.unlocked' && event.lineId !== undefined));
}

/**
 * The facts after all events of one command: exactly what {@link evolve} gives one by one, in work that grows with
 * parcels, lines and events and not with their product. Orders of thousands of lines are edited and sent whole.
 */
export function evolveAll(order: OrderFactsOnly | undefined, events: readonly OrderEvent[]): OrderFactsOnly | undefined {
  let facts = order;
  for (let next = 0; next < events.length; ) {
    const run: InsideParcel[] = [];
    for (let event = events[next]; isInside(event); event = events[next + run.length]) run.push(event);
    const parcels = facts === undefined || run.length < FEWEST ? undefined : afterRun(facts.parcels, run);
    if (facts === undefined || parcels === undefined) {
      facts = evolve(facts, events[next] as OrderEvent);
      next += 1;
    } else {
      facts = {...facts, updatedAt: (run.at(-1) as InsideParcel).at, parcels};
      next += run.length;
    }
  }
  return facts;
}

/** Undefined: two parcels have one id, which no rule allows and nobody should lose an order to. */
function afterRun(parcels: readonly Parcel[], events: readonly InsideParcel[]): readonly Parcel[] | undefined {
  const places = new Map(parcels.map(({id}, place) => [id, place]));
  if (places.size !== parcels.length) return undefined;
  const after = [...parcels];
  for (let next = 0; next < events.length; ) {
    const event = events[next] as InsideParcel;
    const place = places.get(event.parcelId) ?? -1;
    const parcel = after[place];
    const run: OfOneLine[] = [];
    for (let same = events[next]; isOfOneLine(same, event.parcelId); same = events[next + run.length]) run.push(same);
    next += Math.max(1, run.length);
    if (parcel !== undefined) after[place] = run.length < FEWEST ? [event, ...run.slice(1)].reduce(evolveParcel, parcel) : afterLines(parcel, run);
  }
  return after;
}

/** The parcel after events about single lines of it, which are looked up instead of walked over each time. */
function afterLines(parcel: Parcel, events: readonly OfOneLine[]): Parcel {
  const contents = new Map<string, ParcelContent>(parcel.contents.map((content) => [content.lineId, content]));
  if (contents.size !== parcel.contents.length) return events.reduce<Parcel>(evolveParcel, parcel);
  let after = parcel;
  for (const event of events) {
    const before = contents.get(event.lineId);
    const changed = evolveParcel({...after, contents: before === undefined ? [] : [before]}, event);
    const [content] = changed.contents;
    if (content === undefined) contents.delete(event.lineId);
    else contents.set(event.lineId, content);
    after = changed;
  }
  return {...after, contents: [...contents.values()]};
}
