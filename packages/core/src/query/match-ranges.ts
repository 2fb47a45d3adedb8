import {foldWithMap} from '../shared/fold.ts';
import {reachesField, toNeedle} from './needle.ts';
import type {HaystackField} from './order-haystacks.ts';
import type {OrderQuery} from './order-query.ts';

/** Start and end (just past) in UTF-16 units of the text that was given. */
export type MatchRange = readonly [start: number, end: number];

/** All places where `needle` is in `hay`, as ranges of it. */
function places(hay: string, needle: string): MatchRange[] {
  const found: MatchRange[] = [];
  for (let at = hay.indexOf(needle); at >= 0; at = hay.indexOf(needle, at + 1)) found.push([at, at + needle.length]);
  return found;
}

function joined(ranges: MatchRange[]): MatchRange[] {
  ranges.sort(([a], [b]) => a - b);
  const result: MatchRange[] = [];
  for (const range of ranges) {
    const last = result.at(-1);
    if (last !== undefined && range[0] <= last[1]) result[result.length - 1] = [last[0], Math.max(last[1], range[1])];
    else result.push(range);
  }
  return result;
}

/**
 * Which parts of a shown text to mark because a query found them, in order and without overlap. Negated words mark
 * nothing.
 *
 * @param field what the text is; words meant for another field do not mark it. Left out: any word marks it.
 * @example
 * matchRanges('White LUNCH BAG', query) //=> [[6, 15]] for product:"lunch bag"
 */
export function matchRanges(text: string, query: OrderQuery, field?: HaystackField): MatchRange[] {
  const needles = query.terms.flatMap((term) => {
    if (term.kind !== 'text' || term.negated || (field !== undefined && !reachesField(term.field, field))) return [];
    return toNeedle(term.field, term.text) ?? [];
  });
  if (needles.length === 0 || text === '') return [];
  const {folded, starts, ends} = foldWithMap(text);
  // Phone numbers are found by their digits, whatever is written between them.
  const digitsAt = field === 'phone' ? Array.from(folded.matchAll(/[0-9]/g), ({index}) => index) : [];
  const digits = digitsAt.map((at) => folded.charAt(at)).join('');
  const found = needles.flatMap((needle) => {
    if (field !== 'phone') return places(folded, needle.text);
    if (needle.digits === undefined) return [];
    return places(digits, needle.digits).map(([from, to]): MatchRange => [digitsAt[from] as number, (digitsAt[to - 1] as number) + 1]);
  });
  return joined(found.map(([from, to]): MatchRange => [starts[from] as number, ends[to - 1] as number]));
}
