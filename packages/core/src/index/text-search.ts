import {DICTIONARY_FIELDS} from './text-dictionary.ts';
import {reachesField, type Needle} from '../query/needle.ts';
import type {Bitmap} from './bitmap.ts';
import {gramKeys, isExact, letterOf} from './grams.ts';
import {hasMarked, markOf, type OrderTexts} from './order-texts.ts';
import {SEGMENT_SIZE, SEGMENT_WORDS, type PostingBlock} from './posting-block.ts';
import {SearchSegment} from './search-segment.ts';

/** Something to find in an order's own texts; `mark` 0: in any of them. */
interface Probe {
  readonly text: string;
  readonly mark: number;
  readonly keys: readonly number[];
  /** Of a text that is one ASCII character, else −1. */
  readonly letter: number;
  /** Having the key or the letter proves the match. */
  readonly proven: boolean;
}

interface Answer {
  readonly needle: Needle;
  /** All orders whose own texts have it; where a shared text has it, also some whose own may have it. */
  readonly own: Bitmap;
  /** Numbers of the shared texts that have it. */
  readonly shared: Uint32Array;
  /** All orders that have it. */
  readonly hits: Bitmap;
}

/** Needles that are remembered: enough for typing a few words, and for going back. */
const REMEMBERED = 24;
/** A needle is common when more than one text in so many has it. */
const COMMON = 8;

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
    const probes = probesOf(needle);
    const hits = new Uint32Array(this.#segments.length * SEGMENT_WORDS);
    const own = this.#candidates(probes, wider?.own, hits);
    const shared = this.#texts.dictionary.search(needle.text, (field) => reachesField(needle.field, field), wider?.shared);
    this.#addShared(shared, hits);
    this.#addRead(probes, own, hits);
    this.#answers.push({needle, own, shared, hits});
    if (this.#answers.length > REMEMBERED) this.#answers.shift();
    return hits;
  }

  /** The orders whose own texts may have what is probed for; those that have it for certain are added to `hits`. */
  #candidates(probes: readonly Probe[], within: Bitmap | undefined, hits: Bitmap): Bitmap {
    const possible = new Uint32Array(hits.length);
    const candidates = new Uint32Array(SEGMENT_WORDS);
    for (const {keys, letter, proven} of probes) {
      this.#segments.forEach((segment, number) => {
        segment.candidates(keys, letter, candidates);
        for (let word = 0; word < SEGMENT_WORDS; word += 1) {
          const at = number * SEGMENT_WORDS + word;
          const fresh = segment.fresh[word] as number;
          const among = within === undefined ? -1 : (within[at] as number);
          const found = ((candidates[word] as number) | fresh) & among;
          possible[at] = (possible[at] as number) | found;
          if (proven) hits[at] = (hits[at] as number) | (found & ~fresh);
        }
      });
    }
    return possible;
  }

  /** Reads what may have it and is no hit yet. What turns out not to have it is taken out of `possible`. */
  #addRead(probes: readonly Probe[], possible: Bitmap, hits: Bitmap): void {
    const {own} = this.#texts;
    const [first, ...others] = probes;
    if (first === undefined) return;
    for (let word = 0; word < possible.length; word += 1) {
      let open = (possible[word] as number) & ~(hits[word] as number);
      if (open === 0) continue;
      let found = 0;
      let lost = 0;
      while (open !== 0) {
        const bit = 31 - Math.clz32(open & -open);
        open &= open - 1;
        const text = own.get(word * 32 + bit);
        if (isIn(first, text) || others.some((probe) => isIn(probe, text))) found |= 1 << bit;
        else lost |= 1 << bit;
      }
      hits[word] = (hits[word] as number) | found;
      possible[word] = (possible[word] as number) & ~lost;
    }
  }

  /** Adds the orders that have one of these shared texts. */
  #addShared(numbers: Uint32Array, hits: Bitmap): void {
    if (numbers.length === 0) return;
    const {dictionary, shared} = this.#texts;
    const flags = new Uint8Array(dictionary.size);
    for (const number of numbers) flags[number] = 1;
    // Where many texts match, an order's first or second one tells.
    const common = numbers.length * COMMON > dictionary.size;
    const local = new Uint32Array(SEGMENT_WORDS);
    this.#segments.forEach(({postings, fresh}, segment) => {
      const offset = segment * SEGMENT_WORDS;
      const indexed = postings !== undefined && !common;
      if (indexed) {
        local.fill(0);
        addPostings(postings, numbers, flags, local);
      }
      for (let word = 0; word < SEGMENT_WORDS; word += 1) {
        let found = hits[offset + word] as number;
        let open = (indexed ? (fresh[word] as number) : -1) & ~found;
        if (indexed) found |= (local[word] as number) & ~(fresh[word] as number);
        while (open !== 0) {
          const bit = 31 - Math.clz32(open & -open);
          open &= open - 1;
          if (shared.touches((offset + word) * 32 + bit, flags)) found |= 1 << bit;
        }
        hits[offset + word] = found;
      }
    });
  }
}

/** Whether an order's own texts have what is probed for. */
function isIn({text, mark}: Probe, own: string): boolean {
  return mark === 0 ? own.includes(text) : hasMarked(own, text, mark);
}

/** What has `inner` in it also has what `outer` looks for. */
function includesNeedle(inner: Needle, outer: Needle): boolean {
  if (inner.field !== outer.field || !inner.text.includes(outer.text)) return false;
  return inner.digits === undefined || (outer.digits !== undefined && inner.digits.includes(outer.digits));
}

function probe(text: string, mark: number): Probe {
  const keys = gramKeys(text);
  const letter = text.length === 1 ? letterOf(text.charCodeAt(0)) : -1;
  return {text, mark, keys, letter, proven: mark === 0 && text.length <= 2 && keys.every(isExact)};
}

function probesOf({field, text, digits}: Needle): Probe[] {
  const phone = markOf('phone') as number;
  if (field === 'any') return digits === undefined || digits === text ? [probe(text, 0)] : [probe(text, 0), probe(digits, phone)];
  if (field === 'phone') return digits === undefined ? [] : [probe(digits, phone)];
  const mark = (DICTIONARY_FIELDS as readonly string[]).includes(field) ? undefined : markOf(field);
  return mark === undefined ? [] : [probe(text, mark)];
}

function addPostings(postings: PostingBlock, numbers: Uint32Array, flags: Uint8Array, target: Uint32Array): void {
  const {keys} = postings;
  // A handful is looked up; many are met on a walk through all.
  if (numbers.length * 64 < keys.length) {
    for (const number of numbers) {
      const index = postings.indexOf(number);
      if (index >= 0) postings.addTo(index, target);
    }
    return;
  }
  for (let index = 0; index < keys.length; index += 1) if (flags[keys[index] as number] === 1) postings.addTo(index, target);
}
