import assert from 'node:assert/strict';
import {test} from 'node:test';
import {MemoryTable} from './memory-table.ts';

test('C1 what was done since the last keeping is taken back whole: sets, deletions, clearing', () => {
  const table = new MemoryTable<string, number>();
  table.set('a', 1);
  table.set('b', 2);
  table.keep();
  table.set('a', 9);
  table.delete('b');
  table.delete('gone');
  table.set('c', 3);
  table.clear();
  table.set('d', 4);
  assert.deepEqual([table.keys(), table.values(), table.size], [['d'], [4], 1]);
  table.takeBack();
  assert.deepEqual([...table.keys()].map((key) => [key, table.get(key)]), [['a', 1], ['b', 2]]);
  table.takeBack();
  assert.equal(table.size, 2);
});
