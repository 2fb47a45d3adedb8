import type {CommandBody, Order, Parcel, Refusal} from '@packline/core';
import type {OrderEngine} from '@packline/core/engine';
import type {PackingFacts} from './packing-facts.ts';

/** What the engine would refuse now, by act; undefined: it would do it. */
export interface PackerRefusals {
  /** Anything at all with parcels of this order: drafts, cancelled orders, roles that only look. */
  readonly work: Refusal | undefined;
  /** Packing into the open parcel, whatever the item. */
  readonly pack: Refusal | undefined;
  /** Packing one item into the open parcel, by line id, where it differs from the others. */
  readonly packLine: ReadonlyMap<string, Refusal>;
  /** Taking something out of the open parcel that is not verified. */
  readonly unpack: Refusal | undefined;
  readonly verify: Refusal | undefined;
  readonly unlock: Refusal | undefined;
  readonly schedule: Refusal | undefined;
  readonly send: Refusal | undefined;
  readonly remove: Refusal | undefined;
}

/** An id no parcel has: asks whether a parcel could be added. */
const ANOTHER_PARCEL = '?';

/**
 * Asks the engine about every act of the pane, a dozen questions whatever the size of the order: one item stands for
 * all, only items that are verified in the open parcel are asked about one by one.
 */
export function askRefusals(engine: OrderEngine, order: Order, facts: PackingFacts, parcel: Parcel | undefined): PackerRefusals {
  const ask = (body: CommandBody) => engine.wouldRefuse(order, body);
  const work = ask({type: 'parcel.add', parcelId: ANOTHER_PARCEL});
  const packLine = new Map<string, Refusal>();
  if (parcel === undefined) {
    return {work, pack: work, packLine, unpack: work, verify: work, unlock: work, schedule: work, send: work, remove: work};
  }
  const parcelId = parcel.id;
  const askPack = (lineId: string) => ask({type: 'parcel.pack', parcelId, lineId, quantity: 1});

  const locked = new Set(parcel.contents.filter(({verified}) => verified).map(({lineId}) => lineId));
  const left = [...facts.places].filter(([, {unallocated}]) => unallocated > 0).map(([lineId]) => lineId);
  const example = left.find((lineId) => !locked.has(lineId));
  const pack = example === undefined ? undefined : askPack(example);
  if (pack === undefined) {
    for (const lineId of left) {
      const refusal = locked.has(lineId) ? askPack(lineId) : undefined;
      if (refusal !== undefined) packLine.set(lineId, refusal);
    }
  }

  const open = parcel.contents.find(({verified}) => !verified);
  return {
    work,
    pack,
    packLine,
    unpack: open === undefined ? undefined : ask({type: 'parcel.unpack', parcelId, lineId: open.lineId, quantity: 1}),
    verify: ask({type: 'parcel.verify', parcelId}),
    unlock: ask({type: 'parcel.unlock', parcelId, reason: '?'}),
    schedule: ask({type: 'parcel.schedule', parcelId, shipOn: null}),
    send: ask({type: 'parcel.send', parcelId}),
    remove: ask({type: 'parcel.remove', parcelId}),
  };
}

/**
 * The first parcel the next unit could go into, other than the open one.
 * @returns Its `#n`, or undefined.
 */
export function otherOpenParcel(engine: OrderEngine, order: Order, facts: PackingFacts, openId: string | undefined): number | undefined {
  for (const [lineId, {unallocated}] of facts.places) {
    if (unallocated === 0) continue;
    const index = order.parcels.findIndex((parcel) => parcel.id !== openId && engine.wouldRefuse(order, {type: 'parcel.pack', parcelId: parcel.id, lineId, quantity: 1}) === undefined);
    return index < 0 ? undefined : index + 1;
  }
  return undefined;
}
