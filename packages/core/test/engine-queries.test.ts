import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createOrderEngine} from '../src/engine/index.ts';
import {parseQuery} from '../src/query/parse-query.ts';
import type {OrderQuery} from '../src/query/order-query.ts';
import {resolveSelection, selectResults} from '../src/query/result-selection.ts';
import {standardQueries} from '../src/query/standard-views.ts';
import {MemoryServer} from './support/memory-backend.ts';
import {pack, place, sale, send, verify} from './support/orders.ts';

function query(text: string): OrderQuery {
  const parsed = parseQuery(text);
  assert.ok(parsed.ok, text);
  return parsed.query;
}

test('Q11 Q12 an engine counts views, resolves all results once and suggests what was meant', async (t) => {
  const server = new MemoryServer();
  for (const id of ['o1', 'o2', 'o3', 'o4']) place(server, id, sale(2));
  const engine = createOrderEngine({backend: server.connect()});
  t.after(() => engine.close());
  await engine.syncNow();
  const [name = ''] = server.order('o1')?.lines.map((line) => line.name) ?? [];
  const word = name.toLowerCase().split(' ').find((part) => part.length > 3) ?? '';
  const typo = query(word.slice(0, -2) + word.slice(-1) + word.slice(-2, -1));
  assert.equal(engine.count(typo), 0);
  assert.ok(engine.suggest(typo).includes(word), `${word}: ${engine.suggest(typo).join(', ')}`);
  assert.deepEqual(engine.suggest(query(word)), []);

  const {to_pack: toPack, all} = standardQueries({today: '2026-11-23'});
  assert.deepEqual(engine.counts([toPack, all]), [4, 4]);
  const selection = selectResults(toPack, engine, '2026-11-23T00:00:00.000Z', ['o2']);
  assert.equal(selection.count, 3);
  for (const body of [pack('o3', 2), verify('o3'), send('o3')]) assert.ok((await engine.dispatch('o3', body)).ok);
  assert.deepEqual(engine.counts([toPack, all]), [3, 4]);
  const {orderIds, difference} = resolveSelection(selection, engine);
  assert.deepEqual(orderIds.toSorted(), ['o1', 'o4']);
  assert.equal(difference, -1);
});
