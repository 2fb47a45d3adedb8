import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import type {NewEffect} from '../src/storage/effect-storage.ts';
import {place} from './support/commands.ts';
import {readProblem, startTestServer, type TestServer} from './support/start-test-server.ts';

interface Answer {
  readonly counts: Readonly<Record<string, number>>;
  readonly effects: readonly {key: string; state: string; error?: string; orderNumber?: string; attempts: number}[];
}

/** Dead, failed and waiting effects that the server's own worker leaves alone. */
async function openShop(t: TestContext): Promise<{server: TestServer; page(path?: string, form?: Record<string, string>): Promise<Response>}> {
  const server = await startTestServer(t);
  const {storage, storeId, now} = server.services;
  await server.apply(place('o1'));
  const wish = (key: string, ms = 0): NewEffect => ({key, kind: 'fax', orderId: 'o1', payload: '{"to":"chan@example.com"}', createdAt: now(), dueAt: new Date(Date.now() + ms).toISOString()});
  await storage.transact((transaction) => transaction.writeEffects(storeId, [wish('fax:dead'), wish('fax:failed'), wish('fax:waiting', 3_600_000)]));
  await storage.leaseEffects(storeId, {now: now(), leasedUntil: now(), holder: 'h', limit: 5, kinds: ['fax']});
  await storage.failEffect(storeId, 'fax:dead', {holder: 'h', error: 'It answered <b>500</b>.', deadAt: now()});
  await storage.failEffect(storeId, 'fax:failed', {holder: 'h', error: 'Nobody took it.', retryAt: new Date(Date.now() + 3_600_000).toISOString()});
  const cookie = (await fetch(server.signInUrl, {redirect: 'manual'})).headers.getSetCookie()[0]?.split(';')[0] ?? '';
  return {
    server,
    page: (path = '/effects', form) => fetch(new URL(path, server.url), {headers: {cookie}, redirect: 'manual', ...(form === undefined ? {} : {method: 'POST', body: new URLSearchParams(form)})}),
  };
}

test('the owner sees what needs somebody, why, and when the rest is tried again; nobody’s address is shown', async (t) => {
  const {server, page} = await openShop(t);
  const text = await (await page()).text();
  const {number} = await server.readOrder('o1');
  for (const section of ['dead', 'failed', 'waiting']) assert.match(text, new RegExp(`data-key="fax:${section}" data-state="${section}"`));
  assert.match(text, /It answered &lt;b&gt;500&lt;\/b&gt;\./);
  assert.match(text, new RegExp(`<a href="/desk#order/o1">Order ${number}</a>`));
  assert.match(text, /Tried once/);
  assert.match(text, /this version of the server does not know it/);
  assert.doesNotMatch(text, /chan@example\.com/);
  const chinese = await (await page('/effects?lang=zh-Hant')).text();
  assert.match(chinese, /需要你處理/);
  assert.doesNotMatch(chinese, /Needs you|Try again|Give up/);
});

test('by hand one is tried again, another given up; what is over says so', async (t) => {
  const {server, page} = await openShop(t);
  const {storage, storeId} = server.services;
  assert.equal((await page('/effects/retry', {key: 'fax:dead'})).headers.get('location'), '/effects');
  assert.equal((await page('/effects/give-up', {key: 'fax:failed'})).headers.get('location'), '/effects');
  assert.deepEqual(await storage.countEffects(storeId).then(({waiting, failed, dead}) => ({waiting, failed, dead})), {waiting: 1, failed: 1, dead: 0});
  const text = await (await page()).text();
  assert.match(text, /data-key="fax:dead" data-state="failed"/);
  assert.match(text, /data-key="fax:failed" data-state="done"/);
  assert.match(text, /Given up by hand/);
  const again = await page('/effects/give-up', {key: 'fax:failed'});
  assert.equal(again.headers.get('location'), '/effects?over=1');
  assert.match(await (await page('/effects?over=1')).text(), /It is over already/);
});

test('programs of the owner see the same, and try one again', async (t) => {
  const {server} = await openShop(t);
  const list = (query = '') => server.askJson<Answer>(`/v1/effects${query}`);
  const dead = await list();
  assert.deepEqual(dead.counts, {waiting: 1, failed: 1, dead: 1});
  assert.deepEqual(dead.effects.map(({key, state, error, attempts}) => ({key, state, error, attempts})), [{key: 'fax:dead', state: 'dead', error: 'It answered <b>500</b>.', attempts: 1}]);
  assert.doesNotMatch(JSON.stringify(dead), /chan@example\.com/);
  assert.equal((await server.ask(`/v1/effects/${encodeURIComponent('fax:dead')}/retry`, {method: 'POST'})).status, 200);
  assert.deepEqual((await list('?state=failed&limit=1')).counts, {waiting: 1, failed: 2, dead: 0});
  assert.equal((await readProblem(await server.ask('/v1/effects/none/retry', {method: 'POST'}))).status, 404);
  assert.equal((await readProblem(await server.ask('/v1/effects?state=lost'))).status, 400);
});
