import assert from 'node:assert/strict';
import {test} from 'node:test';
import {cutSnapshot, joinSnapshot} from './snapshot-parts.ts';

const MEGABYTE = 1 << 20;

test('C9 a saved index that was cut up and joined again is the same, and no part is large', () => {
  const numbers = Float64Array.from({length: 400_000}, (_, index) => index);
  const saved = {
    version: 1,
    columns: {count: 3, numbers: {total: numbers.buffer, mark: new Uint8Array([1, 2]).buffer}, texts: {own: {chunks: ['陳'.repeat(70_000), 'short', ''.padEnd(60_000, 'x')], starts: numbers.slice(0, 10).buffer}}},
    orders: {},
    list: [1, 'two', null, undefined, true],
  };
  const {head, parts} = cutSnapshot(saved);
  assert.ok(parts.length >= 2);
  assert.ok(JSON.stringify(head).length < 1000, 'the head holds nothing large');
  const sizes = parts.map((leaves) => leaves.slice(0, -1).reduce((sum, leaf) => sum + (typeof leaf === 'string' ? leaf.length : leaf.byteLength), 0));
  assert.ok(sizes.every((bytes) => bytes < MEGABYTE), String(sizes));
  assert.deepEqual(joinSnapshot(structuredClone(head), structuredClone(parts.flat())), saved);
  assert.throws(() => joinSnapshot(head, parts.flat().slice(0, -1)), RangeError);
});
