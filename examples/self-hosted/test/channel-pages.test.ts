import assert from 'node:assert/strict';
import {test} from 'node:test';
import {orderIn, signedMessage} from './support/signed-message.ts';
import {OWNER_TOKEN, startTestServer, type TestServer} from './support/start-test-server.ts';
import {startReceiver, verified} from './support/webhook-receiver.ts';

type Visit = (path: string, fields?: readonly [string, string][]) => Promise<Response>;

/** A browser of the owner: forms are posted as a browser posts them. */
async function ownersBrowser({services, url}: TestServer, language = 'en'): Promise<Visit> {
  const cookie = `packline_session=${await services.access.signInWithToken(OWNER_TOKEN)}; lang=${language}`;
  return (path, fields) =>
    fetch(new URL(path, url), {
      redirect: 'manual',
      headers: {cookie, accept: 'text/html', ...(fields ? {'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin'} : {})},
      ...(fields ? {method: 'POST', body: new URLSearchParams(fields.map(([name, value]) => [name, value])).toString()} : {}),
    });
}

/** The text between two marks, with the escapes of the page undone. */
function between(page: string, before: string, after: string): string {
  const text = page.split(before)[1]?.split(after)[0] ?? '';
  return text.replaceAll('&#x3D;', '=').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

test('the owner makes a channel, sees its secret once, and what arrived with its reason', async (t) => {
  const server = await startTestServer(t);
  const visit = await ownersBrowser(server);
  const made = await visit('/channels/make', [['name', '<b>Web</b> shop'], ['format', 'packline']]);
  assert.equal(made.status, 201);
  const page = await made.text();
  const secret = between(page, '<code class="secret">', '</code>');
  const address = between(page, '<p><code>', '</code>');
  assert.match(secret, /^whsec_/);
  assert.doesNotMatch(page, /<b>Web/);
  assert.equal((await (await visit('/channels')).text()).includes(secret), false, 'once');

  const send = (id: string, document: unknown) => fetch(address, signedMessage(secret, {id, body: JSON.stringify(document)}));
  assert.equal((await send('msg_good', orderIn('A-1', {customer: {name: 'Ho'}}))).status, 200);
  assert.equal((await send('msg_bad', orderIn('A-2', {lines: []}))).status, 422);
  assert.equal((await fetch(address, {method: 'POST', body: '{}'})).status, 401);
  const log = await (await visit('/channels')).text();
  for (const shown of ['Order placed', 'Not usable', 'Not let in', '/lines', 'were not all there', 'msg_bad', 'Try again']) assert.ok(log.includes(shown), shown);
  assert.equal((await visit('/channels/replay', [['channel', address.split('/').at(-1) ?? ''], ['id', 'msg_bad']])).status, 303);
  assert.deepEqual(server.errors, []);

  const rotated = await (await visit('/channels/secret', [['id', address.split('/').at(-1) ?? '']])).text();
  assert.notEqual(between(rotated, '<code class="secret">', '</code>'), secret);
  assert.match(rotated, /The secret before it works until/);
  assert.equal((await send('msg_again', orderIn('A-1'))).status, 200);
});

test('a name is asked for, and two channels of one name are not made', async (t) => {
  const visit = await ownersBrowser(await startTestServer(t));
  assert.equal((await visit('/channels/make', [['name', ' '], ['format', 'packline']])).status, 422);
  assert.equal((await visit('/channels/make', [['name', 'Shop'], ['format', 'shopify']])).status, 201);
  const again = await visit('/channels/make', [['name', 'shop'], ['format', 'packline']]);
  assert.equal(again.status, 422);
  assert.match(await again.text(), /There is a channel of this name already/);
  assert.equal((await visit('/channels/make', [['name', 'X'], ['format', 'other']])).status, 400);
});

test('the owner adds an address, tries it, and reads what was sent', async (t) => {
  const receiver = await startReceiver(t);
  const server = await startTestServer(t, {webhooksToPrivate: true});
  const visit = await ownersBrowser(server);
  const wrong = await visit('/channels/endpoints', [['url', 'javascript:alert(1)']]);
  assert.equal(wrong.status, 422);
  assert.match(await wrong.text(), /begins with https/);
  const made = await visit('/channels/endpoints', [['url', receiver.url], ['kind', 'order.placed'], ['kind', 'parcel.sent']]);
  const secret = between(await made.text(), '<code class="secret">', '</code>');
  const {storage, storeId} = server.services;
  const [endpoint] = await storage.listEndpoints(storeId);
  assert.deepEqual(endpoint?.kinds, ['order.placed', 'parcel.sent']);
  const id = endpoint?.id ?? '';
  assert.equal((await visit('/channels/endpoints/test', [['id', id]])).status, 303);
  const [ping] = await receiver.received(1);
  assert.ok(ping);
  assert.equal(verified(secret, ping).type, 'ping');
  receiver.answer = (_request, response) => void response.writeHead(500).end();
  await visit('/channels/endpoints/test', [['id', id]]);
  const page = await (await visit('/channels')).text();
  for (const shown of ['Delivered', 'Not delivered', 'It answered 500.', 'Nothing has arrived there since', 'Switch off']) assert.ok(page.includes(shown), shown);
  await visit('/channels/endpoints/switch', [['id', id], ['to', 'off']]);
  assert.equal((await storage.findEndpoint(storeId, id))?.state, 'off');
  await visit('/channels/endpoints/remove', [['id', id]]);
  assert.deepEqual(await storage.listEndpoints(storeId), []);
});

test('the page speaks Chinese, and so does every reason it knows', async (t) => {
  const server = await startTestServer(t);
  const visit = await ownersBrowser(server, 'zh-Hant');
  const address = between(await (await visit('/channels/make', [['name', '網店'], ['format', 'woocommerce']])).text(), '<p><code>', '</code>');
  await fetch(address, {method: 'POST', body: '{}'});
  const page = await (await visit('/channels')).text();
  for (const shown of ['<html lang="zh-Hant">', '未獲接納', '缺少 webhook-id', 'WooCommerce 訂單']) assert.ok(page.includes(shown), shown);
});

test('the owner gives a channel a token on the page of tokens', async (t) => {
  const server = await startTestServer(t);
  const visit = await ownersBrowser(server);
  const page = await (await visit('/access/tokens', [['label', 'Partner'], ['role', 'channel']])).text();
  const token = between(page, '<code>', '</code>');
  assert.match(page, /A channel: places orders under this name/);
  const response = await fetch(new URL('/v1/channel/orders', server.url), {method: 'POST', headers: {authorization: `Bearer ${token}`, 'content-type': 'application/json'}, body: JSON.stringify(orderIn('P-1'))});
  assert.equal(response.status, 201);
});

test('the till and its scripts are there for who may sell, and kept for when there is no network', async (t) => {
  const server = await startTestServer(t);
  const visit = await ownersBrowser(server);
  const till = await visit('/till');
  assert.equal(till.status, 200);
  const page = await till.text();
  assert.match(page, /data-currency="HKD"\s+data-digits="2"/);
  assert.doesNotMatch(page, /style=|<script(?! type="module" src=)/);
  const worker = await (await fetch(new URL('/sw.js', server.url))).text();
  for (const file of ['"/till"', '/assets/till.js', '/assets/till-cart.js', '/assets/till-money.js', '/assets/till-slip.js', '/assets/till-view.js', '/assets/till.css', '/assets/session-token.js', '/packline/elements.min.js']) assert.ok(worker.includes(file), file);
});
