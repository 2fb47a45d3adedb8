import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Draw} from '../../test/support/random.ts';
import {sortByNumber} from './sort-handles.ts';
import {SortedHandles} from './sorted-handles.ts';

/** Handles with a value each, as a column of an index. */
function column(): {values: number[]; sorted: SortedHandles; expected: () => number[]} {
  const values: number[] = [];
  const compare = (left: number, right: number): number => (values[left] as number) - (values[right] as number) || left - right;
  const sort = (count: number) => sortByNumber(Uint32Array.from({length: count}, (_, handle) => handle), (handle) => values[handle] as number);
  return {values, sorted: new SortedHandles({sort, compare}), expected: () => [...values.keys()].sort(compare)};
}

test('stays sorted through few and many changes, read or unread, and while it is being made', () => {
  for (let seed = 0; seed < 30; seed += 1) {
    const draw = new Draw(seed);
    const {values, sorted, expected} = column();
    for (let round = 0; round < 12; round += 1) {
      const changes = draw.one([0, 1, 3, 50, 5000, 9000]);
      for (let change = 0; change < changes; change += 1) {
        const handle = draw.chance(0.6) || values.length === 0 ? values.length : draw.below(values.length);
        values[handle] = draw.below(1000);
        sorted.touch(handle);
      }
      for (let step = draw.below(6); step > 0; step -= 1) sorted.step(values.length);
      if (draw.chance(0.5)) assert.deepEqual([...sorted.read(values.length)], expected());
      if (draw.chance(0.5)) continue;
      while (sorted.settle(values.length)) {
        // Until it can be kept.
      }
      assert.deepEqual([...(sorted.save() ?? [])], expected());
    }
    assert.deepEqual([...sorted.read(values.length)], expected());
  }
});

test('is kept for the device only while nothing waits to be put in its place', () => {
  const {values, sorted} = column();
  values.push(3, 1, 2);
  assert.equal(sorted.save(), undefined);
  assert.deepEqual([...sorted.read(3)], [1, 2, 0]);
  assert.deepEqual([...(sorted.save() ?? [])], [1, 2, 0]);
  values[1] = 9;
  sorted.touch(1);
  assert.equal(sorted.save(), undefined);
  assert.deepEqual([...sorted.read(3)], [2, 0, 1]);
});
