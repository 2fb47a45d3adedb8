import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Command} from '@packline/core';
import {readProducts} from '../data/products.ts';
import {digestOf} from '../harness/digest.ts';
import {microsecondsEach} from '../harness/microseconds-each.ts';
import {byHand, packline, REPLAY_PEERS, REPLAY_SCRIPTS} from '../replay/peers.ts';
import {PENDING, replayCases} from '../replay/replay-cases.ts';

const {settings, actor, cases} = replayCases(20, readProducts());
const contextOf = ({claimedAt}: Command) => ({settings, actor, now: claimedAt ?? ''});

test('both ways of replaying and of rebuilding come to the same orders, and each pending command shows', () => {
  for (const {base, pending, log} of cases) {
    assert.equal(pending.length, Math.max(...PENDING));
    for (const count of PENDING) {
      const shown = packline.replay(base, pending.slice(0, count), contextOf);
      assert.equal(shown?.version, base.version + count);
      assert.equal(digestOf(byHand.replay(base, pending.slice(0, count), contextOf)), digestOf(shown));
    }
    assert.equal(digestOf(byHand.rebuild(log, settings)), digestOf(packline.rebuild(log, settings)));
    assert.equal(packline.rebuild(log, settings)?.status, 'complete');
  }
  assert.deepEqual(Object.keys(REPLAY_PEERS), Object.keys(REPLAY_SCRIPTS));
});

test('time is told for each item, and work that does nothing is no measurement', () => {
  const each = microsecondsEach([1, 2, 3, 4], () => true, {milliseconds: 1, rounds: 2}, 3);
  assert.ok(each > 0 && Number.isFinite(each));
  assert.throws(() => microsecondsEach([1], () => false, {milliseconds: 1, rounds: 2}), /Nothing was done/);
});
