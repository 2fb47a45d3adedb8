const ZERO = 48;
const [DASH, COLON, DOT, T, Z] = [45, 58, 46, 84, 90];

/** The number that `count` digits from `at` on are; −1 where one is no digit. */
function digits(text: string, at: number, count: number): number {
  let value = 0;
  for (let index = at; index < at + count; index += 1) {
    const digit = text.charCodeAt(index) - ZERO;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** Days from 1970-01-01 to a day of the Gregorian calendar. Years are counted from March, so that leap days come last. */
function daysTo(year: number, month: number, day: number): number {
  const from = month <= 2 ? year - 1 : year;
  const era = Math.floor(from / 400);
  const ofEra = from - era * 400;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468;
}

/**
 * `Date.parse`, several times as fast for the one form in which documents are written; everything else is left to it.
 * Reading three moments of every order is a tenth of what building an index costs.
 */
export function instantMs(text: string): number {
  if (text.length !== 24 || text.charCodeAt(23) !== Z || text.charCodeAt(10) !== T || text.charCodeAt(19) !== DOT) return Date.parse(text);
  if (text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH || text.charCodeAt(13) !== COLON || text.charCodeAt(16) !== COLON) return Date.parse(text);
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 2);
  const day = digits(text, 8, 2);
  const hours = digits(text, 11, 2);
  const minutes = digits(text, 14, 2);
  const seconds = digits(text, 17, 2);
  const ms = digits(text, 20, 3);
  // Days past the 28th are not in every month, and there is a 24:00:00: not worth knowing better than the engine.
  if ((year | hours | minutes | seconds | ms) < 0 || month < 1 || month > 12 || day < 1 || day > 28 || hours > 23 || minutes > 59 || seconds > 59) return Date.parse(text);
  return daysTo(year, month, day) * 86_400_000 + hours * 3_600_000 + minutes * 60_000 + seconds * 1000 + ms;
}
