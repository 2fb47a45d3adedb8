/** What PostgreSQL's text cannot hold, and the sign that stands for it. */
const NUL = '\u0000';
const SIGN = '\u0001';
const NUL_WRITTEN = '\u0001\u0001';
const SIGN_WRITTEN = '\u0001\u0002';

/**
 * Text as it is sent to the database: U+0000, which its text cannot hold, is written as two signs. Sorting and comparing
 * written texts gives the same as sorting and comparing the texts themselves by code point.
 * @example
 * writeNul('a\u0000b') //=> 'a\u0001\u0001b'
 */
export function writeNul(text: string): string {
  return text.includes(NUL) || text.includes(SIGN) ? text.replaceAll(SIGN, SIGN_WRITTEN).replaceAll(NUL, NUL_WRITTEN) : text;
}

/** The opposite of {@link writeNul}. */
export function readNul(text: string): string {
  return text.includes(SIGN) ? text.replaceAll(NUL_WRITTEN, NUL).replaceAll(SIGN_WRITTEN, SIGN) : text;
}
