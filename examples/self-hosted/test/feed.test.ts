import assert from 'node:assert/strict';
import {request} from 'node:http';
import {test} from 'node:test';
import {gunzipSync} from 'node:zlib';
import type {ChangesPage, Order} from '@packline/core';
import {changeSettings} from '../src/orders/change-settings.ts';
import {give, place, placePaid} from './support/commands.ts';
import {openStream} from './support/read-stream.ts';
import {OWNER_TOKEN, readProblem, startTestServer, type TestServer} from './support/start-test-server.ts';

const bearer = {authorization: `Bearer ${OWNER_TOKEN}`};

/** Reads from a cursor to the end, as a replica does: latest wins. */
async function readAll(server: TestServer, into: Map<string, Order>, after = '', limit = 7): Promise<string> {
  for (let cursor = after; ; ) {
    const page = await server.askJson<ChangesPage>(`/v1/changes?limit=${limit}${cursor === '' ? '' : `&after=${cursor}`}`);
    for (const order of page.orders) into.set(order.id, order);
    assert.ok(page.orders.length <= limit);
    cursor = page.cursor;
    if (!page.hasMore) return cursor;
  }
}

test('every reader ends with the server’s orders, however many write at the same time', async (t) => {
  const server = await startTestServer(t);
  let writing = true;
  const writer = async (name: number): Promise<void> => {
    for (let round = 0; round < 12; round += 1) {
      const id = `w${name}-${round}`;
      await server.apply(placePaid(id), placePaid(`${id}b`));
      await server.apply(give(id, {type: 'parcel.pack', parcelId: `${id}-p1`, lineId: '1', quantity: 1}));
      if (round % 3 === 0) await server.apply(give(`${id}b`, {type: 'order.cancel'}));
    }
  };
  const reader = async (limit: number): Promise<Map<string, Order>> => {
    const seen = new Map<string, Order>();
    let cursor = '';
    while (writing) cursor = await readAll(server, seen, cursor, limit);
    await readAll(server, seen, cursor, limit);
    return seen;
  };
  const readers = [1, 3, 50, 500].map((limit) => reader(limit));
  await Promise.all(Array.from({length: 8}, (_, name) => writer(name)));
  writing = false;
  const fresh = new Map<string, Order>();
  await readAll(server, fresh);
  assert.equal(fresh.size, 8 * 12 * 2);
  for (const seen of await Promise.all(readers)) {
    assert.deepEqual([...seen.keys()].sort(), [...fresh.keys()].sort());
    for (const [id, order] of fresh) assert.deepEqual(seen.get(id), order);
  }
  assert.deepEqual(server.errors, []);
});

test('a cursor is opaque and safe in an address; an empty rest keeps it', async (t) => {
  const server = await startTestServer(t);
  await server.apply(place('o1'), place('o2'));
  const page = await server.askJson<ChangesPage>('/v1/changes');
  assert.match(page.cursor, /^[A-Za-z0-9._~-]+$/);
  assert.equal(page.orders.length, 2);
  assert.deepEqual(page.removed, []);
  const rest = await server.askJson<ChangesPage>(`/v1/changes?after=${page.cursor}`);
  assert.deepEqual([rest.orders.length, rest.hasMore, rest.cursor], [0, false, page.cursor]);
});

test('a limit is clamped, whatever number it says; no number is refused', async (t) => {
  const server = await startTestServer(t);
  await server.apply(...Array.from({length: 5}, (_, index) => place(`o${index}`)));
  for (const [limit, expected] of [['0', 1], ['-3', 1], ['2', 2], ['2.9', 2], ['1e9', 5], ['', 5], ['Infinity', 5]] as const) {
    const page = await server.askJson<ChangesPage>(`/v1/changes?limit=${limit}`);
    assert.equal(page.orders.length, expected, limit);
    assert.equal(page.hasMore, expected < 5);
  }
  for (const limit of ['many', 'NaN', '%20', '5x']) assert.equal((await server.ask(`/v1/changes?limit=${limit}`)).status, 400, limit);
});

test('a cursor of another epoch, role or future is gone; text that never was one is a mistake', async (t) => {
  const server = await startTestServer(t);
  await server.apply(place('o1'));
  const {cursor} = await server.askJson<ChangesPage>('/v1/changes');
  const [epoch, position, role] = cursor.split('.');
  for (const gone of [`other.${position}.${role}`, `${epoch}.${position}.packer`, `${epoch}.${Number(position) + 1}.${role}`]) {
    const response = await server.ask(`/v1/changes?after=${gone}`);
    assert.equal(response.status, 410, gone);
    assert.match((await readProblem(response)).type, /:cursor-gone$/);
  }
  for (const wrong of ['x', `${epoch}.${position}`, `${epoch}.-1.${role}`, `${cursor}.1`, encodeURIComponent(`${epoch}.1 or 1=1.owner`), '%00']) {
    assert.equal((await server.ask(`/v1/changes?after=${wrong}`)).status, 400, wrong);
  }
});

test('settings come with the first page, and again when they were changed', async (t) => {
  const server = await startTestServer(t);
  await server.apply(place('o1'));
  const first = await server.askJson<ChangesPage>('/v1/changes');
  assert.ok(first.settings);
  assert.equal(first.settings.undoSeconds, 0);
  assert.equal((await server.askJson<ChangesPage>(`/v1/changes?after=${first.cursor}`)).settings, undefined);
  const changed = await changeSettings(server.services, {undoSeconds: 30});
  assert.deepEqual([changed.version, changed.undoSeconds], [2, 30]);
  const next = await server.askJson<ChangesPage>(`/v1/changes?after=${first.cursor}`);
  assert.deepEqual(next.settings, changed);
  assert.equal((await server.askJson<ChangesPage>(`/v1/changes?after=${next.cursor}`)).settings, undefined);
});

test('a changed order moves behind everything that was read before', async (t) => {
  const server = await startTestServer(t);
  await server.apply(placePaid('o1'), placePaid('o2'));
  const {cursor} = await server.askJson<ChangesPage>('/v1/changes');
  await server.apply(give('o1', {type: 'parcel.pack', parcelId: 'o1-p1', lineId: '1', quantity: 1}));
  const page = await server.askJson<ChangesPage>(`/v1/changes?after=${cursor}`);
  assert.deepEqual(page.orders.map(({id, version}) => [id, version]), [['o1', 2]]);
});

test('large pages travel compressed to whoever can read that, and are the same', async (t) => {
  const server = await startTestServer(t);
  await server.apply(...Array.from({length: 30}, (_, index) => place(`o${index}`)));
  const raw = (encoding: string): Promise<{encoding: string | undefined; body: Buffer}> =>
    new Promise((resolve, reject) => {
      request(new URL('/v1/changes', server.url), {headers: {...bearer, 'accept-encoding': encoding}}, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve({encoding: response.headers['content-encoding'], body: Buffer.concat(chunks)}));
      })
        .on('error', reject)
        .end();
    });
  const [plain, zipped, refused] = await Promise.all([raw('identity'), raw('br, gzip;q=0.5'), raw('gzip;q=0, identity')]);
  assert.equal(plain.encoding, undefined);
  assert.equal(refused.encoding, undefined);
  assert.equal(zipped.encoding, 'gzip');
  assert.ok(zipped.body.length * 4 < plain.body.length);
  assert.deepEqual(gunzipSync(zipped.body), plain.body);
});

test('the stream says at once and after every commit how far there is something to read', async (t) => {
  const server = await startTestServer(t);
  await server.apply(place('o1'));
  const stream = await openStream(new URL('/v1/changes/stream', server.url), bearer);
  t.after(() => stream.close());
  assert.match(stream.response.headers.get('content-type') ?? '', /^text\/event-stream/);
  const first = await stream.next();
  assert.deepEqual([first.event, first.id, JSON.parse(first.data)], ['change', '1', {position: 1}]);
  const [result] = await server.apply(place('o2'), place('o3'));
  const second = await stream.next();
  assert.equal(Number(second.id), (result?.position ?? 0) + 1);
  stream.close();
});

test('a listener that is up to date hears nothing until something happens; one that is behind hears it at once', async (t) => {
  const server = await startTestServer(t);
  await server.apply(place('o1'), place('o2'));
  const upToDate = await openStream(new URL('/v1/changes/stream', server.url), {...bearer, 'last-event-id': '2'});
  const behind = await openStream(new URL('/v1/changes/stream', server.url), {...bearer, 'last-event-id': '1'});
  const restored = await openStream(new URL('/v1/changes/stream', server.url), {...bearer, 'last-event-id': '900'});
  t.after(() => [upToDate, behind, restored].forEach((stream) => stream.close()));
  assert.equal((await behind.next()).id, '2');
  assert.equal((await restored.next()).id, '2', 'positions from before a restore say nothing');
  await server.apply(place('o3'));
  assert.equal((await upToDate.next()).id, '3', 'nothing came before the third order');
  for (const stream of [upToDate, behind, restored]) stream.close();
});

test('a listener that has gone is forgotten', async (t) => {
  const server = await startTestServer(t);
  const {wakes} = server.services;
  const subscribe = wakes.subscribe.bind(wakes);
  let listening = 0;
  t.mock.method(wakes, 'subscribe', (listener: Parameters<typeof subscribe>[0]) => {
    listening += 1;
    const unsubscribe = subscribe(listener);
    return () => {
      listening -= 1;
      unsubscribe();
    };
  });
  const path = new URL('/v1/changes/stream', server.url);
  assert.equal((await fetch(path, {method: 'HEAD', headers: bearer})).status, 200);
  assert.equal(listening, 0);
  const streams = await Promise.all([1, 2, 3].map(() => openStream(path, bearer)));
  assert.equal(listening, 3);
  for (const stream of streams) stream.close();
  for (let round = 0; round < 200 && listening > 0; round += 1) await new Promise((resolve) => setTimeout(resolve, 10));
  assert.equal(listening, 0);
});

test('streams end when the server stops', async (t) => {
  const server = await startTestServer(t);
  const stream = await openStream(new URL('/v1/changes/stream', server.url), bearer);
  await stream.next();
  await server.stop();
  await stream.ended;
});
