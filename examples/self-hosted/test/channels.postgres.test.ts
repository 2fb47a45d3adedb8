import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {OrdersPage} from '@packline/core';
import {channelCode} from '../src/channels/channel-code.ts';
import {hookAddress, makeChannel} from '../src/channels/manage-channels.ts';
import {makeEndpoint} from '../src/channels/manage-endpoints.ts';
import {orderIn, signedMessage} from './support/signed-message.ts';
import {startTestServer, type TestServer} from './support/start-test-server.ts';
import {startReceiver} from './support/webhook-receiver.ts';

const originOf = ({url}: TestServer): string => url.replace(/\/$/, '');

test('messages and tokens at two processes at once are one order for each external id, told once each', async (t) => {
  const receiver = await startReceiver(t);
  const one = await startTestServer(t, {webhooksToPrivate: true});
  const two = await startTestServer(t, {webhooksToPrivate: true, twinOf: one});
  await makeEndpoint(one.services, {url: receiver.url, kinds: ['order.placed']});
  const channel = await makeChannel(one.services, {name: 'Web shop', format: 'packline'});
  const token = await one.services.access.makeToken('Web shop', {id: channelCode('Web shop'), name: 'Web shop', role: 'channel'});
  const headers = {authorization: `Bearer ${token}`, 'content-type': 'application/json'};
  const ids = Array.from({length: 12}, (_, index) => `A-${index}`);

  const answers = await Promise.all(
    ids.flatMap((id) => {
      const body = JSON.stringify(orderIn(id));
      const message = (server: TestServer, messageId: string) => fetch(hookAddress(originOf(server), channel), signedMessage(channel.secret, {id: messageId, body}));
      const byToken = (server: TestServer) => fetch(`${originOf(server)}/v1/channel/orders`, {method: 'POST', headers, body});
      return [message(one, `msg_${id}`), message(two, `msg_${id}`), message(two, `msg_${id}_again`), byToken(one), byToken(two)].map(async (asked) => {
        const response = await asked;
        return {id, status: response.status, text: await response.text()};
      });
    }),
  );
  for (const {id, status, text} of answers) assert.ok(status === 200 || status === 201, `${id}: ${status} ${text}`);
  for (const id of ids) assert.equal(new Set(answers.filter((answer) => answer.id === id).map(({text}) => text)).size, 1, `${id} has one answer`);
  const {orders} = await one.askJson<OrdersPage>('/v1/orders?limit=100');
  assert.deepEqual(orders.map(({source}) => source?.['externalId'] ?? '').sort(), [...ids].sort());
  assert.equal(new Set(orders.map(({number}) => number)).size, ids.length);

  const told = (await receiver.received(ids.length)).map(({id}) => id);
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.equal(receiver.messages.length, ids.length, 'two workers tell each event once');
  assert.equal(new Set(told).size, ids.length);
  assert.deepEqual([...one.errors, ...two.errors], []);
});
