import {TRADITIONAL_PAIRS, TRADITIONAL_TO_SIMPLIFIED} from './traditional-to-simplified.ts';

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_';
const FIRST_IDEOGRAPH = 0x4e00;
const PAST_IDEOGRAPHS = 0xa000;

function readSimplified(): Uint16Array {
  const values = new Uint32Array(TRADITIONAL_PAIRS * 2);
  let at = 0;
  let shift = 0;
  for (const digit of TRADITIONAL_TO_SIMPLIFIED) {
    const bits = DIGITS.indexOf(digit);
    values[at] = (values[at] as number) | ((bits & 31) << shift);
    if (bits & 32) shift += 5;
    else {
      at += 1;
      shift = 0;
    }
  }
  const table = new Uint16Array(PAST_IDEOGRAPHS - FIRST_IDEOGRAPH);
  let from = 0;
  let to = 0;
  for (let pair = 0; pair < TRADITIONAL_PAIRS; pair += 1) {
    const jump = values[TRADITIONAL_PAIRS + pair] as number;
    to += values[pair] as number;
    from += jump & 1 ? -(jump + 1) / 2 : jump / 2;
    table[from - FIRST_IDEOGRAPH] = to;
  }
  return table;
}

let simplified: Uint16Array | undefined;

function simplify(text: string): string {
  simplified ??= readSimplified();
  let changed = '';
  let done = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < FIRST_IDEOGRAPH || code >= PAST_IDEOGRAPHS) continue;
    const to = simplified[code - FIRST_IDEOGRAPH] as number;
    if (to === 0) continue;
    changed += text.slice(done, index) + String.fromCharCode(to);
    done = index + 1;
  }
  return done === 0 ? text : changed + text.slice(done);
}

// Anything but printable ASCII, or more than one space in a row.
const NEEDS_WORK = /[^ -~]| {2}/;
// Normalising sorts the accents that are piled on one letter, in work that grows with the square of the pile. No
// writing piles up more than a few; what is above that in a long text has been put there to do harm.
const LONG_TEXT = 1000;
const PILE = /(\p{M}{30})\p{M}+/gu;
const withoutPiles = (text: string): string => (text.length > LONG_TEXT ? text.replace(PILE, '$1') : text);
// Control characters count as spaces: what is left of them after folding is free to mark borders inside an index.
const SPACES = /[\s\p{Cc}]+/gu;

/**
 * Brings text into the form in which texts are compared, the same on every device and on the server: Unicode NFKC
 * (full-width becomes half-width), lower case by no language's rules, traditional Chinese characters to simplified
 * ones, and any run of white space or control characters to one space.
 *
 * Folding twice changes nothing. Most texts keep their length; where they do not (ligatures, `㎏`, runs of spaces,
 * accents that join their letter), `foldWithMap` says which original characters a folded one came from.
 *
 * @example
 * fold('ＬＵＮＣＨ  Bag 陳大文') //=> 'lunch bag 陈大文'
 */
export function fold(text: string): string {
  if (!NEEDS_WORK.test(text)) return text.toLowerCase();
  // Lower-casing can leave a letter and an accent that have a joint form. The two lower-case sigmas depend on what
  // follows, so a part of a word would not be found in it.
  const folded = withoutPiles(text).normalize('NFKC').toLowerCase().normalize('NFKC').replaceAll('ς', 'σ');
  return simplify(withoutPiles(folded).replace(SPACES, ' '));
}

/** A folded text, and where each of its UTF-16 units came from. */
export interface FoldedWithMap {
  readonly folded: string;
  /** Per unit of `folded`: offset in the original of the first unit that it was made from. */
  readonly starts: readonly number[];
  /** Per unit of `folded`: offset in the original just past the last one. */
  readonly ends: readonly number[];
}

// Pieces that fold on their own: a run of spaces, a run of Hangul parts, a character with its accents.
const PIECES = /[\s\p{Cc}]+|[\u1100-\u11ff\ua960-\ua97f\uac00-\ud7ff]+|\P{M}\p{M}*|\p{M}+/gu;

/**
 * {@link fold}, with the way back: to mark in the original text what was found in the folded one.
 * Text that does not fold piece by piece is one piece: a match anywhere then stands for the whole.
 */
export function foldWithMap(text: string): FoldedWithMap {
  const folded = fold(text);
  const starts: number[] = [];
  const ends: number[] = [];
  let joined = '';
  for (const {0: piece, index} of text.matchAll(PIECES)) {
    const part = fold(piece);
    const oneToOne = part.length === piece.length;
    for (let unit = 0; unit < part.length; unit += 1) {
      starts.push(oneToOne ? index + unit : index);
      ends.push(oneToOne ? index + unit + 1 : index + piece.length);
    }
    joined += part;
  }
  if (joined === folded) return {folded, starts, ends};
  const {length} = folded;
  return {folded, starts: Array.from({length}, () => 0), ends: Array.from({length}, () => text.length)};
}
