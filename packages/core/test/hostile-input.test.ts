import assert from 'node:assert/strict';
import {test} from 'node:test';
import {
  applyCommand,
  decide,
  parseCommand,
  redact,
  redactEvent,
  replay,
  type Command,
  type OrderEvent,
} from '../src/index.ts';
import {OrderIndex} from '../src/index/order-index.ts';
import {hkd, line, newOrder} from './support/new-order.ts';
import {codeOf, command, INHERITED, isFound, ordered} from './support/odd-orders.ts';
import {ACTORS, contextOf, NOW} from './support/people.ts';
import {HASH, Story} from './support/story.ts';

/** What reads as something else than it is. */
const ODD_TEXTS = ['__proto__', ...INHERITED, '\u202E001 eman', '\u200B', '<img src=x onerror=alert(1)>', '{{1}}', '${1}', '�', '\uD83D\uDE00'] as const;

/** `pointer: detail` of everything that is wrong with it. */
function problemsOf(text: string): string[] {
  const parsed = parseCommand(JSON.parse(text));
  return parsed.ok ? [] : parsed.errors.map(({pointer, detail}) => `${pointer}: ${detail}`);
}

function assertNothingShared(): void {
  assert.deepEqual(Object.keys(Object.prototype), []);
  assert.equal(({} as {polluted?: unknown}).polluted, undefined);
  assert.deepEqual(Object.keys(Array.prototype), []);
}

test('O31 ids may be called what every object inherits: of orders, lines, parcels, receipts, commands and devices', () => {
  for (const id of INHERITED) {
    const context = contextOf();
    const wishes: readonly object[] = [
      {type: 'order.place', order: newOrder({number: id, lines: [line({id, sku: id, name: id})], paid: {method: id}})},
      {type: 'parcel.add', parcelId: id},
      {type: 'parcel.pack', parcelId: id, lineId: id, quantity: 2},
      {type: 'parcel.verify', parcelId: id, lineId: id},
      {type: 'parcel.unlock', parcelId: id, lineId: id, reason: id},
      {type: 'tags.change', add: [id, '__proto__']},
      {type: 'hold.add', reason: id},
      {type: 'hold.release', holdId: `${id}7-hold`},
      {type: 'receipt.submit', receiptId: id, hash: HASH, mediaType: 'image/png', sizeBytes: 1},
      {type: 'order.edit', undoPacking: true, changes: {lines: [{lineId: id, quantity: 1}], customer: {name: id}}},
    ];
    const commands = wishes.map((body, index): Command => {
      const parsed = parseCommand({id: `${id}${index + 1}`, schemaVersion: 1, orderId: id, device: {id, seq: index + 1}, ...body});
      assert.ok(parsed.ok, JSON.stringify(parsed));
      return parsed.command;
    });
    const {order, notShown} = replay(undefined, commands, () => context);
    assert.deepEqual(notShown, []);
    assert.ok(order);
    assert.deepEqual(order.applied, {[id]: commands.length});
    assert.deepEqual(replay(order, commands, () => context).shown, []);
    assert.deepEqual(order.tags, [id, '__proto__']);
    assert.deepEqual(order.lines.map(({quantity}) => quantity), [1]);
    for (const query of [`number:${id}`, `sku:${id}`, `tag:__proto__`, `customer:${id}`]) assert.ok(isFound(order, query), query);
    assert.equal(redact(order, 'packer').lines[0]?.sku, id);
    // An id that was never given is not known because every object has it.
    const stranger = ordered({});
    assert.equal(codeOf(stranger, {type: 'parcel.send', parcelId: id}), 'parcel/not-found');
    assert.equal(codeOf(stranger, {type: 'hold.release', holdId: id}), 'hold/not-found');
    assert.equal(codeOf(stranger, {type: 'order.undo', undoes: id}), 'undo/not-found');
    assert.equal(codeOf(stranger, {type: 'line.cancel', lineId: id, quantity: 1}), 'line/not-found');
    assertNothingShared();
  }
});

test('O31 W1 texts are kept as they are and never become markup, a template or a field', () => {
  for (const text of ODD_TEXTS) {
    const order = ordered({
      customer: {id: text, name: text, email: text, phone: text},
      channel: {code: text, name: text},
      lines: [line({sku: text, name: text, note: text})],
      tags: [`x${text}`],
      customerNote: text,
      source: {[`x${text}`]: text},
      number: text,
    });
    assert.deepEqual([order.number, order.customer.name, order.lines[0]?.name, order.tags[0], order.source?.[`x${text}`]], [text, text, text, `x${text}`, text]);
    assert.deepEqual(JSON.parse(JSON.stringify(order)), order);
    const index = new OrderIndex();
    index.upsert(order, 'synced');
    const row = index.row(0);
    assert.deepEqual([row.number, row.customerName, row.channelCode, row.firstItem], [text, text, text, text]);
    assertNothingShared();
  }
});

test('O31 W1 a field that is called __proto__ is not a way into what all objects share; as the key of a source it is left out', () => {
  const asProto = (text: string): string => text.replaceAll('"PROTO"', '"__proto__"');
  const body = {id: 'x1', schemaVersion: 1, orderId: 'o1', type: 'order.place', order: {...newOrder(), PROTO: {polluted: 'order'}, source: {shop: 'woo', PROTO: 'source', constructor: 'kept'}}, PROTO: {polluted: 'command'}};
  const parsed = parseCommand(JSON.parse(asProto(JSON.stringify(body))));
  assert.ok(parsed.ok && parsed.command.type === 'order.place');
  assert.deepEqual(Object.keys(parsed.command.order.source ?? {}), ['shop', 'constructor']);
  assert.equal((parsed.command as {polluted?: unknown}).polluted, undefined);
  assert.deepEqual(problemsOf('{"__proto__": {"type": "order.confirm", "id": "x1", "schemaVersion": 1, "orderId": "o1"}}'), ['/type: is not one of the known kinds.']);
  for (const type of ['__proto__', ...INHERITED]) assert.deepEqual(problemsOf(JSON.stringify({id: 'x1', schemaVersion: 1, orderId: 'o1', type})), ['/type: is not one of the known kinds.']);
  assertNothingShared();
});

test('W4 −0 is read as 0, since nothing that keeps JSON gives it back', () => {
  const text = JSON.stringify({id: 'x1', schemaVersion: 1, orderId: 'o1', type: 'order.place', order: newOrder({lines: [line({unitPrice: hkd(77)})], shippingFee: hkd(78), tax: {amount: hkd(79), included: true}})}).replaceAll(/"amount":7\d,"scale":2/g, '"amount":-0,"scale":-0');
  const parsed = parseCommand(JSON.parse(text));
  assert.ok(parsed.ok);
  const answer = applyCommand(undefined, parsed.command, contextOf());
  assert.ok(answer.ok);
  assert.deepEqual(JSON.parse(JSON.stringify(answer.order)), answer.order);
  assert.ok(Object.is(answer.order.lines[0]?.unitPrice.amount, 0) && Object.is(answer.order.shippingFee?.scale, 0));
});

test('W4 moments are moments of the calendar with digits that end, days are days of it, currencies are written in capitals', () => {
  const place = (changes: object): string => JSON.stringify({id: 'x1', schemaVersion: 1, orderId: 'o1', type: 'order.place', order: {...newOrder(), ...changes}});
  for (const placedAt of ['0000-00-00T00:00:00Z', '2026-02-30T00:00:00Z', '2026-01-01T24:00:00Z', '2026-01-01T23:59:60Z', '+275760-09-13T00:00:00Z', '2026-11-23', 'now', '']) {
    assert.deepEqual(problemsOf(place({placedAt})), ['/order/placedAt: must be an instant in UTC such as 2026-11-23T06:32:00Z.'], placedAt);
  }
  assert.deepEqual(problemsOf(place({placedAt: `2026-11-23T06:32:00.${'1'.repeat(1000)}Z`})), ['/order/placedAt: must have at most 40 characters.']);
  for (const placedAt of ['0000-01-01T00:00:00Z', '9999-12-31T23:59:59.999999999Z', '2028-02-29T00:00:00Z']) assert.deepEqual(problemsOf(place({placedAt})), []);
  for (const shipOn of ['0000-00-00', '2026-02-29', '+275760-01-01', '2026-1-1']) {
    assert.deepEqual(problemsOf(JSON.stringify({id: 'x1', schemaVersion: 1, orderId: 'o1', type: 'order.schedule', shipOn})), ['/shipOn: must be a day such as 2026-11-23.']);
  }
  for (const currency of ['hkd', 'HK', 'HKDD', '', 'constructor']) assert.match(problemsOf(place({currency})).join(), /^\/order\/currency: /);
});

test('W4 what an import tells of an order has an end too', () => {
  const facts = (count: number) => ({type: 'order.place', order: {...newOrder(), source: Object.fromEntries(Array.from({length: count}, (_, index) => [`fact ${index}`, 'so']))}});
  assert.equal(parseCommand({id: 'x1', schemaVersion: 1, orderId: 'o1', ...facts(200)}).ok, true);
  assert.deepEqual(problemsOf(JSON.stringify({id: 'x1', schemaVersion: 1, orderId: 'o1', ...facts(201)})), ['/order/source: must have at most 200 entries.']);
});

test('O4 amounts and quantities that are none, from callers without types, are refused and not thrown', () => {
  const due = new Story().place().uploads('r1').order;
  const paid = new Story().place().pays(20_000).order;
  for (const amount of [Number.NaN, Infinity, -Infinity, 1.5, 2 ** 53, -1, -0]) {
    for (const scale of [2, 7, -1, 1.5, Number.NaN]) {
      const money = {amount, scale, currency: 'HKD'};
      const isAmount = Number.isSafeInteger(amount) && scale === 2;
      const price = codeOf(undefined, {type: 'order.place', order: newOrder({lines: [line({quantity: 2, unitPrice: money})]})});
      assert.equal(price, isAmount ? 'ok' : 'order/out-of-range', `${amount} ${scale}`);
      for (const order of [newOrder({shippingFee: money}), newOrder({discounts: [{name: '', amount: money}]}), newOrder({tax: {amount: money, included: false}})]) {
        assert.equal(codeOf(undefined, {type: 'order.place', order}), price);
      }
      assert.equal(codeOf(due, {type: 'order.edit', changes: {lines: [{lineId: '1', unitPrice: money}]}}), price);
      const movements = [codeOf(due, {type: 'receipt.accept', receiptId: 'r1', hash: HASH, amount: money}), ...['payment.record', 'payment.refund', 'payment.reverse'].map((type) => codeOf(paid, {type, entryId: paid.payments[0]?.id, amount: money}))];
      for (const code of movements) assert.match(code, amount > 0 ? /^order\/out-of-range$/ : /^payment\/not-positive$/, `${amount} ${scale}`);
    }
  }
  for (const quantity of [Number.NaN, Infinity, 1.5, 2 ** 53, -1, -0, '1', null]) {
    assert.equal(codeOf(undefined, {type: 'order.place', order: newOrder({lines: [line({quantity: quantity as never})]})}), 'order/wrong-quantity');
    assert.equal(codeOf(due, {type: 'order.edit', changes: {lines: [{lineId: '1', quantity}]}}), 'order/wrong-quantity');
    assert.equal(codeOf(due, {type: 'line.cancel', lineId: '1', quantity}), 'order/wrong-quantity');
    assert.equal(codeOf(due, {type: 'parcel.pack', parcelId: 'o1-p1', lineId: '1', quantity}), 'order/wrong-quantity');
  }
  // Free of charge, and still more units than can be counted.
  assert.equal(codeOf(undefined, {type: 'order.place', order: newOrder({lines: [1, 2].map(() => line({quantity: 2 ** 52, unitPrice: hkd(0)}))})}), 'order/out-of-range');
  for (const currency of ['constructor', '__proto__']) {
    assert.equal(codeOf(undefined, {type: 'order.place', order: newOrder({currency, lines: [line({unitPrice: {...hkd(100), currency}})]})}), 'ok');
  }
});

test('O18 V5 a role that a newer server has given somebody may nothing, and is shown what a packer is shown', () => {
  const {order} = new Story().place();
  for (const role of ['auditor', '__proto__', ...INHERITED]) {
    const actor = {...ACTORS.owner, role: role as never};
    const answer = decide(order, command({type: 'order.cancel'}), {...contextOf(), actor});
    assert.deepEqual(answer, {ok: false, refusal: {code: 'actor/not-allowed', params: {role}}});
    assert.deepEqual(redact(order, role as never), redact(order, 'packer'));
    const event: OrderEvent = {type: 'payment.entered', at: NOW, by: 'Mei', entry: {id: 'e1', kind: 'received', amount: hkd(100), at: NOW, by: 'Mei'}};
    assert.deepEqual(redactEvent(event, role as never), redactEvent(event, 'packer'));
  }
});

test('O26 tags that come with an order are cleaned like any others', () => {
  assert.deepEqual(ordered({tags: ['', ' vip ', 'vip', '\t', 'Vip', 'gift']}).tags, ['vip', 'Vip', 'gift']);
});

test('O21 an edit that says what is so already is none, in whatever order its fields stand and however often they were stored', () => {
  const order = ordered({shippingAddress: {name: '陳大文', phone: '9123 4567', lines: ['1 Nathan Road', ''], city: 'Hong Kong'}, tax: {amount: hkd(100), included: true}, customerNote: 'ring twice'});
  const {shippingAddress, customer, tax, paymentMethod} = order;
  const reversed = (value: unknown): unknown => (typeof value !== 'object' || value === null || Array.isArray(value) ? value : Object.fromEntries(Object.entries(value).reverse().map(([key, inner]) => [key, reversed(inner)])));
  const same = {shippingAddress: reversed(shippingAddress), customer: reversed(customer), tax: reversed(tax), paymentMethod: reversed(paymentMethod), lines: [{lineId: '1', unitPrice: {currency: 'HKD', scale: 2, amount: 10_000}}], customerNote: 'ring twice'};
  assert.equal(codeOf(order, {type: 'order.edit', changes: same}), 'order/nothing-to-change');
  for (const changes of [{shippingAddress: {...shippingAddress, lines: ['1 Nathan Road']}}, {shippingAddress: {...shippingAddress, lines: {0: '1 Nathan Road', 1: '', length: 2}}}, {customer: {...customer, id: undefined, language: 'en'}}, {tax: null}, {customer: {}}, {shippingAddress: {...shippingAddress, city: null}}]) {
    assert.equal(codeOf(order, {type: 'order.edit', changes}), 'ok', JSON.stringify(changes));
  }
});
