import type {RefusalCode} from './refusal-codes.ts';

/**
 * An expected "no": a value, never thrown. The sentence a person reads is chosen by `code` from a strings file,
 * with `params` filled in; core holds no sentences.
 *
 * @example
 * {code: 'parcel/verified', params: {parcelId: '01890…-p1'}}
 */
export interface Refusal {
  readonly code: RefusalCode;
  /** Facts the sentence may need: numbers, ids, instants, names. Text in here is text, never markup. */
  readonly params: Readonly<Record<string, string | number>>;
}
