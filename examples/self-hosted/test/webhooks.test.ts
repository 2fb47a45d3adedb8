import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Order} from '@packline/core';
import {DISABLE_AFTER_HOURS, pingEndpoint} from '../src/channels/deliver-webhook.ts';
import {makeEndpoint, rotateEndpointSecret, switchEndpoint} from '../src/channels/manage-endpoints.ts';
import {postGuarded} from '../src/channels/post-guarded.ts';
import {give, packAndSend, place, placePaid, PNG, sha256} from './support/commands.ts';
import {createTestClock, startTestServer} from './support/start-test-server.ts';
import {startReceiver, verified} from './support/webhook-receiver.ts';

type Lifetime = Parameters<typeof startTestServer>[0];

/** A shop that may reach this machine, and somebody who listens. */
async function openShop(t: Lifetime, options: Parameters<typeof startTestServer>[1] = {}) {
  const receiver = await startReceiver(t);
  const server = await startTestServer(t, {webhooksToPrivate: true, ...options});
  const {storage, storeId} = server.services;
  return {
    server,
    receiver,
    attempts: () => storage.listAttempts(storeId, 100),
    endpoint: async (id: string) => (await storage.listEndpoints(storeId)).find((one) => one.id === id),
  };
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let round = 0; !(await holds()); round += 1) {
    if (round > 400) throw new Error('It did not come to that.');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

test('whoever listens is told what happened, signed, once each, with the order as it is', async (t) => {
  const {server, receiver, attempts} = await openShop(t);
  const {secret} = await makeEndpoint(server.services, {url: receiver.url, kinds: []});
  await server.apply(placePaid('o1'));
  await receiver.received(1);
  await server.apply(...packAndSend('o1'));
  const messages = await receiver.received(5);
  const told = messages.map((message) => verified(secret, message));
  assert.deepEqual(told.map(({type}) => type).sort(), ['order.placed', 'order.status_changed', 'order.status_changed', 'order.status_changed', 'parcel.sent']);
  const placed = told.find(({type}) => type === 'order.placed');
  assert.ok(placed);
  assert.equal((placed.data['order'] as Order).id, 'o1');
  assert.equal(placed.data['version'], 1);
  const done = told.find(({data}) => data['to'] === 'complete');
  assert.deepEqual([done?.type, done?.data['from'], done?.data['toDetail']], ['order.status_changed', 'processing', 'sent']);
  assert.equal(new Set(messages.map(({id}) => id)).size, 5);
  await until(async () => (await attempts()).length === 5);
  assert.ok((await attempts()).every(({outcome, status, attempt}) => outcome === 'delivered' && status === 204 && attempt === 1));
});

test('an endpoint hears only what it asked for, and what others do is told to both', async (t) => {
  const {server, receiver} = await openShop(t);
  const second = await startReceiver(t);
  await makeEndpoint(server.services, {url: receiver.url, kinds: ['receipt.submitted', 'order.cancelled', 'nonsense']});
  await makeEndpoint(server.services, {url: second.url, kinds: ['order.placed']});
  await server.apply(place('o1'), give('o1', {type: 'receipt.submit', receiptId: 'r1', hash: sha256(PNG), mediaType: 'image/png', sizeBytes: PNG.length}), place('o2'), give('o2', {type: 'order.cancel', reason: 'Twice'}));
  const told = (await receiver.received(2)).map(({id}) => id).sort();
  assert.deepEqual(told, ['o1.2.receipt.submitted', 'o2.2.order.cancelled']);
  assert.deepEqual((await second.received(2)).map(({id}) => id).sort(), ['o1.1.order.placed', 'o2.1.order.placed'], 'the id says what happened, whoever hears it');
});

test('what was refused, tried out or is of the past is told to nobody', async (t) => {
  const {server, receiver} = await openShop(t);
  await makeEndpoint(server.services, {url: receiver.url, kinds: ['order.placed']});
  await server.push([place('trial')], '?dryRun=1');
  await server.push([place('o1'), place('o1')]);
  await server.services.commands.run({commands: [place('past')], actor: {id: 'import', name: 'Import', role: 'system'}, pastNow: '2026-01-01T00:00:00.000Z'});
  await server.apply(place('last'));
  assert.deepEqual((await receiver.received(2)).map(({id}) => id), ['o1.1.order.placed', 'last.1.order.placed']);
});

test('a failure is tried again with the same id, and written down', async (t) => {
  const clock = createTestClock();
  const {server, receiver, attempts, endpoint} = await openShop(t, {clock});
  const {id, secret} = await makeEndpoint(server.services, {url: receiver.url, kinds: ['order.placed']});
  receiver.answer = (_request, response) => void response.writeHead(503).end('not now');
  await server.apply(place('o1'));
  await until(async () => (await attempts()).length === 1);
  const [failed] = await attempts();
  assert.deepEqual([failed?.outcome, failed?.status, failed?.error], ['failed', 503, 'It answered 503.']);
  await until(async () => (await endpoint(id))?.failingSince !== undefined);
  receiver.answer = (_request, response) => void response.writeHead(200).end('ok');
  // Past every pause of the queue; another order wakes the worker, whose own clock is the machine's.
  clock.turn(2 * 3_600_000);
  await server.apply(place('o2'));
  const messages = await receiver.received(3);
  assert.equal(messages.filter(({id: message}) => message === 'o1.1.order.placed').length, 2, 'the same id both times');
  assert.ok(messages.every(({headers}) => headers['webhook-signature']?.startsWith('v1,')) && secret.startsWith('whsec_'));
  await until(async () => (await endpoint(id))?.failingSince === undefined);
});

test('after three days without success it is switched off with a notice; on again it starts anew', async (t) => {
  const clock = createTestClock();
  const {server, receiver, attempts, endpoint} = await openShop(t, {clock});
  const made = await makeEndpoint(server.services, {url: receiver.url, kinds: ['order.placed']});
  receiver.answer = (_request, response) => void response.writeHead(500).end();
  assert.equal(await pingEndpoint(server.services, made), 'It answered 500.');
  clock.turn(DISABLE_AFTER_HOURS * 3_600_000);
  const failing = await endpoint(made.id);
  assert.ok(failing?.state === 'on' && failing.failingSince !== undefined);
  await pingEndpoint(server.services, failing);
  assert.equal((await endpoint(made.id))?.state, 'disabled');
  await server.apply(place('o1'));
  await switchEndpoint(server.services, made.id, 'on');
  receiver.answer = (_request, response) => void response.writeHead(200).end();
  await server.apply(place('o2'));
  await receiver.received(3);
  assert.deepEqual(receiver.messages.slice(2).map(({id}) => id), ['o2.1.order.placed'], 'what happened meanwhile is not told');
  await until(async () => (await attempts()).length === 3);
});

test('“gone” switches it off at once; a removed endpoint is told nothing more', async (t) => {
  const {server, receiver, endpoint} = await openShop(t);
  const made = await makeEndpoint(server.services, {url: receiver.url, kinds: ['order.placed']});
  receiver.answer = (_request, response) => void response.writeHead(410).end();
  await server.apply(place('o1'));
  await until(async () => (await endpoint(made.id))?.state === 'disabled');
  await server.services.storage.removeEndpoint(server.services.storeId, made.id);
  await server.apply(place('o2'));
  assert.deepEqual(await server.services.storage.listAttempts(server.services.storeId, 10), []);
  assert.equal(receiver.messages.length, 1);
});

test('for two days after a change messages carry both signatures', async (t) => {
  const {server, receiver} = await openShop(t);
  const before = await makeEndpoint(server.services, {url: receiver.url, kinds: ['order.placed']});
  const after = await rotateEndpointSecret(server.services, before.id);
  assert.ok(after);
  assert.equal(await pingEndpoint(server.services, after), undefined);
  const [message] = await receiver.received(1);
  assert.ok(message);
  assert.equal(verified(before.secret, message).type, 'ping');
  assert.equal(verified(after.secret, message).type, 'ping');
});

test('no address of this machine or its network is reached unless that was allowed', async (t) => {
  const {server, receiver, attempts} = await openShop(t, {webhooksToPrivate: false});
  const port = new URL(receiver.url).port;
  for (const url of ['http://127.0.0.1', 'http://2130706433', 'http://0x7f.1', 'http://[::1]', 'http://[::ffff:127.0.0.1]', 'http://169.254.169.254/latest/meta-data', 'ftp://example.com', 'file:///etc/passwd', 'javascript:alert(1)', 'http://name:secret@example.com', 'nonsense', '']) {
    await assert.rejects(makeEndpoint(server.services, {url: url.replace(/^(http:\/\/[^/]*)$/, `$1:${port}`), kinds: []}), {name: 'ForbiddenAddressError'}, url);
  }
  // A name is looked up when it is told something: whatever it said when it was written down.
  for (const host of ['localhost', 'LOCALHOST']) await assert.rejects(postGuarded({url: `http://${host}:${port}/hooks`, headers: {}, body: '{}', toPrivate: false}), {name: 'ForbiddenAddressError'}, host);
  const endpoint = await makeEndpoint(server.services, {url: `http://localhost:${port}/hooks`, kinds: []});
  assert.match((await pingEndpoint(server.services, endpoint)) ?? '', /WEBHOOKS_TO_PRIVATE=on/);
  assert.deepEqual(receiver.messages, []);
  assert.equal((await attempts())[0]?.outcome, 'failed');
});

test('a redirect is not followed, an endless or silent answer is given up', async (t) => {
  const {server, receiver} = await openShop(t);
  const other = await startReceiver(t);
  const endpoint = await makeEndpoint(server.services, {url: receiver.url, kinds: []});
  receiver.answer = (_request, response) => void response.writeHead(307, {location: other.url}).end();
  assert.match((await pingEndpoint(server.services, endpoint)) ?? '', /answered 307: it wants to be asked elsewhere/);
  assert.deepEqual(other.messages, []);
  receiver.answer = (_request, response) => {
    response.writeHead(200);
    const more = setInterval(() => response.write('x'.repeat(32_768)), 1);
    response.on('close', () => clearInterval(more));
  };
  assert.equal(await postGuarded({url: receiver.url, headers: {}, body: '{}', toPrivate: true}), 200);
  receiver.answer = () => {};
  await assert.rejects(postGuarded({url: receiver.url, headers: {}, body: '{}', toPrivate: true, timeoutMs: 200}), /no whole answer within 0\.2 seconds/);
  receiver.answer = (_request, response) => void response.writeHead(200, {'content-length': '100'}).write('x', () => response.destroy());
  await assert.rejects(postGuarded({url: receiver.url, headers: {}, body: '{}', toPrivate: true}));
});
