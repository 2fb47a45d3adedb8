/** Shapes that alone say whose number it is; written at once or in groups. `isIt` settles what a shape cannot. */
const CARRIERS: readonly {readonly shape: RegExp; readonly isIt: (number: string) => boolean}[] = [
  {shape: /\bSF ?\d{12,15}\b/gi, isIt: () => true},
  {shape: /\bSF ?\d{1,5}(?:[ -]\d{2,5}){2,5}(?:[ -]\d)?\b/gi, isIt: (number) => /^SF\d{12,15}$/.test(number)},
  {shape: /\b[A-Z]{2} ?\d{3} ?\d{3} ?\d{3} ?[A-Z]{2}\b/gi, isIt: hasCheckDigit},
  {shape: /\b1Z(?: ?[A-Z\d]){16}\b/gi, isIt: () => true},
];

/** Words that say that the digits after them are a tracking number. `訂單編號` and `order no.` say something else. */
const LABELLED =
  /(?:\b(?:track(?:ing)?|waybill|consignment|awb)(?: ?(?:number|no|code|id))?|(?:運單|运单|托運單|托运单|快遞單?|快递单?|物流|追蹤|追踪|查件)(?:編號|编号|號碼|号码|單號|单号|號|号)?|(?:^|[^訂订])[單单][號号])[\s.:#]*(\d{2,22}(?:[ -]\d{2,5})*)(?!\d)/gi;

const DIGITS_ALONE = /^\d{2,22}(?:[ -]\d{2,5})*$/;

/** Starts like a day (20260131…), or is a mobile number with its country (852, 853, 86, 886, 44). */
const DATE_OR_PHONE = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|^85[23]\d{8,9}$|^861[3-9]\d{9}$|^8869\d{8}$|^447\d{9}$/;

/**
 * Finds a tracking number in free text, and rather none than a wrong one: phone numbers, dates and order numbers are
 * digits too. Recognised are
 *
 * - SF Express (`SF` and 12–15 digits), the Universal Postal Union's S10 (`RR123456785HK`, its check digit must be
 *   right) and UPS (`1Z` and 16 characters), anywhere in the text, also written in groups;
 * - 10–22 digits after a word that says what they are;
 * - 12–22 digits that are all there is.
 *
 * @example
 * recogniseTrackingNumber('Leave at the door. SF1432 0098 7716 00') //=> 'SF14320098771600'
 */
export function recogniseTrackingNumber(text: string): string | undefined {
  const plain = text.normalize('NFKC').trim();
  for (const {shape, isIt} of CARRIERS) {
    const found = [...plain.matchAll(shape)].map(([written]) => joined(written)).find(isIt);
    if (found !== undefined) return found;
  }
  const labelled = [...plain.matchAll(LABELLED)].map(([, written = '']) => joined(written)).find((digits) => digits.length >= 10 && digits.length <= 22);
  if (labelled !== undefined) return labelled;
  const digits = DIGITS_ALONE.test(plain) ? joined(plain) : '';
  return digits.length >= 12 && digits.length <= 22 && !DATE_OR_PHONE.test(digits) ? digits : undefined;
}

function joined(written: string): string {
  return written.replace(/[ -]/g, '').toUpperCase();
}

/** The ninth digit of an S10 number follows from the eight before it. */
function hasCheckDigit(number: string): boolean {
  const sum = [8, 6, 4, 2, 3, 5, 9, 7].reduce((total, weight, index) => total + weight * Number(number[index + 2]), 0);
  const check = 11 - (sum % 11);
  return Number(number[10]) === (check === 10 ? 0 : check === 11 ? 5 : check);
}
