import assert from 'node:assert/strict';
import {test} from 'node:test';
import {nearestWord} from './nearest-word.ts';

const KNOWN = ['processing', 'complete', 'paid', 'part_paid', 'own', 'is'];

test('the word that begins that way, else the one with the fewest slips', () => {
  assert.equal(nearestWord('proc', KNOWN), 'processing');
  assert.equal(nearestWord('porcessing', KNOWN), 'processing');
  assert.equal(nearestWord('complet', KNOWN), 'complete');
  assert.equal(nearestWord('compltee', KNOWN), 'complete');
  assert.equal(nearestWord('payd', KNOWN), 'paid');
  assert.equal(nearestWord('part_paied', KNOWN), 'part_paid');
});

test('none when none is near', () => {
  assert.equal(nearestWord('zzz', KNOWN), undefined);
  assert.equal(nearestWord('', KNOWN), undefined);
  assert.equal(nearestWord('p', KNOWN), undefined);
  assert.equal(nearestWord('paid', []), undefined);
});
