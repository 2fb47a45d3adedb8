import {hasBit, setBit} from './bitmap.ts';
import {GRAM_KEYS, LETTER_WORDS, letterOf, pairKey, singleKey} from './grams.ts';
import type {OrderTexts} from './order-texts.ts';
import {PostingBlockBuilder, SEGMENT_SIZE, SEGMENT_WORDS, type PostingBlock} from './posting-block.ts';
import {grown} from './typed-columns.ts';

/** From here on a segment is built anew; until then its unindexed orders are read one by one. */
const ENOUGH_TO_BUILD = 128;
const FIRST_PRINTABLE = 32;

/**
 * What is known about the texts of {@link SEGMENT_SIZE} orders in a row: which have which pairs of letters, and which
 * have which shared text. Orders whose texts changed since it was built are *fresh*: nothing is known about them.
 */
export class SearchSegment {
  readonly #first: number;
  #grams: PostingBlock | undefined;
  /** LETTER_WORDS per place: which ASCII characters its own texts have. */
  readonly #letters = new Uint32Array(SEGMENT_SIZE * LETTER_WORDS);
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
    return this.#freshCount >= ENOUGH_TO_BUILD || (this.#grams === undefined && this.#freshCount > 0);
  }

  /** Reads all its texts, a few milliseconds. @param count orders in the whole index */
  build(texts: OrderTexts, count: number): void {
    const grams = new PostingBlockBuilder(GRAM_KEYS);
    const postings = new PostingBlockBuilder(texts.dictionary.size);
    const end = Math.min(count, this.#first + SEGMENT_SIZE) - this.#first;
    let keys = new Uint32Array(1024);
    for (let place = 0; place < end; place += 1) {
      const own = texts.own.get(this.#first + place);
      keys = grown(keys, own.length * 2);
      grams.addAll(keys, this.#gramsOf(own, keys, place), place);
      const shared = texts.shared.get(this.#first + place);
      postings.addAll(shared, shared.length, place);
    }
    this.fresh.fill(0);
    this.#freshCount = 0;
    this.#grams = grams.build();
    this.postings = postings.build();
  }

  /** Writes the keys of all grams inside each of an order's own texts, none across the mark between two. Answers how many. */
  #gramsOf(own: string, keys: Uint32Array, place: number): number {
    let [first, second, third] = [0, 0, 0];
    let count = 0;
    let last = 0;
    for (let index = 0; index < own.length; index += 1) {
      const unit = own.charCodeAt(index);
      if (unit >= FIRST_PRINTABLE) {
        const letter = letterOf(unit);
        if (letter < 0) keys[count++] = singleKey(unit);
        else if (letter < 32) first |= 1 << letter;
        else if (letter < 64) second |= 1 << letter;
        else third |= 1 << letter;
        if (last >= FIRST_PRINTABLE) keys[count++] = pairKey(last, unit);
      }
      last = unit;
    }
    this.#letters[place * LETTER_WORDS] = first;
    this.#letters[place * LETTER_WORDS + 1] = second;
    this.#letters[place * LETTER_WORDS + 2] = third;
    return count;
  }

  /**
   * Leaves in `target` the places whose texts may have a needle: all its keys, or its letter. Says nothing of fresh ones.
   * @param letter of a needle that is one ASCII character, else −1
   */
  candidates(keys: readonly number[], letter: number, target: Uint32Array): void {
    target.fill(0);
    const grams = this.#grams;
    if (grams === undefined) return;
    if (letter >= 0) {
      const [word, bit] = [letter >>> 5, letter & 31];
      for (let place = 0; place < SEGMENT_SIZE; place += 1) if ((((this.#letters[place * LETTER_WORDS + word] as number) >>> bit) & 1) === 1) setBit(target, place);
      return;
    }
    const indexes = keys.map((key) => grams.indexOf(key));
    if (indexes.includes(-1)) return;
    indexes.forEach((index, round) => {
      if (round === 0) grams.addTo(index, target);
      else grams.keepIn(index, target);
    });
  }
}
