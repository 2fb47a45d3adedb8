/** A moment in time as ISO 8601 in UTC, for example `2026-11-23T06:32:00.000Z`. Instants of one precision sort as text. */
export type Instant = string;

/** A day on the shop's wall calendar, `YYYY-MM-DD`. It has no time zone of its own: `settings.timeZone` gives it one. */
export type CalendarDate = string;
