/** Printable ASCII has numbers of its own; everything else shares buckets. */
const FIRST = 32;
const ASCII = 95;
const ASCII_KEYS = ASCII * ASCII;
const SINGLE_BUCKETS = 4096;
const PAIR_BUCKETS = 8192;

/** Keys of grams are below this. */
export const GRAM_KEYS = ASCII_KEYS + SINGLE_BUCKETS + PAIR_BUCKETS;
/** Words that have a bit for each printable ASCII character. */
export const LETTER_WORDS = 3;

/** The bit of a printable ASCII character; −1 for any other unit, which has a {@link singleKey} instead. */
export function letterOf(unit: number): number {
  return unit >= FIRST && unit < FIRST + ASCII ? unit - FIRST : -1;
}

/** The key of a single unit that is not printable ASCII. */
export function singleKey(unit: number): number {
  return ASCII_KEYS + (Math.imul(unit, 0x9e3779b1) >>> 20);
}

/** The key of two units in a row. */
export function pairKey(left: number, right: number): number {
  const first = left - FIRST;
  const second = right - FIRST;
  if (first >= 0 && first < ASCII && second >= 0 && second < ASCII) return first * ASCII + second;
  return ASCII_KEYS + SINGLE_BUCKETS + (Math.imul(Math.imul(left, 0x85ebca6b) ^ right, 0x9e3779b1) >>> 19);
}

/** Whether a key stands for one gram alone, so that having it proves the gram is there. */
export function isExact(key: number): boolean {
  return key < ASCII_KEYS;
}

/** The keys that a text must have to contain `text`: of its pairs, or of its one character unless that is a letter. */
export function gramKeys(text: string): number[] {
  const unit = text.charCodeAt(0);
  if (text.length === 1) return letterOf(unit) < 0 ? [singleKey(unit)] : [];
  const keys = new Set<number>();
  for (let index = 1; index < text.length; index += 1) keys.add(pairKey(text.charCodeAt(index - 1), text.charCodeAt(index)));
  return [...keys];
}
