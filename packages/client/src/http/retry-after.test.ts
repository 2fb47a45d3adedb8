import assert from 'node:assert/strict';
import test from 'node:test';
import {retryAfterMs} from './retry-after.ts';

const NOW = Date.parse('2026-11-23T08:00:00Z');
const wait = (headers: Record<string, string>) => retryAfterMs(new Headers(headers), NOW);

test('seconds become milliseconds, zero means now', () => {
  assert.equal(wait({'retry-after': '7'}), 7000);
  assert.equal(wait({'retry-after': '0'}), 0);
});

test('a date is measured against the clock of the backend, not of the device', () => {
  assert.equal(wait({'retry-after': 'Mon, 23 Nov 2026 12:00:30 GMT', date: 'Mon, 23 Nov 2026 12:00:00 GMT'}), 30_000);
});

test('a date without a Date header is measured against the device', () => {
  assert.equal(wait({'retry-after': 'Mon, 23 Nov 2026 08:01:00 GMT'}), 60_000);
});

test('a date in the past means now', () => {
  assert.equal(wait({'retry-after': 'Sun, 22 Nov 2026 08:00:00 GMT'}), 0);
});

test('a missing or unreadable header asks for nothing', () => {
  assert.equal(wait({}), undefined);
  assert.equal(wait({'retry-after': 'later'}), undefined);
  assert.equal(wait({'retry-after': '-5'}), undefined);
});
