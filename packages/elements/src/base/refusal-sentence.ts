import type {Refusal} from '@packline/core';
import type {RefusalFacts} from '../strings/refusal-facts.ts';
import type {Strings} from '../strings/strings.ts';
import type {Format} from './format.ts';

const text = (value: string | number | undefined) => (value === undefined || value === '' ? undefined : String(value));
const number = (value: string | number | undefined) => (typeof value === 'number' ? value : undefined);

/** Params as the sentences want them: a parcel's place as `#2`, an instant as a time in the shop. */
function factsOf({params}: Refusal, format: Format): RefusalFacts {
  const at = text(params['at']);
  const position = number(params['position']);
  const facts: {[Key in keyof RefusalFacts]: RefusalFacts[Key] | undefined} = {
    number: text(params['number']),
    parcel: position === undefined ? undefined : `#${position}`,
    name: text(params['name']),
    left: number(params['left']),
    wanted: number(params['wanted']),
    by: text(params['by']),
    at: at === undefined ? undefined : format.dateTime(at),
    reason: text(params['reason']),
    state: text(params['state']),
    unsentParcels: number(params['unsentParcels']),
    role: text(params['role']),
    units: number(params['units']),
    parcels: number(params['parcels']),
  };
  return facts as RefusalFacts;
}

/** What a person reads: what is so, then what to do. A code of a newer server gives a general sentence. */
export function refusalSentence(strings: Strings, format: Format, refusal: Refusal): string {
  return strings.refusals.sentence[refusal.code]?.(factsOf(refusal, format)) ?? strings.refusals.other;
}
