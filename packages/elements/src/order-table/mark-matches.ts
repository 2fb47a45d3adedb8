import {matchRanges, type OrderQuery} from '@packline/core';

const NAME = 'pl-match';
const marksOf = new WeakMap<object, Range[]>();

/** A text on the screen, and which field of the order it is. */
export type MarkedText = readonly [node: Text, field: 'number' | 'customer' | 'product'];

/**
 * Marks in `texts` what a query found, as ranges painted by the browser (CSS Custom Highlight API): the rows are not
 * touched, and nothing happens where the browser does not know it.
 *
 * @param owner whose marks these are; those of the last call with the same owner go.
 */
export function markMatches(owner: object, texts: readonly MarkedText[], query: OrderQuery): void {
  if (typeof Highlight === 'undefined') return;
  const old = marksOf.get(owner) ?? [];
  if (old.length === 0 && texts.length === 0) return;
  let highlight = CSS.highlights.get(NAME);
  if (highlight === undefined) CSS.highlights.set(NAME, (highlight = new Highlight()));
  for (const range of old) highlight.delete(range);
  const ranges: Range[] = [];
  for (const [node, field] of texts) {
    for (const [start, end] of matchRanges(node.data, query, field)) {
      const range = new Range();
      range.setStart(node, start);
      range.setEnd(node, end);
      highlight.add(range);
      ranges.push(range);
    }
  }
  marksOf.set(owner, ranges);
}
