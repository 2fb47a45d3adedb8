import assert from 'node:assert/strict';
import {test} from 'node:test';
import {quickest} from '../../test/support/quickest.ts';
import {hasMarked, markOf} from './order-texts.ts';

const [NUMBER, CUSTOMER, NOTE] = ['number', 'customer', 'note'].map((field) => markOf(field as 'number') as number) as [number, number, number];
const marked = (...texts: readonly (readonly [number, string])[]): string => texts.map(([mark, text]) => String.fromCharCode(mark) + text).join('');

test('Q5 what stands in the text of another field is not taken for this one, and does not hide it', () => {
  const own = marked([NUMBER, '536365'], [CUSTOMER, '17850'], [CUSTOMER, '陈大文'], [NOTE, '17850 536 17850'], [CUSTOMER, '536']);
  assert.deepEqual(['536', '17850', '陈大文', '36', '5'].map((needle) => hasMarked(own, needle, CUSTOMER)), [true, true, true, true, true]);
  assert.deepEqual(['536', '17850', '陈大文', '6365'].map((needle) => hasMarked(own, needle, NUMBER)), [true, false, false, true]);
  assert.deepEqual(['536 ', '陈'].map((needle) => hasMarked(own, needle, NOTE)), [true, false]);
  assert.equal(hasMarked('536', '536', NUMBER), false);
  // These are in the dictionary, which needs no marks.
  assert.deepEqual((['sku', 'product', 'tag', 'channel', 'hold'] as const).map(markOf), Array.from({length: 5}, () => undefined));
});

test('Q5 a word that stands ten thousand times in a note is passed over once', () => {
  const note = (text: string): string => marked([NUMBER, '1'], [NOTE, text.repeat(20_000 / text.length)]);
  const [once, often] = [note('b'.repeat(19_999) + 'a'), note('a')].map((own) => quickest(() => hasMarked(own, 'a', CUSTOMER)));
  assert.ok((often as number) < (once as number) * 40, `${once} ms where it stands once, ${often} ms where it stands everywhere`);
});
