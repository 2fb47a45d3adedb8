import {inRange, plainValue} from '../query/match-order.ts';
import {boundsOf} from '../query/order-days.ts';
import {flagMask, hasNoAmounts} from '../query/order-flags.ts';
import type {DayTerm, ListTerm, QueryTerm, TotalTerm} from '../query/order-query.ts';
import type {Bitmap} from './bitmap.ts';
import type {OrderColumns} from './order-columns.ts';
import type {OrderFacets} from './order-facets.ts';

/** A condition that is answered by an order's facet alone. */
export function isListTerm(term: QueryTerm): term is ListTerm {
  return 'values' in term;
}

/** Whether facets meet a condition. */
function facetTest(term: ListTerm, facets: OrderFacets): (facet: number) => boolean {
  if (term.kind === 'has' || term.kind === 'is' || term.kind === 'problem') {
    const mask = flagMask(term.kind, term.values);
    return (facet) => ((facets.flags[facet] as number) & mask) !== 0;
  }
  const codes = facets.codes[term.kind];
  const table = facets.tables[term.kind];
  const wanted = new Set<number>(term.values.map((value) => table.find(value)));
  return (facet) => wanted.has(codes[facet] as number);
}

/** Which facets meet all of the list conditions among `terms`, 1 each; undefined when there are none that say anything. */
export function wantedFacets(terms: readonly QueryTerm[], facets: OrderFacets): Uint8Array | undefined {
  let wanted: Uint8Array | undefined;
  for (const term of terms) {
    if (!isListTerm(term) || term.values.length === 0) continue;
    wanted ??= new Uint8Array(facets.size).fill(1);
    const test = facetTest(term, facets);
    for (let facet = 0; facet < wanted.length; facet += 1) if (wanted[facet] === 1 && test(facet) === term.negated) wanted[facet] = 0;
  }
  return wanted;
}

/** The test of a condition on columns; undefined for one that says nothing. @param timeZone decides on which day something happened */
export function columnTest(term: DayTerm | TotalTerm, {numbers, moments, facets}: OrderColumns, timeZone: string): ((handle: number) => boolean) | undefined {
  if (term.kind === 'total') {
    if (term.min === undefined && term.max === undefined) return undefined;
    return (handle) =>
      inRange(plainValue({amount: numbers.amount[handle] as number, scale: numbers.scale[handle] as number}), term) && !hasNoAmounts(facets.flags[numbers.facet[handle] as number] as number);
  }
  if (term.from === undefined && term.to === undefined) return undefined;
  const {startMs, endMs} = boundsOf(term, timeZone);
  if (term.kind === 'ship' || term.kind === 'sent') {
    const column = moments[term.kind];
    return (handle) => column.isBetween(handle, startMs, endMs);
  }
  const column = term.kind === 'placed' ? numbers.placedAtMs : numbers.updatedAtMs;
  return (handle) => {
    const ms = column[handle] as number;
    return ms >= startMs && ms < endMs;
  };
}

/** Leaves in `handles` those for which `test` answers `wanted`. */
export function keepWhere(handles: Bitmap, test: (handle: number) => boolean, wanted: boolean): void {
  for (let word = 0; word < handles.length; word += 1) {
    let open = handles[word] as number;
    let kept = open;
    while (open !== 0) {
      const bit = 31 - Math.clz32(open & -open);
      open &= open - 1;
      if (test(word * 32 + bit) !== wanted) kept &= ~(1 << bit);
    }
    handles[word] = kept;
  }
}

/** Leaves in `handles` those that are in `others` (`wanted`), or that are not. */
export function keepIn(handles: Bitmap, others: Bitmap, wanted: boolean): void {
  for (let word = 0; word < handles.length; word += 1) {
    const other = others[word] ?? 0;
    handles[word] = (handles[word] as number) & (wanted ? other : ~other);
  }
}
