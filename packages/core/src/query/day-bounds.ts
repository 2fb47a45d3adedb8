import type {CalendarDate, Instant} from '../shared/instant.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** The calendar repeats after 400 years. `Intl` shows years before the first without saying so, as 1, 2, 3 backwards. */
const CYCLE_YEARS = 400;
const CYCLE_MS = 146_097 * DAY_MS;
const YEAR_TWO_MS = -62_104_060_800_000;
const REMEMBERED = 256;
const formats = new Map<string, Intl.DateTimeFormat>();
const starts = new Map<string, number>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en', {timeZone, calendar: 'iso8601', numberingSystem: 'latn', year: 'numeric', month: '2-digit', day: '2-digit'});
    formats.set(timeZone, format);
  }
  return format;
}

/** The wall calendar's day at an instant, as a number that grows with time: 20260131. */
function dayShown(format: Intl.DateTimeFormat, ms: number): number {
  const isEarly = ms < YEAR_TWO_MS;
  const part: Record<string, string> = {};
  for (const {type, value} of format.formatToParts(isEarly ? ms + CYCLE_MS : ms)) part[type] = value;
  return (Number(part['year']) - (isEarly ? CYCLE_YEARS : 0)) * 10_000 + Number(part['month']) * 100 + Number(part['day']);
}

/**
 * The calendar day at an instant in a time zone.
 *
 * @param at ISO 8601, or milliseconds since 1970, UTC
 * @param timeZone IANA name
 * @throws RangeError for what is no instant or no time zone.
 * @example
 * dayAt('2026-01-30T16:00:00.000Z', 'Asia/Hong_Kong') //=> '2026-01-31'
 */
export function dayAt(at: Instant | number, timeZone: string): CalendarDate {
  const shown = String(dayShown(formatOf(timeZone), typeof at === 'number' ? at : Date.parse(at))).padStart(8, '0');
  return `${shown.slice(0, -4)}-${shown.slice(-4, -2)}-${shown.slice(-2)}`;
}

/** The calendar day so many days later, or earlier when negative. */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return new Date(utcMidnight(date) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Midnight of that date in UTC, which stands for the date itself. */
function utcMidnight(date: CalendarDate): number {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return new Date(0).setUTCFullYear(year, month - 1, day);
}

/**
 * The first instant at which the wall calendar shows that day or a later one. Midnight may not exist there (clocks go
 * forward at midnight in some zones), nor the day at all (islands that moved across the date line), so it is searched
 * for instead of computed.
 */
function findStart(midnightMs: number, timeZone: string): number {
  const date = new Date(midnightMs);
  const wanted = date.getUTCFullYear() * 10_000 + (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
  const format = formatOf(timeZone);
  // No zone is further from UTC than 14 hours; two days cover a skipped one as well. Clocks change on whole minutes.
  let before = (midnightMs - 2 * DAY_MS) / MINUTE_MS;
  let after = (midnightMs + 2 * DAY_MS) / MINUTE_MS;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (dayShown(format, middle * MINUTE_MS) >= wanted) after = middle;
    else before = middle;
  }
  return after * MINUTE_MS;
}

/** {@link findStart}, remembered: the plain scan asks for the same few days once an order. */
function startOf(midnightMs: number, timeZone: string): number {
  const key = `${timeZone} ${midnightMs}`;
  let start = starts.get(key);
  if (start === undefined) {
    if (starts.size >= REMEMBERED) starts.clear();
    start = findStart(midnightMs, timeZone);
    starts.set(key, start);
  }
  return start;
}

/**
 * When a calendar day begins in a time zone.
 *
 * @param date a real `YYYY-MM-DD`
 * @param timeZone IANA name
 * @returns milliseconds since 1970, UTC
 * @example
 * startOfDayMs('2026-01-31', 'Asia/Hong_Kong') //=> Date.UTC(2026, 0, 30, 16)
 */
export function startOfDayMs(date: CalendarDate, timeZone: string): number {
  return startOf(utcMidnight(date), timeZone);
}

/** Instants of some days: at or after `startMs` and before `endMs`. */
export interface DayBounds {
  readonly startMs: number;
  readonly endMs: number;
}

/** Where the days from `from` to `to`, both included, begin and end in a time zone; an open end is infinite. */
export function dayBounds(from: CalendarDate | undefined, to: CalendarDate | undefined, timeZone: string): DayBounds {
  return {
    startMs: from === undefined ? -Infinity : startOfDayMs(from, timeZone),
    endMs: to === undefined ? Infinity : startOf(utcMidnight(to) + DAY_MS, timeZone),
  };
}
