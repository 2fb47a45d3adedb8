import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test, type TestContext} from 'node:test';
import {matchesOrder, parseQuery, type ChangesPage, type Order} from '@packline/core';
import {Kysely} from 'kysely';
import {Migrator} from 'kysely/migration';
import {migrationsFor} from '../src/storage/sql/migrations/index.ts';
import {openPostgres} from '../src/storage/postgres/open-postgres.ts';
import {openSqlite} from '../src/storage/sqlite/open-sqlite.ts';
import {assertDoctorClean} from './support/assert-doctor-clean.ts';
import {give} from './support/commands.ts';
import {createTestClock, startTestServer, temporaryDirectory} from './support/start-test-server.ts';
import {EMPTY, ON_POSTGRES, usePostgres} from './support/test-database.ts';

type Row = Record<string, string | number | null | {readonly base64: string}>;

/**
 * Every row of a shop as the first release wrote it: thirty-four orders of its demo shop, one placed and sent a moment
 * before it was stopped, tokens, a browser's session, pictures.
 */
const FIRST_RELEASE = JSON.parse(readFileSync(new URL('fixtures/first-release.json', import.meta.url), 'utf8')) as Record<string, readonly Row[]>;
/** Opened with the first release's tokens, which are kept as hashes. */
const FIRST_OWNER_TOKEN = 'first-release-token';
const TILL_TOKEN = 'pl_okTejvLuET91xvNpS2t-wHxr5hd1RnaMDxRBnZYVwS4';
const STOPPED_AT = '2026-11-23T06:00:00.000Z';

/** A folder, or on PostgreSQL a database, that the first release has left. */
async function makeFirstRelease(t: TestContext): Promise<string> {
  const directory = temporaryDirectory(t);
  const url = ON_POSTGRES ? await usePostgres(t, directory, EMPTY) : undefined;
  const dialect = url ? await openPostgres(url.href, {pool: 2, warn: () => {}}) : openSqlite(join(directory, 'packline.db'));
  const db = new Kysely<Record<string, Record<string, unknown>>>({dialect: dialect.kysely});
  const {['0001-first-tables']: first} = await migrationsFor(dialect.words).getMigrations();
  assert.ok(first);
  const {error} = await new Migrator({db, provider: {getMigrations: () => Promise.resolve({'0001-first-tables': first})}}).migrateToLatest();
  assert.equal(error, undefined);
  for (const [table, rows] of Object.entries(FIRST_RELEASE)) {
    const values = rows.map((row) => Object.fromEntries(Object.entries(row).map(([column, value]) => [column, typeof value === 'object' && value !== null ? Buffer.from(value.base64, 'base64') : value])));
    for (const value of values) await db.insertInto(table).values(value).execute();
  }
  await db.destroy();
  await dialect.release();
  return directory;
}

test('a shop of the first release is brought to the newest shape, and nothing of it is lost', async (t) => {
  const dataDirectory = await makeFirstRelease(t);
  const clock = createTestClock(STOPPED_AT);
  const server = await startTestServer(t, {dataDirectory, clock, ownerToken: undefined});
  const ask = async <Answer>(path: string, token = FIRST_OWNER_TOKEN): Promise<Answer> => {
    const response = await fetch(new URL(path, server.url), {headers: {authorization: `Bearer ${token}`}});
    assert.equal(response.status, 200, `${path}: ${await response.clone().text()}`);
    return (await response.json()) as Answer;
  };

  const before = (FIRST_RELEASE['orders'] ?? []).map(({doc}) => JSON.parse(doc as string) as Order);
  assert.equal(before.length, 35);
  const page = await ask<ChangesPage>('/v1/changes?limit=1000');
  assert.deepEqual(page.orders.map(({id}) => id).sort(), before.map(({id}) => id).sort());
  for (const old of before) {
    const now = await ask<Order>(`/v1/orders/${old.id}`, TILL_TOKEN);
    assert.deepEqual([now.number, now.version, now.lifecycle, now.status, now.totals, now.lines.length], [old.number, old.version, old.lifecycle, old.status, old.totals, old.lines.length], old.id);
    const {events} = await ask<{events: unknown[]}>(`/v1/orders/${old.id}/events`);
    assert.equal(events.length, (FIRST_RELEASE['events'] ?? []).filter((event) => event['order_id'] === old.id).length);
  }

  const {settings} = await server.services.storage.readFeedState(server.services.storeId);
  const today = STOPPED_AT.slice(0, 10);
  for (const q of ['', 'problem:delivery', 'is:archived', 'status:processing', 'status:complete', 'detail:awaiting_receipt', 'carrier:own', '陳', '嘉', 'oolong', '𠮷野', 'payment:paid -status:complete', 'sent:2026-10-01..2026-11-30', 'total:>=1000', 'has:note', '-has:hold']) {
    const parsed = parseQuery(q, {today});
    assert.ok(parsed.ok, q);
    const expected = page.orders.filter((order) => matchesOrder(order, parsed.query, settings)).map(({id}) => id);
    const {orders} = await ask<{orders: Order[]}>(`/v1/orders?limit=500&${new URLSearchParams({q})}`);
    assert.deepEqual(orders.map(({id}) => id).sort(), expected.sort(), q);
    if (q === '𠮷野') assert.deepEqual(orders.map(({id}) => id), ['late-1']);
  }
  await assertDoctorClean(server.services);

  // What the first release had promised is kept: a letter, links, and commands that were given before.
  const {storage, storeId} = server.services;
  clock.turn(2 * 3_600_000);
  const again = await fetch(new URL('/v1/commands', server.url), {
    method: 'POST',
    headers: {authorization: `Bearer ${FIRST_OWNER_TOKEN}`},
    body: JSON.stringify({commands: [give('late-1', {type: 'note.add', text: 'called'})]}),
  });
  assert.equal(again.status, 200);
  for (let round = 0; round < 500 && (await storage.listMails(storeId, 10)).length < 2; round += 1) await new Promise((resolve) => setTimeout(resolve, 20));
  const mails = await storage.listMails(storeId, 10);
  assert.deepEqual(new Set(mails.map(({orderId}) => orderId)), new Set(['late-1']));
  const [secret] = FIRST_RELEASE['secrets'] ?? [];
  assert.deepEqual({base64: Buffer.from(server.services.linkKey).toString('base64')}, secret?.['value'], 'links that were given out are good');
  assert.deepEqual(server.errors, []);
});
