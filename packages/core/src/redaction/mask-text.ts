/** What stands where something was taken out of a text. */
const MASK = '••••';

/** Codes and words of currencies, also as people type them in a hurry. */
const CODE = '(?<![a-z])(?:HKD|USD|GBP|EUR|JPY|CNY|RMB|TWD|SGD|KWD)(?![a-z])';
const WORD_BEFORE = '港幣|港币|港元|人民幣|人民币|[台臺]幣|台币|美金|美元';
const WORD_AFTER = '[百千萬万]?(?:元(?!朗)|圓|块|蚊|円)';
/** An amount with the sign, code or word of a currency before or after it: `HK$ 1,200`, `200 HKD`, `88元` (but not 12元朗). */
const AMOUNT = /* @__PURE__ */ new RegExp(
  [
    '(?:(?<![a-z])[A-Z]{1,3})?\\p{Sc}\\s?\\p{Nd}[\\p{Nd},.]*',
    `(?:${CODE}|${WORD_BEFORE})\\s?\\p{Nd}[\\p{Nd},.]*`,
    `(?<!\\p{Nd}[,.]*)\\p{Nd}[\\p{Nd},.]*\\s?(?:\\p{Sc}|${CODE}|${WORD_AFTER})`,
  ].join('|'),
  'giu',
);
const EMAIL = /(?<![^\s@＠<>()[\],;:"'，。；：「」（）])[^\s@＠<>()[\],;:"'，。；：「」（）]+[@＠][^\s<>()[\],;:"'，。；：「」（）]+/gu;
/** Seven digits or more, in groups or not. */
const PHONE = /(?<!\p{Nd})\+?\p{Nd}(?:[ ().\-–—/]{0,2}\p{Nd}){6,}/gu;
const DAY = /^(?:19|20)\d\d[-./]\d\d?[-./]\d\d?$/;

/** What is taken out of a text. */
export interface Masking {
  readonly amounts?: boolean;
  readonly numbers?: boolean;
}

/**
 * A text that people wrote, without what a packer is not to see: e-mail addresses, telephone numbers (their last four
 * digits stay) and amounts with a currency. Masking twice is masking once. Amounts without a currency cannot be told
 * from quantities and stay.
 *
 * @param masking leave `amounts` or `numbers` as they are, where they are something else: house numbers, tracking numbers
 * @example
 * maskText('Call +852 9123 4567 about the HK$ 200') //=> 'Call ••••4567 about the ••••'
 */
export function maskText(text: string, {amounts = true, numbers = true}: Masking = {}): string {
  let masked = amounts ? text.replace(AMOUNT, MASK) : text;
  if (masked.includes('@') || masked.includes('＠')) masked = masked.replace(EMAIL, MASK);
  return numbers ? masked.replace(PHONE, (found) => (DAY.test(found) ? found : MASK + tailOf(found))) : masked;
}

/** The last four digits of a telephone number; shorter ones give nothing away and come whole. */
export function phoneTailOf(phone: string | undefined): string | undefined {
  const tail = phone === undefined ? '' : tailOf(phone);
  return tail === '' ? undefined : tail;
}

function tailOf(text: string): string {
  return [...text.normalize('NFKC').replace(/\D/g, '')].slice(-4).join('');
}
