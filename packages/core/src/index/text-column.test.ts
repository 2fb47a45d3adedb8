import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {TextColumn} from './text-column.ts';

const texts = fc.oneof(fc.string({unit: 'binary', maxLength: 20}), fc.string({minLength: 200, maxLength: 400}).map((text) => text.repeat(100)), fc.constantFrom('', '陳大文', 'x'.repeat(70_000), '茶'.repeat(70_000)));

test('a text column gives back what was last put in, through packing, saving, gathering and tidying', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat({max: 12}), texts, fc.constantFrom('set', 'set', 'set', 'pack', 'save', 'repack')), {maxLength: 60}), (steps) => {
      let column = new TextColumn();
      const expected: string[] = [];
      for (const [handle, text, step] of steps) {
        if (step === 'pack') column.pack();
        else if (step === 'repack') column.repack();
        else if (step === 'save') column = TextColumn.load(structuredClone(column.save(expected.length)));
        else {
          assert.equal(column.set(handle, text), (expected[handle] ?? '') !== text);
          expected[handle] = text;
        }
        for (let at = 0; at <= 13; at += 1) assert.equal(column.get(at), expected[at] ?? '');
      }
      const odd = [...expected.keys()].filter((handle) => handle % 2 === 1);
      const gathered = column.gather(odd);
      odd.forEach((handle, place) => assert.equal(gathered.get(place), expected[handle] ?? ''));
    }),
    {numRuns: 100},
  );
});

test('overwritten texts are worth tidying once they are most of what is kept', () => {
  const column = new TextColumn();
  for (let round = 0; round < 5; round += 1) for (let handle = 0; handle < 1000; handle += 1) column.set(handle, `${round} `.padEnd(400, 'x'));
  assert.ok(column.worthRepacking);
  column.repack();
  assert.ok(!column.worthRepacking);
  assert.equal(column.get(999), '4 '.padEnd(400, 'x'));
});
