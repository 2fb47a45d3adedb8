import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import {openPostgres} from '../src/storage/postgres/open-postgres.ts';
import {StorageUnavailableError} from '../src/storage/storage-unavailable.ts';
import {give, place, placePaid} from './support/commands.ts';
import {openGate, type Gate} from './support/open-gate.ts';
import {openStream} from './support/read-stream.ts';
import {OWNER_TOKEN, readProblem, startTestServer, temporaryDirectory, type TestServer} from './support/start-test-server.ts';
import {administer, usePostgres} from './support/test-database.ts';

const bearer = {authorization: `Bearer ${OWNER_TOKEN}`};

/** A server that reaches its database through a gate, and another one that does not. */
async function startBehindGate(t: TestContext): Promise<{server: TestServer; twin: TestServer; gate: Gate}> {
  const directory = temporaryDirectory(t);
  const direct = await usePostgres(t, directory);
  const gate = await openGate(t, {host: direct.hostname, port: Number(direct.port)});
  const through = new URL(direct);
  through.host = `127.0.0.1:${gate.port}`;
  const server = await startTestServer(t, {dataDirectory: directory, databaseUrl: through.href});
  return {server, twin: await startTestServer(t, {twinOf: server}), gate};
}

/** Asks until the server answers again; the database came back a moment ago. */
async function untilServed(ask: () => Promise<Response>): Promise<Response> {
  for (let round = 0; ; round += 1) {
    const response = await ask();
    if (response.status !== 503 || round > 200) return response;
    await response.arrayBuffer();
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

test('a database that goes away is told as such, and when it is back nothing has to be started again', async (t) => {
  const {server, twin, gate} = await startBehindGate(t);
  await server.apply(placePaid('o1'));
  const stream = await openStream(new URL('/v1/changes/stream', server.url), bearer);
  t.after(() => stream.close());
  assert.equal((await stream.next()).id, '1');

  await gate.shut();
  const wish = give('o1', {type: 'note.add', text: 'called'});
  const answers = await Promise.all([server.ask('/v1/orders'), server.ask('/v1/changes'), server.ask('/v1/orders/o1'), server.push([wish]), server.push([wish])]);
  for (const response of answers) {
    assert.equal(response.status, 503);
    assert.match(response.headers.get('retry-after') ?? '', /^[1-9]\d*$/);
    const {type, title} = await readProblem(response);
    assert.match(type, /:unavailable$/);
    assert.match(title, /database/);
  }
  assert.equal((await server.ask('/healthz')).status, 200, 'the process itself is well');
  const page = await fetch(new URL('/shop', server.url), {headers: {accept: 'text/html'}});
  assert.ok([200, 503].includes(page.status));

  await gate.open();
  assert.equal((await untilServed(() => server.push([wish]))).status, 200);
  assert.equal((await server.readOrder('o1')).version, 2, 'once');
  assert.equal((await stream.next()).id, '2', 'a stream that stayed open goes on');
  await twin.apply(place('o2'));
  assert.equal((await stream.next()).id, '3', 'other processes are heard again');
  for (const error of server.errors) assert.match(error, /StorageUnavailableError/);
});

test('connections that are cut off, the listening one too, are made anew', async (t) => {
  const first = await startTestServer(t);
  const second = await startTestServer(t, {twinOf: first});
  await first.apply(place('o1'));
  const stream = await openStream(new URL('/v1/changes/stream', second.url), bearer);
  t.after(() => stream.close());
  assert.equal((await stream.next()).id, '1');
  const {pathname} = await usePostgres(t, first.directory);
  for (let round = 0; round < 3; round += 1) {
    const {rowCount} = await administer((client) =>
      client.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'packline' and datname = $1", [pathname.slice(1)]),
    );
    assert.ok((rowCount ?? 0) >= 2, `${rowCount} connections were cut`);
    const wish = give('o1', {type: 'note.add', text: `called ${round}`});
    assert.equal((await untilServed(() => first.push([wish]))).status, 200);
    assert.equal((await stream.next()).id, String(round + 2));
  }
  assert.equal((await untilServed(() => second.ask('/v1/orders/o1'))).status, 200);
  for (const error of [...first.errors, ...second.errors]) assert.match(error, /StorageUnavailableError/);
});

test('a database that cannot be opened is one sentence without the password', async (t) => {
  const right = await usePostgres(t, temporaryDirectory(t));
  const changed = (change: (url: URL) => void): string => {
    const url = new URL(right);
    change(url);
    return url.href;
  };
  const gate = await openGate(t, {host: right.hostname, port: Number(right.port)});
  await gate.shut();
  const wrong: readonly [string, RegExp][] = [
    [changed((url) => (url.password = 'not-this-one')), /^The database at \S+ does not take the password of the user “\w+”\. Correct DATABASE_URL\.$/],
    [changed((url) => (url.pathname = '/no_such_shop')), /^There is no database “no_such_shop” at \S+\. Make it with createdb, or correct DATABASE_URL\.$/],
    [changed((url) => (url.host = `127.0.0.1:${gate.port}`)), /^The database at \S+ cannot be reached: .*ECONNREFUSED.*Start it, or correct DATABASE_URL\.$/],
    [changed((url) => (url.hostname = 'db.invalid')), /^There is no machine called “db\.invalid”\. Correct DATABASE_URL\.$/],
    [changed((url) => (url.searchParams.set('sslmode', 'verify-full'))), /^The database at \S+ cannot be reached: .*(SSL|certificate).*$/],
  ];
  for (const [url, sentence] of wrong) {
    await assert.rejects(openPostgres(url, {pool: 2, warn: () => {}}), (error: unknown) => {
      assert.ok(error instanceof StorageUnavailableError);
      assert.match(error.message, sentence);
      assert.ok(!error.message.includes(right.password) && !error.message.includes('not-this-one'));
      return true;
    });
  }
});

test('a database that keeps no Unicode is refused', async (t) => {
  const url = await usePostgres(t, temporaryDirectory(t), "template template0 encoding 'SQL_ASCII' lc_collate 'C' lc_ctype 'C'");
  await assert.rejects(openPostgres(url.href, {pool: 2, warn: () => {}}), {name: 'StorageUnavailableError', message: /keeps text as SQL_ASCII, but Packline needs UTF8/});
});
