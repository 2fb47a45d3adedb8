import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {isOneSlipApart, Vocabulary} from './vocabulary.ts';

/** Edit distance with swaps of neighbours, the long way. */
function distance(left: string, right: string): number {
  const rows: number[][] = Array.from({length: left.length + 1}, (_, row) => Array.from({length: right.length + 1}, (_unused, column) => (row === 0 ? column : column === 0 ? row : 0)));
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Infinity;
  for (let row = 1; row <= left.length; row += 1) {
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1] ? 0 : 1;
      let best = Math.min(at(row - 1, column) + 1, at(row, column - 1) + 1, at(row - 1, column - 1) + same);
      if (left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1] && row > 1 && column > 1) best = Math.min(best, at(row - 2, column - 2) + 1);
      (rows[row] as number[])[column] = best;
    }
  }
  return at(left.length, right.length);
}

test('isOneSlipApart is an edit distance of one', () => {
  const words = fc.string({unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6});
  fc.assert(
    fc.property(words, words, (left, right) => assert.equal(isOneSlipApart(left, right), distance(left, right) === 1)),
    {numRuns: 3000},
  );
});

test('neighbours are whole words first, the likelier before the rarer, then words that begin that way', () => {
  const vocabulary = new Vocabulary();
  for (const text of ['red heart', 'white heart', 'the hearth', 'hearts 1234', 'beart', 'hea']) vocabulary.add(text);
  assert.deepEqual(vocabulary.neighbours('haert'), ['heart', 'hearth', 'hearts']);
  assert.deepEqual(vocabulary.neighbours('heart'), ['hearth', 'hearts', 'beart']);
  assert.deepEqual(vocabulary.neighbours('1243'), []);
  assert.deepEqual(vocabulary.neighbours('he'), []);
});
