import assert from 'node:assert/strict';
import {test} from 'node:test';
import {IdTable} from './id-table.ts';

test('finds every id it was given, and no other, also after saving', () => {
  const ids: string[] = [];
  let table = new IdTable((handle) => ids[handle] as string);
  for (let handle = 0; handle < 5000; handle += 1) {
    ids.push(`order-${handle.toString(36)}`);
    assert.equal(table.find(ids[handle] as string), -1);
    table.add(ids[handle] as string, handle);
    if (handle === 3000) table = new IdTable((place) => ids[place] as string, structuredClone(table.save()));
  }
  ids.forEach((id, handle) => assert.equal(table.find(id), handle));
  assert.equal(table.find(''), -1);
  assert.equal(table.find('order-'), -1);
});

test('tells ids with the same hash apart', () => {
  const ids = ['order-1bavwe9-n36', 'order-jioej6-10xx'] as const;
  const table = new IdTable((handle) => ids[handle as 0 | 1]);
  table.add(ids[0], 0);
  assert.equal(table.find(ids[1]), -1);
  table.add(ids[1], 1);
  assert.equal(table.find(ids[0]), 0);
  assert.equal(table.find(ids[1]), 1);
});
