import type {CalendarDate, Instant, Money} from '@packline/core';
import {groupDigits} from './group-digits.ts';
import {moneyParts, moneyText, type MoneyParts} from './money-format.ts';
import {calendarDateOf, dayNumberOf, ZoneClock} from './zone-clock.ts';

/** An instant as ISO text, or as milliseconds since 1970 UTC. */
export type When = Instant | number;

/**
 * Numbers, amounts and times as this widget writes them: in its language, on the shop's clock.
 * Times are absolute. All methods are cheap enough for a hundred thousand rows.
 */
export interface Format {
  /** BCP 47, the language of the words: `en`, `zh-Hant`. */
  readonly lang: string;
  readonly timeZone: string;
  /** `25,904` */
  count(value: number): string;
  /** In sentences: `HK$1,280.00`. `withCode` where yen and yuan both occur. */
  money(money: Money, withCode?: boolean): string;
  /** In columns, where the sign is quieter. */
  moneyParts(money: Money): MoneyParts;
  /** In columns: today `14:32`, this year `22 Nov`, older `22 Nov 2025`. */
  moment(when: When): string;
  /** `14:32` */
  time(when: When): string;
  /** `22 Nov`, with the year unless it is this one. */
  day(when: When): string;
  /** In lines of a story: today `14:32`, else `Mon, 23 Nov, 10:31`. */
  dateTime(when: When): string;
  /** `Tue, 24 Nov 2026` */
  longDay(when: When): string;
  /** A calendar date, short (`24 Nov`) or long (`Tue, 24 Nov 2026`). */
  calendarDate(date: CalendarDate, style?: 'short' | 'long'): string;
  /** Which day it is in the shop now; columns painted on another day are out of date. */
  today(): CalendarDate;
  /** The day in the shop an instant falls on. */
  dateOf(when: When): CalendarDate;
}

const TWO = Array.from({length: 60}, (_, value) => String(value).padStart(2, '0'));
/** Where a language is written in more than one place, the place whose habits we follow. */
const LOCALES: Readonly<Record<string, string>> = {en: 'en-HK', 'zh-Hant': 'zh-Hant-HK'};
const made = new Map<string, Format>();

/**
 * The format of a language in a time zone; the same arguments share one.
 * @param now Milliseconds since 1970, for tests. A format with its own clock is not shared.
 * @example
 * createFormat('en', 'Asia/Hong_Kong').money({amount: 128000, scale: 2, currency: 'HKD'}) //=> 'HK$1,280.00'
 */
export function createFormat(lang: string, timeZone: string, now?: () => number): Format {
  const key = `${lang} ${timeZone}`;
  let format = now === undefined ? made.get(key) : undefined;
  if (format === undefined) {
    format = makeFormat(lang, timeZone, now ?? Date.now);
    if (now === undefined) made.set(key, format);
  }
  return format;
}

function makeFormat(lang: string, timeZone: string, now: () => number): Format {
  const clock = new ZoneClock(timeZone);
  const locale = LOCALES[lang] ?? lang;
  const writer = (options: Intl.DateTimeFormatOptions) => {
    const intl = new Intl.DateTimeFormat(locale, {...options, timeZone: 'UTC'});
    const days = new Map<number, string>();
    return (dayNumber: number) => {
      let text = days.get(dayNumber);
      if (text === undefined) days.set(dayNumber, (text = intl.format(dayNumber * 86_400_000)));
      return text;
    };
  };
  const shortDay = writer({day: 'numeric', month: 'short'});
  const yearDay = writer({day: 'numeric', month: 'short', year: 'numeric'});
  const weekDay = writer({weekday: 'short', day: 'numeric', month: 'short'});
  const longDay = writer({weekday: 'short', day: 'numeric', month: 'short', year: 'numeric'});

  const toMs = (when: When) => (typeof when === 'number' ? when : Date.parse(when));
  const timeOf = (local: number) => {
    const minutes = Math.floor(local / 60_000);
    return `${TWO[Math.floor(minutes / 60) % 24]}:${TWO[minutes % 60]}`;
  };
  const dayOf = (local: number) => Math.floor(local / 86_400_000);

  // The first day of this year and of the next, asked for once a day.
  let today = Number.NaN;
  let yearFrom = 0;
  let yearTo = 0;
  const lookAtToday = () => {
    const day = clock.dayNumber(now());
    if (day !== today) {
      today = day;
      const year = new Date(day * 86_400_000).getUTCFullYear();
      yearFrom = Date.UTC(year, 0, 1) / 86_400_000;
      yearTo = Date.UTC(year + 1, 0, 1) / 86_400_000;
    }
    return today;
  };
  const isThisYear = (day: number) => {
    lookAtToday();
    return day >= yearFrom && day < yearTo;
  };
  const dayText = (day: number) => (isThisYear(day) ? shortDay(day) : yearDay(day));

  return {
    lang,
    timeZone,
    count: groupDigits,
    money: moneyText,
    moneyParts,
    moment(when) {
      const local = clock.local(toMs(when));
      const day = dayOf(local);
      return day === lookAtToday() ? timeOf(local) : dayText(day);
    },
    time: (when) => timeOf(clock.local(toMs(when))),
    day: (when) => dayText(clock.dayNumber(toMs(when))),
    dateTime(when) {
      const local = clock.local(toMs(when));
      const day = dayOf(local);
      if (day === lookAtToday()) return timeOf(local);
      const text = isThisYear(day) ? weekDay(day) : longDay(day);
      return `${text}${lang.startsWith('zh') ? ' ' : ', '}${timeOf(local)}`;
    },
    longDay: (when) => longDay(clock.dayNumber(toMs(when))),
    calendarDate(date, style = 'short') {
      const day = dayNumberOf(date);
      return style === 'long' ? longDay(day) : dayText(day);
    },
    today: () => calendarDateOf(lookAtToday()),
    dateOf: (when) => calendarDateOf(clock.dayNumber(toMs(when))),
  };
}
