import {setBit} from './bitmap.ts';
import {grown} from './typed-columns.ts';

/** Handles in one segment of the index. Small, so that building one fits into a slice of a frame. */
export const SEGMENT_SIZE = 2048;
/** Bitmap words of one segment. */
export const SEGMENT_WORDS = SEGMENT_SIZE / 32;
/** From here on a bitmap is smaller than a list. */
const BITMAP_FROM = SEGMENT_SIZE / 16;

/**
 * Which orders of one segment have which key (a pair of letters, a product text): per key a list of places in the
 * segment, or a bitmap where many have it.
 */
export class PostingBlock {
  /** Sorted. */
  readonly keys: Uint32Array;
  readonly #counts: Uint16Array;
  /** Where a key's list or bitmap begins. */
  readonly #starts: Uint32Array;
  readonly #lists: Uint16Array;
  readonly #bitmaps: Uint32Array;

  constructor(keys: Uint32Array, counts: Uint16Array, starts: Uint32Array, lists: Uint16Array, bitmaps: Uint32Array) {
    this.keys = keys;
    this.#counts = counts;
    this.#starts = starts;
    this.#lists = lists;
    this.#bitmaps = bitmaps;
  }

  /** Place of a key among {@link keys}, or −1. */
  indexOf(key: number): number {
    let low = 0;
    let high = this.keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.keys[middle] as number) < key) low = middle + 1;
      else high = middle;
    }
    return this.keys[low] === key ? low : -1;
  }

  /** Adds all that have the key at `index` to a set. */
  addTo(index: number, target: Uint32Array): void {
    const start = this.#starts[index] as number;
    const count = this.#counts[index] as number;
    if (count >= BITMAP_FROM) {
      for (let word = 0; word < SEGMENT_WORDS; word += 1) target[word] = (target[word] as number) | (this.#bitmaps[start + word] as number);
      return;
    }
    for (let at = start; at < start + count; at += 1) setBit(target, this.#lists[at] as number);
  }

  /** Leaves in `target` only those that have the key at `index`. */
  keepIn(index: number, target: Uint32Array): void {
    const start = this.#starts[index] as number;
    let those = this.#bitmaps.subarray(start, start + SEGMENT_WORDS);
    if ((this.#counts[index] as number) < BITMAP_FROM) {
      those = new Uint32Array(SEGMENT_WORDS);
      this.addTo(index, those);
    }
    for (let word = 0; word < SEGMENT_WORDS; word += 1) target[word] = (target[word] as number) & (those[word] as number);
  }
}

/** Collects (key, place) pairs, place by place, and makes a {@link PostingBlock} of them. */
export class PostingBlockBuilder {
  readonly #counts: Uint16Array;
  /** Last place seen per key, plus one: a pair that occurs twice in one order counts once. */
  readonly #last: Uint16Array;
  // A few orders' worth; both grow.
  #keys = new Uint32Array(1 << 12);
  #places = new Uint16Array(1 << 12);
  #length = 0;

  /** @param keySpace keys are below it */
  constructor(keySpace: number) {
    this.#counts = new Uint16Array(keySpace);
    this.#last = new Uint16Array(keySpace);
  }

  /** Adds the first `count` of `keys` for one place; repeated ones count once. Places must come in growing order. */
  addAll(keys: Uint32Array, count: number, place: number): void {
    while (this.#length + count > this.#keys.length) this.#enlarge();
    // Everything in a variable of its own: this loop is most of what building an index costs.
    const [counts, last, allKeys, places] = [this.#counts, this.#last, this.#keys, this.#places];
    let length = this.#length;
    for (let index = 0; index < count; index += 1) {
      const key = keys[index] as number;
      if (last[key] === place + 1) continue;
      last[key] = place + 1;
      counts[key] = (counts[key] as number) + 1;
      allKeys[length] = key;
      places[length] = place;
      length += 1;
    }
    this.#length = length;
  }

  #enlarge(): void {
    this.#keys = grown(this.#keys, this.#keys.length * 2);
    this.#places = grown(this.#places, this.#places.length * 2);
  }

  build(): PostingBlock {
    const counts = this.#counts;
    let distinct = 0;
    let listed = 0;
    let bitmaps = 0;
    for (let key = 0; key < counts.length; key += 1) {
      const count = counts[key] as number;
      if (count === 0) continue;
      distinct += 1;
      if (count >= BITMAP_FROM) bitmaps += 1;
      else listed += count;
    }
    const keys = new Uint32Array(distinct);
    const blockCounts = new Uint16Array(distinct);
    const starts = new Uint32Array(distinct);
    const next = new Uint32Array(counts.length);
    let [index, list, bitmap] = [0, 0, 0];
    for (let key = 0; key < counts.length; key += 1) {
      const count = counts[key] as number;
      if (count === 0) continue;
      const start = count >= BITMAP_FROM ? bitmap : list;
      keys[index] = key;
      blockCounts[index] = count;
      starts[index] = start;
      next[key] = start;
      index += 1;
      if (count >= BITMAP_FROM) bitmap += SEGMENT_WORDS;
      else list += count;
    }
    const lists = new Uint16Array(listed);
    const words = new Uint32Array(bitmaps * SEGMENT_WORDS);
    for (let at = 0; at < this.#length; at += 1) {
      const key = this.#keys[at] as number;
      const place = this.#places[at] as number;
      if ((counts[key] as number) >= BITMAP_FROM) {
        const word = (next[key] as number) + (place >>> 5);
        words[word] = (words[word] as number) | (1 << (place & 31));
      } else {
        lists[next[key] as number] = place;
        next[key] = (next[key] as number) + 1;
      }
    }
    return new PostingBlock(keys, blockCounts, starts, lists, words);
  }
}
