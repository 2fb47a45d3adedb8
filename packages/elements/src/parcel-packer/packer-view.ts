import type {CalendarDate, Order, Parcel, Refusal} from '@packline/core';
import type {Format} from '../base/format.ts';
import type {Strings} from '../strings/strings.ts';
import type {PackerRefusals} from './packer-refusals.ts';
import type {PackingFacts} from './packing-facts.ts';

/** What every part of the packer draws from. */
export interface PackerView {
  readonly strings: Strings;
  readonly format: Format;
  readonly order: Order;
  readonly facts: PackingFacts;
  readonly refusals: PackerRefusals;
  /** The parcel whose tab is open; none when the order has no parcel. */
  readonly parcel: Parcel | undefined;
  /** Its `#n`. */
  readonly sign: string;
  /** Rises when a check or switch that was moved has to go back. */
  readonly turn: number;
  readonly isPhone: boolean;
  /** One-letter keys work, so their caps are shown. */
  readonly hasKeys: boolean;
  /** A refusal as a person reads it. */
  readonly sentence: (refusal: Refusal | undefined) => string | undefined;
}

/** What the parts ask the packer to do. */
export interface PackerActs {
  readonly pack: (lineId: string) => void;
  /** How many units the next press of *Pack to #n* takes. */
  readonly choose: (lineId: string, quantity: number) => void;
  readonly unpack: (lineId: string, quantity: number) => void;
  /** One line, or the whole parcel. */
  readonly verify: (lineId?: string) => void;
  readonly askUnlock: (lineId?: string) => void;
  /** null: not ready. */
  readonly schedule: (day: CalendarDate | null) => void;
  /** A day was picked while the parcel is not ready. */
  readonly pickDay: (day: CalendarDate) => void;
  readonly typeRemark: (text: string) => void;
  readonly send: () => void;
  readonly openParcel: (position: number) => void;
  readonly addParcel: () => void;
  readonly scan: (code: string) => void;
  readonly close: () => void;
}

/** How a parcel is called: its place in the order. */
export const signOf = (position: number): string => `#${position}`;

/** Units in a parcel. */
export function unitsIn(parcel: Parcel): number {
  let units = 0;
  for (const {quantity} of parcel.contents) units += quantity;
  return units;
}
