import assert from 'node:assert/strict';
import {test} from 'node:test';
import {SeenRevisions} from './seen-revisions.ts';

test('T3 revisions that come out of order leave a gap until the missing one comes', () => {
  const seen = new SeenRevisions();
  for (const revision of [1, 2, 4, 5]) seen.add(revision);
  assert.deepEqual([seen.upTo, seen.hasGap, seen.has(3), seen.has(4)], [2, true, false, true]);
  seen.add(3);
  assert.deepEqual([seen.upTo, seen.hasGap], [5, false]);
});

test('T3 catching up closes gaps and never goes back', () => {
  const seen = new SeenRevisions();
  for (const revision of [3, 9]) seen.add(revision);
  seen.reset(8);
  assert.deepEqual([seen.upTo, seen.hasGap], [9, false]);
  seen.reset(4);
  assert.equal(seen.upTo, 9);
});

test('T3 another view begins with what it has: nothing that was seen ahead counts for it', () => {
  const seen = new SeenRevisions();
  seen.reset(4);
  seen.add(6);
  seen.add(7);
  seen.startFrom(5);
  assert.equal(seen.upTo, 5);
  assert.equal(seen.has(6), false);
  assert.equal(seen.hasGap, false);
});

test('T3 a notice that is heard twice is heard once, whether its turn has come or not', () => {
  const seen = new SeenRevisions();
  for (const revision of [2, 2, 1, 1, 2]) seen.add(revision);
  assert.deepEqual([seen.upTo, seen.hasGap, seen.has(2), seen.has(3)], [2, false, true, false]);
});
