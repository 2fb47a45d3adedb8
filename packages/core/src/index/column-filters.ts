import {dayBounds} from '../query/day-bounds.ts';
import {inRange, plainValue} from '../query/match-order.ts';
import type {QueryTerm} from '../query/order-query.ts';
import type {Bitmap} from './bitmap.ts';
import type {OrderColumns} from './order-columns.ts';

/** A test of one handle; undefined for a condition that says nothing. */
type Test = ((handle: number) => boolean) | undefined;

/** The test of a condition on columns. @param timeZone decides which day an order was placed on */
export function columnTest(term: Exclude<QueryTerm, {kind: 'text'}>, {numbers, tables}: OrderColumns, timeZone: string): Test {
  switch (term.kind) {
    case 'status':
    case 'payment':
    case 'fulfillment': {
      if (term.values.length === 0) return undefined;
      const wanted = new Set<number>(term.values.map((value) => tables[term.kind].find(value)));
      const flags = Uint8Array.from(tables[term.kind].texts, (_, code) => (wanted.has(code) ? 1 : 0));
      const column = numbers[term.kind];
      return (handle) => flags[column[handle] as number] === 1;
    }
    case 'placed': {
      if (term.from === undefined && term.to === undefined) return undefined;
      const {startMs, endMs} = dayBounds(term.from, term.to, timeZone);
      return (handle) => {
        const placedAtMs = numbers.placedAtMs[handle] as number;
        return placedAtMs >= startMs && placedAtMs < endMs;
      };
    }
    case 'total':
      if (term.min === undefined && term.max === undefined) return undefined;
      return (handle) => inRange(plainValue({amount: numbers.amount[handle] as number, scale: numbers.scale[handle] as number}), term);
  }
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
