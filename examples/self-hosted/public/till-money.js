/** Exact amounts, `{amount, scale, currency}`: whole numbers only, never a float. */

/** An amount at a finer scale. */
function atScale({amount, scale}, finer) {
  return amount * 10 ** (finer - scale);
}

function checked(amount, scale, currency) {
  if (!Number.isSafeInteger(amount)) throw new RangeError('This amount is too large to be kept exactly.');
  return {amount, scale, currency};
}

export function zero(currency) {
  return {amount: 0, scale: 0, currency};
}

export function times({amount, scale, currency}, count) {
  return checked(amount * count, scale, currency);
}

export function add(left, right) {
  const scale = Math.max(left.scale, right.scale);
  return checked(atScale(left, scale) + atScale(right, scale), scale, left.currency);
}

export function subtract(left, right) {
  return add(left, {...right, amount: -right.amount});
}

/** −1, 0 or 1. */
export function compare(left, right) {
  return Math.sign(subtract(left, right).amount);
}

/** What the lines of a cart come to. */
export function sumOf(lines, currency) {
  return lines.reduce((total, {unitPrice, quantity}) => add(total, times(unitPrice, quantity)), zero(currency));
}

/**
 * Reads an amount somebody typed: `25`, `25.5`, `1,280.00`. Undefined for anything else, and for more decimals than the
 * money has.
 */
export function readAmount(text, {scale, currency}) {
  const match = /^(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(\d+))?$/.exec(text.trim());
  if (!match || (match[2] ?? '').length > scale) return undefined;
  return {amount: Number(match[1].replaceAll(',', '') + (match[2] ?? '').padEnd(scale, '0')), scale, currency};
}

/**
 * Reads a discount: an amount, or a percentage (`10%`, `12.5%`) of `subtotal`, rounded half up to the money's own digits.
 * Empty text is no discount; undefined when it cannot be read or is more than there is.
 */
export function readDiscount(text, subtotal, digits) {
  const {currency} = subtotal;
  if (text.trim() === '') return zero(currency);
  const percent = /^(\d{1,3})(?:\.(\d{1,2}))?\s*[%％]$/.exec(text.trim());
  if (!percent) {
    const amount = readAmount(text, {scale: digits, currency});
    return amount && compare(amount, subtotal) <= 0 ? amount : undefined;
  }
  const hundredths = BigInt(percent[1] + (percent[2] ?? '').padEnd(2, '0'));
  if (hundredths > 10_000n) return undefined;
  const fine = BigInt(atScale(subtotal, Math.max(digits, subtotal.scale))) * hundredths;
  const divisor = 10_000n * 10n ** BigInt(Math.max(0, subtotal.scale - digits));
  return {amount: Number((fine * 2n + divisor) / (divisor * 2n)), scale: digits, currency};
}

/** `1,280.00`: all digits it has, and at least those of the money. */
export function digitsOf(value, digits) {
  const scale = Math.max(value.scale, digits);
  const text = String(Math.abs(atScale(value, scale))).padStart(scale + 1, '0');
  const whole = text.slice(0, text.length - scale).replace(/\B(?=(\d{3})+$)/g, ',');
  return scale === 0 ? whole : `${whole}.${text.slice(-scale)}`;
}

/** The sign of a currency where its shop is: `HK$`. */
export function signOf(currency, locale) {
  const parts = new Intl.NumberFormat(locale, {style: 'currency', currency}).formatToParts(0);
  return parts.find(({type}) => type === 'currency')?.value ?? currency;
}

/** The parts of `−HK$1,280.00`: the minus stands in front of the sign. */
export function moneyParts(value, {digits, locale}) {
  return {minus: value.amount < 0 ? '−' : '', sign: signOf(value.currency, locale), digits: digitsOf(value, digits)};
}

/** `HK$1,280.00`, for sentences. */
export function moneyText(value, look) {
  return Object.values(moneyParts(value, look)).join('');
}
