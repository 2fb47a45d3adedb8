/** Printable ASCII has numbers of its own; everything else shares buckets. */
const FIRST = 32;
const ASCII = 95;
const ASCII_KEYS = ASCII + ASCII * ASCII;
const SINGLE_BUCKETS = 4096;
const PAIR_BUCKETS = 8192;

/** Keys of one- and two-character grams are below this. */
export const GRAM_KEYS = ASCII_KEYS + SINGLE_BUCKETS + PAIR_BUCKETS;

/** The key of a single UTF-16 unit. */
export function singleKey(unit: number): number {
  const ascii = unit - FIRST;
  return ascii >= 0 && ascii < ASCII ? ascii : ASCII_KEYS + (Math.imul(unit, 0x9e3779b1) >>> 20);
}

/** The key of two units in a row. */
export function pairKey(left: number, right: number): number {
  const first = left - FIRST;
  const second = right - FIRST;
  if (first >= 0 && first < ASCII && second >= 0 && second < ASCII) return ASCII + first * ASCII + second;
  return ASCII_KEYS + SINGLE_BUCKETS + (Math.imul(Math.imul(left, 0x85ebca6b) ^ right, 0x9e3779b1) >>> 19);
}

/** Whether a key stands for one gram alone, so that having it proves the gram is there. */
export function isExact(key: number): boolean {
  return key < ASCII_KEYS;
}

/** The keys that a text must have to contain `text`: of its pairs, or of its one character. */
export function gramKeys(text: string): number[] {
  if (text.length === 1) return [singleKey(text.charCodeAt(0))];
  const keys = new Set<number>();
  for (let index = 1; index < text.length; index += 1) keys.add(pairKey(text.charCodeAt(index - 1), text.charCodeAt(index)));
  return [...keys];
}
