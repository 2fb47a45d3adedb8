import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {Readable} from 'node:stream';
import test from 'node:test';
import {parse} from 'csv-parse/sync';
import fc from 'fast-check';
import {EMPTY_QUERY, type Order} from '@packline/core';
import {hashSecret} from '../src/access/secrets.ts';
import {exportOrders, type ExportWish} from '../src/operations/export/export-orders.ts';
import {fromSafeCell, toSafeCell} from '../src/operations/export/formula-safe.ts';
import {importCsv} from '../src/operations/import/import-csv.ts';
import {importOrders} from '../src/operations/import/import-orders.ts';
import {textLines} from '../src/operations/text-lines.ts';
import {assertDoctorClean} from './support/assert-doctor-clean.ts';
import {checkProperty, IS_FULL_DOSE} from './support/check-property.ts';
import {give, hkd, packAndSend, place, placePaid} from './support/commands.ts';
import {startTestServer, type TestServer} from './support/start-test-server.ts';

const ALL: ExportWish = {format: 'jsonl', rows: 'lines', query: EMPTY_QUERY, role: 'owner', bom: false};

async function exported(server: TestServer, wish: Partial<ExportWish> = {}): Promise<string> {
  let text = '';
  await exportOrders(server.services.storage, 'main', {...ALL, ...wish}, (piece) => {
    text += piece;
    return Promise.resolve();
  });
  return text;
}

async function allOrders(server: TestServer): Promise<readonly Order[]> {
  const orders: Order[] = [];
  for (let cursor = ''; ; ) {
    const page = await server.askJson<{orders: Order[]; cursor: string; hasMore: boolean}>(`/v1/changes?limit=1000&after=${cursor}`);
    orders.push(...page.orders);
    if (!page.hasMore) return orders.sort((left, right) => (left.id < right.id ? -1 : 1));
    cursor = page.cursor;
  }
}

test('whole orders go into another shop exactly as they were, once', async (t) => {
  const server = await startTestServer(t, {demo: true});
  await server.apply(place('separators', {customerNote: 'a\u2028b\u2029c'}));
  const text = await exported(server);
  const other = await startTestServer(t);
  const {settings} = await server.services.storage.readFeedState('main');
  await other.services.storage.transact(async (transaction) => transaction.writeSettings('main', {...settings, version: 2}));
  const read = () => textLines(Readable.from([Buffer.from(text)]));
  const orders = await allOrders(server);
  assert.deepEqual(await importOrders(other.services.storage, 'main', read()), {made: orders.length, known: 0, refused: []});
  assert.deepEqual(await allOrders(other), orders);
  await assertDoctorClean(other.services);
  assert.deepEqual(await importOrders(other.services.storage, 'main', read()), {made: 0, known: orders.length, refused: []});
  assert.deepEqual(await allOrders(other), orders);
  // Nobody is written to, and a device that repeats what it had sent there is told that it is done.
  assert.equal((await other.services.storage.listMails('main', 10)).length, 0);
  assert.equal(await exported(other), text);
});

test('what was carried out in the other shop is not carried out again', async (t) => {
  const server = await startTestServer(t);
  const command = place('a');
  await server.apply(command);
  const other = await startTestServer(t);
  await importOrders(other.services.storage, 'main', textLines(Readable.from([await exported(server)])));
  const {results} = (await (await other.push([command])).json()) as {results: {outcome: string}[]};
  assert.deepEqual(results.map(({outcome}) => outcome), ['duplicate']);
});

test('an order whose log does not lead to it, whose number is taken, or that is there otherwise, is refused by name', async (t) => {
  const server = await startTestServer(t);
  await server.apply(placePaid('forged', {number: 'N-1'}), placePaid('taken', {number: 'N-2'}), placePaid('older', {number: 'N-3'}), placePaid('fine', {number: 'N-4'}));
  const text = (await exported(server)).replace(/("order":\{[^\n]*"id":"forged"[^\n]*?)"amount":38000/, '$1"amount":1');
  const other = await startTestServer(t);
  await other.apply(placePaid('somebody', {number: 'N-2'}), placePaid('older', {number: 'N-9'}));
  const before = await other.readOrder('older');
  const {made, refused} = await importOrders(other.services.storage, 'main', textLines(Readable.from([text])));
  assert.equal(made, 1);
  assert.deepEqual(new Set(refused.map(({orderId}) => orderId)), new Set(['forged', 'older', 'taken']));
  assert.match(refused.find(({orderId}) => orderId === 'forged')?.reason ?? '', /not what the log leads to/);
  assert.match(refused.find(({orderId}) => orderId === 'taken')?.reason ?? '', /number N-2 belongs to the order somebody/);
  assert.deepEqual(await other.readOrder('older'), before);
  await assertDoctorClean(other.services);
});

test('a file that is no export is refused with a sentence', async (t) => {
  const server = await startTestServer(t);
  await server.apply(place('a'));
  const redacted = await exported(server, {role: 'packer'});
  for (const [text, says] of [
    ['', /is empty/],
    ['{"hello":1}\n', /no export of Packline/],
    ['not json\n', /Line 1 is not JSON/],
    [`${(await exported(server)).trimEnd().slice(0, -1)}\n`, /Line 2 is not JSON/],
    [`${redacted}`, /without amounts and contacts/],
    ['{"format":"packline-orders"}\n{"order":{}}\n', /no order with its log/],
  ] as const) {
    await assert.rejects(importOrders(server.services.storage, 'main', textLines(Readable.from([text]))), says);
  }
});

test('no cell of a table can be a formula, and every cell is read back as it was', async (t) => {
  const strings = JSON.parse(readFileSync(new URL('fixtures/naughty-strings.json', import.meta.url), 'utf8')) as string[];
  for (const text of [...strings, '=HYPERLINK("http://x")', '+852 5500', '-1', '@SUM(A1)', '\tx', '\rx', "'quoted", "''", '＝1+1']) {
    const cell = toSafeCell(text);
    assert.doesNotMatch(cell, /^[=+\-@\t\r\n]/);
    assert.equal(fromSafeCell(cell), text);
  }
  await checkProperty(t, fc.asyncProperty(fc.string({unit: 'binary'}), async (text) => assert.equal(fromSafeCell(toSafeCell(text)), text)), {runs: 200});
});

test('a table says what was ordered, and read into another shop it places the same orders, once', async (t) => {
  const server = await startTestServer(t);
  await server.apply(
    place('a', {number: 'A-1', customer: {id: 'C"1', name: '=cmd|calc', email: '+a@example.com', phone: '+852 5500 1020', language: 'zh-Hant'}, customerNote: 'two\nlines, "quoted"\r\n', tags: ['-vip', 'a;b']}),
    placePaid('b', {number: 'B-2', discounts: [{name: 'New year', amount: hkd(500)}], tax: {amount: hkd(100), included: false}}),
  );
  const csv = await exported(server, {format: 'csv', bom: true});
  assert.equal(csv.charCodeAt(0), 0xfeff);
  const rows = parse(csv, {bom: true, columns: true}) as Record<string, string>[];
  assert.deepEqual(rows.map((row) => [row['order_id'], row['sku'], row['quantity'], row['unit_price']]), [
    ['a', 'TEA-DD-150', '2', '380.00'], ['a', 'GW-110-W', '1', '320.00'], ['b', 'TEA-DD-150', '2', '380.00'], ['b', 'GW-110-W', '1', '320.00'],
  ]);
  for (const row of rows) for (const cell of Object.values(row)) assert.doesNotMatch(cell, /^[=+\-@\t\r]/);
  assert.equal(rows[0]?.['customer_name'], "'=cmd|calc");

  const other = await startTestServer(t);
  const read = () => Readable.from([Buffer.from(csv).subarray(0, 1000), Buffer.from(csv).subarray(1000)]);
  assert.deepEqual(await importCsv(other.services.commands, read(), other.services.now()), {made: 2, known: 0, refused: []});
  for (const id of ['a', 'b']) {
    const [was, is] = [await server.readOrder(id), await other.readOrder(id)];
    for (const field of ['number', 'customer', 'shippingAddress', 'lines', 'shippingFee', 'totals', 'payment', 'placedAt', 'tags', 'customerNote', 'channel'] as const) assert.deepEqual(is[field], was[field], `${id}.${field}`);
  }
  assert.deepEqual(await importCsv(other.services.commands, read(), other.services.now()), {made: 0, known: 2, refused: []});
  assert.equal((await other.services.storage.listMails('main', 10)).length, 0);
  await assertDoctorClean(other.services);
  await assert.rejects(importCsv(other.services.commands, Readable.from(['a,b\n1,2\n']), other.services.now()), /has no column order_id/);
  await assert.rejects(importCsv(other.services.commands, Readable.from([csv.slice(1, 700)]), other.services.now()), /not a table|is not/);
});

test('a table does not bring back to life what was sent or cancelled, nor what is still to come', async (t) => {
  const server = await startTestServer(t);
  await server.apply(place('open'), placePaid('sent'), ...packAndSend('sent'), place('cancelled'), give('cancelled', {type: 'order.cancel', reason: 'customer'}), place('later'));
  const placedAt = (await server.readOrder('later')).placedAt;
  const csv = (await exported(server, {format: 'csv'})).split('\n').map((row) => (row.startsWith('later') ? row.replace(placedAt, '2999-01-01T00:00:00.000Z') : row)).join('\n');
  const other = await startTestServer(t);
  const {made, refused} = await importCsv(other.services.commands, Readable.from([csv]), other.services.now());
  assert.equal(made, 1);
  assert.deepEqual(refused.map(({orderId}) => orderId), ['cancelled', 'later', 'sent']);
  assert.match(refused[0]?.reason ?? '', /^its lifecycle is “cancelled”.*JSON lines/);
  assert.match(refused[1]?.reason ?? '', /2999.*still to come/);
  assert.match(refused[2]?.reason ?? '', /^its fulfillment is “sent”.*JSON lines/);
  assert.equal((await other.ask('/v1/orders/sent')).status, 404);
});

test('GET /v1/export: a file of what matches, as the role may see it', async (t) => {
  const server = await startTestServer(t);
  await server.apply(place('a', {number: 'A-1'}), placePaid('b', {number: 'B-2'}), give('b', {type: 'note.add', text: 'call +852 5500 1020, owes HK$500'}));
  const answer = await server.ask('/v1/export?format=csv&q=number:B-2&bom=1');
  assert.equal(answer.headers.get('content-type'), 'text/csv; charset=utf-8; header=present');
  assert.match(answer.headers.get('content-disposition') ?? '', /^attachment; filename="orders-\d{4}-\d\d-\d\d\.csv"$/);
  const rows: {order_id: string}[] = parse(Buffer.from(await answer.arrayBuffer()), {bom: true, columns: true});
  assert.ok(rows.length > 0 && rows.every((row) => row.order_id === 'b'));
  const lines = (await (await server.ask('/v1/export?format=jsonl')).text()).trimEnd().split('\n');
  assert.equal(lines.length, 3);
  assert.deepEqual(JSON.parse(lines[1] ?? '').order, await server.readOrder('a'));

  await server.services.storage.writeToken('main', {id: 'p', hash: hashSecret('packer-token'), label: '', userId: 'p', userName: 'Packer', role: 'packer', createdAt: ''});
  const asPacker = (path: string) => fetch(new URL(path, server.url), {headers: {authorization: 'Bearer packer-token'}});
  for (const path of ['/v1/export?format=csv', '/v1/export?format=csv&rows=orders', '/v1/export?format=jsonl']) {
    const text = await (await asPacker(path)).text();
    assert.match(text, /A-1/);
    for (const secret of ['380.00', '38000', 'chan@example.com', '5500 1020', 'HK$500', 'unit_price', 'payable']) assert.ok(!text.includes(secret) || (path.includes('jsonl') && secret === 'payable'), `${path}: ${secret}`);
  }
  assert.equal((await asPacker('/v1/export?format=csv&q=total:%3E5')).status, 403);
  for (const path of ['/v1/export?format=pdf', '/v1/export?rows=x', '/v1/export?bom=yes', '/v1/export?q=statsu:paid', '/v1/export?limit=1']) assert.equal((await server.ask(path)).status, 400, path);
});

test('an export that nobody reads on holds up nobody, ends with its reader, and only some run at a time', async (t) => {
  const server = await startTestServer(t);
  const note = 'x'.repeat(9000);
  for (let batch = 0; batch < 8; batch += 1) await server.apply(...Array.from({length: 100}, (_, index) => place(`o${batch}-${index}`, {customerNote: note})));
  const readers = [new AbortController(), new AbortController()];
  const open = await Promise.all(readers.map(({signal}) => server.ask('/v1/export?format=jsonl', {signal})));
  assert.deepEqual(open.map(({status}) => status), [200, 200]);
  const third = await server.ask('/v1/export?format=jsonl');
  assert.equal(third.status, 429);
  assert.ok(Number(third.headers.get('retry-after')) > 0);
  await server.apply(place('meanwhile'));
  for (const reader of readers) reader.abort();
  let again = await server.ask('/v1/export?format=jsonl');
  for (let tries = 0; again.status === 429 && tries < 200; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    again = await server.ask('/v1/export?format=jsonl');
  }
  assert.equal((await again.text()).trimEnd().split('\n').length, 802);
  assert.deepEqual(server.errors, []);
});

test('pieces wait for one another: an export of any size needs the memory of one piece', async (t) => {
  const server = await startTestServer(t);
  for (let batch = 0; batch < 5; batch += 1) await server.apply(...Array.from({length: 200}, (_, index) => place(`o${batch}-${index}`)));
  let pending = 0;
  let pieces = 0;
  const count = await exportOrders(server.services.storage, 'main', ALL, async () => {
    pieces += 1;
    pending += 1;
    assert.equal(pending, 1);
    await new Promise((resolve) => setImmediate(resolve));
    pending -= 1;
  });
  assert.equal(count, 1000);
  assert.ok(pieces >= 5);
  if (IS_FULL_DOSE) {
    for (let batch = 5; batch < 200; batch += 1) await server.apply(...Array.from({length: 500}, (_, index) => place(`o${batch}-${index}`)));
    const heap = (): number => {
      globalThis.gc?.();
      return process.memoryUsage().heapUsed / 2 ** 20;
    };
    const before = heap();
    let most = 0;
    let since = 0;
    const all = await exportOrders(server.services.storage, 'main', ALL, async () => {
      since += 1;
      if (since % 50 === 0) most = Math.max(most, heap() - before);
      await new Promise((resolve) => setImmediate(resolve));
    });
    t.diagnostic(`${all} orders, at most ${most.toFixed(0)} MiB more than before`);
    // A hundred thousand orders with their logs are some hundred megabytes of text.
    assert.ok(most < 150, `${most} MiB`);
  }
  const gaveUp = exportOrders(server.services.storage, 'main', ALL, () => Promise.reject(new Error('gone')));
  await assert.rejects(gaveUp, /gone/);
});
