import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, test} from 'node:test';
import {DEFAULT_SORT, formatQuery, matchesOrder, parseQuery, QUERY_VALUES, redact, type ChangesPage, type Order, type OrderQuery, type OrderSort, type QueryTerm, type Role} from '@packline/core';
import fc from 'fast-check';
import {listOrders} from '../src/http/list-orders.ts';
import type {RowMark} from '../src/storage/order-storage.ts';
import {checkProperty} from './support/check-property.ts';
import {give, hkd, place, placePaid} from './support/commands.ts';
import {naiveList} from './support/naive-list.ts';
import {createTestClock, startTestServer, type TestServer} from './support/start-test-server.ts';

const NAUGHTY = JSON.parse(readFileSync(new URL('fixtures/naughty-strings.json', import.meta.url), 'utf8')) as readonly string[];
const DAY_MS = 86_400_000;
const SORTS = ['placedAt', 'number', 'customer', 'status', 'total', 'delivery', 'channel', 'updatedAt'] as const;

/** Texts people give, and such as nobody should: they find each other in part, in other scripts, and not at all. */
const TEXTS = [
  '陳嘉欣 Chan Ka Yan', '陈大文', '歐陽美玲 Au Yeung Mei Ling', 'O’Brien & Söhne', 'WEISS Weiß', 'ｆｕｌｌ ｗｉｄｔｈ', 'İstanbul ıspanak', 'ΟΔΟΣ οδός', '👩‍👩‍👧‍👦 family', '🍵 茶', '\u{20BB7}野家', 'a\ud800b', '\udc00 half', 'x\ufffdy', 'nul\u0000byte', 'tab\tand\nline',
  "'; drop table orders; --", '%_\\', '*" AND "*', '{1,2}', 'paid HK$ 1,200 to lee@example.com', 'call +852 9123 4567', '9123-4567', '•••• covered', '烏龍茶', '乌龙', '茶', '凍頂烏龍 Dong Ding oolong', '0123456789012', '12345', '1', 'z',
] as const;
const text = fc.oneof(fc.constantFrom(...TEXTS), fc.constantFrom(...NAUGHTY.filter((one) => one.trim() !== '')), fc.string({unit: 'grapheme', minLength: 1, maxLength: 12}));
/** A piece of a text, cut at any unit, also in the middle of a character. */
const piece = fc.tuple(text, fc.nat(), fc.integer({min: 1, max: 4})).map(([one, start, length]) => one.slice(start % one.length, (start % one.length) + length));

/** What commands take: no halves of characters, and something in any case. */
const filled = (value: string): string => value.slice(0, 40).toWellFormed().replaceAll('\u0000', '').trim() || 'x';

/** Orders of every kind, with texts in every field. */
async function openShop(server: TestServer, turn: (ms: number) => void): Promise<void> {
  const random = fc.sample(fc.tuple(text, text, text, text, text, fc.nat(1000), fc.nat(300)), {numRuns: 60, seed: 20_261});
  for (const [index, [name, product, note, sku, reason, days, cents]] of random.entries()) {
    turn(3_600_000);
    const id = `o${index}`;
    const facts = {
      customer: {id: `C${index % 7}`, ...(index % 5 === 0 ? {} : {name: filled(name)}), ...(index % 3 === 0 ? {phone: `+852 ${9123 + index} 4567`} : {}), ...(index % 4 === 0 ? {email: `lee${index}@example.com`} : {})},
      shippingAddress: {name: filled(index % 6 === 0 ? note : name), lines: ['Flat 1'], country: 'HK'},
      lines: [
        {sku: filled(sku), name: filled(product), quantity: 1, unitPrice: hkd(100 * cents)},
        {sku: 'TEA', name: '凍頂烏龍 Dong Ding oolong', quantity: 1, unitPrice: hkd(500)},
      ],
      channel: index % 4 === 0 ? {code: 'till', name: '門市 Shop'} : {code: 'online'},
      placedAt: new Date(Date.UTC(2026, 10, 1) - days * DAY_MS + (index % 2) * 1000).toISOString(),
      ...(index % 3 === 1 ? {customerNote: filled(note), tags: [filled(reason)]} : {}),
    };
    await server.apply(
      index % 2 === 0 ? place(id, facts) : placePaid(id, facts),
      ...(index % 6 === 1 ? [give(id, {type: 'hold.add', reason: filled(reason), note: filled(note)})] : []),
      ...(index % 6 === 3 ? [give(id, {type: 'order.dispatch', mode: 'all_items', remark: filled(note)})] : []),
      ...(index % 12 === 5 ? [give(id, {type: 'order.cancel'})] : []),
      ...(index % 12 === 10 ? [give(id, {type: 'order.archive', archived: true})] : []),
    );
  }
}

const negated = fc.boolean();
const listTerm = fc.constantFrom(...Object.entries(QUERY_VALUES)).chain(([kind, values]) => fc.record({kind: fc.constant(kind), values: fc.uniqueArray(fc.constantFrom(...(values as readonly string[])), {minLength: 1, maxLength: 3}), negated}));
const textTerm = fc.record({kind: fc.constant('text'), field: fc.constantFrom('any', 'any', 'any', 'number', 'product', 'sku', 'customer', 'phone', 'email', 'tracking', 'tag', 'channel', 'hold'), text: fc.oneof(piece, text, fc.constantFrom('烏', '茶', '4567', '9123 4567', '91', '1', 'tea', '•')), negated: fc.oneof(fc.constant(false), negated)});
const dayTerm = fc.record({kind: fc.constantFrom('placed', 'updated', 'ship', 'sent'), from: fc.constantFrom('2024-06-01', '2026-11-23', undefined), to: fc.constantFrom('2026-01-01', '2026-11-24', undefined), negated});
const totalTerm = fc.record({kind: fc.constant('total'), min: fc.constantFrom(0, 100, undefined), minIncluded: fc.boolean(), max: fc.constantFrom(150, 5000, undefined), maxIncluded: fc.boolean(), negated});
const queries = fc.array(fc.oneof({weight: 3, arbitrary: textTerm}, listTerm, dayTerm, totalTerm), {minLength: 0, maxLength: 2}).map((terms) => ({terms: terms as unknown as readonly QueryTerm[]}));
const sorts = fc.record({field: fc.constantFrom(...SORTS), descending: fc.boolean()});

/** All pages of a list, one after the other. */
async function pagesOf(server: TestServer, query: OrderQuery, {sort, role, limit}: {sort: OrderSort; role: Role; limit: number}): Promise<{ids: string[]; counts: Set<string>}> {
  const {settings} = await server.services.storage.readFeedState(server.services.storeId);
  const ids: string[] = [];
  const counts = new Set<string>();
  for (let mark: RowMark | undefined; ; ) {
    const page = await listOrders(server.services, {query, sort, after: mark, limit, role, settings});
    ids.push(...page.rows.map(({id}) => id));
    counts.add(`${page.count} ${page.countIsExact}`);
    mark = page.rows.at(-1)?.mark;
    if (!page.hasMore || mark === undefined) return {ids, counts};
  }
}

const clock = createTestClock();
const shop = await startTestServer({after}, {clock});
await openShop(shop, clock.turn);

const allOrders = async (server: TestServer): Promise<Order[]> => (await server.askJson<ChangesPage>('/v1/changes?limit=1000')).orders as Order[];

test('whatever is asked, in whatever order, by whatever role: answers, order, counts and pages are those of the plain scan', async (t) => {
  const {settings} = await shop.services.storage.readFeedState(shop.services.storeId);
  let hits = 0;
  let edits = 0;
  const property = fc.asyncProperty(queries, sorts, fc.constantFrom<Role>('owner', 'owner', 'packer'), fc.integer({min: 1, max: 40}), text, async (query, wished, role, limit, word) => {
    // By what a packer does not see they cannot sort either; that is refused before anything is looked for.
    const sort = role === 'packer' && wished.field === 'total' ? DEFAULT_SORT : wished;
    // What is asked about changes in between.
    if ((edits += 1) % 10 === 0) await shop.apply(give(`o${edits % 60}`, {type: 'note.add', text: filled(word)}));
    const orders = await allOrders(shop);
    const expected = naiveList(orders, query, {sort, role, settings});
    const {ids, counts} = await pagesOf(shop, query, {sort, role, limit});
    const said = `${role} asks for ${formatQuery(query)} by ${sort.descending ? '-' : ''}${sort.field}`;
    assert.deepEqual(ids, expected, said);
    assert.deepEqual([...counts], [`${expected.length} true`], said);
    hits += expected.length > 0 && expected.length < orders.length ? 1 : 0;
  });
  await checkProperty(t, property, {runs: 250});
  assert.ok(hits > 15, `${hits} queries found some and missed some`);
});

test('every one and every two characters of every text find what the plain scan finds', async () => {
  const {settings} = await shop.services.storage.readFeedState(shop.services.storeId);
  const orders = await allOrders(shop);
  const needles = new Set(TEXTS.flatMap((one) => [...one].flatMap((character, index, all) => [character, character + (all[index + 1] ?? '')])).filter((needle) => needle.trim() !== ''));
  for (const needle of needles) {
    const query: OrderQuery = {terms: [{kind: 'text', field: 'any', text: needle, negated: false}]};
    const {ids} = await pagesOf(shop, query, {sort: DEFAULT_SORT, role: 'owner', limit: 100});
    assert.deepEqual(ids, naiveList(orders, query, {sort: DEFAULT_SORT, role: 'owner', settings}), JSON.stringify(needle));
  }
});

test('a packer finds nothing by what the copy does not show', async () => {
  for (const q of ['lee0@example.com', '91234567', '9126', 'email:lee', 'total:>0']) {
    const parsed = parseQuery(q);
    assert.ok(parsed.ok);
    const {ids} = await pagesOf(shop, parsed.query, {sort: DEFAULT_SORT, role: 'packer', limit: 50});
    const {settings} = await shop.services.storage.readFeedState(shop.services.storeId);
    const seen = (await allOrders(shop)).filter((order) => matchesOrder(redact(order, 'packer'), parsed.query, settings));
    assert.deepEqual(ids.sort(), seen.map(({id}) => id).sort(), q);
  }
});

test('in a large shop a word is found however rare it is and wherever it stands', async (t) => {
  const server = await startTestServer(t);
  await server.apply(placePaid('template', {placedAt: '2026-11-01T00:00:00.000Z'}));
  const template = await server.readOrder('template');
  const {storage, storeId} = server.services;
  const {settings} = await storage.readFeedState(storeId);
  const size = 5000;
  const wordsOf = (index: number): string => [index % 2 === 0 ? 'evenly' : 'oddly', ...(index % 90 === 7 ? ['seldom'] : []), ...(index < 3 ? ['oldest 罕'] : []), ...(index === 2500 ? ['middle'] : []), ...(index > size - 3 ? ['newest'] : []), ...(index < 1500 ? ['early'] : [])].join(' ');
  // Many were placed in the same millisecond, as in an import that knows days only.
  const orders = Array.from({length: size}, (_, index): Order => ({...template, id: `many-${index}`, number: String(50_000 + index), staffNote: wordsOf(index), placedAt: new Date(Date.UTC(2024, 0, 1) + Math.floor(index / 100) * DAY_MS * 10).toISOString()}));
  for (let start = 0; start < size; start += 500) {
    const some = orders.slice(start, start + 500);
    await storage.transact(async (transaction) => {
      const first = await transaction.takePositions(storeId, some.length);
      await transaction.writeOrders(storeId, some.map((order, index) => ({order, position: first + index})));
    });
  }
  const all = [template, ...orders];
  for (const [q, sort] of [['evenly', '-placedAt'], ['seldom', '-placedAt'], ['seldom', 'placedAt'], ['oldest', '-placedAt'], ['罕', '-placedAt'], ['middle', '-placedAt'], ['newest', 'placedAt'], ['early', '-placedAt'], ['early', '-number'], ['seldom', 'total'], ['early -oddly', 'customer'], ['-evenly', '-placedAt'], ['54321', '-placedAt'], ['status:processing seldom', '-placedAt'], ['nowhere', '-placedAt']] as const) {
    const parsed = parseQuery(q);
    assert.ok(parsed.ok);
    const order: OrderSort = {field: sort.replace('-', '') as OrderSort['field'], descending: sort.startsWith('-')};
    const expected = naiveList(all, parsed.query, {sort: order, role: 'owner', settings});
    const first = await listOrders(server.services, {query: parsed.query, sort: order, after: undefined, limit: 50, role: 'owner', settings});
    assert.deepEqual(first.rows.map(({id}) => id), expected.slice(0, 50), `${q} by ${sort}`);
    assert.deepEqual([first.count, first.countIsExact], [Math.min(1000, expected.length), expected.length <= 1000], `${q} by ${sort}`);
    const mark = first.rows.at(-1)?.mark;
    if (!first.hasMore) continue;
    const second = await listOrders(server.services, {query: parsed.query, sort: order, after: mark, limit: 50, role: 'owner', settings});
    assert.deepEqual(second.rows.map(({id}) => id), expected.slice(50, 100), `${q} by ${sort}, second page`);
  }
});
