import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import type {Order} from '@packline/core';
import type {FindingKind} from '../src/operations/doctor/finding.ts';
import {mend} from '../src/operations/doctor/mend.ts';
import {runDoctor} from '../src/operations/doctor/run-doctor.ts';
import {assertDoctorClean} from './support/assert-doctor-clean.ts';
import {give, packAndSend, place, placePaid, PNG, sha256} from './support/commands.ts';
import {runSql} from './support/run-sql.ts';
import {startTestServer, type TestServer} from './support/start-test-server.ts';

test('the demo shop, sixty days of real commands, is clean', async (t) => {
  const server = await startTestServer(t, {demo: true});
  const report = await runDoctor(server.services.storage, 'main');
  assert.deepEqual(report.findings, []);
  assert.ok(report.checked.orders > 50 && report.checked.events > 500 && report.checked.effects > 20 && report.checked.pictures > 3, JSON.stringify(report.checked));
  await assertDoctorClean(server.services);
});

/** Three orders, one of them sent. */
async function startShop(t: TestContext): Promise<TestServer> {
  const server = await startTestServer(t);
  await server.apply(placePaid('a', {number: 'A-1'}), place('b', {number: 'B-2'}), placePaid('c', {number: 'C-3'}), ...packAndSend('a'));
  await assertDoctorClean(server.services);
  return server;
}

async function findings(server: TestServer): Promise<(readonly [FindingKind, string | undefined])[]> {
  const report = await runDoctor(server.services.storage, 'main');
  return report.findings.map(({kind, orderId}) => [kind, orderId] as const);
}

/** Damage, what the doctor says to it, and whether it can be mended by deriving. */
const DAMAGE: readonly {readonly name: string; readonly statement: string; readonly says: readonly (readonly [FindingKind, string | undefined])[]; readonly mendable: boolean}[] = [
  {name: 'a column that says something else', statement: `update orders set status = 'complete' where id = 'b'`, says: [['column-differs', 'b']], mendable: true},
  {name: 'a search text that lost a word', statement: `update order_texts set texts = 'nothing' where order_id = 'a'`, says: [['search-differs', 'a']], mendable: true},
  {name: 'a search text that is gone', statement: `delete from order_texts where order_id = 'a'`, says: [['search-differs', 'a']], mendable: true},
  {name: 'a document with another status', statement: `update orders set doc = replace(doc, '"status":"payment_review"', '"status":"complete"') where id = 'b'`, says: [['status-differs', 'b'], ['column-differs', 'b']], mendable: true},
  {name: 'a document with a fact that never happened', statement: `update orders set doc = replace(doc, 'Flat 1', 'Flat 9') where id = 'c'`, says: [['replay-differs', 'c']], mendable: true},
  {name: 'a document that is cut off', statement: `update orders set doc = substr(doc, 1, 100) where id = 'c'`, says: [['document-unreadable', 'c']], mendable: true},
  {name: 'a feed that ends too early', statement: `update feeds set position = 1`, says: [['position-beyond-head', undefined]], mendable: true},
  {name: 'a log with a gap', statement: `delete from events where order_id = 'a' and version = 2`, says: [['log-has-gap', 'a'], ['command-without-event', 'a']], mendable: false},
  {name: 'a log without its command', statement: `delete from commands where order_id = 'b'`, says: [['event-without-command', 'b']], mendable: false},
  {name: 'an order that is gone', statement: `delete from orders where id = 'c'`, says: [['event-without-order', 'c'], ['effect-without-order', 'c']], mendable: false},
  {name: 'a letter that nobody asked for', statement: `update effects set effect_key = 'a/nobody/parcel-sent' where effect_key like 'a/%/parcel-sent/%'`, says: [['effect-key-unknown', 'a']], mendable: false},
];

for (const {name, statement, says, mendable} of DAMAGE) {
  test(`the doctor finds ${name}${mendable ? ', and mends it' : ''}`, async (t) => {
    const server = await startShop(t);
    const before = await Promise.all(['a', 'b', 'c'].map((id) => server.readOrder(id)));
    await runSql(t, server, statement);
    const found = await findings(server);
    for (const [kind, orderId] of says) assert.ok(found.some((finding) => finding[0] === kind && (orderId === undefined || finding[1] === orderId)), `${kind} of ${orderId} among ${JSON.stringify(found)}`);
    const report = await runDoctor(server.services.storage, 'main');
    assert.equal(report.clean, false);
    const mended = await mend(server.services.storage, report, server.services.now());
    if (!mendable) return assert.notDeepEqual(await findings(server), []);
    await assertDoctorClean(server.services);
    assert.deepEqual(await Promise.all(['a', 'b', 'c'].map((id) => server.readOrder(id))), before);
    if (says.some(([, orderId]) => orderId !== undefined)) assert.equal(mended, 1);
  });
}

test('a mended order goes through the feed, so that devices replace what they have', async (t) => {
  const server = await startShop(t);
  await runSql(t, server, `update orders set doc = replace(doc, '"status":"payment_review"', '"status":"complete"') where id = 'b'`);
  const {cursor} = await server.askJson<{cursor: string}>('/v1/changes?limit=1000');
  await mend(server.services.storage, await runDoctor(server.services.storage, 'main'), server.services.now());
  const {orders} = await server.askJson<{orders: Order[]}>(`/v1/changes?after=${cursor}`);
  assert.deepEqual(orders.map(({id, status}) => [id, status]), [['b', 'payment_review']]);
});

test('a picture whose bytes were altered is found', async (t) => {
  const server = await startShop(t);
  const hash = sha256(PNG);
  const submit = give('b', {type: 'receipt.submit', receiptId: 'r', hash, mediaType: 'image/png', sizeBytes: PNG.byteLength});
  const answer = await server.services.commands.run({commands: [submit], actor: {id: 's', name: 'Chan', role: 'shopper'}, receiptFiles: [{hash, mediaType: 'image/png', bytes: PNG}]});
  assert.equal(answer.ok, true);
  await assertDoctorClean(server.services);
  await runSql(t, server, `update receipt_files set size_bytes = 1`);
  assert.deepEqual(await findings(server), [['picture-altered', undefined]]);
});

test('sessions that have ended are counted, and mending removes them', async (t) => {
  const server = await startShop(t);
  const {storage, access} = server.services;
  await access.makeSignInCode();
  const later = new Date(Date.now() + 400 * 86_400_000).toISOString();
  const report = await runDoctor(storage, 'main', later);
  assert.equal(report.clean, true);
  assert.match(report.notices.join(), /2 sessions and codes have expired/);
  await mend(storage, report, later);
  assert.deepEqual((await runDoctor(storage, 'main', later)).notices, []);
});

test('the doctor looks at one moment, and nobody waits for it', async (t) => {
  const server = await startShop(t);
  const seen = await server.services.storage.readSnapshot(async (snapshot) => {
    const before = await snapshot.countRows('orders');
    await server.apply(place('d'));
    return [before, await snapshot.countRows('orders')];
  });
  assert.deepEqual(seen, [3, 3]);
  assert.equal((await server.readOrder('d')).id, 'd');
});
