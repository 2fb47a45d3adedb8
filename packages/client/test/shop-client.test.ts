import assert from 'node:assert/strict';
import test from 'node:test';
import {isBackendError} from '@packline/core';
import {createShopClient, type ShopOrder} from '../src/index.ts';
import {json, startTestServer} from './support/test-server.ts';

const amount = {amount: 12800, scale: 2, currency: 'HKD'};
const ORDER: ShopOrder = {
  storeName: 'Tea and Lamps',
  number: '1042',
  version: 3,
  placedAt: '2026-01-02T03:04:05.000Z',
  language: 'zh-Hant-HK',
  timeZone: 'Asia/Hong_Kong',
  status: 'pending_payment',
  statusDetail: {code: 'receipt_denied'},
  payment: 'unpaid',
  fulfillment: 'unfulfilled',
  currency: 'HKD',
  lines: [{id: '1', name: '鐵觀音', quantity: 2, unitPrice: {amount: 64, scale: 0, currency: 'HKD'}}],
  total: amount,
  payable: amount,
  due: amount,
  discounts: [],
  paymentMethod: {code: 'fps', name: '轉數快'},
  shippingMethod: {code: 'post', carrier: 'own'},
  canUploadReceipt: true,
  receiptBytes: 10_000_000,
  receipts: [{id: 'r1', state: 'denied', uploadedAt: '2026-01-02T03:05:00.000Z', mediaType: 'image/png', content: '/v1/shop/orders/abc/receipts/r1/content', message: '相片看不清楚'}],
  parcels: [],
  packing: {packed: 0, of: 2},
  linkExpiresAt: '2026-02-02T03:04:05.000Z',
};

test('the order is read with the link alone, without a token', async (t) => {
  const server = await startTestServer(t, json(ORDER));
  const shop = createShopClient({endpoint: server.url, linkToken: 'abc.DEF/1'});
  assert.deepEqual(await shop.readOrder(), ORDER);
  assert.equal(server.seen[0]?.path, '/v1/shop/orders/abc.DEF%2F1');
  assert.equal(server.seen[0]?.headers.authorization, undefined);
});

test('a picture is uploaded as it is, with its media type', async (t) => {
  const server = await startTestServer(t, json({receiptId: 'r2', hash: 'f'.repeat(64), order: ORDER}, 201));
  const shop = createShopClient({endpoint: server.url, linkToken: 'abc'});
  const answer = await shop.uploadReceipt(new Blob(['not really a picture'], {type: 'image/png'}));
  assert.equal(answer.receiptId, 'r2');
  assert.equal(server.seen[0]?.path, '/v1/shop/orders/abc/receipts');
  assert.equal(server.seen[0]?.headers['content-type'], 'image/png');
  assert.equal(server.seen[0]?.body, 'not really a picture');
});

test('an upload may take longer than other requests', async (t) => {
  const server = await startTestServer(t, (request, response) => void setTimeout(() => json({receiptId: 'r2', hash: 'f'.repeat(64), order: ORDER}, 201)(request, response), 150));
  const shop = createShopClient({endpoint: server.url, linkToken: 'abc', timeoutMs: 40});
  assert.equal((await shop.uploadReceipt(new Blob(['x']))).receiptId, 'r2');
  await assert.rejects(shop.readOrder(), (error) => isBackendError(error) && error.code === 'backend/unreachable');
});

test('an upload that is refused is not repeated and says why', async (t) => {
  const problem = {type: 'https://packline.example/problems/not-a-picture', title: 'Not a picture', status: 415};
  const server = await startTestServer(t, json(problem, 415));
  const shop = createShopClient({endpoint: server.url, linkToken: 'abc'});
  await assert.rejects(shop.uploadReceipt(new Blob(['x'])), (error) => isBackendError(error) && error.code === 'backend/bad-request' && error.problem?.title === problem.title);
  assert.equal(server.seen.length, 1);
});

test('the page is told when the order may have changed', async (t) => {
  const server = await startTestServer(t, (_request, response) => {
    response.writeHead(200, {'content-type': 'text/event-stream'});
    response.end('event: change\nid: 4\ndata: {}\n\n');
  });
  const shop = createShopClient({endpoint: server.url, linkToken: 'abc'});
  let changes = 0;
  const signal = new AbortController().signal;
  await shop.listen({onChange: () => (changes += 1), signal});
  await shop.listen({onChange: () => (changes += 1), signal});
  assert.equal(changes, 2);
  assert.deepEqual(server.seen.map(({path, headers}) => [path, headers['last-event-id']]), [
    ['/v1/shop/orders/abc/stream', undefined],
    ['/v1/shop/orders/abc/stream', '4'],
  ]);
});
