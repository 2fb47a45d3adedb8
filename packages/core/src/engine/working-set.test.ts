import assert from 'node:assert/strict';
import {test} from 'node:test';
import {nameOf, oldBeforeMs, scopeOf} from './working-set.ts';

test('a working set is asked for by the smallest scope that has all of it, and has a name and a first day', () => {
  const sets = ['all', {openPlusDays: 0}, {openPlusDays: 90}, {openPlusDays: 91}] as const;
  assert.deepEqual(sets.map(scopeOf), ['all', 'open+90d', 'open+90d', 'all']);
  assert.deepEqual(sets.map(nameOf), ['all', 'open+0d', 'open+90d', 'open+91d']);
  assert.deepEqual(sets.map((set) => oldBeforeMs(set, 100 * 86_400_000)), [undefined, 100 * 86_400_000, 10 * 86_400_000, 9 * 86_400_000]);
});
