/**
 * Shapes that are tracking numbers beyond doubt: SF Express (`SF` and 12–15 digits), the Universal Postal Union's S10
 * (two letters, nine digits, two letters), and bare runs of 11–22 digits. Hong Kong phone numbers have eight digits,
 * with country code eleven: a run that starts 852 is left alone.
 */
const SHAPES = [/\bSF\d{12,15}\b/i, /\b[A-Z]{2}\d{9}[A-Z]{2}\b/i, /\b(?!852)\d{11,22}\b/];

/**
 * Finds a tracking number in free text; spaces inside groups of it are allowed.
 * @example
 * recogniseTrackingNumber('Leave at the door. SF1432 0098 7716 00') //=> 'SF1432009877 1600' without the spaces
 */
export function recogniseTrackingNumber(text: string): string | undefined {
  const joined = text.replace(/(?<=[A-Z0-9]*\d) (?=\d{3,})/gi, '');
  for (const shape of SHAPES) {
    const found = shape.exec(joined);
    if (found !== null) return found[0].toUpperCase();
  }
  return undefined;
}
