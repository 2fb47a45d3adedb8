import assert from 'node:assert/strict';
import test from 'node:test';
import {splitIntoBatches} from './split-into-batches.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text).length;

test('a list is cut by count, in order, and every body is the whole request', () => {
  const commands = Array.from({length: 1201}, (_unused, id) => ({id}));
  const batches = splitIntoBatches(commands, {maxCount: 500, maxBytes: 1_000_000});
  assert.deepEqual(batches.map((batch) => batch.commands.length), [500, 500, 201]);
  assert.deepEqual(batches.flatMap(({body}) => (JSON.parse(body) as {commands: unknown[]}).commands), commands);
});

test('a body never has more bytes than allowed, counted in UTF-8', () => {
  const commands = Array.from({length: 300}, (_unused, id) => ({id, note: '茶'.repeat(id % 7)}));
  for (const maxBytes of [120, 121, 122, 123, 500, 4096]) {
    const batches = splitIntoBatches(commands, {maxCount: 500, maxBytes});
    assert.deepEqual(batches.flatMap((batch) => batch.commands), commands);
    for (const {body} of batches) assert.ok(bytesOf(body) <= maxBytes, `${bytesOf(body)} bytes, ${maxBytes} allowed`);
  }
});

test('a command larger than a body may be travels alone', () => {
  const batches = splitIntoBatches([{id: 1}, {id: 2, note: 'x'.repeat(1000)}, {id: 3}], {maxCount: 500, maxBytes: 100});
  assert.deepEqual(batches.map((batch) => batch.commands.map(({id}) => id)), [[1], [2], [3]]);
});

test('nothing makes no batch', () => {
  assert.deepEqual(splitIntoBatches([], {maxCount: 500, maxBytes: 100}), []);
});
