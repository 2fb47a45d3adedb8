import {DICTIONARY_FIELDS} from './text-dictionary.ts';
import {reachesField, type Needle} from '../query/needle.ts';
import {setBit, wordsFor, type Bitmap} from './bitmap.ts';
import {gramKeys, isExact} from './grams.ts';
import {hasMarked, markOf, type OrderTexts} from './order-texts.ts';
import {SEGMENT_SIZE, SEGMENT_WORDS, type PostingBlock} from './posting-block.ts';
import {SearchSegment} from './search-segment.ts';

/** Something to find in an order's own texts; `mark` 0: in any of them. */
interface Probe {
  readonly text: string;
  readonly mark: number;
  readonly keys: readonly number[];
  /** Having the key proves the match. */
  readonly proven: boolean;
}

interface Answer {
  readonly needle: Needle;
  /** Orders whose own texts have it. */
  readonly own: Bitmap;
  /** Numbers of the shared texts that have it. */
  readonly shared: Uint32Array;
  /** All orders that have it. */
  readonly hits: Bitmap;
}

/** Needles that are remembered: enough for typing a few words, and for going back. */
const REMEMBERED = 24;

/**
 * Finds the orders that have a word or phrase. Pairs of letters narrow the own texts down to candidates that are then
 * read; shared texts (products) are searched once each. A needle that goes on where an earlier one stopped only looks
 * at what that one found. Whatever is not indexed yet is read.
 */
export class TextSearch {
  readonly #texts: OrderTexts;
  #count = 0;
  readonly #segments: SearchSegment[] = [];
  #answers: Answer[] = [];

  constructor(texts: OrderTexts, count: number) {
    this.#texts = texts;
    for (let handle = 0; handle < count; handle += 1) this.touch(handle);
  }

  /** The texts of an order are new or changed. */
  touch(handle: number): void {
    const number = Math.floor(handle / SEGMENT_SIZE);
    while (this.#segments.length <= number) this.#segments.push(new SearchSegment(this.#segments.length));
    (this.#segments[number] as SearchSegment).touch(handle);
    this.#count = Math.max(this.#count, handle + 1);
    if (this.#answers.length > 0) this.#answers = [];
  }

  /** Builds the next segment that is worth it; false when there is none. */
  buildNext(): boolean {
    const segment = this.#segments.find((candidate) => candidate.worthBuilding);
    segment?.build(this.#texts, this.#count);
    return segment !== undefined;
  }

  /** The orders (also removed ones) that have `needle`. The answer is kept: do not change it. */
  find(needle: Needle): Bitmap {
    const known = this.#answers.find((answer) => answer.needle.field === needle.field && answer.needle.text === needle.text);
    if (known !== undefined) return known.hits;
    const wider = this.#answers.findLast((answer) => includesNeedle(needle, answer.needle));
    const shared = this.#texts.dictionary.search(needle.text, (field) => reachesField(needle.field, field), wider?.shared);
    const own = this.#findOwn(needle, wider?.own);
    const hits = own.slice();
    this.#addShared(shared, hits);
    this.#answers.push({needle, own, shared, hits});
    if (this.#answers.length > REMEMBERED) this.#answers.shift();
    return hits;
  }

  #findOwn(needle: Needle, among: Bitmap | undefined): Bitmap {
    const found = new Uint32Array(wordsFor(this.#segments.length * SEGMENT_SIZE));
    const candidates = new Uint32Array(SEGMENT_WORDS);
    const scratch = new Uint32Array(SEGMENT_WORDS);
    for (const probe of probesOf(needle)) {
      this.#segments.forEach((segment, number) => {
        const offset = number * SEGMENT_WORDS;
        candidatesIn(segment.grams, probe.keys, candidates, scratch);
        for (let word = 0; word < SEGMENT_WORDS; word += 1) {
          const fresh = segment.fresh[word] as number;
          const indexed = (candidates[word] as number) & ~fresh;
          if (probe.proven) found[offset + word] = (found[offset + word] as number) | indexed;
          const limit = among === undefined ? -1 : (among[offset + word] as number);
          let open = (probe.proven ? fresh : indexed | fresh) & limit & ~(found[offset + word] as number);
          while (open !== 0) {
            const bit = 31 - Math.clz32(open & -open);
            open &= open - 1;
            const handle = (offset + word) * 32 + bit;
            const own = this.#texts.own.get(handle);
            if (probe.mark === 0 ? own.includes(probe.text) : hasMarked(own, probe.text, probe.mark)) setBit(found, handle);
          }
        }
      });
    }
    return found;
  }

  /** Adds the orders that have one of these shared texts. */
  #addShared(numbers: Uint32Array, hits: Bitmap): void {
    if (numbers.length === 0) return;
    const flags = new Uint8Array(this.#texts.dictionary.size);
    for (const number of numbers) flags[number] = 1;
    const local = new Uint32Array(SEGMENT_WORDS);
    this.#segments.forEach(({postings, fresh}, segment) => {
      const offset = segment * SEGMENT_WORDS;
      local.fill(0);
      if (postings !== undefined) addPostings(postings, numbers, flags, local);
      for (let word = 0; word < SEGMENT_WORDS; word += 1) {
        let open = fresh[word] as number;
        hits[offset + word] = (hits[offset + word] as number) | ((local[word] as number) & ~open);
        while (open !== 0) {
          const bit = 31 - Math.clz32(open & -open);
          open &= open - 1;
          const handle = (offset + word) * 32 + bit;
          if (this.#texts.shared.touches(handle, flags)) setBit(hits, handle);
        }
      }
    });
  }
}

/** What has `inner` in it also has what `outer` looks for. */
function includesNeedle(inner: Needle, outer: Needle): boolean {
  if (inner.field !== outer.field || !inner.text.includes(outer.text)) return false;
  return inner.digits === undefined || (outer.digits !== undefined && inner.digits.includes(outer.digits));
}

function probe(text: string, mark: number): Probe {
  const keys = gramKeys(text);
  return {text, mark, keys, proven: mark === 0 && text.length <= 2 && keys.every(isExact)};
}

function probesOf({field, text, digits}: Needle): Probe[] {
  const phone = markOf('phone') as number;
  if (field === 'any') return digits === undefined || digits === text ? [probe(text, 0)] : [probe(text, 0), probe(digits, phone)];
  if (field === 'phone') return digits === undefined ? [] : [probe(digits, phone)];
  const mark = (DICTIONARY_FIELDS as readonly string[]).includes(field) ? undefined : markOf(field);
  return mark === undefined ? [] : [probe(text, mark)];
}

/** Leaves in `candidates` the places of a segment that have all keys. */
function candidatesIn(grams: PostingBlock | undefined, keys: readonly number[], candidates: Uint32Array, scratch: Uint32Array): void {
  candidates.fill(0);
  if (grams === undefined) return;
  const indexes = keys.map((key) => grams.indexOf(key));
  if (indexes.includes(-1)) return;
  indexes.forEach((index, round) => {
    if (round === 0) {
      grams.addTo(index, candidates, 0);
      return;
    }
    scratch.fill(0);
    grams.addTo(index, scratch, 0);
    for (let word = 0; word < SEGMENT_WORDS; word += 1) candidates[word] = (candidates[word] as number) & (scratch[word] as number);
  });
}

function addPostings(postings: PostingBlock, numbers: Uint32Array, flags: Uint8Array, target: Uint32Array): void {
  const {keys} = postings;
  // A handful is looked up; many are met on a walk through all.
  if (numbers.length * 8 < keys.length) {
    for (const number of numbers) {
      const index = postings.indexOf(number);
      if (index >= 0) postings.addTo(index, target, 0);
    }
    return;
  }
  for (let index = 0; index < keys.length; index += 1) if (flags[keys[index] as number] === 1) postings.addTo(index, target, 0);
}
