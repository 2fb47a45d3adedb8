import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {createWriteStream, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {gunzipSync, gzipSync} from 'node:zlib';
import type {Order} from '@packline/core';
import {restoreBackup} from '../src/operations/backup/restore-backup.ts';
import {writeBackup} from '../src/operations/backup/write-backup.ts';
import {OperationError} from '../src/operations/operation-error.ts';
import type {Services} from '../src/services.ts';
import type {StoredRow} from '../src/storage/operation-storage.ts';
import {assertDoctorClean} from './support/assert-doctor-clean.ts';
import {give, packAndSend, place, placePaid, PNG, sha256} from './support/commands.ts';
import {startTestServer, temporaryDirectory, type TestServer} from './support/start-test-server.ts';

/** Every row of the tables that a backup holds, epochs left out. */
async function everything({storage}: Services): Promise<Record<string, readonly StoredRow[]>> {
  return storage.readSnapshot(async (snapshot) => {
    const tables: Record<string, readonly StoredRow[]> = {};
    for (const table of snapshot.tables.filter((name) => !['sessions', 'bearers', 'sign_in_codes', 'order_texts', 'receipt_uses'].includes(name))) {
      const rows: StoredRow[] = [];
      for await (const row of snapshot.readTable(table)) rows.push(row);
      tables[table] = table === 'stores' ? rows.map((row) => ({...row, epoch: ''})) : rows;
    }
    return tables;
  });
}

async function backUp(t: TestContext, server: TestServer): Promise<string> {
  const file = join(temporaryDirectory(t), 'shop.packline-backup');
  await writeBackup(server.services.storage, createWriteStream(file), server.services.now());
  return file;
}

/** An empty shop that nobody works in: the storage of a server that was stopped cannot be used. */
async function emptyShop(t: TestContext): Promise<TestServer> {
  return startTestServer(t, {demo: false, ownerToken: undefined});
}

test('a restored shop holds exactly what was there, and the doctor finds it clean', async (t) => {
  const server = await startTestServer(t, {demo: true});
  const submit = give('x', {type: 'receipt.submit', receiptId: 'r', hash: sha256(PNG), mediaType: 'image/png', sizeBytes: PNG.byteLength});
  await server.apply(place('x', {customer: {name: 'nul and 👩‍👩‍👧 <b>', email: 'x@example.com'}, customerNote: '"\\\n\u2028'}));
  await server.services.commands.run({commands: [submit], actor: {id: 's', name: 'Chan', role: 'shopper'}, receiptFiles: [{hash: sha256(PNG), mediaType: 'image/png', bytes: PNG}]});
  const before = await everything(server.services);
  const file = await backUp(t, server);

  const other = await emptyShop(t);
  const {end} = await restoreBackup(other.services.storage, file, {replace: false, beside: true});
  assert.deepEqual(await everything(other.services), before);
  assert.equal(end.rows['orders'], before['orders']?.length);
  await assertDoctorClean(other.services);
  // Links that customers have go on working, and so does the owner's token.
  assert.deepEqual((await other.readOrder('x')).customer.name, 'nul and 👩‍👩‍👧 <b>');
});

test('a backup is one moment of a shop that goes on', async (t) => {
  const server = await startTestServer(t);
  for (let index = 0; index < 30; index += 1) await server.apply(placePaid(`o${index}`));
  let going = true;
  const work = (async () => {
    for (let index = 0; going; index += 1) await server.apply(...(index < 30 ? packAndSend(`o${index}`) : [place(`later-${index}`)]));
  })();
  const file = await backUp(t, server);
  going = false;
  await work;
  const other = await emptyShop(t);
  await restoreBackup(other.services.storage, file, {replace: false, beside: true});
  await assertDoctorClean(other.services);
});

test('a restored shop has a new epoch: old cursors are gone', async (t) => {
  const server = await startTestServer(t);
  await server.apply(place('a'));
  const {cursor} = await server.askJson<{cursor: string}>('/v1/changes');
  const file = await backUp(t, server);
  await restoreBackup(server.services.storage, file, {replace: true, beside: true});
  assert.equal((await server.ask(`/v1/changes?after=${cursor}`)).status, 410);
  const {orders} = await server.askJson<{orders: Order[]}>('/v1/changes');
  assert.deepEqual(orders.map(({id}) => id), ['a']);
});

test('a shop with orders is replaced only when that is asked for, and then nothing of it is left', async (t) => {
  const server = await startTestServer(t);
  await server.apply(place('a'));
  const file = await backUp(t, server);
  const other = await startTestServer(t);
  await other.apply(place('b'), placePaid('c'));
  // The letter is out of the worker's hands.
  while ((await other.services.storage.nextEffectAt(other.services.storeId)) !== undefined) await new Promise((resolve) => setTimeout(resolve, 10));
  const before = await everything(other.services);
  await assert.rejects(restoreBackup(other.services.storage, file, {replace: false, beside: true}), new OperationError('This shop has 2 orders already. Restore into an empty one, or say --replace to give them up.'));
  assert.deepEqual(await everything(other.services), before);
  await restoreBackup(other.services.storage, file, {replace: true, beside: true});
  assert.deepEqual(await everything(other.services), await everything(server.services));
});

test('whoever is signed in signs in again after a restore', async (t) => {
  const server = await startTestServer(t);
  const cookie = await server.services.access.signInWithCode(server.signInUrl.split('/').at(-1) ?? '');
  assert.ok(cookie && (await server.services.access.sessionOf(cookie)));
  const file = await backUp(t, server);
  await restoreBackup(server.services.storage, file, {replace: true, beside: true});
  assert.equal(await server.services.access.sessionOf(cookie), undefined);
  assert.equal((await server.ask('/v1/me')).status, 200);
});

test('a damaged or foreign file is refused with a sentence, and nothing is changed', async (t) => {
  const server = await startTestServer(t);
  await server.apply(place('a'), placePaid('b'));
  const file = await backUp(t, server);
  const whole = readFileSync(file);
  const text = gunzipSync(whole).toString();
  const lines = text.trimEnd().split('\n');
  const altered = text.replace('Dong Ding', 'Dong Dong');
  assert.notEqual(altered, text);
  const other = await startTestServer(t);
  await other.apply(place('kept'));
  const before = await everything(other.services);
  const cases: Readonly<Record<string, readonly [Buffer, RegExp]>> = {
    'cut off in the middle': [whole.subarray(0, whole.length >> 1), /breaks off before its end/],
    'cut off at the end': [whole.subarray(0, -4), /breaks off before its end/],
    'without its last line': [gzipSync(`${lines.slice(0, -1).join('\n')}\n`), /breaks off before its end/],
    'a flipped byte': [Buffer.concat([whole.subarray(0, 400), Buffer.from([(whole[400] ?? 0) ^ 0xff]), whole.subarray(401)]), /damaged/],
    'another word in it': [gzipSync(altered), /checksum/],
    'a row less': [gzipSync(`${[...lines.slice(0, 3), ...lines.slice(4)].join('\n')}\n`), /checksum/],
    'a line that is not JSON': [gzipSync(`${lines[0]}\n{"table":\n${lines.at(-1)}\n`), /cannot be read/],
    'something behind its end': [gzipSync(`${text}{}\n`), /goes on behind its end/],
    'not compressed': [Buffer.from(text), /damaged, or no backup/],
    'another JSON': [gzipSync('{"hello":1}\n'), /not a backup/],
    'text': [gzipSync('hello\n'), /not a backup/],
    'empty': [gzipSync(''), /is empty/],
    'nothing at all': [Buffer.alloc(0), /breaks off|is empty/],
    'tables of a newer version': [gzipSync(text.replace(/"schema":"[^"]*"/, '"schema":"9999-later"')), /newer Packline|checksum/],
    'a newer format': [gzipSync(text.replace('"formatVersion":1', '"formatVersion":2')), /newer Packline/],
  };
  for (const [name, [bytes, says]] of Object.entries(cases)) {
    const bad = join(temporaryDirectory(t), 'bad');
    writeFileSync(bad, bytes);
    await assert.rejects(restoreBackup(other.services.storage, bad, {replace: true, beside: true}), (error) => error instanceof OperationError && says.test(error.message), name);
    assert.deepEqual(await everything(other.services), before, name);
  }
  await assert.rejects(restoreBackup(other.services.storage, join(temporaryDirectory(t), 'missing'), {replace: true, beside: true}), /There is no file/);
});

test('a backup whose rows cannot be written leaves the shop as it was', async (t) => {
  const server = await startTestServer(t);
  await server.apply(place('a'));
  const lines = gunzipSync(readFileSync(await backUp(t, server))).toString().trimEnd().split('\n');
  // The same order twice: sound by its own account, and against the tables' own rules.
  const body = [...lines.slice(0, -1), lines.find((line) => line.startsWith('{"table":"events"')) ?? ''];
  const rows = {...(JSON.parse(lines.at(-1) ?? '') as {rows: Record<string, number>}).rows, events: 2};
  const sha = createHash('sha256').update(`${body.join('\n')}\n`).digest('hex');
  const file = join(temporaryDirectory(t), 'twice');
  writeFileSync(file, gzipSync(`${body.join('\n')}\n${JSON.stringify({end: true, rows, sha256: sha})}\n`));
  const other = await startTestServer(t);
  await other.apply(place('kept'));
  const before = await everything(other.services);
  await assert.rejects(restoreBackup(other.services.storage, file, {replace: true, beside: true}));
  assert.deepEqual(await everything(other.services), before);
  assert.equal((await other.readOrder('kept')).id, 'kept');
});

test('a backup of a SQLite file is restored into the database of this run, and the other way round', async (t) => {
  const sqlite = await startTestServer(t, {demo: true, databaseUrl: undefined});
  const before = await everything(sqlite.services);
  const here = await emptyShop(t);
  await restoreBackup(here.services.storage, await backUp(t, sqlite), {replace: false, beside: true});
  assert.deepEqual(await everything(here.services), before);
  await assertDoctorClean(here.services);
  assert.equal((await here.askJson<{count: number}>('/v1/orders?q=tea')).count, (await sqlite.askJson<{count: number}>('/v1/orders?q=tea')).count);

  const back = await startTestServer(t, {databaseUrl: undefined});
  await restoreBackup(back.services.storage, await backUp(t, here), {replace: false, beside: true});
  assert.deepEqual(await everything(back.services), before);
  await assertDoctorClean(back.services);
});
