import {EngineError} from './engine-error.ts';

/** A moment in time as ISO 8601 in UTC, for example `2026-11-23T06:32:00.000Z`. Instants of one precision sort as text. */
export type Instant = string;

/** A day on the shop's wall calendar, `YYYY-MM-DD`. It has no time zone of its own: `settings.timeZone` gives it one. */
export type CalendarDate = string;

/**
 * The same moment in UTC with milliseconds, the one precision that documents are written in.
 * @throws EngineError `instant/unreadable` when `text` is no moment in time.
 * @example
 * toInstant('2026-11-23T06:32:00Z') //=> '2026-11-23T06:32:00.000Z'
 */
export function toInstant(text: string): Instant {
  const milliseconds = Date.parse(text);
  if (Number.isNaN(milliseconds)) throw new EngineError('instant/unreadable', `“${text}” is not a moment in time such as 2026-11-23T06:32:00Z.`);
  return new Date(milliseconds).toISOString();
}
