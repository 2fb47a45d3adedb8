import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createIdSource} from './id-source.ts';

test('N4 ids are UUIDs of version 7 that start with the time', () => {
  const id = createIdSource(() => Date.UTC(2026, 10, 23)).newId();
  assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16), Date.UTC(2026, 10, 23));
});

test('N4 ids of one source rise, within one millisecond and when the clock goes back', () => {
  let now = 1_700_000_000_000;
  const source = createIdSource(() => now);
  const ids: string[] = [];
  for (let index = 0; index < 10_000; index += 1) {
    if (index === 5_000) now -= 3_600_000;
    ids.push(source.newId());
  }
  assert.deepEqual([...ids].sort(), ids);
  assert.equal(new Set(ids).size, ids.length);
});
