import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import type {Command, CommandResult, Order, OrdersPage} from '@packline/core';
import {give, hkd, packAndSend, placePaid} from './support/commands.ts';
import {startTestServer} from './support/start-test-server.ts';

const STRINGS = JSON.parse(readFileSync(new URL('./fixtures/naughty-strings.json', import.meta.url), 'utf8')) as string[];
/** Half of a surrogate pair, a NUL and friends: valid in JSON, troublesome in databases. */
const WORSE = ['\ud800', 'a\ud83cb', '\udfff', 'nul\u0000inside', '\u0000', '\ufeff', '\uffff', '‮reversed', 'e\u0301', '\u2028\u2029', 'x'.repeat(200)];
const TEXTS = [...STRINGS, ...WORSE];

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
  const kept: [string, Command][] = [];
  const push = async (commands: readonly Command[]): Promise<void> => {
    const response = await server.push(commands);
    const body = await response.text();
    assert.ok(response.status === 200 || response.status === 422, `${response.status} ${body}`);
    // A field that must not be empty or so long refuses one text and not all that came with it.
    if (response.status === 422 && commands.length > 1) for (const command of commands) await push([command]);
    if (response.status !== 200) return;
    for (const [index, {outcome}] of (JSON.parse(body) as {results: CommandResult[]}).results.entries()) {
      const command = commands[index];
      if (command && outcome === 'applied') kept.push([command.orderId, command]);
    }
  };
  const commands = TEXTS.map(orderOf);
  for (let start = 0; start < commands.length; start += 25) await push(commands.slice(start, start + 25));
  assert.ok(kept.length > TEXTS.length * 0.9, `${kept.length} of ${TEXTS.length} texts were taken`);
  await server.stop();
  const again = await startTestServer(t, {dataDirectory: server.directory});
  for (const [id, command] of kept) {
    assert.ok(command.type === 'order.place');
    const wanted = command.order;
    const order: Order = await again.readOrder(id);
    assert.deepEqual(order.customer, wanted.customer);
    assert.deepEqual(order.shippingAddress, wanted.shippingAddress);
    assert.deepEqual(order.lines.map(({sku, name, note}) => [sku, name, note]), wanted.lines.map(({sku, name, note}) => [sku, name, note]));
    assert.deepEqual([order.tags, order.customerNote, order.staffNote, order.source, order.discounts[0]?.name, order.channel.name], [wanted.tags, wanted.customerNote, wanted.staffNote, wanted.source, wanted.discounts?.[0]?.name, wanted.channel.name]);
  }
  assert.deepEqual([...server.errors, ...again.errors], []);
});

test('every text can be a query, a number, a remark, a cursor, an id in an address: the answer is never a breakdown', async (t) => {
  const server = await startTestServer(t, {demo: true});
  for (const [index, text] of TEXTS.entries()) {
    const query = new URLSearchParams({q: text.toWellFormed()});
    const list = await server.ask(`/v1/orders?${query}`);
    assert.ok(list.status === 200 || list.status === 400, `${list.status} for the query ${JSON.stringify(text)}`);
    if (list.status === 200) assert.ok(((await list.json()) as OrdersPage).orders.length <= 50);
    if (index % 4 !== 0) continue;
    const address = encodeURIComponent(text.toWellFormed());
    for (const path of [`/v1/orders/${address}`, `/v1/changes?after=${address}`, `/v1/orders?after=${address}`, `/v1/orders?sort=${address}`, `/v1/shop/orders/${address}`, `/o/${address}`, `/mails/${address}`, `/shop/pictures/${address}`, `/assets/${address}`]) {
      const {status} = await server.ask(path, {redirect: 'manual'});
      assert.ok(status < 500, `${status} for ${path}`);
    }
    const response = await server.push([placePaid(`n${index}`, {number: text})]);
    assert.ok(response.status < 500, `${response.status} for the number ${JSON.stringify(text)}`);
  }
  assert.deepEqual(server.errors, []);
});

test('a remark of any text reaches the customer as it is', async (t) => {
  const server = await startTestServer(t);
  const remark = '<script>alert("x")</script> \u202e %s ${7*7} ‘’ 🚚';
  await server.apply(placePaid('o1'));
  const sending = packAndSend('o1').map((command) => (command.type === 'parcel.send' ? {...command, remark} : command));
  await server.apply(...sending);
  assert.equal((await server.readOrder('o1')).parcels[0]?.remark, remark);
});

/** One wrong value for every kind of field there is. */
const WRONG: readonly unknown[] = [null, true, 1.5, -1, 0, 1e308, 9_007_199_254_740_992, '', ' ', 'x', '\u0000', [], [1], {}, {amount: 'x'}, [[]], '__proto__', '2026-13-45', 'x'.repeat(10_000)];

/** Every place in a value, as a way to put something else there. */
function* places(value: unknown, put: (changed: unknown) => unknown = (changed) => changed): Generator<(changed: unknown) => unknown> {
  yield put;
  if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* places(item, (changed) => put(value.with(index, changed)));
  else if (typeof value === 'object' && value !== null) for (const [key, item] of Object.entries(value)) yield* places(item, (changed) => put({...value, [key]: changed}));
}

test('a wrong value at any place of any command is a problem or a refusal, never a breakdown', async (t) => {
  const server = await startTestServer(t);
  await server.apply(placePaid('o1'), placePaid('o2'));
  const samples: Command[] = [
    placePaid('fresh', {shippingFee: hkd(1), discounts: [{name: 'd', amount: hkd(1)}], tax: {amount: hkd(1), included: false}, tags: ['a'], source: {a: 'b'}}),
    give('o1', {type: 'parcel.pack', parcelId: 'o1-p1', lineId: '1', quantity: 1}, {device: {id: 'd', seq: 1}, claimedAt: '2026-01-01T00:00:00.000Z'}),
    give('o1', {type: 'receipt.accept', receiptId: 'r', hash: '0'.repeat(64), amount: hkd(1), acceptAsFull: true, expectedVersion: 3}),
    give('o1', {type: 'receipt.submit', receiptId: 'r', hash: '0'.repeat(64), mediaType: 'image/png', sizeBytes: 5}),
    give('o1', {type: 'parcel.schedule', parcelId: 'o1-p1', shipOn: '2026-11-24'}),
    give('o1', {type: 'order.dispatch', mode: 'all_items', shipOn: '2026-11-24', remark: 'r'}),
    give('o1', {type: 'payment.refund', amount: hkd(1), note: 'n'}),
  ];
  let tried = 0;
  for (const sample of samples) {
    for (const put of places(sample)) {
      for (const wrong of WRONG) {
        tried += 1;
        const response = await server.push([put(wrong)], '?dryRun=1');
        const text = await response.text();
        assert.ok(response.status === 200 || response.status === 422, `${response.status} for ${JSON.stringify(put(wrong)).slice(0, 300)}: ${text.slice(0, 300)}`);
        if (response.status === 422) assert.match(text, /"pointer":"\/commands\/0/);
      }
    }
  }
  assert.ok(tried > 1500, `${tried} were tried`);
  assert.deepEqual(server.errors, []);
});
