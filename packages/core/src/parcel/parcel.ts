import type {CalendarDate, Instant} from '../shared/instant.ts';

/** Units of one order line inside a parcel. */
export interface ParcelContent {
  readonly lineId: string;
  /** Whole units, at least 1. */
  readonly quantity: number;
  /** Checked off by hand or by the whole parcel's *Verify Packed*; the quantity is then locked. */
  readonly verified: boolean;
}

/** How far packing has got; derived from contents and `verifiedAt`. */
export type ParcelPacking = 'empty' | 'packing' | 'verified';

/** What the carrier (or a person) reports about the way. */
export type ParcelTransit =
  | 'none'
  | 'in_transit'
  | 'out_for_delivery'
  | 'ready_to_collect'
  | 'delivered'
  | 'attempt_failed'
  | 'exception'
  | 'returning'
  | 'returned';

/** Outer measures of a box in whole millimetres. */
export interface ParcelDimensions {
  readonly length: number;
  readonly width: number;
  readonly height: number;
}

/** One physical box. Its `#n` is its position in `order.parcels`. */
export interface Parcel {
  readonly id: string;
  readonly contents: readonly ParcelContent[];
  /** When its contents last changed, and by whom: a person who comes too late for a unit is told. */
  readonly packedAt?: Instant;
  readonly packedBy?: string;
  readonly verifiedAt?: Instant;
  readonly verifiedBy?: string;
  /** Of the packed box, in whole grams. */
  readonly weightGrams?: number;
  readonly dimensionsMm?: ParcelDimensions;
  /** Ready to ship ⇔ set. */
  readonly shipOn?: CalendarDate;
  readonly sentAt?: Instant;
  readonly sentBy?: string;
  /** The remark for the customer; shown on the order page and in the mail. */
  readonly remark?: string;
  /** Recognised in the remark or typed. Couriers recycle them: never a key. */
  readonly trackingNumber?: string;
  readonly transit: ParcelTransit;
  /** When `transit` was last told, and by whom. */
  readonly transitAt?: Instant;
  readonly transitBy?: string;
}

/** Which step of packing a parcel is in. */
export function packingOf(parcel: Parcel): ParcelPacking {
  if (parcel.contents.length === 0) return 'empty';
  return parcel.verifiedAt === undefined ? 'packing' : 'verified';
}

/** Somebody has to look into it: the carrier could not deliver it, lost it, or brings it back. */
export function isInTrouble({transit}: Pick<Parcel, 'transit'>): boolean {
  return transit === 'attempt_failed' || transit === 'exception' || transit === 'returning';
}

/** A parcel without anything in it, as it is added. */
export function emptyParcel(id: string): Parcel {
  return {id, contents: [], transit: 'none'};
}
