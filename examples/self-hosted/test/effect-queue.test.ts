import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import {setTimeout as wait} from 'node:timers/promises';
import {retryDelayMs} from '../src/effects/backoff.ts';
import type {EffectHandlers} from '../src/effects/effect-handlers.ts';
import {startEffectWorker, type EffectWorkerOptions} from '../src/effects/effect-worker.ts';
import type {EffectState, LeasedEffect, NewEffect} from '../src/storage/effect-storage.ts';
import {place} from './support/commands.ts';
import {createTestClock, startTestServer, type TestServer} from './support/start-test-server.ts';

const DAY_MS = 86_400_000;

/** Effects of a kind that the server's own worker does not know, so that only the test's workers take them. */
async function wish(server: TestServer, ...keys: readonly string[]): Promise<void> {
  const {storage, storeId, now} = server.services;
  const effects = keys.map((key): NewEffect => ({key, kind: key.split(':')[0] ?? '', orderId: 'o1', payload: '{}', createdAt: now(), dueAt: now()}));
  await storage.transact((transaction) => transaction.writeEffects(storeId, effects));
}

function startWorker(t: TestContext, server: TestServer, handlers: EffectHandlers, options: EffectWorkerOptions = {}) {
  const worker = startEffectWorker(server.services, {handlers, ...options});
  t.after(() => worker.stop(0));
  return worker;
}

async function until(isThere: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let round = 0; round < 400; round += 1) {
    if (await isThere()) return;
    await wait(20);
  }
  throw new Error(`It did not come to this: ${what}.`);
}

const list = (server: TestServer, state: EffectState) => server.services.storage.listEffects(server.services.storeId, {state, limit: 100});
const stateOf = async (server: TestServer, key: string): Promise<EffectState | undefined> => {
  for (const state of ['waiting', 'failed', 'dead', 'done'] as const) if ((await list(server, state)).some((effect) => effect.key === key)) return state;
  return undefined;
};

test('twelve tries take about two days, no two pauses are alike, and none is longer than half a day', () => {
  const pauses = Array.from({length: 11}, (_, index) => retryDelayMs(index + 1, 0.5));
  const sum = pauses.reduce((left, right) => left + right);
  assert.ok(sum > 1.7 * DAY_MS && sum < 2.3 * DAY_MS, `${sum / DAY_MS} days`);
  assert.deepEqual(pauses, [...pauses].sort((left, right) => left - right), 'each one at least as long as the one before');
  assert.ok(retryDelayMs(11, 1) <= DAY_MS / 2);
  assert.ok(new Set(Array.from({length: 20}, () => retryDelayMs(5))).size > 10);
  assert.ok(retryDelayMs(1, 0) > 0);
});

test('an effect that always fails is tried as often as set, then kept as a dead letter with its reason; by hand it is tried again, or given up', async (t) => {
  const clock = createTestClock();
  const server = await startTestServer(t, {clock});
  const {storage, storeId, effectBell} = server.services;
  await server.apply(place('o1'));
  await wish(server, 'odd:1', 'odd:2', 'odd:3');
  const tries = new Map<string, number>();
  let works = false;
  const odd = ({key}: LeasedEffect) => {
    tries.set(key, (tries.get(key) ?? 0) + 1);
    return works ? Promise.resolve({}) : Promise.reject(new Error('It answered 500'));
  };
  const told: string[] = [];
  startWorker(t, server, {odd}, {tries: 3, tried: (kind, outcome) => void told.push(`${kind} ${outcome}`)});
  for (let round = 1; round <= 3; round += 1) {
    await until(() => tries.get('odd:1') === round && tries.get('odd:2') === round && tries.get('odd:3') === round, `${round} tries`);
    await until(() => told.length === 3 * round, 'the failures are written down');
    clock.turn(DAY_MS);
    effectBell.ring();
  }
  await wait(150);
  assert.deepEqual([...tries.values()], [3, 3, 3], 'not a fourth time');
  const dead = await list(server, 'dead');
  assert.deepEqual(dead.map(({key, attempts, error, orderId}) => ({key, attempts, error, orderId})), ['odd:1', 'odd:2', 'odd:3'].map((key) => ({key, attempts: 3, error: 'It answered 500.', orderId: 'o1'})));
  assert.equal(dead[0]?.orderNumber, (await server.readOrder('o1')).number);
  assert.equal(await storage.nextEffectAt(storeId), undefined, 'nothing waits any more');
  assert.deepEqual(told.filter((each) => each === 'odd dead').length, 3);
  assert.equal(server.errors.length, 3, 'the log says so once for each');

  works = true;
  assert.equal(await storage.retryEffect(storeId, 'odd:1', clock.now()), true);
  assert.equal(await storage.giveUpEffect(storeId, 'odd:2', clock.now()), true);
  effectBell.ring();
  await until(async () => (await stateOf(server, 'odd:1')) === 'done', 'the one that was tried again is done');
  assert.deepEqual((await list(server, 'done')).map(({key, outcome}) => `${key} ${outcome}`).sort(), ['odd:1 done', 'odd:2 given-up']);
  assert.deepEqual([tries.get('odd:2'), tries.get('odd:3'), await stateOf(server, 'odd:3')], [3, 3, 'dead'], 'what nobody touched stays');
  assert.equal(await storage.retryEffect(storeId, 'odd:1', clock.now()), false, 'what is over is not tried again');
  assert.equal(await storage.giveUpEffect(storeId, 'odd:2', clock.now()), false);
  assert.equal(await storage.retryEffect(storeId, 'none', clock.now()), false);
});

test('slow effects of one kind, however many, hold up no others', async (t) => {
  const server = await startTestServer(t);
  let most = 0;
  let slowNow = 0;
  let release = (): void => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const slow = async () => {
    slowNow += 1;
    most = Math.max(most, slowNow);
    await released;
    slowNow -= 1;
    return {};
  };
  const quick: string[] = [];
  await wish(server, ...Array.from({length: 60}, (_, index) => `slow:${index}`));
  startWorker(t, server, {slow, quick: ({key}) => (quick.push(key), Promise.resolve({}))});
  await until(() => slowNow >= 10, 'several are in hand at once');
  await wish(server, ...Array.from({length: 60}, (_, index) => `quick:${index}`));
  server.services.effectBell.ring();
  await until(() => quick.length === 60, 'the quick ones are done');
  assert.ok(most < 60, `${most} of the slow ones were in hand, the others wait`);
  release();
  await until(async () => (await server.services.storage.countEffects(server.services.storeId)).waiting === 0, 'all are done');
  assert.equal(new Set(quick).size, 60, 'each once');
});

test('an effect of an unknown kind waits for a newer server, however long', async (t) => {
  const clock = createTestClock();
  const server = await startTestServer(t, {clock});
  const {storage, storeId, effectBell} = server.services;
  await wish(server, 'fax:1');
  for (let day = 0; day < 5; day += 1) {
    clock.turn(DAY_MS);
    effectBell.ring();
    await wait(20);
  }
  assert.deepEqual((await list(server, 'waiting')).map(({key, attempts}) => ({key, attempts})), [{key: 'fax:1', attempts: 0}]);
  startWorker(t, server, {fax: () => Promise.resolve({})});
  await until(async () => (await storage.countEffects(storeId)).waiting === 0, 'the newer one carries it out');
  assert.deepEqual(server.errors, []);
});

test('an effect due later is carried out on time without anybody asking', async (t) => {
  const server = await startTestServer(t);
  const {storage, storeId} = server.services;
  let at = 0;
  startWorker(t, server, {later: () => ((at = Date.now()), Promise.resolve({}))});
  const dueAt = Date.now() + 700;
  await storage.transact((transaction) => transaction.writeEffects(storeId, [{key: 'later:1', kind: 'later', orderId: 'o1', payload: '{}', createdAt: new Date().toISOString(), dueAt: new Date(dueAt).toISOString()}]));
  // A commit somewhere is what tells a worker that there is something new; nothing is due yet.
  await server.apply(place('o2'));
  await until(() => at > 0, 'it is carried out');
  assert.ok(at >= dueAt, 'not before its time');
});

test('a worker that is stopped finishes what is in hand, and gives back what does not end', async (t) => {
  const server = await startTestServer(t);
  await wish(server, 'short:1', 'endless:1');
  let begun = 0;
  const never = new Promise<never>(() => {});
  const worker = startWorker(t, server, {
    short: async () => {
      begun += 1;
      await wait(100);
      return {};
    },
    endless: () => ((begun += 1), never),
  });
  await until(() => begun === 2, 'both are in hand');
  await worker.stop(400);
  assert.equal(await stateOf(server, 'short:1'), 'done');
  assert.equal(await stateOf(server, 'endless:1'), 'waiting');
  startWorker(t, server, {endless: () => Promise.resolve({})});
  await until(async () => (await stateOf(server, 'endless:1')) === 'done', 'another worker has it at once');
});

test('whoever lost a lease cannot make its effect fail for the one who has it now', async (t) => {
  const clock = createTestClock();
  const server = await startTestServer(t, {clock});
  const {storage, storeId} = server.services;
  await wish(server, 'odd:1');
  const lease = (holder: string) => storage.leaseEffects(storeId, {now: clock.now(), leasedUntil: new Date(Date.parse(clock.now()) + 60_000).toISOString(), holder, limit: 1, kinds: ['odd']});
  assert.equal((await lease('one')).length, 1);
  await storage.renewLeases(storeId, {holder: 'one', keys: ['odd:1'], leasedUntil: new Date(Date.parse(clock.now()) + 90_000).toISOString()});
  clock.turn(61_000);
  assert.equal((await lease('two')).length, 0, 'it was held on to');
  clock.turn(30_000);
  assert.equal((await lease('two')).length, 1);
  await storage.failEffect(storeId, 'odd:1', {holder: 'one', error: 'Late.', deadAt: clock.now()});
  assert.equal(await stateOf(server, 'odd:1'), 'waiting');
  assert.equal(await storage.giveUpEffect(storeId, 'odd:1', clock.now()), false, 'somebody has it in hand');
});
