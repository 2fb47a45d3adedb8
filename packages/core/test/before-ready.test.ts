import assert from 'node:assert/strict';
import {test} from 'node:test';
import {DEFAULT_SORT, EMPTY_QUERY} from '../src/query/order-query.ts';
import {isEngineError} from '../src/shared/engine-error.ts';
import {Device} from './support/device.ts';
import {MemoryServer} from './support/memory-backend.ts';
import {openLive} from './support/open-live.ts';
import {place, sale} from './support/orders.ts';
import {until} from './support/until.ts';

test('N8 an engine answers at once, before it has opened anything: with nothing', async (t) => {
  const server = new MemoryServer();
  place(server, 'o1', sale(2));
  const engine = new Device(t).open(server.connect());
  const answer = engine.query({query: EMPTY_QUERY, sort: DEFAULT_SORT});
  assert.deepEqual([answer.count, [...answer.rows], engine.count(EMPTY_QUERY), engine.suggest(EMPTY_QUERY), engine.idOf(0), engine.row(7).id, engine.handleOf('o1')], [0, [], 0, [], '', '', undefined]);
  assert.equal(engine.counts([EMPTY_QUERY])[0], 0);
  // What has to be read waits until there is something to read from.
  const [outbox, order] = await Promise.all([engine.readOutbox(), engine.readOrder('o1')]);
  assert.deepEqual([outbox, order?.id], [[], 'o1']);
  await until('it is live', () => engine.status.phase === 'live' && engine.count(EMPTY_QUERY) === 1);
  assert.equal(engine.row(engine.handleOf('o1') ?? -1).id, 'o1');
});

test('N8 a handle of nobody’s order paints an empty row, an id of nobody’s order is no order, and a refusal that is gone needs no dismissing', async (t) => {
  const server = new MemoryServer();
  place(server, 'o1', sale(2));
  const {engine} = await openLive(t, server);
  assert.deepEqual([engine.row(99).id, engine.row(-1).id, engine.handleOf('constructor'), await engine.readOrder('constructor')], ['', '', undefined, undefined]);
  await engine.dismissRefusal('constructor');
  assert.deepEqual(await engine.jobs.read('constructor'), undefined);
  assert.equal(await engine.withdraw('constructor'), false);
});

test('N8 a closed engine keeps what waits and says so; it answers no wishes', async (t) => {
  const server = new MemoryServer();
  place(server, 'o1', sale(2));
  const {connection, engine} = await openLive(t, server);
  connection.disconnect();
  assert.ok((await engine.dispatch('o1', {type: 'note.add', text: 'later'})).ok);
  const settled = engine.settled().then(() => 'settled', (error: unknown) => (isEngineError(error) ? error.code : String(error)));
  await engine.close();
  assert.equal(await settled, 'engine/closed');
  const after = await engine.dispatch('o1', {type: 'note.add', text: 'too late'}).then(() => 'done', (error: unknown) => (isEngineError(error) ? error.code : String(error)));
  assert.match(after, /^engine\/|^cache\//);
});
