import {fold, type Order, type OrderLine} from '@packline/core';
import type {PackingFacts} from './packing-facts.ts';

/** What a scanned or typed code means for this order. */
export type ScanMatch =
  | {readonly kind: 'line'; readonly line: OrderLine}
  /** The item is in the order, and every unit of it is in a parcel. */
  | {readonly kind: 'over'; readonly line: OrderLine; readonly ordered: number}
  | {readonly kind: 'unknown'};

/** Scanners and people differ in letter case, width and spaces. */
const plain = (code: string) => fold(code.trim()).replaceAll(/\s+/g, '');

/**
 * Finds the line of a code: the first one with that SKU that still has units to pack, since one product may stand on
 * several lines.
 */
export function matchScan(order: Order, facts: PackingFacts, code: string): ScanMatch {
  const wanted = plain(code);
  const lines = wanted === '' ? [] : order.lines.filter((line) => facts.places.has(line.id) && plain(line.sku) === wanted);
  const [first] = lines;
  if (first === undefined) return {kind: 'unknown'};
  const open = lines.find((line) => (facts.places.get(line.id)?.unallocated ?? 0) > 0);
  if (open !== undefined) return {kind: 'line', line: open};
  let ordered = 0;
  for (const {id} of lines) {
    const place = facts.places.get(id);
    if (place !== undefined) ordered += place.ordered - place.cancelled;
  }
  return {kind: 'over', line: first, ordered};
}
