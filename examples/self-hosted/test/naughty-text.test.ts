import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, test} from 'node:test';
import {changesPageSchema} from '@packline/client';
import {parseCommand, type ChangesPage, type Command, type Order, type OrdersPage} from '@packline/core';
import fc from 'fast-check';
import {checkProperty} from './support/check-property.ts';
import {give, hkd, packAndSend, placePaid} from './support/commands.ts';
import {readProblem, startTestServer} from './support/start-test-server.ts';

const STRINGS = JSON.parse(readFileSync(new URL('./fixtures/naughty-strings.json', import.meta.url), 'utf8')) as string[];
/** Half of a surrogate pair, a NUL and friends: valid in JSON, troublesome in databases. */
const WORSE = ['\ud800', 'a\ud83cb', '\udfff', 'nul\u0000inside', '\u0000', '\ufeff', '\uffff', '‮reversed', 'e\u0301', '\u2028\u2029', 'x'.repeat(200)];
const TEXTS = [...STRINGS, ...WORSE];

const shop = await startTestServer({after}, {demo: true});
await shop.apply(placePaid('o1'), placePaid('o2'));

test('every text field keeps what was written, character by character, through the file and back', async (t) => {
  const server = await startTestServer(t);
  const orderOf = (text: string, index: number): Command =>
    placePaid(`o${index}`, {
      customer: {id: text, name: text, email: text, phone: text, language: 'en'},
      shippingAddress: {name: text, phone: text, lines: [text], district: text, city: text, region: text, postcode: text, country: text},
      lines: [{sku: text, name: text, quantity: 2, unitPrice: hkd(100), note: text}, {sku: 'B', name: 'B', quantity: 1, unitPrice: hkd(1)}],
      discounts: [{name: text, amount: hkd(1)}],
      tags: [text],
      customerNote: text,
      staffNote: text,
      source: {text},
      // Nobody writes to an address made of noise.
      channel: {code: 'import', name: text},
    });
  const commands = TEXTS.map(orderOf);
  const kept = commands.filter((command) => parseCommand(command).ok);
  assert.ok(kept.length > TEXTS.length * 0.9, `${kept.length} of ${TEXTS.length} texts were taken`);
  for (let start = 0; start < kept.length; start += 100) await server.apply(...kept.slice(start, start + 100));
  for (const command of commands.filter((each) => !kept.includes(each))) assert.equal((await server.push([command])).status, 422);

  await server.stop();
  const again = await startTestServer(t, {dataDirectory: server.directory});
  const orders = new Map<string, Order>();
  for (let page: ChangesPage | undefined; page?.hasMore !== false; ) {
    page = await again.askJson<ChangesPage>(`/v1/changes?limit=1000&after=${page?.cursor ?? ''}`);
    for (const order of page.orders) orders.set(order.id, order);
  }
  assert.equal(orders.size, kept.length);
  for (const command of kept) {
    assert.ok(command.type === 'order.place');
    const wanted = command.order;
    const order = orders.get(command.orderId);
    assert.deepEqual(order?.customer, wanted.customer);
    assert.deepEqual(order?.shippingAddress, wanted.shippingAddress);
    assert.deepEqual(order?.lines.map(({sku, name, note}) => [sku, name, note]), wanted.lines.map(({sku, name, note}) => [sku, name, note]));
    // Tags are told apart by their words: blank ones are none, and space round them says nothing.
    assert.deepEqual(order?.tags, wanted.tags?.map((tag) => tag.trim()).filter((tag) => tag !== ''));
    assert.deepEqual([order?.customerNote, order?.staffNote, order?.source, order?.discounts[0]?.name, order?.channel.name], [wanted.customerNote, wanted.staffNote, wanted.source, wanted.discounts?.[0]?.name, wanted.channel.name]);
  }
  assert.deepEqual([...server.errors, ...again.errors], []);
});

const anyText = fc.oneof(fc.constantFrom(...TEXTS), fc.string({unit: 'binary', maxLength: 40}));

test('every text can be a query: the answer is a list, or says what is wrong', async (t) => {
  await checkProperty(
    t,
    fc.asyncProperty(anyText, fc.constantFrom('', 'number:', 'product:', 'status:', 'placed:', 'total:>', '-', '"', 'tag:"'), async (text, prefix) => {
      const list = await shop.ask(`/v1/orders?${new URLSearchParams({q: `${prefix}${text}`.toWellFormed()})}`);
      if (list.status === 200) assert.ok(((await list.json()) as OrdersPage).orders.length <= 50);
      else assert.deepEqual([list.status, (await readProblem(list)).errors?.[0]?.pointer], [400, '/q']);
    }),
    {runs: 150},
  );
  assert.deepEqual(shop.errors, []);
});

const ADDRESSES = [
  '/v1/orders/*', '/v1/orders/*/events', '/v1/orders/x/receipts/*/content', '/v1/changes?after=*', '/v1/changes?limit=*', '/v1/orders?after=*', '/v1/orders?sort=*', '/v1/products?q=*',
  '/v1/shop/orders/*', '/v1/shop/orders/*/stream', '/o/*', '/sign-in/*', '/mails/*', '/shop/pictures/*', '/assets/*', '/packline/*', '/*', '/shop?lang=*',
];

test('every text can be part of an address or a header: nothing breaks', async (t) => {
  await checkProperty(
    t,
    fc.asyncProperty(anyText, fc.constantFrom(...ADDRESSES), async (text, address) => {
      // What a header cannot carry at all, no client can send.
      const header = text.replace(/[^\x20-\x7e\x80-\xff]/g, '');
      const headers = {accept: 'text/html', cookie: `packline_session=${header}; lang=${header}; basket=${header}`, 'accept-language': header, 'if-none-match': header, 'last-event-id': header, 'accept-encoding': header};
      const {status, body} = await shop.ask(address.replace('*', encodeURIComponent(text.toWellFormed())), {redirect: 'manual', headers});
      assert.ok(status < 500, `${status} for ${address}`);
      await body?.cancel();
    }),
    {runs: 150},
  );
  assert.deepEqual(shop.errors, []);
});

test('a number or remark of any text is kept, or pointed at', async (t) => {
  await checkProperty(
    t,
    fc.asyncProperty(anyText, async (text) => {
      const response = await shop.push([placePaid('dry', {number: text}), ...packAndSend('dry').map((command) => (command.type === 'parcel.send' ? {...command, remark: text} : command))], '?dryRun=1');
      assert.ok(response.status === 200 || response.status === 422, `${response.status}`);
      if (response.status === 422) assert.match((await readProblem(response)).errors?.[0]?.pointer ?? '', /^\/commands\/(0\/order\/number|4\/remark)$/);
    }),
    {runs: 60},
  );
});

test('a remark of any text reaches the customer as it is', async () => {
  const remark = '<script>alert("x")</script> \u202e %s ${7*7} ‘’ 🚚';
  await shop.apply(...packAndSend('o2').map((command) => (command.type === 'parcel.send' ? {...command, remark} : command)));
  assert.equal((await shop.readOrder('o2')).parcels[0]?.remark, remark);
});

/** One wrong value for every kind of field there is. */
const WRONG: readonly unknown[] = [
  null, true, 1.5, -1, 0, -0, 1e308, 9_007_199_254_740_991, 9_007_199_254_740_992, -9_007_199_254_740_991, '', ' ', 'x', '\u0000', '\ud800', [], [1], {}, {amount: 'x'}, [[]], '__proto__', 'constructor',
  '2026-13-45', '2026-02-30', '2026-02-30T00:00:00Z', '0000-01-01', '9999-12-31T23:59:59.999Z', '2026-01-01T00:00:00+08:00', 'x'.repeat(101), 'x'.repeat(10_001),
  JSON.parse('{"__proto__": {"type": "order.place"}, "constructor": 1, "toString": 2}'),
];

/** Every place in a value, as a way to put something else there. */
function* places(value: unknown, put: (changed: unknown) => unknown = (changed) => changed): Generator<(changed: unknown) => unknown> {
  yield put;
  if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* places(item, (changed) => put(value.with(index, changed)));
  else if (typeof value === 'object' && value !== null) for (const [key, item] of Object.entries(value)) yield* places(item, (changed) => put({...value, [key]: changed}));
}

const SAMPLES: readonly Command[] = [
  placePaid('fresh', {shippingFee: hkd(1), discounts: [{name: 'd', amount: hkd(1)}], tax: {amount: hkd(1), included: false}, tags: ['a'], source: {a: 'b'}, placedAt: '2026-01-01T00:00:00Z'}),
  give('o1', {type: 'parcel.pack', parcelId: 'o1-p1', lineId: '1', quantity: 1}, {device: {id: 'd', seq: 1}, claimedAt: '2026-01-01T00:00:00.000Z'}),
  give('o1', {type: 'receipt.accept', receiptId: 'r', hash: '0'.repeat(64), amount: hkd(1), acceptAsFull: true, expectedVersion: 3}),
  give('o1', {type: 'receipt.submit', receiptId: 'r', hash: '0'.repeat(64), mediaType: 'image/png', sizeBytes: 5}),
  give('o1', {type: 'parcel.schedule', parcelId: 'o1-p1', shipOn: '2026-11-24'}),
  give('o1', {type: 'order.dispatch', mode: 'all_items', shipOn: '2026-11-24', remark: 'r'}),
  give('o1', {type: 'payment.refund', amount: hkd(1), note: 'n'}),
];
const PLACES = SAMPLES.flatMap((sample) => [...places(sample)]);

test('a wrong value at any place of any command is a problem that points at it, or a decision; never a breakdown or half a request', async (t) => {
  let round = 0;
  await checkProperty(
    t,
    fc.asyncProperty(fc.constantFrom(...PLACES), fc.oneof(fc.constantFrom(...WRONG), fc.jsonValue({maxDepth: 2})), async (put, wrong) => {
      round += 1;
      const response = await shop.push([placePaid(`beside-${round}`), put(wrong)]);
      const text = await response.text();
      assert.ok(response.status === 200 || response.status === 422, `${response.status}: ${text.slice(0, 300)}`);
      if (response.status === 422) assert.match(text, /"errors":\[\{"pointer":"\/commands\/1/);
      assert.equal((await shop.ask(`/v1/orders/beside-${round}`)).status, response.status === 200 ? 200 : 404);
    }),
    {runs: 250},
  );
  assert.deepEqual(shop.errors, []);
});

test('what was let in, every reader of the protocol can read', async () => {
  for (let cursor = '', hasMore = true; hasMore; ) {
    const page = changesPageSchema.parse(await shop.askJson(`/v1/changes?limit=1000&after=${cursor}`));
    ({cursor, hasMore} = page);
  }
});
