import assert from 'node:assert/strict';
import test from 'node:test';
import {createHttpBackend} from '@packline/client';
import {ERASED, type Order} from '@packline/core';
import {createOrderEngine} from '@packline/core/engine';
import {carryOutRetention, monthsBefore} from '../src/operations/retention/carry-out-retention.ts';
import {changeSettings} from '../src/orders/change-settings.ts';
import type {Services} from '../src/services.ts';
import {assertDoctorClean} from './support/assert-doctor-clean.ts';
import {give, packAndSend, place, placePaid, PNG, sha256} from './support/commands.ts';
import {createTestClock, OWNER_TOKEN, startTestServer, type TestServer} from './support/start-test-server.ts';

/** Whatever of a person can be found anywhere in the database. */
async function tracesOf({storage}: Services, words: RegExp): Promise<string[]> {
  return storage.readSnapshot(async (snapshot) => {
    const found: string[] = [];
    for (const table of snapshot.tables) for await (const row of snapshot.readTable(table)) if (words.test(JSON.stringify(row))) found.push(`${table}: ${JSON.stringify(row).slice(0, 200)}`);
    return found;
  });
}

const SHOPPER = {id: 's', name: '陳嘉欣 Chan Ka Yan', role: 'shopper'} as const;
const PERSON = /chan@example|Ka Yan|嘉欣|5500 ?1020|55001020|Flat 1|SF1432/i;

async function upload(server: TestServer, orderId: string, receiptId: string, bytes: Uint8Array): Promise<void> {
  const hash = sha256(bytes);
  const submit = give(orderId, {type: 'receipt.submit', receiptId, hash, mediaType: 'image/png', sizeBytes: bytes.byteLength});
  const answer = await server.services.commands.run({commands: [submit], actor: SHOPPER, receiptFiles: [{hash, mediaType: 'image/png', bytes}]});
  assert.deepEqual(answer.ok && answer.results.map(({outcome}) => outcome), ['applied']);
}

const picture = (text: string): Buffer => Buffer.concat([PNG, Buffer.from(text)]);

/** One order with everything that could tell of its customer, finished. */
async function finishedOrder(server: TestServer, id: string): Promise<void> {
  const shop = server.services.commands;
  const placed = await shop.run({commands: [place(id, {customerNote: 'ring Ka Yan', source: {buyer: 'Chan Ka Yan'}})], actor: SHOPPER});
  assert.ok(placed.ok);
  await upload(server, id, 'r1', picture('first'));
  await upload(server, id, 'r2', picture('shared'));
  await server.apply(give(id, {type: 'receipt.accept', receiptId: 'r2', hash: sha256(picture('shared'))}), give(id, {type: 'note.add', text: 'Ka Yan is nice'}), ...packAndSend(id));
}

async function lettersWritten(server: TestServer): Promise<number> {
  for (let tries = 0; tries < 200; tries += 1) {
    const mails = await server.services.storage.listMails('main', 100);
    if (mails.length >= 2) return mails.length;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return 0;
}

test('nothing in the whole database tells of a customer who was erased; the order, its money and its log stay', async (t) => {
  const server = await startTestServer(t);
  await finishedOrder(server, 'a');
  assert.ok((await lettersWritten(server)) >= 2);
  const before = await server.readOrder('a');
  assert.ok((await tracesOf(server.services, PERSON)).length > 5);
  await server.apply(give('a', {type: 'order.erase'}));
  assert.deepEqual(await tracesOf(server.services, PERSON), []);
  const after = await server.readOrder('a');
  assert.equal(after.customer.name, ERASED);
  assert.deepEqual([after.totals, after.status, after.payment, after.lines.map(({sku}) => sku)], [before.totals, before.status, before.payment, before.lines.map(({sku}) => sku)]);
  for (const {id} of after.receipts) assert.equal((await server.ask(`/v1/orders/a/receipts/${id}/content`)).status, 404);
  assert.equal((await server.askJson<{count: number}>('/v1/orders?q=chan')).count, 0);
  assert.equal((await server.askJson<{events: unknown[]}>('/v1/orders/a/events')).events.length > 8, true);
  await assertDoctorClean(server.services);
});

test('a letter that waits is called back; a picture that another order speaks of stays', async (t) => {
  const server = await startTestServer(t, {undoSeconds: 600});
  await finishedOrder(server, 'a');
  await server.apply(place('b'));
  await upload(server, 'b', 'r1', picture('shared'));
  await server.apply(give('a', {type: 'order.erase'}));
  assert.equal((await server.services.storage.listMails('main', 10)).length, 0);
  assert.equal((await server.ask('/v1/orders/b/receipts/r1/content')).status, 200);
  assert.equal(await server.services.storage.readReceiptFile('main', sha256(picture('first'))), undefined);
  await assertDoctorClean(server.services);
});

test('an open device replaces its copy through the feed', async (t) => {
  const server = await startTestServer(t);
  await finishedOrder(server, 'a');
  const engine = createOrderEngine({backend: createHttpBackend({endpoint: server.url, token: OWNER_TOKEN}), storage: 'memory'});
  t.after(() => engine.close());
  await engine.syncNow();
  assert.equal((await engine.readOrder('a'))?.customer.email, 'chan@example.com');
  const answer = await engine.dispatch('a', {type: 'order.erase'});
  assert.equal(answer.ok && answer.order.customer.name, ERASED);
  await engine.settled({signal: AbortSignal.timeout(30_000)});
  await engine.syncNow();
  assert.equal((await engine.readOrder('a'))?.customer.email, undefined);
  assert.deepEqual(await engine.readOutbox(), []);
});

test('what is not finished is not erased, and nobody but the owner erases', async (t) => {
  const server = await startTestServer(t);
  await server.apply(placePaid('open'));
  const results = async (role: 'owner' | 'clerk') => {
    const answer = await server.services.commands.run({commands: [give('open', {type: 'order.erase'})], actor: {id: 'x', name: 'X', role}});
    return answer.ok ? answer.results[0]?.refusal?.code : 'failed';
  };
  assert.equal(await results('owner'), 'erase/not-finished');
  assert.equal(await results('clerk'), 'actor/not-allowed');
  assert.equal((await server.readOrder('open')).customer.email, 'chan@example.com');
});

test('the scheduler forgets what the settings say, when they say it, and nothing that is open', async (t) => {
  const clock = createTestClock('2026-01-31T06:00:00.000Z');
  const server = await startTestServer(t, {clock});
  const {services} = server;
  await finishedOrder(server, 'old');
  await server.apply(placePaid('open', {customer: {name: 'Lee', email: 'lee@example.com'}}));
  await upload(server, 'open', 'r9', picture('open'));
  assert.ok((await lettersWritten(server)) >= 2);
  assert.deepEqual(await carryOutRetention(services), {orders: 0, pictures: 0, letters: 0});
  await changeSettings(services, {retention: {personalMonths: 12, pictureMonths: 6, mailMonths: 3}});
  assert.deepEqual(await carryOutRetention(services), {orders: 0, pictures: 0, letters: 0});
  clock.turn(100 * 86_400_000);
  const letters = (await services.storage.listMails('main', 100)).length;
  assert.deepEqual(await carryOutRetention(services), {orders: 0, pictures: 0, letters});
  clock.turn(100 * 86_400_000);
  assert.deepEqual(await carryOutRetention(services), {orders: 0, pictures: 2, letters: 0});
  await finishedOrder(server, 'new');
  clock.turn(200 * 86_400_000);
  assert.equal((await carryOutRetention(services)).orders, 1);
  assert.equal((await carryOutRetention(services)).orders, 0);
  const orders = await Promise.all(['old', 'new', 'open'].map((id) => server.readOrder(id)));
  assert.deepEqual(orders.map(({customer}: Order) => customer.email), [undefined, 'chan@example.com', 'lee@example.com']);
  assert.equal((await server.ask('/v1/orders/open/receipts/r9/content')).status, 200);
  await assertDoctorClean(services);
});

test('months are counted by the calendar', () => {
  assert.equal(monthsBefore('2026-03-31T10:00:00.000Z', 1), '2026-02-28T10:00:00.000Z');
  assert.equal(monthsBefore('2026-01-15T10:00:00.000Z', 13), '2024-12-15T10:00:00.000Z');
});

test('the settings of the environment are those of the shop', async (t) => {
  const server = await startTestServer(t, {retention: {personalMonths: 24}});
  const {settings} = await server.askJson<{settings: {retention: unknown}}>('/v1/me');
  assert.deepEqual(settings.retention, {personalMonths: 24, pictureMonths: 0, mailMonths: 0});
});
