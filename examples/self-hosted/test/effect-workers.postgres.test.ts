import assert from 'node:assert/strict';
import {test} from 'node:test';
import {setTimeout as wait} from 'node:timers/promises';
import {expireUnpaid} from '../src/effects/expire-unpaid.ts';
import {startEffectWorker} from '../src/effects/effect-worker.ts';
import {changeSettings} from '../src/orders/change-settings.ts';
import type {NewEffect} from '../src/storage/effect-storage.ts';
import {place, placePaid} from './support/commands.ts';
import {startServerChild} from './support/server-child.ts';
import {createTestClock, OWNER_TOKEN, startTestServer, temporaryDirectory} from './support/start-test-server.ts';

const ORDERS = 500;

test('five hundred letters, three processes, one of them killed: every letter is written once, and what the dead one held is passed on', async (t) => {
  const directory = temporaryDirectory(t);
  const watcher = await startTestServer(t, {dataDirectory: directory});
  const children = await Promise.all([startServerChild(t, directory), startServerChild(t, directory)]);
  const {storage, storeId} = watcher.services;
  const urls = [watcher.url, ...children.map(({url}) => url)];
  let killed = false;
  await Promise.all(
    Array.from({length: ORDERS / 50}, async (_, batch) => {
      const commands = Array.from({length: 50}, (_each, index) => placePaid(`o${batch}-${index}`));
      // The last who gets any is the one that dies; before that its orders are answered.
      const url = urls[batch % urls.length] ?? watcher.url;
      const response = await fetch(`${url}v1/commands`, {method: 'POST', headers: {authorization: `Bearer ${OWNER_TOKEN}`}, body: JSON.stringify({commands})}).catch(() => undefined);
      // Whoever got no answer asks again, at another process.
      if (response?.status !== 200) await watcher.apply(...commands).catch((error: unknown) => assert.fail(`${String(error)} ${watcher.errors.join(' ')}`));
      if (batch >= 4 && !killed) {
        killed = true;
        children[1]?.child.kill('SIGKILL');
      }
    }),
  );
  const written = async (): Promise<number> => (await storage.listMails(storeId, 2 * ORDERS)).length;
  // Once nothing moves any more, what is left is what the dead one held.
  let held = ORDERS;
  for (let still = 0; still < 8; still += 1) {
    const left = ORDERS - (await written());
    if (left !== held) still = 0;
    held = left;
    await wait(150);
  }
  await startTestServer(t, {twinOf: watcher, clock: createTestClock(new Date(Date.now() + 120_000).toISOString())});
  for (let round = 0; round < 1000 && (await storage.nextEffectAt(storeId)) !== undefined; round += 1) await wait(20);
  const mails = await storage.listMails(storeId, 2 * ORDERS);
  assert.equal(mails.length, ORDERS);
  assert.equal(new Set(mails.map(({messageId}) => messageId)).size, ORDERS);
  assert.equal(new Set(mails.map(({orderId}) => orderId)).size, ORDERS, 'one for each order');
  const done = await storage.listEffects(storeId, {state: 'done', limit: 2 * ORDERS});
  assert.equal(done.length, ORDERS);
  const again = done.filter(({attempts}) => attempts > 1).length;
  assert.equal(again, held, 'only what the dead one held was taken a second time');
  t.diagnostic(`${held} letters were held by the process that was killed`);
});

test('several workers on one queue: each effect is carried out once', async (t) => {
  const first = await startTestServer(t);
  const second = await startTestServer(t, {twinOf: first});
  const third = await startTestServer(t, {twinOf: first});
  const {storage, storeId, now} = first.services;
  const carried: string[][] = [[], [], []];
  const workers = [first, second, third].map((server, index) =>
    startEffectWorker(server.services, {
      handlers: {
        odd: async ({key}) => {
          carried[index]?.push(key);
          await wait(Math.random() * 5);
          return {};
        },
      },
    }),
  );
  const effects = Array.from({length: ORDERS}, (_, index): NewEffect => ({key: `odd:${index}`, kind: 'odd', orderId: 'o', payload: '{}', createdAt: now(), dueAt: now()}));
  await storage.transact((transaction) => transaction.writeEffects(storeId, effects));
  for (const server of [first, second, third]) server.services.effectBell.ring();
  for (let round = 0; round < 500 && (await storage.countEffects(storeId)).waiting > 0; round += 1) await wait(20);
  await Promise.all(workers.map((worker) => worker.stop()));
  assert.equal(carried.flat().length, ORDERS);
  assert.equal(new Set(carried.flat()).size, ORDERS);
  t.diagnostic(`shares: ${carried.map(({length}) => length).join(', ')}`);
});

test('two processes that look for unpaid orders in the same moment expire each once', async (t) => {
  const clock = createTestClock();
  const first = await startTestServer(t, {clock});
  const second = await startTestServer(t, {twinOf: first, clock});
  await first.apply(...Array.from({length: 40}, (_, index) => place(`o${index}`)));
  await changeSettings(first.services, {expireUnpaidAfterHours: 2});
  clock.turn(3 * 3_600_000);
  const counts = await Promise.all([expireUnpaid(first.services), expireUnpaid(second.services)]);
  const orders = await Promise.all(Array.from({length: 40}, (_, index) => first.readOrder(`o${index}`)));
  for (const {status, version} of orders) assert.deepEqual([status, version], ['expired', 2]);
  assert.equal(counts[0] + counts[1], 40);
  assert.deepEqual([...first.errors, ...second.errors], []);
});
