import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import type {CommandResult, Order, OrdersPage} from '@packline/core';
import {channelCode} from '../src/channels/channel-code.ts';
import {give, hkd, place, transferOrder} from './support/commands.ts';
import {orderIn} from './support/signed-message.ts';
import {readProblem, startTestServer, type TestServer} from './support/start-test-server.ts';

/** Asks as the channel does that holds `token`. */
const asking = (server: TestServer, token: string) => (path: string, body?: unknown) =>
  fetch(new URL(path, server.url), {
    method: body === undefined ? 'GET' : 'POST',
    headers: {authorization: `Bearer ${token}`, 'content-type': 'application/json'},
    ...(body === undefined ? {} : {body: JSON.stringify(body)}),
  });

async function openShop(t: Parameters<typeof startTestServer>[0]) {
  const server = await startTestServer(t);
  const {access} = server.services;
  const tokenFor = (name: string): Promise<string> => access.makeToken(name, {id: channelCode(name), name, role: 'channel'});
  const ask = asking(server, await tokenFor('Partner shop'));
  return {server, tokenFor, ask, orders: async () => (await server.askJson<OrdersPage>('/v1/orders?sort=placedAt')).orders};
}

test('a channel’s token hands in an order once, however often it is sent, and reads it back', async (t) => {
  const {ask, orders} = await openShop(t);
  const answers = await Promise.all([1, 2, 3].map(() => ask('/v1/channel/orders', orderIn('P-1'))));
  assert.deepEqual(answers.map(({status}) => String(status)).sort(), ['200', '200', '201']);
  const bodies = new Set(await Promise.all(answers.map((response) => response.text())));
  assert.equal(bodies.size, 1);
  assert.equal((await ask('/v1/channel/orders', orderIn('P-1', {tags: ['other']}))).status, 200, 'the same id says the same order');
  const [order, ...more] = await orders();
  assert.ok(order && more.length === 0);
  assert.deepEqual([order.channel, order.source], [{code: 'partner-shop', name: 'Partner shop'}, {channel: 'partner-shop', externalId: 'P-1'}]);
  for (const path of ['/v1/channel/orders/P-1', `/v1/channel/orders/${order.id}`, '/v1/orders/P-1', `/v1/orders/${order.id}`]) assert.deepEqual(await (await ask(path)).json(), order, path);
  const me = (await (await ask('/v1/me')).json()) as {user: {id: string; name: string}; capabilities: string[]};
  assert.deepEqual([me.user, me.capabilities], [{id: 'channel:partner-shop', name: 'Partner shop'}, ['channel-orders']]);
});

test('by command, the channel’s name is forced on the order and its ids are its own', async (t) => {
  const {server, ask, orders} = await openShop(t);
  await server.apply(place('o1', {staffNote: 'not for other shops'}));
  const push = async (...commands: unknown[]): Promise<CommandResult[]> => ((await (await ask('/v1/commands?return=order', {commands})).json()) as {results: CommandResult[]}).results;
  const [stolen] = await push({...place('o1'), order: {...transferOrder(), channel: {code: 'till', name: 'Till'}, source: {channel: 'other', note: 'kept'}}});
  assert.equal(stolen?.outcome, 'applied', 'its own “o1” is another order than the shop’s');
  assert.deepEqual([stolen.order?.channel, stolen.order?.source], [{code: 'partner-shop', name: 'Partner shop'}, {channel: 'partner-shop', note: 'kept', externalId: 'o1'}]);
  const [again] = await push(place('o1', {customerNote: 'other'}));
  assert.deepEqual([again?.outcome, again?.refusal, again?.order?.id], ['duplicate', undefined, stolen.order?.id]);
  const [named] = await push({...place('another-id'), order: transferOrder({source: {externalId: 'o1'}})});
  assert.deepEqual([named?.outcome, named?.order?.id], ['duplicate', stolen.order?.id], 'by source.externalId it is the same one');
  assert.equal((await orders()).length, 2);
  assert.equal((await server.readOrder('o1')).staffNote, 'not for other shops');
});

test('it opens nothing else', async (t) => {
  const {server, tokenFor, ask} = await openShop(t);
  await server.apply(place('o1'));
  await asking(server, await tokenFor('Third shop'))('/v1/channel/orders', orderIn('T-1'));
  for (const path of ['/v1/orders/o1', '/v1/channel/orders/T-1', '/v1/channel/orders/o1']) assert.equal((await ask(path)).status, 404, path);
  for (const path of ['/v1/orders', '/v1/changes', '/v1/changes/stream', '/v1/products', '/v1/orders/o1/events', '/v1/orders/o1/receipts/r/content']) assert.equal((await ask(path)).status, 403, path);
  for (const command of [give('o1', {type: 'note.add', text: 'x'}), give('o1', {type: 'order.cancel'}), give('o1', {type: 'payment.record', amount: hkd(1)})]) {
    const response = await ask('/v1/commands', {commands: [place('P-1'), command]});
    assert.equal(response.status, 403);
    assert.match((await readProblem(response)).type, /forbidden$/);
  }
  assert.equal((await ask('/v1/orders/P-1')).status, 404, 'nothing of such a batch was done');
  assert.equal((await server.askJson<Order>('/v1/orders/o1')).version, 1);
  const token = await tokenFor('Web');
  assert.equal(await server.services.access.signInWithToken(token), undefined, 'nobody signs in to the pages with it');
});

test('a new token of the same name is the same channel; a removed one is shut out', async (t) => {
  const {server, tokenFor, orders} = await openShop(t);
  const [before, after] = [await tokenFor('Web'), await tokenFor('Web')];
  assert.equal((await asking(server, before)('/v1/channel/orders', orderIn('W-1'))).status, 201);
  assert.equal((await asking(server, after)('/v1/channel/orders', orderIn('W-1'))).status, 200);
  assert.equal((await orders()).length, 1);
  const {access} = server.services;
  for (const {id, label} of await access.listTokens()) if (label === 'Web') await access.removeToken(id);
  assert.equal((await asking(server, before)('/v1/channel/orders/W-1')).status, 401);
});

test('people’s tokens of the right role place orders by command, and are no channels', async (t) => {
  const {server} = await openShop(t);
  const {access} = server.services;
  for (const [role, outcome] of [['owner', 'applied'], ['clerk', 'applied'], ['packer', 'refused'], ['viewer', 'refused']] as const) {
    const token = await access.makeToken(role, {id: role, name: role, role});
    const response = await asking(server, token)('/v1/commands', {commands: [place(`by-${role}`)]});
    assert.equal(((await response.json()) as {results: CommandResult[]}).results[0]?.outcome, outcome, role);
    assert.equal((await asking(server, token)('/v1/channel/orders', orderIn('X'))).status, 403, role);
  }
});

test('every naughty string comes back from every text of “order in” as it was sent', async (t) => {
  const {ask} = await openShop(t);
  const all = JSON.parse(readFileSync(new URL('./fixtures/naughty-strings.json', import.meta.url), 'utf8')) as string[];
  const naughty = all.filter((text) => text !== '' && text.length <= 200);
  const place = async (externalId: string, more: Record<string, unknown>): Promise<Order> => {
    const response = await ask('/v1/channel/orders', orderIn(externalId, more));
    assert.equal(response.status, 201, `${externalId}: ${await response.clone().text()}`);
    return (await (await ask(`/v1/channel/orders/${encodeURIComponent(externalId)}`)).json()) as Order;
  };
  const lines = naughty.map((text) => ({sku: text, name: text, note: text, quantity: 1, unitPrice: '1.00'}));
  assert.deepEqual((await place('lines', {lines})).lines.map(({sku, name, note}) => [sku, name, note]), naughty.map((text) => [text, text, text]));
  const sample = naughty.filter((_, index) => index % 12 === 0);
  for (const [index, text] of sample.entries()) {
    const address = {name: text, phone: text, lines: [text, text], district: text, city: text, region: text, postcode: text, country: text};
    const customer = {id: text, name: text, email: text, phone: text, language: text};
    const order = await place(`o ${index}`, {
      customer, shippingAddress: address, payment: {method: text, name: text, state: 'unpaid'}, shipping: {method: text, name: text, carrier: 'own'},
      discounts: [{name: text, amount: '0.50'}], customerNote: text, staffNote: text, source: {[text]: text},
    });
    assert.deepEqual([order.customer, order.shippingAddress, order.customerNote, order.staffNote, order.discounts[0]?.name, order.source?.[text]], [customer, address, text, text, text, text]);
    assert.deepEqual([order.paymentMethod.code, order.paymentMethod.name, order.shippingMethod.code, order.shippingMethod.name], [text, text, text, text]);
  }
  for (const text of ['\0', 'a\ud800']) {
    const response = await ask('/v1/channel/orders', orderIn('bad', {customerNote: text}));
    assert.equal(response.status, 422, 'what cannot be kept is refused');
    assert.deepEqual((await readProblem(response)).errors?.map(({pointer}) => pointer), ['/customerNote']);
  }
});

test('names make codes: the same for the same, never a reserved one', () => {
  assert.deepEqual(['Web shop', 'Shop 2'].map((name) => channelCode(name)), ['web-shop', 'shop-2']);
  assert.notEqual(channelCode('Tea & Co.'), channelCode('Tea Co'));
  for (const name of ['till', 'Till', 'import', 'Online']) assert.match(channelCode(name), /-[0-9a-f]{8}$/, name);
  assert.notEqual(channelCode('另一間店'), channelCode('一間店'));
  assert.notEqual(channelCode(`${'x'.repeat(60)}a`), channelCode(`${'x'.repeat(60)}b`));
});
