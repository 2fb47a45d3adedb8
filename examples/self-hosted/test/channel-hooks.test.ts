import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import type {Order, OrdersPage, Problem} from '@packline/core';
import {forgetDeliveries} from '../src/channels/forget-deliveries.ts';
import {hookAddress, makeChannel, rotateChannelSecret} from '../src/channels/manage-channels.ts';
import {replayDelivery} from '../src/channels/receive-delivery.ts';
import {OLD_SECRET_HOURS, TOLERANCE_SECONDS} from '../src/channels/signatures.ts';
import type {ChannelFormat, ChannelRecord, DeliveryRecord} from '../src/storage/channel-storage.ts';
import {orderIn, signedMessage} from './support/signed-message.ts';
import {createTestClock, readProblem, startTestServer, type TestClock, type TestServer} from './support/start-test-server.ts';

interface Shop {
  readonly server: TestServer;
  readonly clock: TestClock;
  readonly channel: ChannelRecord;
  /** Sends a document that the channel's secret signed now, unless told otherwise. */
  send(document: unknown, more?: {id?: string; secret?: string; at?: Date; to?: string}): Promise<Response>;
  deliveries(): Promise<readonly DeliveryRecord[]>;
  orders(): Promise<readonly Order[]>;
}

async function openShop(t: Parameters<typeof startTestServer>[0], format: ChannelFormat = 'packline'): Promise<Shop> {
  const clock = createTestClock();
  const server = await startTestServer(t, {clock});
  const channel = await makeChannel(server.services, {name: 'Web shop', format});
  const {storage, storeId} = server.services;
  let sent = 0;
  return {
    server,
    clock,
    channel,
    send(document, {id = `msg_${(sent += 1)}`, secret = channel.secret, at = new Date(clock.now()), to = channel.id} = {}) {
      const body = typeof document === 'string' ? document : JSON.stringify(document);
      return fetch(hookAddress(server.url.replace(/\/$/, ''), {id: to}), signedMessage(secret, {id, body, at}));
    },
    deliveries: () => storage.listDeliveries(storeId, 100),
    orders: async () => (await server.askJson<OrdersPage>('/v1/orders?sort=placedAt')).orders,
  };
}

test('a signed message becomes an order, named after its channel', async (t) => {
  const {server, send, orders, deliveries} = await openShop(t);
  const response = await send(orderIn('A-1'));
  assert.equal(response.status, 200);
  const answer = (await response.json()) as {orderId: string; number: string};
  const [order, ...more] = await orders();
  assert.ok(order && more.length === 0);
  assert.deepEqual(answer, {orderId: order.id, number: order.number});
  assert.deepEqual(order.channel, {code: 'web-shop', name: 'Web shop'});
  assert.deepEqual(order.source, {channel: 'web-shop', externalId: 'A-1'});
  assert.deepEqual([order.status, order.payment, order.totals.payable], ['processing', 'paid', {amount: 79_200, scale: 2, currency: 'HKD'}]);
  const [delivery] = await deliveries();
  assert.deepEqual([delivery?.outcome, delivery?.orderNumber, delivery?.times, delivery?.body], ['placed', order.number, 1, undefined]);
  const {events} = await server.askJson<{events: {event: {by: string}}[]}>(`/v1/orders/${order.id}/events`);
  assert.ok(events.length > 0);
});

test('delivered three times at once, and again later, it is one order with one answer', async (t) => {
  const {send, orders, deliveries} = await openShop(t);
  const message = {id: 'msg_same'};
  const together = await Promise.all([1, 2, 3].map(() => send(orderIn('A-1'), message)));
  const later = await send(orderIn('A-1'), message);
  assert.deepEqual([...together, later].map(({status}) => status), [200, 200, 200, 200]);
  const answers = new Set(await Promise.all([...together, later].map((response) => response.text())));
  assert.equal(answers.size, 1, [...answers].join(' '));
  assert.equal((await orders()).length, 1);
  assert.deepEqual((await deliveries()).map(({outcome, times}) => [outcome, times]), [['placed', 4]]);
});

test('another message under a webhook-id that was used is told so, and the owner sees it', async (t) => {
  const {send, orders, deliveries, clock} = await openShop(t);
  assert.equal((await send(orderIn('A-1'), {id: 'msg_1'})).status, 200);
  const another = await send(orderIn('A-2'), {id: 'msg_1'});
  assert.equal(another.status, 409);
  assert.match((await readProblem(another)).detail ?? '', /Another message came with this webhook-id/);
  assert.equal((await send(orderIn('A-1'), {id: 'msg_1'})).status, 200, 'the first one is answered as ever');
  // One that came to nothing keeps its id, too: the owner may still try it again.
  assert.equal((await send({...orderIn('A-3'), misspelt: true}, {id: 'msg_3'})).status, 422);
  clock.turn(2000);
  assert.equal((await send(orderIn('A-3'), {id: 'msg_3'})).status, 409);
  assert.equal((await send({...orderIn('A-3'), misspelt: true}, {id: 'msg_3'})).status, 422);
  assert.equal((await orders()).length, 1);
  assert.deepEqual((await deliveries()).filter(({outcome}) => outcome === 'rejected').map(({reason}) => reason), ['id-used', 'id-used']);
});

test('the same external id under another message, even with other contents, is the same order', async (t) => {
  const {send, orders, deliveries} = await openShop(t);
  const first = await (await send(orderIn('A-1'))).text();
  const changed = orderIn('A-1', {customerNote: 'After 6 pm'});
  const second = await send(changed);
  assert.deepEqual([second.status, await second.text()], [200, first]);
  const both = await Promise.all([send(orderIn('A-2')), send(orderIn('A-2', {customerNote: 'other'}))]);
  assert.equal(new Set(await Promise.all(both.map((response) => response.text()))).size, 1);
  assert.equal((await orders()).length, 2);
  assert.deepEqual((await deliveries()).map(({outcome}) => outcome).sort(), ['duplicate', 'duplicate', 'placed', 'placed']);
});

test('a message that was not signed here, or not now, is a 401 that tells nothing and leaves no order', async (t) => {
  const {clock, send, orders, deliveries, channel, server} = await openShop(t);
  const other = await makeChannel(server.services, {name: 'Other', format: 'packline'});
  const at = (seconds: number) => new Date(Date.parse(clock.now()) + seconds * 1000);
  const wrong: [string, () => Promise<Response>][] = [
    ['another secret', () => send(orderIn('A-1'), {secret: other.secret})],
    ['too old', () => send(orderIn('A-1'), {at: at(-TOLERANCE_SECONDS - 1)})],
    ['too new', () => send(orderIn('A-1'), {at: at(TOLERANCE_SECONDS + 1)})],
    ['no such channel', () => send(orderIn('A-1'), {to: 'nobody'})],
    ['nothing signed', () => fetch(new URL(`/v1/hooks/${channel.id}`, server.url), {method: 'POST', body: JSON.stringify(orderIn('A-1'))})],
    ['no body', () => fetch(new URL(`/v1/hooks/${channel.id}`, server.url), {method: 'POST'})],
    ['bytes that are no text', () => fetch(new URL(`/v1/hooks/${channel.id}`, server.url), {...signedMessage(channel.secret, {id: 'm', body: '{}', at: at(0)}), body: new Uint8Array([0xff, 0xfe])})],
    ['another id than the signed one', () => fetch(new URL(`/v1/hooks/${channel.id}`, server.url), withHeader(signedMessage(channel.secret, {id: 'm', body: '{}', at: at(0)}), 'webhook-id', 'n'))],
    ['an id that cannot be kept', () => send(orderIn('A-1'), {id: 'x'.repeat(201)})],
  ];
  const answers = new Set<string>();
  for (const [what, ask] of wrong) {
    clock.turn(1500);
    const response = await ask();
    assert.equal(response.status, 401, what);
    answers.add(await response.text());
  }
  assert.equal(answers.size, 1, `one answer for all: ${[...answers].join('\n')}`);
  assert.match([...answers][0] ?? '', /urn:problem-type:packline:bad-signature/);
  assert.deepEqual(await orders(), []);
  const noted = await deliveries();
  assert.ok(noted.length > 4 && noted.every(({outcome, body, channelId}) => outcome === 'rejected' && body === undefined && channelId === channel.id), 'the owner can read why');
  assert.deepEqual([...new Set(noted.map(({reason}) => reason))].sort(), ['headers-missing', 'too-new', 'too-old', 'wrong-signature']);
  assert.equal((await send(orderIn('A-1'), {at: at(-TOLERANCE_SECONDS)})).status, 200, 'just in time');
});

test('rejected messages do not pile up', async (t) => {
  const {clock, send, deliveries} = await openShop(t);
  for (let round = 0; round < 30; round += 1) {
    assert.equal((await send({}, {secret: 'whsec_AAAA'})).status, 401);
    if (round % 2 === 0) clock.turn(2000);
  }
  assert.ok((await deliveries()).length <= 20);
});

test('after a change both secrets are good for a while, then only the new one', async (t) => {
  const {server, clock, channel, send} = await openShop(t);
  const rotated = await rotateChannelSecret(server.services, channel.id);
  assert.ok(rotated && rotated.secret !== channel.secret && rotated.secret.startsWith('whsec_'));
  assert.equal((await send(orderIn('A-1'))).status, 200, 'the old one');
  assert.equal((await send(orderIn('A-2'), {secret: rotated.secret})).status, 200, 'the new one');
  clock.turn(OLD_SECRET_HOURS * 3_600_000 + 1);
  assert.equal((await send(orderIn('A-3'))).status, 401);
  assert.equal((await send(orderIn('A-3'), {secret: rotated.secret})).status, 200);
});

test('a document of the wrong shape is a 422 with pointers, and can be replayed once it is right to', async (t) => {
  const {server, channel, send, orders, deliveries} = await openShop(t);
  const wrong = await send(orderIn('A-1', {lines: [{sku: 'A', name: 'A', quantity: 0, unitPrice: 380}]}));
  assert.equal(wrong.status, 422);
  assert.deepEqual((await readProblem(wrong)).errors?.map(({pointer}) => pointer), ['/lines/0/quantity', '/lines/0/unitPrice']);
  const none = await send('{"externalId":');
  assert.equal(none.status, 400);
  assert.match((await readProblem(none)).type, /invalid-json$/);
  const deep = await send(`${'['.repeat(100)}${']'.repeat(100)}`);
  assert.equal(deep.status, 400);
  assert.deepEqual((await deliveries()).map(({outcome}) => outcome), ['invalid', 'invalid', 'invalid']);
  const [kept] = (await deliveries()).filter(({reason}) => reason.includes('/lines/0/quantity'));
  assert.ok(kept !== undefined && kept.body?.includes('"quantity":0') === true);
  assert.equal((await replayDelivery(server.services, channel.id, kept.id))?.kind, 'invalid');
  assert.equal((await server.services.storage.findDelivery(server.services.storeId, channel.id, kept.id))?.replays, 1);
  assert.deepEqual(await orders(), []);
});

test('a refused order is a 409 with its reason; after the cause is gone it is replayed by hand', async (t) => {
  const {server, channel, send, orders, deliveries} = await openShop(t);
  await send(orderIn('A-1', {number: 'W-7'}));
  const refused = await send(orderIn('A-2', {number: 'W-7'}), {id: 'msg_refused'});
  assert.equal(refused.status, 409);
  assert.match(((await refused.json()) as Problem & {refusal: {code: string}}).refusal.code, /number/);
  assert.equal((await send(orderIn('A-2', {number: 'W-7'}), {id: 'msg_refused'})).status, 409, 'sent again, it is refused again');
  const failed = (await deliveries()).find(({outcome}) => outcome === 'refused');
  assert.ok(failed !== undefined && failed.reason.includes('number') && failed.times === 2 && failed.body !== undefined);
  assert.equal((await replayDelivery(server.services, channel.id, failed.id))?.kind, 'refused', 'decided anew, and still taken');
  assert.equal((await orders()).length, 1);
});

test('WooCommerce and Shopify send their own documents', async (t) => {
  const fixture = (name: string): string => readFileSync(new URL(`./fixtures/channels/${name}`, import.meta.url), 'utf8');
  const woo = await openShop(t, 'woocommerce');
  assert.equal((await woo.send(fixture('woocommerce-order.json'))).status, 200);
  const [order] = await woo.orders();
  assert.deepEqual([order?.source?.['externalId'], order?.payment, order?.totals.payable], ['727', 'paid', {amount: 2935, scale: 2, currency: 'USD'}]);
  const ignored = await woo.send(fixture('woocommerce-order.json').replace('"processing"', '"cancelled"'), {id: 'msg_cancelled'});
  assert.deepEqual([ignored.status, Object.keys((await ignored.json()) as object)], [200, ['ignored']]);
  assert.equal((await woo.deliveries()).find(({id}) => id === 'msg_cancelled')?.outcome, 'ignored');

  const shopify = await openShop(t, 'shopify');
  assert.equal((await shopify.send(fixture('shopify-order.json'))).status, 200);
  const [second] = await shopify.orders();
  assert.deepEqual([second?.channel.code, second?.tags], ['web-shop', ['check-total']]);
});

test('a body that is too large is turned away before anything else', async (t) => {
  const {send, deliveries} = await openShop(t);
  const response = await send(JSON.stringify(orderIn('A-1', {customerNote: 'x'.repeat(1024 * 1024)})));
  assert.equal(response.status, 413);
  assert.deepEqual(await deliveries(), []);
});

test('two channels never share an external id', async (t) => {
  const {server, send, orders} = await openShop(t);
  const other = await makeChannel(server.services, {name: '另一間店', format: 'packline'});
  await send(orderIn('A-1'));
  await send(orderIn('A-1'), {to: other.id, secret: other.secret});
  assert.equal((await orders()).length, 2);
  assert.match(other.code, /^channel-[0-9a-f]{8}$/);
});

test('messages are forgotten a month after they last arrived; their orders stay', async (t) => {
  const {server, clock, send, orders, deliveries} = await openShop(t);
  const day = 86_400_000;
  await send(orderIn('A-1'), {id: 'msg_old'});
  await send({}, {id: 'msg_bad'});
  clock.turn(20 * day);
  await send(orderIn('A-1'), {id: 'msg_old'});
  clock.turn(15 * day);
  await forgetDeliveries(server.services);
  assert.deepEqual((await deliveries()).map(({id}) => id), ['msg_old']);
  clock.turn(20 * day);
  await forgetDeliveries(server.services);
  assert.deepEqual(await deliveries(), []);
  assert.equal((await send(orderIn('A-1'), {id: 'msg_old'})).status, 200, 'and the order is still the same one');
  assert.equal((await orders()).length, 1);
});

function withHeader<Init extends {headers: Record<string, string>}>(init: Init, name: string, value: string): Init {
  return {...init, headers: {...init.headers, [name]: value}};
}
