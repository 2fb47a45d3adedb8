/** Words as they are; Chinese has no spaces, so its characters stand for words. */
const WORDS = /\p{Script=Han}|[^\s\p{Script=Han}]+/gu;

/** The words of a folded text, for libraries that look for words. */
export function wordsOf(text: string): string[] {
  return text.match(WORDS) ?? [];
}
