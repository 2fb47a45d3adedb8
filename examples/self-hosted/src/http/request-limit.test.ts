import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createRequestLimit} from './request-limit.ts';

function limitOf(perMinute: number) {
  let ms = 0;
  const limit = createRequestLimit(perMinute, () => ms);
  return {turn: (by: number) => void (ms += by), take: (times: number, caller = 'a') => Array.from({length: times}, () => limit.take(caller))};
}

test('a minute’s worth goes at once, then as fast as it fills again', () => {
  const {take, turn} = limitOf(60);
  assert.deepEqual(new Set(take(60)), new Set([undefined]));
  assert.deepEqual(take(2), [1, 1], 'a refused request costs nothing');
  turn(999);
  assert.deepEqual(take(1), [1]);
  turn(1);
  assert.deepEqual(take(2), [undefined, 1]);
  turn(3_600_000);
  assert.equal(take(100).filter((wait) => wait === undefined).length, 60, 'and never more than a minute’s worth');
});

test('a slow limit says how long to wait', () => {
  const {take, turn} = limitOf(1);
  assert.deepEqual(take(2), [undefined, 60]);
  turn(30_500);
  assert.deepEqual(take(1), [30]);
});

test('callers do not take from each other, and quiet ones are forgotten without being forgiven', () => {
  const {take, turn} = limitOf(2);
  assert.deepEqual(take(3, 'greedy'), [undefined, undefined, 30]);
  assert.deepEqual(take(1, 'other'), [undefined]);
  for (let caller = 0; caller < 20_000; caller += 1) assert.deepEqual(take(1, `caller-${caller}`), [undefined]);
  assert.deepEqual(take(1, 'greedy'), [30]);
  turn(60_000);
  assert.deepEqual(take(3, 'greedy'), [undefined, undefined, 30]);
});

test('without a limit nobody waits', () => {
  assert.deepEqual(new Set(limitOf(0).take(1000)), new Set([undefined]));
});
