/**
 * A text without ids and moments: they are made of any digits, so that a number looked for may be in them by chance.
 * @example
 * withoutChance('{"id":"3b3bd6c9-9323-4b4a-be99-5b13f55195e3","total":5519}') //=> '{"id":"…","total":5519}'
 */
export function withoutChance(text: string): string {
  return text.replace(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, '…').replace(/T\d\d:\d\d:\d\d\.\d{3}Z/g, '…');
}
