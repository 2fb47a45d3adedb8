import assert from 'node:assert/strict';
import {test} from 'node:test';
import {applyCommand, DEFAULT_SETTINGS} from '@packline/core';
import {judge, serverTable, showJudgement} from '../server/figures.ts';
import {readyId, series} from '../server/series.ts';
import type {ShopRun} from '../server/shop-run.ts';

test('a series has as many orders as were asked for, each with an id and a number of its own; the newest wait for their dispatch', async () => {
  const ids = new Set<string>();
  const numbers = new Set<string>();
  let ready = 0;
  for await (const orders of series({total: 1200, ready: 50})) {
    for (const order of orders) {
      ids.add(order.id);
      numbers.add(order.number);
      if (!order.id.startsWith(readyId(0).slice(0, 6))) continue;
      ready += 1;
      const answer = applyCommand(order, {id: `c-${order.id}`, schemaVersion: 1, orderId: order.id, type: 'order.dispatch', mode: 'all_items'}, {settings: DEFAULT_SETTINGS, actor: {id: 'o', name: 'O', role: 'owner'}, now: '2026-11-24T00:00:00.000Z'});
      assert.ok(answer.ok, order.id);
    }
  }
  assert.deepEqual([ids.size, numbers.size, ready], [1200, 1200, 50]);
});

test('aims are judged where they are made: growth between two sizes, a limit at its size or everywhere', () => {
  const run = (dialect: ShopRun['dialect'], orders: number, ms: number): ShopRun => ({
    dialect, orders, database: '', loadSeconds: undefined, databaseMiB: 1,
    reads: {bareSelectP50: 1, listP50: ms, listP95: ms, listBytes: 1, rowsP50: ms, rowsBytes: 1, searchP50: ms, searchP95: ms, searchMax: ms, searches: 1, searchRowsP50: ms, viewsP95: ms},
    writes: {commandsPerSecond: 1, connections: 1, bulkOrders: 1, bulkSeconds: 6, bulkProcessorSeconds: 1, bareUpdateSeconds: 1, listeners: 1, heardBulkSeconds: 1, heardSeconds: 1, heardProcessorSeconds: 1, heardMiB: 1, heardPages: 1, bulkLagP95: 1, quietLagP50: 1, quietLagP95: 1, memoryMiB: 1, memoryWithListenersMiB: 1},
  });
  const judged = judge([run('sqlite', 25_000, 9), run('sqlite', 100_000, 9), run('sqlite', 1_000_000, 18), run('postgres', 100_000, 99)]).map(showJudgement);
  assert.deepEqual(judged.filter((line) => line.includes('bulk')), ['✗ postgres 100,000, bare UPDATE of the same rows, s: bulk dispatch × the bare UPDATE ≤ 5: 6.0']);
  assert.equal(judged.filter((line) => line.startsWith('✓ sqlite 25,000')).length, 2);
  assert.equal(judged.filter((line) => line.startsWith('✗ sqlite,') && line.endsWith('2.0')).length, 3);
  assert.match(serverTable([run('sqlite', 25_000, 9)]), /\| first page of 50, p50, ms \| 9\.0 \|/);
});
