const WORDS = /[\p{L}\p{M}\p{N}]+/gu;
const PLAIN = /^[a-z ]*$/;
const ONLY_DIGITS = /^\p{N}+$/u;
/** Shorter words have too many neighbours to guess from. */
const SHORTEST = 3;

/**
 * Whether two texts are one slip of the fingers apart: a character too many, too few or wrong, or two neighbours
 * swapped.
 * @example
 * isOneSlipApart('chrismtas', 'christmas') //=> true
 */
export function isOneSlipApart(left: string, right: string): boolean {
  const difference = left.length - right.length;
  if (difference < -1 || difference > 1 || left === right) return false;
  let from = 0;
  while (from < left.length && left[from] === right[from]) from += 1;
  if (difference === 1) return left.slice(from + 1) === right.slice(from);
  if (difference === -1) return left.slice(from) === right.slice(from + 1);
  if (left.slice(from + 1) === right.slice(from + 1)) return true;
  return left[from] === right[from + 1] && left[from + 1] === right[from] && left.slice(from + 2) === right.slice(from + 2);
}

/** The words of names and products, and how often each was met, to guess what a mistyped one was meant to be. */
export class Vocabulary {
  readonly #counts = new Map<string, number>();

  /** Adds the words of a folded text. Numbers are not words: any other number is as likely. */
  add(text: string): void {
    // Most names are plain letters, which need no look at what Unicode says of each.
    const words = PLAIN.test(text) ? text.split(' ') : (text.match(WORDS) ?? []).filter((word) => !ONLY_DIGITS.test(word));
    for (const word of words) {
      if (word.length >= SHORTEST) this.#counts.set(word, (this.#counts.get(word) ?? 0) + 1);
    }
  }

  /**
   * Words one slip away from a folded `word`, likeliest first; then those that begin that way, as while typing.
   * A slip in the first letter is rare, so those come later.
   */
  neighbours(word: string): string[] {
    if (word.length < SHORTEST) return [];
    const found: {word: string; rank: number; count: number}[] = [];
    for (const [known, count] of this.#counts) {
      if (known.length < word.length - 1) continue;
      const begins = known[0] === word[0] ? 0 : 1;
      if (isOneSlipApart(word, known)) found.push({word: known, rank: begins, count});
      else if (word.length > SHORTEST && known.length > word.length && beginsLike(known, word)) found.push({word: known, rank: 2 + begins, count});
    }
    found.sort((a, b) => a.rank - b.rank || b.count - a.count);
    return found.map((entry) => entry.word);
  }
}

function beginsLike(known: string, word: string): boolean {
  for (let length = word.length - 1; length <= word.length + 1; length += 1) if (isOneSlipApart(word, known.slice(0, length))) return true;
  return false;
}
