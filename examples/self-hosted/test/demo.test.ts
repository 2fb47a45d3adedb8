import assert from 'node:assert/strict';
import {after, test} from 'node:test';
import type {ChangesPage, Order} from '@packline/core';
import {planDemoShop} from '../src/demo/plan-demo-shop.ts';
import {sniffMediaType} from '../src/shop/media-type.ts';
import {createTestClock, startTestServer} from './support/start-test-server.ts';

const clock = createTestClock();
const server = await startTestServer({after}, {demo: true, clock});
const first = await server.askJson<ChangesPage>('/v1/changes?limit=1000');
const orders = first.orders as Order[];

test('the demo shop has two hundred orders in every status a shop can reach, dated up to now', () => {
  assert.equal(orders.length, 200);
  const numbers = orders.map(({number}) => Number(number)).sort((left, right) => left - right);
  assert.deepEqual([numbers[0], numbers.at(-1)], [10_283, 10_482]);
  assert.deepEqual([...orders].sort((left, right) => (left.placedAt < right.placedAt ? -1 : 1)).map(({number}) => Number(number)), numbers, 'later orders have higher numbers');

  const states = new Set(orders.map(({status, statusDetail}) => (statusDetail ? `${status} ${statusDetail.code}` : status)));
  assert.deepEqual([...states].sort(), [
    'adjustment', 'cancelled', 'complete delivered', 'complete handed_over', 'complete problem', 'complete sent', 'credit', 'draft', 'expired', 'payment_review awaiting_receipt', 'payment_review receipt_to_review',
    'pending_payment', 'pending_payment part_paid', 'pending_payment receipt_denied', 'processing', 'processing on_hold', 'processing packed', 'processing packing', 'processing part_sent', 'refunded',
  ]);
  for (const {placedAt, updatedAt} of orders) {
    assert.ok(updatedAt <= clock.now() && placedAt <= updatedAt);
    assert.ok(Date.parse(clock.now()) - Date.parse(placedAt) < 61 * 86_400_000);
  }
  assert.ok(orders.some(({customer}) => customer.name?.startsWith('陳嘉欣')) && orders.some(({customer}) => customer.language === 'en'));
  assert.ok(orders.some(({channel}) => channel.code === 'till') && orders.some(({channel}) => channel.code === 'whatsapp'));
});

test('thirty receipts wait for review, each with its picture; one picture was handed in twice', async () => {
  const open = orders.flatMap((order) => order.receipts.filter(({state}) => state === 'submitted').map((receipt) => ({order, receipt})));
  assert.equal(open.length, 30);
  for (const {order, receipt} of open) {
    const content = await server.ask(`/v1/orders/${order.id}/receipts/${receipt.id}/content`);
    const bytes = Buffer.from(await content.arrayBuffer());
    assert.equal(sniffMediaType(bytes), 'image/png');
    assert.equal(bytes.length, receipt.sizeBytes);
  }
  assert.equal(new Set(open.map(({receipt}) => receipt.hash)).size, 29);
});

test('what happened in the demo shop’s past sends no mail now', async () => {
  const {storage, storeId} = server.services;
  assert.equal(await storage.nextEffectAt(storeId), undefined);
  assert.deepEqual(await storage.listMails(storeId, 5), []);
});

test('the shop is filled in one transaction: an interrupted first start leaves it empty', async () => {
  // Each order takes one position a transaction, however often it was changed in it.
  assert.equal((await server.services.storage.readFeedState(server.services.storeId)).head, 200);
});

test('the same moment gives the same shop', () => {
  const now = Date.parse('2026-11-23T06:00:00.000Z');
  assert.deepEqual(planDemoShop(now), planDemoShop(now));
});

test('a second start keeps what is there and adds nothing', async (t) => {
  await server.stop();
  const again = await startTestServer(t, {demo: true, dataDirectory: server.directory});
  assert.deepEqual(await again.askJson<ChangesPage>('/v1/changes?limit=1000'), first);
});

test('DEMO=off starts empty and stays so', async (t) => {
  const empty = await startTestServer(t, {demo: false});
  assert.deepEqual((await empty.askJson<ChangesPage>('/v1/changes')).orders, []);
  await empty.stop();
  const again = await startTestServer(t, {demo: true, dataDirectory: empty.directory});
  assert.deepEqual((await again.askJson<ChangesPage>('/v1/changes')).orders, []);
});
