import assert from 'node:assert/strict';
import {test} from 'node:test';
import {minorDigits} from './currencies.ts';

/** ISO 4217, list one: the currencies whose minor unit is not a hundredth, and some of each kind that look as if. */
const ISO: Readonly<Record<number, string>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  2: 'AED AFN ALL CNY COP EUR GBP HKD HUF IDR INR IRR KPW LAK LBP MGA MMK MOP MRU MXN MYR PHP PKR SGD SOS SYP THB TWD USD UYU XCD YER ZAR',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

test('M5 prices are paid with the digits that ISO 4217 gives, not with those Intl shows', () => {
  for (const [digits, currencies] of Object.entries(ISO)) for (const currency of currencies.split(' ')) assert.equal(minorDigits(currency), Number(digits), currency);
  const shown = (currency: string) => new Intl.NumberFormat('en', {style: 'currency', currency}).resolvedOptions().maximumFractionDigits;
  assert.notEqual(shown('IQD'), minorDigits('IQD'));
});

test('M5 a currency nobody has heard of has two', () => {
  assert.equal(minorDigits('ZZZ'), 2);
});
