import {clearBit, hasBit, setBit} from './bitmap.ts';
import {GRAM_KEYS, pairKey, singleKey} from './grams.ts';
import type {OrderTexts} from './order-texts.ts';
import {PostingBlockBuilder, SEGMENT_SIZE, SEGMENT_WORDS, type PostingBlock} from './posting-block.ts';

/** From here on a segment is built anew; until then its unindexed orders are read one by one. */
const ENOUGH_TO_BUILD = 128;
const FIRST_PRINTABLE = 32;

/**
 * What is known about the texts of {@link SEGMENT_SIZE} orders in a row: which have which pairs of letters, and which
 * have which shared text. Orders whose texts changed since it was built are *fresh*: nothing is known about them.
 */
export class SearchSegment {
  readonly #first: number;
  grams: PostingBlock | undefined;
  postings: PostingBlock | undefined;
  /** One bit per place. */
  readonly fresh = new Uint32Array(SEGMENT_WORDS);
  #freshCount = 0;

  /** @param number handles from `number` × SEGMENT_SIZE on are in it */
  constructor(number: number) {
    this.#first = number * SEGMENT_SIZE;
  }

  /** The texts of one of its orders have changed. */
  touch(handle: number): void {
    const place = handle - this.#first;
    if (hasBit(this.fresh, place)) return;
    setBit(this.fresh, place);
    this.#freshCount += 1;
  }

  get worthBuilding(): boolean {
    return this.#freshCount >= ENOUGH_TO_BUILD || (this.grams === undefined && this.#freshCount > 0);
  }

  /** Reads all its texts, a few milliseconds. @param count orders in the whole index */
  build(texts: OrderTexts, count: number): void {
    const grams = new PostingBlockBuilder(GRAM_KEYS);
    const postings = new PostingBlockBuilder(texts.dictionary.size);
    const end = Math.min(count, this.#first + SEGMENT_SIZE) - this.#first;
    for (let place = 0; place < end; place += 1) {
      addGrams(grams, texts.own.get(this.#first + place), place);
      texts.shared.forEach(this.#first + place, (number) => postings.add(number, place));
      clearBit(this.fresh, place);
    }
    this.#freshCount = 0;
    this.grams = grams.build();
    this.postings = postings.build();
  }
}

/** Grams inside each of an order's own texts, none across the mark between two. */
function addGrams(grams: PostingBlockBuilder, own: string, place: number): void {
  let last = 0;
  for (let index = 0; index < own.length; index += 1) {
    const unit = own.charCodeAt(index);
    if (unit >= FIRST_PRINTABLE) {
      grams.add(singleKey(unit), place);
      if (last >= FIRST_PRINTABLE) grams.add(pairKey(last, unit), place);
    }
    last = unit;
  }
}
