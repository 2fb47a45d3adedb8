import assert from 'node:assert/strict';
import {after, test} from 'node:test';
import type {OrderSummary} from '@packline/client';
import {dayAt, deliverySignOf, formatQuery, matchesOrder, parseQuery, QUERY_FIELDS, QUERY_VALUES, type ChangesPage, type LoggedEvent, type Order, type OrdersPage, type QueryTerm, type Session} from '@packline/core';
import fc from 'fast-check';
import {checkProperty} from './support/check-property.ts';
import {give, hkd, packAndSend, place, placePaid} from './support/commands.ts';
import {createTestClock, readProblem, startTestServer, type TestServer} from './support/start-test-server.ts';

async function allOrders(server: TestServer): Promise<Order[]> {
  return (await server.askJson<ChangesPage>('/v1/changes?limit=1000')).orders as Order[];
}

const list = (server: TestServer, parameters: Record<string, string>): Promise<OrdersPage> => server.askJson<OrdersPage>(`/v1/orders?${new URLSearchParams(parameters)}`);

const demo = await startTestServer({after}, {demo: true});

const QUERIES = [
  'oolong', '烏龍', '乌龙', '陳', '陈嘉欣', 'chan ka', '"chan ka yan"', '10482', '048', 'C1001', '5500 1020', '55001020', 'phone:1020', 'sku:TEA-DD', 'product:"gaiwan 110"',
  'customer:wong', 'status:processing', 'status:payment_review,pending_payment', '-status:complete', 'payment:in_review', 'fulfillment:packing,packed', 'channel:till', 'tag:vip',
  'total:>1000', 'total:<=500 -channel:till', 'oolong -gaiwan', '-oolong', 'status:complete sf', 'tracking:sf', 'gift', 'nobody-is-called-this', 'Weiß', 'weiss', '茶 status:processing',
];

test('the list gives the same answers as the plain scan, for every kind of condition', async () => {
  const {settings} = await demo.askJson<Session>('/v1/me');
  const orders = await allOrders(demo);
  let found = 0;
  for (const text of QUERIES) {
    const parsed = parseQuery(text);
    assert.ok(parsed.ok, text);
    const expected = orders.filter((order) => matchesOrder(order, parsed.query, settings));
    const page = await list(demo, {q: text, limit: '500'});
    assert.deepEqual(page.orders.map(({id}) => id).sort(), expected.map(({id}) => id).sort(), text);
    assert.deepEqual([page.count, page.countIsExact], [expected.length, true], text);
    if (expected.length > 0) found += 1;
  }
  assert.ok(found >= QUERIES.length - 2, 'the queries are about orders that are there');
});

/** A shop in which every kind of condition finds something and misses something. */
async function openVariedShop(): Promise<TestServer> {
  const clock = createTestClock();
  const server = await startTestServer({after}, {clock});
  const cod = {code: 'cod', needsReceipt: false, allowUnpaidDispatch: true};
  const sent = (id: string) => packAndSend(id);
  await server.apply(
    place('awaiting', {customer: {id: 'C7', name: 'Wong Siu Ming', email: 'wong@example.com', phone: '9123 4567'}}),
  );
  clock.turn(3 * 86_400_000);
  await server.apply(
    place('draft', {draft: true, staffNote: 'Calls back on Friday'}),
    placePaid('held'),
    give('held', {type: 'hold.add', reason: '等客人回覆 Address unclear', note: 'rang twice'}),
    placePaid('noted', {customerNote: 'Gift wrap'}),
    give('noted', {type: 'note.add', text: 'Ribbon 紅色'}),
    give('noted', {type: 'tags.change', add: ['wholesale']}),
    placePaid('sent'),
    ...sent('sent'),
    placePaid('back'),
    ...sent('back'),
    give('back', {type: 'parcel.report', parcelId: 'back-p1', transit: 'returning'}),
    placePaid('delivered'),
    ...sent('delivered'),
    give('delivered', {type: 'parcel.report', parcelId: 'delivered-p1', transit: 'delivered'}),
    give('delivered', {type: 'order.archive', archived: true}),
    placePaid('refund-due'),
    give('refund-due', {type: 'order.cancel'}),
    place('overpaid', {paymentMethod: cod, paid: {method: 'cash', amount: hkd(500_000)}}),
    placePaid('scheduled', {placedAt: '2026-03-01T16:00:00.000Z'}),
    give('scheduled', {type: 'order.schedule', shipOn: '2026-03-05'}),
    placePaid('collect', {shippingMethod: {code: 'collect', carrier: 'collect'}, channel: {code: 'whatsapp', name: 'WhatsApp'}}),
    placePaid('till', {shippingMethod: {code: 'till', carrier: 'none'}, channel: {code: 'till'}}),
    place('credit', {kind: 'credit', paymentMethod: cod, lines: [{sku: 'TEA', name: 'Returned tea', quantity: -1, unitPrice: hkd(100)}]}),
  );
  return server;
}

test('every value of every field gives the same answer as the plain scan, negated too', async () => {
  const shop = await openVariedShop();
  const {settings} = await shop.askJson<Session>('/v1/me');
  const orders = await allOrders(shop);
  const lists = Object.entries(QUERY_VALUES).flatMap(([field, values]) => values.map((value) => `${field}:${value}`));
  const others = ['hold:回覆', 'hold:unclear', 'hold:any', 'hold:none', 'has:note,receipt', 'problem:any', 'ribbon', '红色', 'rang', 'carrier:own,collect kind:sale', 'ship:2026-03-05', 'ship:2026-03-06..', 'sent:today', 'sent:..yesterday', 'updated:today', 'updated:..yesterday', 'placed:2026-03-02', 'total:<1000', 'detail:packed,sent carrier:own', 'channel:whatsapp', 'number:10285', 'tag:wholesale', 'email:chan', 'phone:1020', 'customer:wong', 'tracking:sf143', 'sku:gw', 'product:gaiwan'];
  const today = dayAt(orders.map(({updatedAt}) => updatedAt).sort().at(-1) ?? '', settings.timeZone);
  const found = new Set<string>();
  for (const text of [...lists, ...others].flatMap((one) => [one, one.split(' ').map((part) => `-${part}`).join(' ')])) {
    const parsed = parseQuery(text, {today});
    assert.ok(parsed.ok, text);
    const expected = orders.filter((order) => matchesOrder(order, parsed.query, settings));
    const page = await list(shop, {q: text, limit: '500'});
    assert.deepEqual(page.orders.map(({id}) => id).sort(), expected.map(({id}) => id).sort(), text);
    assert.deepEqual([page.count, page.countIsExact], [expected.length, true], text);
    for (const {kind, ...term} of parsed.query.terms) if (expected.length > 0 && expected.length < orders.length) found.add('field' in term ? term.field : kind);
  }
  assert.deepEqual(QUERY_FIELDS.filter((field) => !found.has(field)), [], 'every field was asked about something that is there');
});

test('whatever conditions are put together, the server answers as the plain scan', async (t) => {
  const shop = await openVariedShop();
  const {settings} = await shop.askJson<Session>('/v1/me');
  const orders = await allOrders(shop);
  const negated = fc.boolean();
  const listTerm = fc.constantFrom(...Object.entries(QUERY_VALUES)).chain(([kind, values]) => fc.record({kind: fc.constant(kind), values: fc.uniqueArray(fc.constantFrom(...(values as readonly string[])), {minLength: 1, maxLength: 3}), negated}));
  const textTerm = fc.record({kind: fc.constant('text'), field: fc.constantFrom('any', 'number', 'product', 'customer', 'hold', 'tag', 'phone'), text: fc.constantFrom('tea', '烏', 'chan', '回覆', '1020', '10', 'ribbon', 'x'), negated});
  const dayTerm = fc.record({kind: fc.constantFrom('placed', 'updated', 'ship', 'sent'), from: fc.constantFrom('2026-03-02', '2026-03-05', undefined), to: fc.constantFrom('2026-03-05', '2026-12-31', undefined), negated});
  const totalTerm = fc.record({kind: fc.constant('total'), min: fc.constantFrom(0, 1000, undefined), minIncluded: fc.boolean(), max: fc.constantFrom(1112, 5000, undefined), maxIncluded: fc.boolean(), negated});
  const queries = fc.array(fc.oneof(listTerm, listTerm, textTerm, dayTerm, totalTerm), {minLength: 1, maxLength: 4});
  let hits = 0;
  const property = fc.asyncProperty(queries, async (terms) => {
    const text = formatQuery({terms: terms as unknown as readonly QueryTerm[]});
    const parsed = parseQuery(text);
    assert.ok(parsed.ok, text);
    const expected = orders.filter((order) => matchesOrder(order, parsed.query, settings)).map(({id}) => id);
    const page = await list(shop, {q: text, limit: '500'});
    assert.deepEqual(page.orders.map(({id}) => id).sort(), expected.sort(), text);
    hits += expected.length;
  });
  await checkProperty(t, property, {runs: 150});
  assert.ok(hits > 50, 'many find something');
});

test('days are the shop’s days', async (t) => {
  const server = await startTestServer(t);
  // 16:30 UTC on the 1st is half past midnight of the 2nd in Hong Kong.
  await server.apply(place('a', {placedAt: '2026-03-01T15:59:59.000Z'}), place('b', {placedAt: '2026-03-01T16:00:00.000Z'}), place('c', {placedAt: '2026-03-02T16:00:00.000Z'}));
  const page = await list(server, {q: 'placed:2026-03-02..2026-03-02'});
  assert.deepEqual(page.orders.map(({id}) => id), ['b']);
});

test('pages follow each other without a gap or a repeat, in every order of every field', async () => {
  const whole = (await allOrders(demo)).map(({id}) => id).sort();
  for (const field of ['placedAt', 'number', 'customer', 'status', 'total', 'delivery', 'channel', 'updatedAt']) {
    const up: string[] = [];
    const down: string[] = [];
    for (const [sort, ids] of [[field, up], [`-${field}`, down]] as const) {
      for (let after = ''; ; ) {
        const page = await list(demo, {sort, limit: '33', ...(after === '' ? {} : {after})});
        ids.push(...page.orders.map(({id}) => id));
        assert.equal(page.count, 200);
        assert.equal(page.cursor === null, !page.hasMore);
        if (page.cursor === null) break;
        after = page.cursor;
      }
    }
    assert.deepEqual([...up].sort(), whole, field);
    assert.deepEqual(down, [...up].reverse(), field);
  }
});

test('pages of a search follow each other too, and every one of them knows how many there are', async () => {
  for (const q of ['oolong', '-oolong', '茶 status:processing', 'customer:wong -status:complete']) {
    const whole = (await list(demo, {q, sort: '-total', limit: '500'})).orders.map(({id}) => id);
    const paged: string[] = [];
    for (let after = ''; ; ) {
      const page = await list(demo, {q, sort: '-total', limit: '3', ...(after === '' ? {} : {after})});
      paged.push(...page.orders.map(({id}) => id));
      assert.deepEqual([page.count, page.countIsExact], [whole.length, true], q);
      if (page.cursor === null) break;
      after = page.cursor;
    }
    assert.deepEqual(paged, whole, q);
  }
});

test('lists are in the order they say', async () => {
  const newest = (await list(demo, {limit: '500'})).orders;
  assert.deepEqual(newest.map(({placedAt}) => placedAt), newest.map(({placedAt}) => placedAt).sort().reverse(), 'newest first when nobody says');
  const totals = (await list(demo, {sort: 'total', limit: '500'})).orders.map(({totals: {total}}) => total.amount / 10 ** total.scale);
  assert.deepEqual(totals, [...totals].sort((left, right) => left - right));
});

test('a cursor belongs to its order, and to this list', async () => {
  const {cursor} = await list(demo, {sort: 'total', limit: '10'});
  assert.equal((await demo.ask(`/v1/orders?sort=-total&after=${cursor}`)).status, 400);
  assert.equal((await demo.ask(`/v1/orders?after=nonsense`)).status, 400);
  assert.equal((await demo.ask(`/v1/orders?sort=price`)).status, 400);
  assert.equal((await demo.ask(`/v1/orders?view=column`)).status, 400);
});

test('a list of rows says what a line shows of the same orders, and no more', async () => {
  const whole = await list(demo, {q: '-status:complete', limit: '30'});
  const {orders: rows, ...rest} = await list(demo, {q: '-status:complete', limit: '30', view: 'row'});
  assert.deepEqual(rest, {cursor: whole.cursor, hasMore: whole.hasMore, count: whole.count, countIsExact: true});
  assert.deepEqual(rows.map(({id, number, version, status}) => [id, number, version, status]), whole.orders.map(({id, number, version, status}) => [id, number, version, status]));
  const summaries = rows as unknown as OrderSummary[];
  for (const [index, {firstItem, moreItems, total, delivery, parcelCount}] of summaries.entries()) {
    const order = whole.orders[index] as Order;
    assert.deepEqual([firstItem, moreItems, total, delivery, parcelCount], [order.lines[0]?.name, order.lines.length - 1, order.totals.total, deliverySignOf(order), order.parcels.length]);
  }
  assert.ok(JSON.stringify(rows).length * 2 < JSON.stringify(whole.orders).length, 'a fraction of the bytes');
});

test('an unknown field or value is refused, never ignored, and pointed at', async (t) => {
  const server = await startTestServer(t);
  for (const query of ['colour:red', 'status:shiny', 'placed:someday', 'total:>much', '"open']) {
    const response = await server.ask(`/v1/orders?${new URLSearchParams({q: query})}`);
    assert.equal(response.status, 400, query);
    assert.match((await readProblem(response)).errors?.[0]?.detail ?? '', /query\//);
  }
});

test('past a thousand a count says that there are more', async (t) => {
  const server = await startTestServer(t);
  for (let batch = 0; batch < 3; batch += 1) {
    await server.apply(...Array.from({length: 400}, (_, index) => place(`o${batch}-${index}`, index % 400 === 0 ? {customerNote: 'first of its batch'} : {})));
  }
  const all = await list(server, {limit: '5'});
  assert.deepEqual([all.count, all.countIsExact], [1000, false]);
  const text = await list(server, {q: 'oolong', limit: '5'});
  assert.deepEqual([text.count, text.countIsExact], [1000, false]);
  const few = await list(server, {q: '"first of its batch"'});
  assert.deepEqual([few.count, few.countIsExact], [3, true]);
});

test('one order is not sent again to a reader that has it', async (t) => {
  const server = await startTestServer(t);
  await server.apply(placePaid('o1'));
  const first = await server.ask('/v1/orders/o1');
  const etag = first.headers.get('etag') ?? '';
  assert.notEqual(etag, '');
  assert.equal(first.headers.get('cache-control'), 'no-store', 'nothing of it is left when somebody signs out');
  const again = await server.ask('/v1/orders/o1', {headers: {'if-none-match': `"x", W/${etag}`}});
  assert.deepEqual([again.status, await again.text()], [304, '']);
  await server.apply(give('o1', {type: 'order.cancel'}));
  assert.equal((await server.ask('/v1/orders/o1', {headers: {'if-none-match': etag}})).status, 200);
});

test('the log of an order tells who did what, in which command', async (t) => {
  const server = await startTestServer(t);
  const order = placePaid('o1');
  const packed = give('o1', {type: 'parcel.pack', parcelId: 'o1-p1', lineId: '1', quantity: 1}, {device: {id: 'tablet', seq: 1}, claimedAt: '2020-01-01T00:00:00.000Z'});
  await server.apply(order, packed);
  const {events} = await server.askJson<{events: LoggedEvent[]}>('/v1/orders/o1/events');
  assert.deepEqual(events.map(({version, index, commandId, event}) => [version, index, commandId, event.type]), [
    [1, 0, order.id, 'order.placed'],
    [2, 0, packed.id, 'parcel.packed'],
  ]);
  assert.equal(events[1]?.event.by, 'Owner');
  assert.equal(events[1]?.deviceId, 'tablet');
  assert.equal(events[1]?.claimedAt, '2020-01-01T00:00:00.000Z');
  assert.notEqual(events[1]?.event.at, '2020-01-01T00:00:00.000Z', 'the server’s own clock rules');
  assert.deepEqual((await server.readOrder('o1')).applied, {tablet: 1});
});

test('nothing is known of orders that are not there', async (t) => {
  const server = await startTestServer(t);
  for (const path of ['/v1/orders/none', '/v1/orders/none/events', '/v1/orders/none/receipts/r/content', '/v1/orders/%00', '/v1/nothing', '/v1/orders/a/b/c']) {
    const response = await server.ask(path);
    assert.equal(response.status, 404, path);
    await readProblem(response);
  }
});

test('a known address says which method it answers to', async (t) => {
  const server = await startTestServer(t);
  for (const [method, path, allow] of [['GET', '/v1/commands', 'POST'], ['DELETE', '/v1/orders/o1', 'GET'], ['PUT', '/v1/me', 'GET'], ['POST', '/v1/changes/stream', 'GET'], ['DELETE', '/v1/shop/orders/x', 'GET'], ['GET', '/v1/shop/orders/x/receipts', 'POST'], ['PUT', '/v1/shop/orders/x/receipts/r/content', 'GET']] as const) {
    const response = await server.ask(path, {method});
    assert.deepEqual([response.status, response.headers.get('allow')], [405, allow === 'GET' ? 'GET, HEAD, OPTIONS' : 'POST, OPTIONS'], path);
    assert.match((await readProblem(response)).type, /:method-not-allowed$/);
  }
});

test('products are found by any part of their names or code', async (t) => {
  const server = await startTestServer(t);
  const find = async (q: string): Promise<string[]> => (await server.askJson<{products: {sku: string}[]}>(`/v1/products?${new URLSearchParams({q})}`)).products.map(({sku}) => sku);
  assert.deepEqual(await find('gaiwan'), ['GW-110-W']);
  assert.deepEqual(await find('乌龙'), ['TEA-DD-150']);
  assert.deepEqual(await find('tea 150'), ['TEA-DD-150']);
  assert.equal((await find('')).length, 16);
});
