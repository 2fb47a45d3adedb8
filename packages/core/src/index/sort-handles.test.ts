import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {Draw} from '../../test/support/random.ts';
import {naturalKey} from './natural-key.ts';
import {compareTexts, sortByNumber, sortByText, type Sliced} from './sort-handles.ts';

function finish<Result>(work: Sliced<Result>): {result: Result; pauses: number} {
  for (let pauses = 0; ; pauses += 1) {
    const step = work.next();
    if (step.done === true) return {result: step.value, pauses};
  }
}

const upTo = (count: number): Uint32Array => Uint32Array.from({length: count}, (_, index) => index);

test('sortByNumber sorts any doubles like a stable comparison', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.double({noNaN: true}), fc.constantFrom(0, -0, 1, -1, Infinity, -Infinity, 5e-324, Number.MAX_SAFE_INTEGER))), (numbers) => {
      const {result} = finish(sortByNumber(upTo(numbers.length), (handle) => numbers[handle] as number));
      // −0 and 0 are equal, so a subtraction would do; infinities need the comparison.
      const expected = [...numbers.keys()].sort((a, b) => ((numbers[a] as number) < (numbers[b] as number) ? -1 : (numbers[a] as number) > (numbers[b] as number) ? 1 : 0));
      assert.deepEqual([...result], expected);
    }),
    {numRuns: 500},
  );
});

test('sortByText sorts long lists with common beginnings like a stable comparison', () => {
  for (const seed of [1, 2, 3]) {
    const draw = new Draw(seed);
    const texts = Array.from({length: 6000}, () => {
      const start = draw.one(['', 'HK-2026-', 'HK-2026-0', '陳', '\uffff', '\u0000']);
      return start + (draw.chance(0.2) ? '' : String(draw.below(seed === 1 ? 50 : 100_000)));
    });
    const {result, pauses} = finish(sortByText(upTo(texts.length), (handle) => texts[handle] as string));
    const expected = [...texts.keys()].sort((a, b) => compareTexts(texts[a] as string, texts[b] as string));
    assert.deepEqual([...result], expected);
    assert.ok(pauses > 5);
  }
});

test('sortByText leaves thousands of equal texts as they stood', () => {
  const {result} = finish(sortByText(upTo(3000), (handle) => (handle % 2 === 0 ? 'same' : 'same text')));
  assert.deepEqual([...result], [...upTo(3000).filter((handle) => handle % 2 === 0), ...upTo(3000).filter((handle) => handle % 2 === 1)]);
});

test('sortByText asks about ties, and only about ties', () => {
  const texts = ['b', 'a', 'b', 'c', 'a'];
  const {result} = finish(
    sortByText(upTo(5), (handle) => texts[handle] as string, (left, right) => {
      assert.equal(texts[left], texts[right]);
      return right - left;
    }),
  );
  assert.deepEqual([...result], [4, 1, 2, 0, 3]);
});

test('natural keys of plain numbers sort like the numbers', () => {
  fc.assert(
    fc.property(fc.bigInt({min: 0n, max: 10n ** 40n}), fc.bigInt({min: 0n, max: 10n ** 40n}), fc.constantFrom('', 'C', 'HK-'), fc.nat({max: 5}), (left, right, prefix, zeros) => {
      const order = compareTexts(naturalKey(prefix + '0'.repeat(zeros) + String(left)), naturalKey(prefix + String(right)));
      assert.equal(order, left < right ? -1 : left > right ? 1 : 0);
    }),
    {numRuns: 500},
  );
});
