import assert from 'node:assert/strict';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {test} from 'node:test';
import {createHttpBackend} from '@packline/client';
import type {Order} from '@packline/core';
import {bulkOf} from '../data/bulk.ts';
import {ordersFile} from '../data/orders-file.ts';
import {answerFeed} from '../device/feed-answers.ts';

const COUNT = 1200;

test('the feed of the device benches has every order once, and the bulk only when it is asked to come', async (t) => {
  const file = await ordersFile(COUNT);
  const bulk = await bulkOf(file);
  const answer = answerFeed(file, bulk);
  const server = createServer((request, response) => {
    if (!answer(request, response)) response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const endpoint = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const backend = createHttpBackend({endpoint, token: 'bench'});
  assert.equal((await backend.readSession()).role, 'owner');

  const readAll = async (after: string | null): Promise<{orders: Order[]; cursor: string}> => {
    const orders: Order[] = [];
    for (let cursor = after; ; ) {
      const page = await backend.readChanges({after: cursor, limit: 250});
      orders.push(...page.orders);
      cursor = page.cursor;
      if (!page.hasMore) return {orders, cursor};
    }
  };
  const first = await readAll(null);
  assert.equal(new Set(first.orders.map(({id}) => id)).size, COUNT);
  assert.deepEqual((await readAll(first.cursor)).orders, []);
  await fetch(`${endpoint}/bulk/come`);
  const changed = (await readAll(first.cursor)).orders;
  assert.equal(changed.length, bulk.length);
  const before = new Map(first.orders.map(({id, version}) => [id, version]));
  assert.ok(changed.every(({id, version}) => version > (before.get(id) ?? Infinity)), 'every one of them is newer than what the device has');
});
