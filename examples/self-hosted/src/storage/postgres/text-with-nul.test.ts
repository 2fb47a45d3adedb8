import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {readNul, writeNul} from './text-with-nul.ts';

const awkward = fc.array(fc.constantFrom('\u0000', '\u0001', '\u0002', 'a', '陳', '𠮷'), {maxLength: 8}).map((parts) => parts.join(''));

test('every text comes back, holds no U+0000 on the way, and sorts as before', () => {
  fc.assert(
    fc.property(awkward, awkward, (one, other) => {
      assert.equal(readNul(writeNul(one)), one);
      assert.ok(!writeNul(one).includes('\u0000'));
      const compare = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
      assert.equal(compare(writeNul(one), writeNul(other)), compare(one, other));
    }),
  );
});
