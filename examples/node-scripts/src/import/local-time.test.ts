import assert from 'node:assert/strict';
import test from 'node:test';
import {instantsIn, isTimeZone, localTimeReader, type LocalTime} from './local-time.ts';

const read = localTimeReader('yyyy-MM-dd HH:mm:ss');
const toInstant = (text: string, zone: string) => instantsIn(zone)(read(text) as LocalTime);

test('a time is read by its format, whole and in range', () => {
  assert.deepEqual(read('2010-12-01 08:26:00'), {year: 2010, month: 12, day: 1, hour: 8, minute: 26, second: 0});
  for (const wrong of ['', '2010-12-01', '2010-12-01 8:26:00', '2010-13-01 08:26:00', '2011-02-29 08:26:00', '2010-12-01 24:00:00', '2010-12-01 08:60:00', 'x2010-12-01 08:26:00']) {
    assert.equal(read(wrong), undefined, wrong);
  }
  assert.equal(read('2012-02-29 00:00:00')?.day, 29);
});

test('other ways of writing a date', () => {
  assert.deepEqual(localTimeReader('d/M/yyyy H:mm')('1/12/2010 8:26'), {year: 2010, month: 12, day: 1, hour: 8, minute: 26, second: 0});
  assert.deepEqual(localTimeReader('dd.MM.yyyy')('01.12.2010'), {year: 2010, month: 12, day: 1, hour: 0, minute: 0, second: 0});
  assert.equal(localTimeReader('dd.MM.yyyy')('01x12x2010'), undefined);
});

test('London is on UTC in winter and an hour ahead in summer', () => {
  assert.equal(toInstant('2010-12-01 08:26:00', 'Europe/London'), '2010-12-01T08:26:00.000Z');
  assert.equal(toInstant('2011-07-01 08:26:00', 'Europe/London'), '2011-07-01T07:26:00.000Z');
});

test('the hour that happens twice is taken the first time, the missing hour moves forward', () => {
  assert.equal(toInstant('2011-10-30 01:30:00', 'Europe/London'), '2011-10-30T00:30:00.000Z');
  assert.equal(toInstant('2011-10-30 02:00:00', 'Europe/London'), '2011-10-30T02:00:00.000Z');
  assert.equal(toInstant('2011-03-27 00:59:00', 'Europe/London'), '2011-03-27T00:59:00.000Z');
  assert.equal(toInstant('2011-03-27 01:30:00', 'Europe/London'), '2011-03-27T01:30:00.000Z');
  assert.equal(toInstant('2011-03-27 02:00:00', 'Europe/London'), '2011-03-27T01:00:00.000Z');
});

test('zones west, far east and with odd minutes', () => {
  assert.equal(toInstant('2026-01-15 12:00:00', 'America/St_Johns'), '2026-01-15T15:30:00.000Z');
  assert.equal(toInstant('2026-01-15 12:00:00', 'Asia/Kathmandu'), '2026-01-15T06:15:00.000Z');
  assert.equal(toInstant('2026-01-15 12:00:00', 'Pacific/Kiritimati'), '2026-01-14T22:00:00.000Z');
  assert.equal(toInstant('2026-01-15 12:00:00', 'UTC'), '2026-01-15T12:00:00.000Z');
});

test('a zone is known or not', () => {
  assert.deepEqual(['Europe/London', 'Asia/Hong_Kong', 'Mars/Base', ''].map(isTimeZone), [true, true, false, false]);
});
