import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import type {ChangesPage} from '@packline/core';
import {assertDoctorClean} from './support/assert-doctor-clean.ts';
import {startTestServer, temporaryDirectory, type TestServer} from './support/start-test-server.ts';
import {administer, EMPTY, usePostgres} from './support/test-database.ts';

/** Servers started in the same moment on a database without a single table. */
async function startAtOnce(t: TestContext, many: number, options: Parameters<typeof startTestServer>[1]): Promise<readonly TestServer[]> {
  const dataDirectory = temporaryDirectory(t);
  await usePostgres(t, dataDirectory, EMPTY);
  return Promise.all(Array.from({length: many}, () => startTestServer(t, {...options, dataDirectory})));
}

test('several processes that start on an empty database make its tables, its shop and its demo orders once', async (t) => {
  const servers = await startAtOnce(t, 4, {demo: true});
  const [first] = servers;
  assert.ok(first);
  const {orders} = await first.askJson<ChangesPage>('/v1/changes?limit=1000');
  assert.equal(orders.length, 200);
  const numbers = new Set(orders.map(({number}) => number));
  assert.equal(numbers.size, orders.length);
  const states = await Promise.all(servers.map(({services: {storage, storeId}}) => storage.readFeedState(storeId)));
  assert.equal(new Set(states.map(({epoch}) => epoch)).size, 1);
  assert.equal(new Set(servers.map(({services}) => Buffer.from(services.linkKey).toString('hex'))).size, 1, 'links signed by one are good at all');
  for (const server of servers) assert.equal((await server.ask('/v1/me')).status, 200, 'the owner’s token is known');
  await assertDoctorClean(first.services);
  assert.deepEqual(servers.flatMap(({errors}) => errors), []);
});

test('every text is sorted by code point, whatever the database was made for', async (t) => {
  const url = await usePostgres(t, temporaryDirectory(t));
  await administer(async (client) => {
    const {rows} = await client.query<{datlocprovider: string}>('select datlocprovider from pg_database where datname = current_database()');
    assert.equal(rows[0]?.datlocprovider, 'i', 'the database itself sorts by the rules of a language');
    const others = await client.query(
      "select table_name, column_name from information_schema.columns where table_schema = 'public' and table_name not like 'kysely%' and data_type = 'text' and collation_name is distinct from 'C'",
    );
    assert.deepEqual(others.rows, []);
  }, url);
});
