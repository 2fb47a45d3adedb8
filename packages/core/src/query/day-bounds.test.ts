import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {addDays, dayAt, dayBounds, startOfDayMs} from './day-bounds.ts';

const iso = (ms: number): string => new Date(ms).toISOString();

test('Q4 a day begins at midnight of the shop', () => {
  assert.equal(iso(startOfDayMs('2026-01-31', 'Asia/Hong_Kong')), '2026-01-30T16:00:00.000Z');
  assert.equal(iso(startOfDayMs('2026-01-31', 'UTC')), '2026-01-31T00:00:00.000Z');
  assert.equal(iso(startOfDayMs('2026-07-01', 'America/New_York')), '2026-07-01T04:00:00.000Z');
});

test('Q4 days on which clocks change have 23 or 25 hours', () => {
  const hours = (day: string): number => {
    const {startMs, endMs} = dayBounds(day, day, 'Europe/London');
    return (endMs - startMs) / 3_600_000;
  };
  assert.equal(hours('2026-03-29'), 23);
  assert.equal(hours('2026-10-25'), 25);
  assert.equal(hours('2026-10-26'), 24);
});

test('Q4 a midnight that does not exist is the moment the clock jumps', () => {
  assert.equal(iso(startOfDayMs('2018-11-04', 'America/Sao_Paulo')), '2018-11-04T03:00:00.000Z');
});

test('Q4 a day that never was is empty', () => {
  const {startMs, endMs} = dayBounds('2011-12-30', '2011-12-30', 'Pacific/Apia');
  assert.equal(startMs, endMs);
});

test('Q4 open ends are infinite, and the year 9999 has an end', () => {
  assert.deepEqual(dayBounds(undefined, undefined, 'UTC'), {startMs: -Infinity, endMs: Infinity});
  assert.equal(dayBounds('9999-12-31', '9999-12-31', 'UTC').endMs, Date.UTC(10_000, 0, 1));
});

test('Q4 every instant lies inside the day that the wall calendar shows', () => {
  const zones = ['Asia/Hong_Kong', 'Europe/London', 'America/St_Johns', 'Pacific/Kiritimati', 'Australia/Lord_Howe', 'Asia/Kathmandu'];
  fc.assert(
    fc.property(fc.date({min: new Date('2000-01-01'), max: new Date('2040-01-01'), noInvalidDate: true}), fc.constantFrom(...zones), (date, timeZone) => {
      const day = new Intl.DateTimeFormat('en-CA', {timeZone, year: 'numeric', month: '2-digit', day: '2-digit'}).format(date);
      assert.equal(dayAt(date.toISOString(), timeZone), day);
      const {startMs, endMs} = dayBounds(day, day, timeZone);
      assert.ok(startMs <= date.getTime() && date.getTime() < endMs, `${date.toISOString()} ${day} ${timeZone}`);
    }),
    {numRuns: 200},
  );
});

test('Q4 days are counted over months and leap years', () => {
  assert.equal(addDays('2024-02-28', 2), '2024-03-01');
  assert.equal(addDays('2026-01-01', -1), '2025-12-31');
  assert.equal(dayAt(Date.UTC(2026, 0, 30, 16), 'Asia/Hong_Kong'), '2026-01-31');
});

test('Q4 the calendar goes on before its first year', () => {
  assert.equal(iso(startOfDayMs('0000-01-01', 'UTC')), '0000-01-01T00:00:00.000Z');
  assert.equal(iso(startOfDayMs('0001-01-01', 'UTC')), '0001-01-01T00:00:00.000Z');
  assert.deepEqual(Object.values(dayBounds('0000-12-31', '0001-01-01', 'UTC')).map(iso), ['0000-12-31T00:00:00.000Z', '0001-01-02T00:00:00.000Z']);
  for (const timeZone of ['UTC', 'Asia/Hong_Kong', 'America/New_York', 'Pacific/Kiritimati']) {
    for (const date of ['0000-01-01', '0000-02-29', '0000-12-31', '0001-01-01', '0001-12-31', '0002-01-01', '9999-12-31']) {
      const start = startOfDayMs(date, timeZone);
      assert.deepEqual([dayAt(start, timeZone), dayAt(start - 60_000, timeZone) < date || date === '0000-01-01'], [date, true], `${date} ${timeZone}`);
    }
  }
});
