import assert from 'node:assert/strict';
import {test} from 'node:test';
import {MomentColumn} from './moment-column.ts';

function filled(): MomentColumn {
  const column = new MomentColumn();
  [[], [5], [1, 10, 20], [0]].forEach((moments, handle) => {
    column.clear(handle);
    for (const ms of moments) column.add(handle, ms);
  });
  return column;
}

/** Which handles have a moment at or after `from` and before `to`. */
const between = (column: MomentColumn, from: number, to: number): number[] => [0, 1, 2, 3].filter((handle) => column.isBetween(handle, from, to));

test('any of several moments counts, the start included and the end not', () => {
  const column = filled();
  assert.deepEqual(between(column, 0, 6), [1, 2, 3]);
  assert.deepEqual(between(column, 10, 20), [2]);
  assert.deepEqual(between(column, 20, 21), [2]);
  assert.deepEqual(between(column, -Infinity, Infinity), [1, 2, 3]);
  column.clear(2);
  assert.deepEqual(between(column, -Infinity, Infinity), [1, 3]);
});

test('a column is gathered, kept and loaded with all its moments', () => {
  const gathered = filled().gather([2, 0, 3]);
  const loaded = MomentColumn.load(structuredClone(gathered.save(3)));
  for (const column of [gathered, loaded]) {
    assert.deepEqual(between(column, 10, 11), [0]);
    assert.deepEqual(between(column, 0, 1), [2]);
  }
});
