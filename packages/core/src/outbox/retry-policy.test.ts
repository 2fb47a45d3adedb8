import assert from 'node:assert/strict';
import {test} from 'node:test';
import {RETRY_LIMITS, retryDelayMs} from './retry-policy.ts';

test('X7 waits double from half a second to half a minute', () => {
  assert.deepEqual([1, 2, 3, 4, 5, 6, 7, 8, 100].map((attempts) => retryDelayMs(attempts, 1)), [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
});

test('X7 up to half of a wait is taken off, so that devices do not come back together', () => {
  assert.deepEqual([0, 0.5, 1].map((random) => retryDelayMs(4, random)), [2000, 3000, 4000]);
});

test('X7 what the backend asks for is the least', () => {
  assert.equal(retryDelayMs(1, 0, RETRY_LIMITS, 90_000), 90_000);
  assert.equal(retryDelayMs(9, 1, RETRY_LIMITS, 1_000), 30_000);
});

test('X7 a first failure that was never counted waits as the first', () => {
  assert.equal(retryDelayMs(0, 1), 500);
});
