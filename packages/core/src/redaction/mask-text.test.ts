import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {checkProperty} from '../../test/support/check-property.ts';
import {quickest} from '../../test/support/quickest.ts';
import {maskText, phoneTailOf} from './mask-text.ts';

const MASKED: readonly (readonly [string, string])[] = [
  ['Call +852 9123 4567 before noon', 'Call ••••4567 before noon'],
  ['電話91234567,謝謝', '電話••••4567,謝謝'],
  ['(852) 9123-4567', '(••••4567'],
  ['９１２３４５６７', '••••4567'],
  ['write to lee.siu-lung@example.com.hk', 'write to ••••'],
  ['lee＠example.com', '••••'],
  ['paid HK$ 1,200.50 too much', 'paid •••• too much'],
  ['200 HKD, 88元, £5 and ¥300', '••••, ••••, •••• and ••••'],
  ['hkd 200 or hk$88 and 88 rmb', '•••• or •••• and ••••'],
  ['已收港幣1,200，欠 港元 300，退200HKD吧', '已收••••，欠 ••••，退••••吧'],
  ['退2萬元', '退••••'],
];

const KEPT = ['Flat 12元朗廣場', 'fragile, 2 boxes', 'on 2026-11-24', 'order 536365', 'TEA-01 x 3', '請打電話 before delivery', '@home', '2 euro plugs', 'about 3', '港幣 only', '2万 pieces'];

test('V7 e-mail addresses, telephone numbers but for four digits, and amounts with a currency are masked in words', () => {
  for (const [text, masked] of MASKED) assert.equal(maskText(text), masked);
});

test('V7 words, days, order numbers and quantities stay as they are', () => {
  for (const text of KEPT) assert.equal(maskText(text), text);
});

test('V7 numbers and amounts stay where they are something else', () => {
  assert.equal(maskText('SF 1432009877160 to lee@example.com', {numbers: false}), 'SF 1432009877160 to ••••');
  assert.equal(maskText('12元 Street', {numbers: false, amounts: false}), '12元 Street');
});

test('V7 masking twice is masking once', (t) => {
  const piece = fc.constantFrom('1', '23', '4567', '91234567', ' ', '  ', '-', '+', '(', ')', '/', '.', ',', '$', 'HK$', 'HKD', 'hkd', '港幣', '萬', '元', '朗', '@', '＠', 'a', 'lee@x.hk', '2026-11-24', '•', '電', '８');
  checkProperty(
    t,
    fc.property(fc.array(piece, {maxLength: 14}), (pieces) => {
      const once = maskText(pieces.join(''));
      assert.equal(maskText(once), once);
    }),
    {runs: 3000},
  );
});

test('V7 the tail of a telephone number is its last four digits, however it is written', () => {
  assert.equal(phoneTailOf('+852 9123-4567'), '4567');
  assert.equal(phoneTailOf('９１２３４５６７'), '4567');
  assert.equal(phoneTailOf('ask'), undefined);
  assert.equal(phoneTailOf(undefined), undefined);
});

test('V7 no text takes long to mask: long runs of digits or of letters are walked over once', () => {
  const size = 10_000;
  const plain = quickest(() => maskText('12 tins of tea, '.repeat(size / 16)));
  for (const piece of ['1', '1,', '1.', '9 ', '1-', 'a', 'a@', '@', 'a ', 'HKD', '$', '1元朗', '+1 ', '((((1', '\u0661']) {
    const text = `${piece.repeat(size / piece.length)} @`;
    const ratio = quickest(() => maskText(text)) / plain;
    assert.ok(ratio < 40, `${piece} …: ${ratio.toFixed(0)} times a plain text`);
  }
});
