import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {ODD_TEXTS} from '../../test/support/random-order.ts';
import {fold} from '../shared/fold.ts';
import {matchRanges} from './match-ranges.ts';
import type {HaystackField} from './order-haystacks.ts';
import {parseQuery} from './parse-query.ts';

function marked(text: string, typed: string, field?: HaystackField): string[] {
  const parsed = parseQuery(typed);
  assert.ok(parsed.ok, typed);
  return matchRanges(text, parsed.query, field).map(([start, end]) => text.slice(start, end));
}

test('Q9 marks every place, in the letters of the original', () => {
  assert.deepEqual(marked('LUNCH BAG, lunch box', 'Lunch'), ['LUNCH', 'lunch']);
  assert.deepEqual(marked('陳大文', '陈大'), ['陳大']);
  assert.deepEqual(marked('Ｌｕｎｃｈ　 Bag', '"lunch bag"'), ['Ｌｕｎｃｈ　 Bag']);
  assert.deepEqual(marked('5 ㎏ rice', 'kg'), ['㎏']);
  assert.deepEqual(marked('5 ㎏ rice', 'k'), ['㎏']);
});

test('Q9 joins what overlaps or touches', () => {
  assert.deepEqual(marked('banana', 'ana'), ['anana']);
  assert.deepEqual(marked('abcd', 'ab cd'), ['abcd']);
});

test('Q9 marks only what the words are meant for, and nothing that is excluded', () => {
  assert.deepEqual(marked('17850', 'customer:178', 'number'), []);
  assert.deepEqual(marked('17850', 'customer:178', 'customer'), ['178']);
  assert.deepEqual(marked('17850', 'customer:178'), ['178']);
  assert.deepEqual(marked('online', 'online', 'channel'), []);
  assert.deepEqual(marked('lunch bag', '-lunch status:complete'), []);
  assert.deepEqual(marked('Address unclear', 'hold:address', 'hold'), ['Address']);
  assert.deepEqual(marked('Address unclear', 'address', 'hold'), []);
  assert.deepEqual(marked('', 'a'), []);
});

test('Q9 marks a phone number by its digits', () => {
  assert.deepEqual(marked('+852 9123-4567', '91234', 'phone'), ['9123-4']);
  assert.deepEqual(marked('+852 9123-4567', '"9123 4567"', 'phone'), ['9123-4567']);
  assert.deepEqual(marked('+852 9123-4567', 'abc', 'phone'), []);
});

test('Q9 a part of any text is marked, the marks are in order and inside the text', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({unit: 'grapheme', minLength: 1}), fc.constantFrom(...ODD_TEXTS)), fc.nat(), fc.integer({min: 1, max: 5}), (text, from, length) => {
      const folded = fold(text);
      const piece = folded.slice(from % (folded.length || 1), (from % (folded.length || 1)) + length);
      const ranges = matchRanges(text, {terms: [{kind: 'text', field: 'any', text: piece, negated: false}]});
      if (fold(piece).trim() !== '' && folded.includes(fold(piece).trim())) assert.ok(ranges.length > 0);
      let last = -1;
      for (const [start, end] of ranges) {
        assert.ok(start > last && start < end && end <= text.length);
        last = end;
      }
    }),
    {numRuns: 500},
  );
});
