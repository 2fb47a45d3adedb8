import assert from 'node:assert/strict';
import {test} from 'node:test';
import {
  applyCommand,
  decide,
  deriveOrder,
  explainStatus,
  matchesOrder,
  orderAt,
  parseCommand,
  parseQuery,
  redact,
  redactEvent,
  redactLogged,
  replay,
  timelineOf,
  type Command,
  type CommandBody,
  type DecisionContext,
  type LoggedEvent,
  type NewOrder,
  type Order,
  type OrderEvent,
  type OrderQuery,
} from '../src/index.ts';
import {OrderIndex} from '../src/index/order-index.ts';
import {evolve} from '../src/rules/evolve.ts';
import {hkd, line, newOrder} from './support/new-order.ts';
import {ACTORS, contextOf, NOW} from './support/people.ts';
import {REACHED} from './support/reached-refusals.ts';
import {HASH, Story} from './support/story.ts';

/** What every object inherits, and what reads as something else than it is. */
const INHERITED = ['constructor', 'toString', 'valueOf', 'hasOwnProperty', 'isPrototypeOf'] as const;
const ODD_TEXTS = ['__proto__', ...INHERITED, '\u202E001 eman', '\u200B', '<img src=x onerror=alert(1)>', '{{1}}', '${1}', '�', '\uD83D\uDE00'] as const;
const ZONE = 'Asia/Hong_Kong';

function command(body: CommandBody, id = 'x1'): Command {
  return {id, schemaVersion: 1, orderId: 'o1', ...body};
}

/** As it comes from a network: everything through JSON. */
function fromWire(body: object, id = 'x1'): Command {
  const parsed = parseCommand(JSON.parse(JSON.stringify({id, schemaVersion: 1, orderId: 'o1', ...body})));
  assert.ok(parsed.ok, parsed.ok ? '' : JSON.stringify(parsed.errors));
  return parsed.command;
}

/** `pointer: detail` of everything that is wrong with it. */
function problemsOf(text: string): string[] {
  const parsed = parseCommand(JSON.parse(text));
  return parsed.ok ? [] : parsed.errors.map(({pointer, detail}) => `${pointer}: ${detail}`);
}

function ordered(changes: Partial<NewOrder>, context: DecisionContext = contextOf()): Order {
  const answer = applyCommand(undefined, fromWire({type: 'order.place', order: newOrder(changes)}), context);
  assert.ok(answer.ok, answer.ok ? '' : answer.refusal.code);
  return answer.order;
}

function codeOf(order: Order | undefined, body: unknown, context = contextOf()): string {
  const answer = applyCommand(order, command(body as CommandBody), context);
  return answer.ok ? 'ok' : answer.refusal.code;
}

/** A document as a newer version, another program or an older version wrote it. */
function documentWith(order: Order, changes: object): Order {
  return {...order, ...changes};
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

/** Whether the scan and the index find it; they have to agree. */
function isFound(order: Order, typed: string): boolean {
  const parsed = parseQuery(typed);
  assert.ok(parsed.ok, typed);
  const index = new OrderIndex();
  index.upsert(order, 'synced');
  const scanned = matchesOrder(order, parsed.query, {timeZone: ZONE});
  assert.equal(index.count(parsed.query, ZONE), scanned ? 1 : 0, typed);
  return scanned;
}

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

/** What a version after this one may write. */
function ofNewerVersion(order: Order): Order {
  return documentWith(order, {
    schemaVersion: 2,
    status: 'awaiting_stars',
    statusDetail: {code: 'moonlit', count: 2, of: 3},
    payment: 'promised',
    fulfillment: 'teleported',
    kind: 'gift',
    shippingMethod: {code: 'x', carrier: 'drone', wind: 3},
    parcels: [{id: 'o1-p1', contents: [], transit: 'circling', sentAt: '2026-11-23T06:32:00.123456Z', drone: {id: 7}}, {id: 'p2', contents: [], transit: 'none', shipOn: '0000-00-00'}],
    payments: [{id: 'e1', kind: 'pledged', amount: {amount: 5, scale: 9, currency: 'ZZZ'}, at: NOW, by: 'Mei'}],
    receipts: [{id: 'r9', state: 'questioned', hash: HASH, mediaType: 'video/mp4', sizeBytes: 1, uploadedAt: NOW}],
    undoable: [{commandId: 'c9', act: 'promise', until: 'always', by: 'Mei'}],
    totals: {lines: hkd(5), total: {amount: 5_000_000_000, scale: 9, currency: 'ZZZ'}, payable: hkd(5)},
    mood: {colour: 'blue'},
    updatedAt: '+275760-09-13T00:00:00.000Z',
    placedAt: 'long ago',
  });
}

test('O32 what a newer version wrote is kept, shown, searched and worked on as far as it can be', () => {
  const order = ofNewerVersion(ordered({}));
  const noted = applyCommand(order, command({type: 'note.add', text: 'seen'}), contextOf());
  assert.ok(noted.ok);
  const {schemaVersion, mood, parcels, payments} = noted.order as Order & {mood: unknown};
  assert.deepEqual({schemaVersion, mood, parcels, payments}, {schemaVersion: 2, mood: {colour: 'blue'}, parcels: order.parcels, payments: order.payments});
  assert.equal(codeOf(order, {type: 'order.undo', undoes: 'c9'}), 'undo/too-late');
  assert.equal(codeOf(order, {type: 'parcel.report', parcelId: 'o1-p1', transit: 'delivered'}), 'ok');
  for (const lifecycle of ['placed', 'cancelled']) {
    const other = documentWith(order, {lifecycle});
    for (const typed of ['carrier:own', 'status:processing', 'payment:paid', 'detail:packed', 'problem:any', 'problem:refund_due', 'has:receipt', 'placed:2026', 'updated:2026', 'ship:2026', 'sent:2026-11-23', 'total:>0']) isFound(other, typed);
    assert.ok(isFound(other, 'total:5') && !isFound(other, 'total:>5'));
    assert.ok(isFound(other, 'sent:2026-11-23') && isFound(other, 'has:receipt') && !isFound(other, 'placed:2026'));
    const index = new OrderIndex();
    index.upsert(other, 'synced');
    const row = index.row(0);
    assert.deepEqual([row.status, row.statusDetail, row.payment, row.fulfillment, row.kind], ['awaiting_stars', {code: 'moonlit', count: 2, of: 3}, 'promised', 'teleported', 'gift']);
  }
  const copy = redact(order, 'packer') as Order & {mood?: unknown};
  assert.deepEqual([copy.mood, copy.payments[0]?.amount.amount, copy.status], [undefined, 0, 'awaiting_stars']);
});

test('O32 M6 a movement of money of an unknown kind counts as none', () => {
  const {order} = new Story().place().pays(20_000);
  const strange = documentWith(order, {payments: [...order.payments, {...order.payments[0], id: 'e2', kind: 'pledged'}]});
  assert.deepEqual(deriveOrder(strange, contextOf().settings).payment, order.payment);
  assert.deepEqual(explainStatus(strange, contextOf().settings).payment.answer, order.payment);
});

test('O32 an order in a life that only a newer version knows is closed to this one, for every command', () => {
  const {order} = new Story().place().uploads('r1');
  for (const lifecycle of ['asleep', 'absent', '__proto__', ...INHERITED]) {
    for (const questions of Object.values(REACHED)) {
      for (const {command: wish} of questions) {
        assert.equal(codeOf(documentWith(order, {lifecycle}), wish), 'order/closed', `${lifecycle} ${wish.type}`);
      }
    }
  }
});

test('O10 O32 what this version cannot decide is not shown, and ends nothing: an unknown life, an unknown command, amounts that cannot be added up', () => {
  const order = ordered({});
  const wishes = [command({type: 'note.add', text: 'one'}, 'x1'), command({type: 'order.transmute'} as unknown as CommandBody, 'x2'), command({type: 'note.add', text: 'two'}, 'x3')];
  const over = (base: Order) => replay(base, wishes, () => contextOf());
  assert.deepEqual(over(order).notShown, ['x2']);
  assert.deepEqual(over(order).order?.notes?.map(({text}) => text), ['one', 'two']);
  for (const base of [documentWith(order, {lifecycle: 'asleep'}), documentWith(order, {lifecycle: 'constructor'}), documentWith(order, {payments: [{id: 'e1', kind: 'received', amount: {...hkd(1), currency: 'ZZZ'}, at: NOW, by: 'Mei'}]})]) {
    assert.deepEqual(over(base), {order: base, shown: [], notShown: ['x1', 'x2', 'x3']});
  }
  // A program's own mistake stays one.
  assert.throws(() => replay(order, wishes, () => ({}) as DecisionContext), TypeError);
});

test('O32 O27 documents from before holds had ids, and before there were notes and undoing, are worked on', () => {
  const now = new Story().place({paid: {method: 'fps'}}).packs(1, '1', 3).packs(1, '2', 2).verifies(1).order;
  const {notes: _notes, undoable: _undoable, ...rest} = now;
  const old = documentWith(rest, {holds: [{reason: 'address unclear'}]});
  assert.equal(codeOf(old, {type: 'parcel.send', parcelId: 'o1-p1'}), 'send/on-hold');
  assert.equal(codeOf(old, {type: 'hold.release', holdId: 'h1'}), 'hold/not-found');
  assert.ok(isFound(old, 'hold:unclear') && isFound(old, 'has:hold'));
  assert.deepEqual(redact(old, 'packer').holds, [{reason: 'address unclear'}]);
  const released = applyCommand(old, command({type: 'hold.release'}), contextOf({settings: {undoSeconds: 30}}));
  assert.ok(released.ok);
  assert.deepEqual(released.order.holds, []);
  // The log went through JSON, where an id that is not there is no field.
  const logged = JSON.parse(JSON.stringify(released.events)) as OrderEvent[];
  assert.deepEqual(applyCommand(old, command({type: 'hold.release'}), contextOf()).ok && logged.map(({type}) => type), ['hold.released']);
  const sent = applyCommand(released.order, command({type: 'order.dispatch', mode: 'all_items'}, 'x2'), contextOf({settings: {undoSeconds: 30}}));
  assert.ok(sent.ok);
  assert.equal(codeOf(sent.order, {type: 'order.undo', undoes: 'x2'}), 'ok');
  assert.equal(codeOf(old, {type: 'note.add', text: 'first'}), 'ok');
  // The log of another server tells of an act that this document never held.
  const undone = evolve(old, {type: 'act.undone', at: NOW, by: 'Mei', act: {commandId: 'c9', act: 'send', until: NOW, by: 'Mei', parcelIds: ['o1-p1']}});
  assert.deepEqual([undone.undoable, undone.lifecycle, undone.parcels], [undefined, 'placed', old.parcels]);
});

test('O7 H3 V1 logs with events of another version are told, redacted and rebuilt around them', () => {
  const entry = (event: object, version: number): LoggedEvent => ({orderId: 'o1', version, index: 0, commandId: `c${version}`, event: {at: NOW, by: 'Mei', ...event} as unknown as OrderEvent});
  const placed = ordered({});
  const strangers = ['__proto__', ...INHERITED, 'parcel.teleported', 'receipt.', ''].map((type, index) => entry({type, parcelId: 'p9', lineId: 'l9', secret: 'HK$ 5'}, index + 2));
  const log = [entry({type: 'order.placed', order: placed, parcelId: 'p9', lineId: 'l9'}, 1), ...strangers];
  assert.deepEqual(timelineOf(log).map(({steps}) => steps[0]?.type), log.map(({event}) => event.type));
  assert.deepEqual(timelineOf(strangers).map(({steps}) => steps[0]?.params), strangers.map(() => ({})));
  assert.equal(JSON.stringify(redactLogged(log, 'packer')).includes('HK$'), false);
  assert.deepEqual(redactLogged(strangers, 'packer').map(({verdicts}) => verdicts), strangers.map(() => undefined));
  assert.equal(orderAt(log, {version: 99}, contextOf().settings)?.status, placed.status);
  assert.equal(orderAt(redactLogged(log, 'packer'), {version: 99}, contextOf().settings)?.customer.phoneTail, undefined);
  const reachable = [entry({type: 'order.placed', order: ordered({customer: {phone: '9123 4567'}})}, 1), ...strangers];
  assert.equal(orderAt(redactLogged(reachable, 'packer'), {version: 99}, contextOf().settings)?.customer.phoneTail, '4567');
  assert.throws(() => orderAt(strangers, {version: 99}, contextOf().settings), {code: 'history/not-from-the-beginning'});
});

test('O32 Q3 values of a query that this version does not know are those of no order', () => {
  const order = ordered({lines: [line({name: ''})]});
  for (const query of [{terms: [{kind: 'has', values: ['moon'], negated: false}]}, {terms: [{kind: 'status', values: ['constructor'], negated: false}]}, {terms: [{kind: 'problem', values: ['toString'], negated: false}]}] as unknown as readonly OrderQuery[]) {
    const index = new OrderIndex();
    index.upsert(order, 'synced');
    assert.deepEqual([matchesOrder(order, query, {timeZone: ZONE}), index.count(query, ZONE)], [false, 0]);
  }
});

test('O32 O20 documents that do not say who, or have no lines, are refused and shown without that', () => {
  const packed = new Story().place({paid: {method: 'fps'}}).packs(1, '1', 3).packs(1, '2', 2).verifies(1).order;
  const [parcel] = packed.parcels;
  const {packedBy: _packer, verifiedBy: _verifier, ...nobody} = parcel ?? {};
  const anonymous = documentWith(packed, {parcels: [nobody, {id: 'p2', contents: [], transit: 'none'}]});
  const params = (order: Order, body: CommandBody) => {
    const answer = decide(order, command(body), contextOf());
    assert.ok(!answer.ok);
    return answer.refusal.params;
  };
  assert.deepEqual(params(anonymous, {type: 'parcel.pack', parcelId: 'p2', lineId: '1', quantity: 1})['by'], '');
  assert.deepEqual(params(anonymous, {type: 'parcel.verify', parcelId: 'o1-p1'})['by'], '');
  const sent = documentWith(packed, {parcels: [{...nobody, sentAt: NOW}]});
  assert.deepEqual(params(sent, {type: 'order.cancel'}), {position: 1, at: NOW, by: ''});
  assert.deepEqual(params(sent, {type: 'parcel.send', parcelId: 'o1-p1'})['by'], '');
  const index = new OrderIndex();
  index.upsert(documentWith(packed, {lines: []}), 'synced');
  assert.deepEqual([index.row(0).firstItem, index.row(0).moreItems], ['', 0]);
  index.upsert(ordered({lines: [line({name: '', sku: 'S-1'})]}), 'synced');
  assert.equal(index.row(0).firstItem, 'S-1');
});
