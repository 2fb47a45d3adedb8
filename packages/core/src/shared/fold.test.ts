import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {quickest} from '../../test/support/quickest.ts';
import {ODD_TEXTS} from '../../test/support/random-order.ts';
import {fold, foldWithMap} from './fold.ts';

const texts = fc.oneof(fc.string({unit: 'binary'}), fc.string({unit: 'grapheme'}), fc.constantFrom(...ODD_TEXTS));

test('fold joins what people take for the same', () => {
  for (const [left, right] of [
    ['Lunch Bag', 'LUNCH BAG'],
    ['ＬＵＮＣＨ　ＢＡＧ', 'lunch bag'],
    ['凍頂烏龍茶', '冻顶乌龙茶'],
    ['臺灣', '台湾'],
    ['裏 裡', '里 里'],
    ['衞生', '卫生'],
    ['ﬁ ㎏', 'fi kg'],
    ['Ame\u0301lie', 'AMÉLIE'],
    ['ΟΔΟΣ', 'οδος'],
    ['a \t\r\n b', 'a b'],
    ['a\u0000b', 'a b'],
    ['ｶﾞ', 'ガ'],
  ] as const) {
    assert.equal(fold(left), fold(right), `${left} and ${right}`);
  }
});

test('fold keeps apart what people tell apart', () => {
  for (const [left, right] of [
    ['café', 'cafe'],
    ['a b', 'ab'],
    ['大', '太'],
    ['ß', 'ss'],
  ] as const) {
    assert.notEqual(fold(left), fold(right), `${left} and ${right}`);
  }
});

test('a part of a Greek word is found although its last letter is written differently', () => {
  assert.ok(fold('ΟΔΟΣΑ').includes(fold('ΟΔΟΣ')));
});

test('every character that is folded stays as it is when folded again', () => {
  for (let point = 0; point < 0x110000; point += 1) {
    const folded = fold(String.fromCodePoint(point));
    if (fold(folded) !== folded) assert.fail(`U+${point.toString(16)} folds to ${folded}, then to ${fold(folded)}`);
  }
});

test('folding twice changes nothing, and no control character or double space is left', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const folded = fold(text);
      assert.equal(fold(folded), folded);
      assert.doesNotMatch(folded, /\p{Cc}| {2}/u);
    }),
    {numRuns: 1000},
  );
});

test('traditional characters keep the length of a text', () => {
  const text = '陳大文訂購凍頂烏龍茶禮盒';
  assert.equal(fold(text).length, text.length);
  assert.equal(fold(text), '陈大文订购冻顶乌龙茶礼盒');
});

test('foldWithMap says where each folded unit came from', () => {
  assert.deepEqual(foldWithMap('A  ㎏'), {folded: 'a kg', starts: [0, 1, 3, 3], ends: [1, 3, 4, 4]});
  assert.deepEqual(foldWithMap('e\u0301é'), {folded: 'éé', starts: [0, 2], ends: [2, 3]});
});

test('foldWithMap folds like fold, and its places go forward inside the text', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const {folded, starts, ends} = foldWithMap(text);
      assert.equal(folded, fold(text));
      assert.equal(starts.length, folded.length);
      assert.equal(ends.length, folded.length);
      for (let unit = 0; unit < folded.length; unit += 1) {
        const [start, end] = [starts[unit] as number, ends[unit] as number];
        assert.ok(start >= 0 && start < end && end <= text.length);
        if (unit > 0) assert.ok(start >= (starts[unit - 1] as number) && end >= (ends[unit - 1] as number));
      }
    }),
    {numRuns: 1000},
  );
});

test('accents piled up by the thousand take no longer than a text of that length, and fold the same twice', () => {
  const pile = (count: number): string => `a${'\u0301\u0316\u0344'.repeat(count / 3)}`;
  const plain = quickest(() => foldWithMap('Crème brûlée '.repeat(750)));
  for (const text of [pile(9750), ` ${pile(3000)} ${pile(3000)}b`, '\u0301'.repeat(9750)]) {
    const ratio = quickest(() => foldWithMap(text)) / plain;
    assert.ok(ratio < 20, `${ratio.toFixed(0)} times a plain text`);
    const folded = fold(text);
    assert.equal(fold(folded), folded);
    assert.ok(folded.length < 100, `${folded.length}`);
  }
  // What people write stays: the most that stands on one letter anywhere is a handful.
  const stacked = `${'x'.repeat(1000)}${pile(9)}`;
  assert.equal(fold(stacked), stacked.normalize('NFKC').toLowerCase().normalize('NFKC'));
  // Cut in the whole and not in its short pieces: what is found stands for all of it.
  const whole = `${'x'.repeat(1000)}${pile(60)}`;
  assert.deepEqual([new Set(foldWithMap(whole).starts), new Set(foldWithMap(whole).ends)], [new Set([0]), new Set([whole.length])]);
});
