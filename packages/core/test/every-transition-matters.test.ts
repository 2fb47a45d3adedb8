import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import {alterLaw, type Alteration} from './support/altered-laws.ts';

function checkAll(t: TestContext, name: 'order' | 'parcel', alteration: Alteration, atLeast: number): void {
  const altered = alterLaw(name, alteration);
  t.diagnostic(`${altered.length} times ${alteration}`);
  assert.ok(altered.length > atLeast);
  assert.deepEqual(altered.filter(({caughtBy}) => caughtBy === undefined).map(({law}) => law), []);
}

test('O2 without any one transition of the order machine, some real order gets another answer', (t) => {
  checkAll(t, 'order', 'deleted', 90);
});

test('O2 with any one guard of the order machine always true, some real order gets another answer', (t) => {
  checkAll(t, 'order', 'guard true', 60);
});

test('P1 without any one transition of the parcel machine, some real parcel gets another answer', (t) => {
  checkAll(t, 'parcel', 'deleted', 35);
});

test('P1 with any one guard of the parcel machine always true, some real parcel gets another answer', (t) => {
  checkAll(t, 'parcel', 'guard true', 20);
});
