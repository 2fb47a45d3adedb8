import type {CalendarDate} from '@packline/core';

const DAY_MS = 86_400_000;
const QUARTER_MS = 900_000;

/**
 * Wall time in one time zone, fast: a day without a change of the clock needs two questions to `Intl`, once, and all
 * later ones are arithmetic.
 */
export class ZoneClock {
  readonly timeZone: string;
  readonly #parts: Intl.DateTimeFormat;
  /** UTC day → offset of the whole day, or NaN when the clocks change in it. */
  readonly #days = new Map<number, number>();
  readonly #quarters = new Map<number, number>();

  /** @throws RangeError for a name that is not an IANA time zone. */
  constructor(timeZone: string) {
    this.timeZone = timeZone;
    this.#parts = new Intl.DateTimeFormat('en-US', {timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric'});
  }

  #ask(ms: number): number {
    const part: Record<string, number> = {};
    for (const {type, value} of this.#parts.formatToParts(ms)) part[type] = Number(value);
    const {year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0} = part;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000;
  }

  /** Milliseconds of wall time since 1970 as this zone's clocks show it. */
  local(ms: number): number {
    const day = Math.floor(ms / DAY_MS);
    let offset = this.#days.get(day);
    if (offset === undefined) {
      const first = this.#ask(day * DAY_MS);
      offset = first === this.#ask((day + 1) * DAY_MS - 1) ? first : Number.NaN;
      this.#days.set(day, offset);
    }
    if (offset === offset) return ms + offset;
    const quarter = Math.floor(ms / QUARTER_MS);
    let exact = this.#quarters.get(quarter);
    if (exact === undefined) this.#quarters.set(quarter, (exact = this.#ask(quarter * QUARTER_MS)));
    return ms + exact;
  }

  /** The day in this zone, counted from 1970-01-01. */
  dayNumber(ms: number): number {
    return Math.floor(this.local(ms) / DAY_MS);
  }
}

/** `2026-11-24` → days since 1970-01-01. */
export function dayNumberOf(date: CalendarDate): number {
  return Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY_MS);
}

/** Days since 1970-01-01 → `2026-11-24`. */
export function calendarDateOf(dayNumber: number): CalendarDate {
  return new Date(dayNumber * DAY_MS).toISOString().slice(0, 10);
}
