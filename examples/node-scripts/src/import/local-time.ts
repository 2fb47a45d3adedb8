/** A wall-clock time without a zone. */
export interface LocalTime {
  readonly year: number;
  /** 1–12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const PARTS: Readonly<Record<string, readonly [keyof LocalTime, string]>> = {
  yyyy: ['year', '(\\d{4})'],
  MM: ['month', '(\\d{2})'],
  M: ['month', '(\\d{1,2})'],
  dd: ['day', '(\\d{2})'],
  d: ['day', '(\\d{1,2})'],
  HH: ['hour', '(\\d{2})'],
  H: ['hour', '(\\d{1,2})'],
  mm: ['minute', '(\\d{2})'],
  m: ['minute', '(\\d{1,2})'],
  ss: ['second', '(\\d{2})'],
  s: ['second', '(\\d{1,2})'],
};

/** A reader for times written like `format`; it answers undefined for anything else, also for 31 February. */
export function localTimeReader(format: string): (text: string) => LocalTime | undefined {
  const order: (keyof LocalTime)[] = [];
  const pattern = format.replaceAll(/yyyy|MM?|dd?|HH?|mm?|ss?|[^A-Za-z]|[A-Za-z]/g, (token) => {
    const part = PARTS[token];
    if (!part) return token.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&');
    order.push(part[0]);
    return part[1];
  });
  const expression = new RegExp(`^${pattern}$`);
  return (text) => {
    const match = expression.exec(text.trim());
    if (!match) return undefined;
    const time = {year: 1970, month: 1, day: 1, hour: 0, minute: 0, second: 0};
    for (const [index, name] of order.entries()) time[name] = Number(match[index + 1]);
    const {year, month, day, hour, minute, second} = time;
    const exists = new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day && month >= 1 && month <= 12;
    return exists && hour < 24 && minute < 60 && second < 60 ? time : undefined;
  };
}

/** True for an IANA time zone this Node knows. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', {timeZone: name}).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const DAY_MS = 86_400_000;

/**
 * A converter from wall-clock times in `timeZone` to instants. In the hour that happens twice in autumn it takes the
 * first; a time in the hour that is missing in spring moves forward by that hour.
 *
 * @example
 * instantsIn('Europe/London')({year: 2011, month: 7, day: 1, hour: 8, minute: 26, second: 0}) //=> '2011-07-01T07:26:00.000Z'
 */
export function instantsIn(timeZone: string): (time: LocalTime) => string {
  const formatter = new Intl.DateTimeFormat('en', {timeZone, timeZoneName: 'longOffset'});
  const offsets = new Map<number, number>();

  /** Milliseconds the zone is ahead of UTC at an instant. Zones change on full quarters of an hour. */
  function offsetAt(instantMs: number): number {
    const quarter = Math.floor(instantMs / 900_000);
    let offset = offsets.get(quarter);
    if (offset === undefined) {
      const name = formatter.formatToParts(quarter * 900_000).find(({type}) => type === 'timeZoneName')?.value ?? '';
      const [, sign, hours = '0', minutes = '0', seconds = '0'] = /([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(name) ?? [];
      offset = (sign === '-' ? -1 : 1) * ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
      offsets.set(quarter, offset);
    }
    return offset;
  }

  return ({year, month, day, hour, minute, second}) => {
    const asUtc = Date.UTC(year, month - 1, day, hour, minute, second);
    const before = offsetAt(asUtc - DAY_MS);
    const after = offsetAt(asUtc + DAY_MS);
    const possible = [asUtc - before, asUtc - after].filter((instant) => instant + offsetAt(instant) === asUtc);
    return new Date(possible.length > 0 ? Math.min(...possible) : asUtc - before).toISOString();
  };
}
