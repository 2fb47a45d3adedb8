import assert from 'node:assert/strict';
import {test} from 'node:test';
import {proveLateCommit} from '../proof/parts.ts';
import {sayLateCommit} from '../proof/say.ts';
import {proofPlace} from './support/proof-place.ts';

test('whoever commits late is not lost with the feed’s counter; with a sequence in its place it would be', async (t) => {
  const place = proofPlace(t);
  assert.ok(place, 'this proof needs PostgreSQL: PACKLINE_TEST_DATABASE=postgres');
  const {figures, problems} = await proveLateCommit(place);
  t.diagnostic(sayLateCommit(figures));
  assert.deepEqual(problems, []);
  assert.deepEqual(figures.counter, {secondWaited: true, missing: []});
  assert.deepEqual(figures.sequence, {secondWaited: false, missing: ['late']});
});
