import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import {createHttpBackend, createShopClient} from '@packline/client';
import {firstParcelId, isBackendError, type Command, type OrderBackend} from '@packline/core';
import {ServerProcess} from '../../self-hosted/journeys/support/server-process.ts';
import {until} from '../../self-hosted/journeys/support/until.ts';

/** The smallest PNG: one white dot. */
const PICTURE = new Blob([Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=', 'base64')], {type: 'image/png'});

async function startServer(t: TestContext): Promise<{server: ServerProcess; backend: OrderBackend}> {
  const server = await ServerProcess.start();
  t.after(() => server.remove());
  return {server, backend: createHttpBackend({endpoint: server.url, token: server.token})};
}

function place(number: string): Command {
  return {
    id: `place-${number}`,
    schemaVersion: 1,
    orderId: `order-${number}`,
    type: 'order.place',
    order: {
      number,
      channel: {code: 'phone'},
      paymentMethod: {code: 'transfer', needsReceipt: true, allowUnpaidDispatch: false},
      shippingMethod: {code: 'post', carrier: 'own'},
      lines: [{sku: 'TEA', name: '鐵觀音', quantity: 2, unitPrice: {amount: 64, scale: 0, currency: 'HKD'}}],
    },
  };
}

const pack = (number: string, quantity: number, id: string): Command => ({id, schemaVersion: 1, orderId: `order-${number}`, type: 'parcel.pack', parcelId: firstParcelId(`order-${number}`), lineId: '1', quantity});

const codeOf = (promise: Promise<unknown>) => promise.then(() => 'no error', (error: unknown) => (isBackendError(error) ? error.code : error));

/** Orders as a shopper does, by the forms of the storefront, and answers with the signed part of the link to the order. */
async function orderInShop(server: ServerProcess): Promise<string> {
  const post = (path: string, fields: Record<string, string>, cookie = '') => fetch(`${server.url}${path}`, {method: 'POST', redirect: 'manual', body: new URLSearchParams(fields), headers: {cookie}});
  const added = await post('/shop/basket', {add: 'TEA-TGY-200'});
  const basket = added.headers.get('set-cookie')?.split(';')[0] ?? assert.fail('no basket');
  const person = {name: '陳大文', phone: '9123 4567', email: 'tm.chan@example.com', address: '彌敦道 1 號', payment: 'fps', shipping: 'sf-door'};
  const placed = await post('/shop/checkout', person, basket);
  return /\/o\/([^/?#]+)$/.exec(placed.headers.get('location') ?? '')?.[1] ?? assert.fail(`no link: ${placed.status}`);
}

test('session, commands, feed, list, log: what the server says is what the client expects', async (t) => {
  const {backend} = await startServer(t);
  const session = await backend.readSession();
  assert.deepEqual([session.role, session.limits.commandsPerBatch], ['owner', 500]);

  const results = await backend.pushCommands([place('1'), place('2'), pack('1', 1, 'p1'), pack('1', 2, 'p2')]);
  assert.deepEqual(results.map(({outcome, refusal}) => refusal?.code ?? outcome), ['applied', 'applied', 'applied', 'parcel/not-enough-left']);
  assert.equal(results[3]?.order?.version, 2, 'a refusal brings the newest order');
  const again = await backend.pushCommands([pack('1', 1, 'p1'), pack('1', 2, 'p2')], {return: 'order'});
  assert.deepEqual(again.map(({outcome, version, order}) => [outcome, version, order?.version]), [['duplicate', 2, 2], ['refused', 2, 2]]);
  assert.deepEqual((await backend.pushCommands([pack('1', 1, 'p3')], {dryRun: true})).map(({outcome}) => outcome), ['applied']);
  assert.equal((await backend.readOrder('order-1')).version, 2, 'a trial changes nothing');

  const first = await backend.readChanges({after: null, limit: 1});
  assert.deepEqual([first.orders.length, first.hasMore, first.settings?.version], [1, true, session.settings.version]);
  const second = await backend.readChanges({after: first.cursor, limit: 1});
  assert.deepEqual([...first.orders, ...second.orders].map(({number}) => number).toSorted(), ['1', '2']);
  assert.equal(second.hasMore, false);
  assert.deepEqual((await backend.readChanges({after: second.cursor})).orders, []);
  const part = await backend.readChanges({after: null, scope: 'open+90d'});
  assert.deepEqual(part.orders.map(({number}) => number).toSorted(), ['1', '2']);
  assert.equal(await codeOf(backend.readChanges({after: second.cursor, scope: 'open+90d'})), 'backend/cursor-gone', 'a cursor is good for its scope');

  const found = await backend.readOrders({query: '觀音 number:2', sort: '-placedAt', limit: 10});
  assert.deepEqual([found.orders.map(({number}) => number), found.count, found.hasMore], [['2'], 1, false]);
  assert.deepEqual((await backend.readEvents('order-1')).map(({event}) => event.type), ['order.placed', 'parcel.packed']);
});

test('the ways to fail have their codes', async (t) => {
  const {server, backend} = await startServer(t);
  assert.equal(await codeOf(createHttpBackend({endpoint: server.url, token: 'somebody-elses-token'}).readSession()), 'backend/signed-out');
  assert.equal(await codeOf(backend.readOrder('nowhere')), 'backend/not-found');
  assert.equal(await codeOf(backend.readReceipt('nowhere', 'r1')), 'backend/not-found');
  assert.equal(await codeOf(backend.readOrders({query: '"open'})), 'backend/bad-request');
  const {cursor} = await backend.readChanges({after: null});
  assert.equal(await codeOf(backend.readChanges({after: cursor.replace(/^[^.]+/, 'another-epoch')})), 'backend/cursor-gone');
  const error: unknown = await backend.pushCommands([place('1'), {...pack('1', 1, 'p'), quantity: 0.5} as Command]).catch((thrown: unknown) => thrown);
  assert.ok(isBackendError(error) && error.code === 'backend/bad-request' && !error.retriable);
  assert.deepEqual(error.problem?.errors?.map(({pointer}) => pointer), ['/commands/1/quantity']);
  await server.stop();
  assert.equal(await codeOf(backend.readSession()), 'backend/unreachable');
});

test('a listener is woken by a change, told when the server goes, and resumes without a needless wake', async (t) => {
  const {server, backend} = await startServer(t);
  const controller = new AbortController();
  t.after(() => controller.abort());
  const heard = {wakes: 0, opens: 0};
  const listen = () => codeOf(backend.listen({onWake: () => (heard.wakes += 1), onOpen: () => (heard.opens += 1), signal: controller.signal}));
  const first = listen();
  await until('it listens', () => heard.opens === 1);
  const before = heard.wakes;
  await backend.pushCommands([place('1')]);
  await until('it is woken', () => heard.wakes > before);
  await server.stop();
  assert.ok(['no error', 'backend/unreachable'].includes(String(await first)));

  await server.start();
  const {wakes} = heard;
  const second = listen();
  await until('it listens again', () => heard.opens === 2);
  await backend.pushCommands([place('2')]);
  await until('it is woken again', () => heard.wakes > wakes);
  assert.equal(heard.wakes, wakes + 1, 'nothing had happened meanwhile, so the change is the first wake');
  controller.abort();
  assert.equal(await second, 'no error');
});

test('a customer reads their order by the link, uploads a proof of payment, and hears of the answer', async (t) => {
  const {server, backend} = await startServer(t);
  const shop = createShopClient({endpoint: server.url, linkToken: await orderInShop(server)});
  const placed = await shop.readOrder();
  assert.deepEqual([placed.status, placed.canUploadReceipt, placed.lines.length], ['payment_review', true, 1]);

  const {receiptId, hash, order: uploaded} = await shop.uploadReceipt(PICTURE);
  assert.deepEqual(uploaded.receipts.map(({id, state}) => [id, state]), [[receiptId, 'submitted']]);
  const {orders} = await backend.readOrders({query: `number:${placed.number}`});
  const orderId = orders[0]?.id ?? assert.fail('the desk does not see the order');
  const seen = await backend.readReceipt(orderId, receiptId);
  assert.deepEqual([seen.type, seen.size], ['image/png', PICTURE.size]);

  const controller = new AbortController();
  t.after(() => controller.abort());
  const heard = {opened: false, changes: 0};
  const listening = shop.listen({onChange: () => (heard.changes += 1), onOpen: () => (heard.opened = true), signal: controller.signal});
  await until('the page listens', () => heard.opened);
  const {changes} = heard;
  await backend.pushCommands([{id: 'accept', schemaVersion: 1, orderId, type: 'receipt.accept', receiptId, hash}]);
  await until('the page hears of it', () => heard.changes > changes);
  assert.equal((await shop.readOrder()).status, 'processing');
  controller.abort();
  await listening;

  assert.equal(await codeOf(createShopClient({endpoint: server.url, linkToken: 'made-up'}).readOrder()), 'backend/not-found');
  assert.equal(await codeOf(shop.uploadReceipt(new Blob(['not a picture']))), 'backend/bad-request');
});
