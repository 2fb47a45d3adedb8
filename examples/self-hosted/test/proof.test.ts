import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {SMOKE} from '../proof/doses.ts';
import {proveFeed, proveLastUnit, proveServerCrashes} from '../proof/parts.ts';
import {staleEdits} from '../proof/planted/edit.ts';
import {LATE_COMMIT, SEQUENCE} from '../proof/planted/sequence.ts';
import {readNotes, TRANSACTION_NOTES} from '../proof/planted/transaction-notes.ts';
import {sayCrashes, sayLastUnit, sayRace} from '../proof/say.ts';
import {proofPlace} from './support/proof-place.ts';
import {temporaryDirectory} from './support/start-test-server.ts';
import './support/test-database.ts';

const anySeed = (): number => Math.floor(Math.random() * 2 ** 31);

test('readers that stay and readers that are dropped end with exactly the server’s orders while eight writers write', async (t) => {
  const {figures, problems} = await proveFeed(proofPlace(t), SMOKE, anySeed());
  t.diagnostic(sayRace(figures));
  assert.deepEqual(problems, [], `seed ${figures.seed}`);
});

test('server processes that are killed under load lose nothing, double nothing, and every letter is written once', async (t) => {
  const {figures, problems} = await proveServerCrashes(proofPlace(t), SMOKE, anySeed());
  t.diagnostic(sayCrashes(figures));
  assert.deepEqual(problems, [], `seed ${figures.seed}`);
  assert.ok(figures.applied > 10);
});

test('of two devices that dispatch a last unit at the same moment one wins, and the other is told why not', async (t) => {
  const {figures, problems} = await proveLastUnit(proofPlace(t), SMOKE);
  figures.forEach((one) => t.diagnostic(sayLastUnit(one)));
  assert.deepEqual(problems, []);
  for (const {times, oneWinner} of figures) assert.equal(oneWinner, times);
  assert.ok(figures.some(({bothSaidYes}) => bothSaidYes > 0), 'two engines said yes before they heard of each other');
});

test('what is planted for the proofs still finds its place, and notes tell an open transaction from one that ended', (t) => {
  assert.deepEqual(staleEdits([...SEQUENCE, ...LATE_COMMIT, ...TRANSACTION_NOTES]), []);
  const file = join(temporaryDirectory(t), 'notes');
  for (const [letters, expected] of [
    ['', {begun: 0, open: 0, writing: false, lost: 0}],
    ['bwebe', {begun: 2, open: 0, writing: false, lost: 0}],
    ['bweb', {begun: 2, open: 1, writing: false, lost: 0}],
    ['bwebw', {begun: 2, open: 1, writing: true, lost: 0}],
    ['bwlbe', {begun: 2, open: 0, writing: false, lost: 1}],
  ] as const) {
    writeFileSync(file, letters);
    assert.deepEqual(readNotes(file), expected, letters);
  }
});
