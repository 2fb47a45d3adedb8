import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, test} from 'node:test';
import {formatQuery, matchesOrder, parseCommand, parseQuery, type ChangesPage, type CommandResult, type LoggedEvent, type Order, type OrdersPage} from '@packline/core';
import {IS_FULL_DOSE} from './support/check-property.ts';
import {lifeOf, TYPES_WITH_TEXT, withTexts, type LifeStep, type TextField} from './support/naughty-life.ts';
import {at, pointerOf, put} from './support/schema-walk.ts';
import {readProblem, startTestServer, type TestServer} from './support/start-test-server.ts';

const NAUGHTY = JSON.parse(readFileSync(new URL('./fixtures/naughty-strings.json', import.meta.url), 'utf8')) as string[];
const TEXTS = [...new Set([...NAUGHTY, '\ufeff', '\uffff', '\u202ereversed', 'e\u0301', '\u2028\u2029', '\u0001\u001f\u007f', '__proto__', 'constructor', '\\', '"', '""', '%', '_', '*', "'"])];

/** In the full dose every field meets every text; else every text meets a few fields, and every field a few texts. */
const LIVES = IS_FULL_DOSE ? TEXTS.length : 4;
const FIELDS = lifeOf('x').reduce((sum, {fields}) => sum + fields.length, 0);
const PLAIN = 'plain words';

/** What the rules say to texts that say nothing, and to a number that is another order's. */
const EXPECTED_REFUSALS = /^(order\/number-taken|note\/empty|tags\/empty|(hold|receipt|parcel)\/reason-missing|parcel\/nothing-to-change)$/;

/** Texts that are told apart by their words alone: space round them says nothing. */
const isTrimmed = ({type, path}: TextField): boolean => type === 'tags.change' || path.includes('tags') || path.at(-1) === 'trackingNumber';

interface Given {
  readonly step: LifeStep;
  readonly id: string;
  readonly texts: ReadonlyMap<TextField, string>;
}

const server = await startTestServer({after});
const given: Given[] = [];
const unreadable: {readonly body: unknown; readonly pointer: string; readonly text: string}[] = [];

/** Texts that no field has taken so far. */
const homeless: string[] = [];

for (let start = 0; start < LIVES; start += 5) {
  const lives = Array.from({length: Math.min(5, LIVES - start)}, (_, index) => live(start + index));
  for (let index = 0; index < (lives[0]?.length ?? 0); index += 1) await giveAll(lives.map((life) => life[index] as Given));
}

/** One life with its share of the texts; what no reader takes in a field is kept apart. */
function live(life: number): Given[] {
  let count = life * FIELDS;
  return lifeOf(`n${life}`).map((step) => {
    const wanted = new Map(step.fields.map((field) => [field, TEXTS[count++ % TEXTS.length] ?? '']));
    const fits = homeless.length === 0 && isReadable(withTexts(step, (field) => wanted.get(field) ?? PLAIN));
    return {step, id: (step.body as {id: string}).id, texts: fits ? wanted : fitOneByOne(step, wanted)};
  });
}

function fitOneByOne(step: LifeStep, wanted: ReadonlyMap<TextField, string>): Map<TextField, string> {
  const texts = new Map<TextField, string>();
  for (const [field, next] of wanted) {
    homeless.push(next);
    const fitting = homeless.findIndex((text) => isReadable(put(step.body, field.path, text)));
    const [text] = fitting < 0 ? [] : homeless.splice(fitting, 1);
    if (text === undefined) unreadable.push(...homeless.map((each) => ({body: put(step.body, field.path, each), pointer: pointerOf(field.path), text: each})));
    // Where every field is to meet every text, one that is too long for this field is tried in no other one instead.
    if (IS_FULL_DOSE || homeless.length > 20) homeless.length = 0;
    texts.set(field, text ?? PLAIN);
  }
  return texts;
}

function isReadable(body: unknown): boolean {
  return parseCommand(body, {unknownFields: 'refuse'}).ok;
}

async function giveAll(all: readonly Given[]): Promise<void> {
  const response = await server.push(all.map(({step, texts}) => withTexts(step, (field) => texts.get(field) ?? PLAIN)));
  assert.equal(response.status, 200, await response.clone().text());
  const {results} = (await response.json()) as {results: CommandResult[]};
  for (const [index, {outcome, refusal}] of results.entries()) {
    const each = all[index] as Given;
    if (outcome === 'applied') {
      given.push(each);
      continue;
    }
    assert.match(refusal?.code ?? outcome, EXPECTED_REFUSALS, JSON.stringify(each.step.body));
    // Said again with a number of its own, and with words where there were none.
    const texts = new Map([...each.texts].map(([field, text]) => [field, field.path.at(-1) === 'number' ? each.id : text.trim() === '' ? PLAIN : text]));
    const again = {...each, id: `${each.id}-again`, texts};
    assert.deepEqual(await outcomeOf(again), 'applied');
    given.push(again);
  }
}

async function outcomeOf({step, id, texts}: Given): Promise<string | undefined> {
  const response = await server.push([{...(withTexts(step, (field) => texts.get(field) ?? PLAIN) as object), id}]);
  const {results} = (await response.json()) as {results: CommandResult[]};
  return results[0]?.refusal?.code ?? results[0]?.outcome;
}

/** Every text inside a value, names included. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null) for (const [key, item] of Object.entries(value)) yield* [key, ...textsIn(item)];
}

async function readFeed(from: TestServer): Promise<Map<string, Order>> {
  const orders = new Map<string, Order>();
  for (let cursor = '', hasMore = true; hasMore; ) {
    const page = await from.askJson<ChangesPage>(`/v1/changes?limit=200&after=${encodeURIComponent(cursor)}`);
    for (const order of page.orders) orders.set(order.id, order);
    ({cursor, hasMore} = page);
  }
  return orders;
}

test('every command that holds a text was given, in every field with every kind of text', (t) => {
  assert.equal(NAUGHTY.length, 515);
  assert.deepEqual([...new Set(given.map(({step}) => (step.body as {type: string}).type))].filter((type) => TYPES_WITH_TEXT.includes(type)).sort(), [...TYPES_WITH_TEXT].sort());
  const told = new Set(given.flatMap(({texts}) => [...texts.values()]));
  assert.deepEqual(TEXTS.filter((text) => !told.has(text)), [], 'every text got through somewhere');
  t.diagnostic(`${FIELDS} fields, ${TEXTS.length} texts, ${given.reduce((sum, {texts}) => sum + texts.size, 0)} of them given, ${unreadable.length} pointed at`);
});

test('every text is in the log as it was written, character by character', async () => {
  const logs = new Map<string, Set<string>>();
  for (const order of new Set(given.map(({step}) => step.order))) {
    const {events} = await server.askJson<{events: LoggedEvent[]}>(`/v1/orders/${order}/events`);
    for (const {commandId, event} of events) logs.set(commandId, new Set([...(logs.get(commandId) ?? []), ...textsIn(event)]));
  }
  for (const {step, id, texts} of given) {
    for (const [field, text] of texts) {
      if (text.trim() === '' && (isTrimmed(field) || field.path.at(-1) === 'remark')) continue;
      const wanted = isTrimmed(field) ? text.trim() : text;
      assert.ok(logs.get(id)?.has(wanted), `${JSON.stringify(text)} in ${pointerOf(field.path)} of ${(step.body as {type: string}).type}`);
    }
  }
});

test('the feed, the list, an order, an export and a server started again tell the same', async (t) => {
  const feed = await readFeed(server);
  const listed = await server.askJson<OrdersPage>('/v1/orders?limit=500');
  for (const order of listed.orders) assert.deepEqual(order, feed.get(order.id));
  for (const [id, order] of [...feed].slice(0, 40)) assert.deepEqual(await server.readOrder(id), order);
  const [, ...exported] = (await (await server.ask('/v1/export?format=jsonl')).text()).split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as {order: Order});
  assert.deepEqual(new Map(exported.map(({order}) => [order.id, order])), feed);
  // The newest text of each field is in the document, wherever it is one of the document's own.
  for (const {step, texts} of given.filter(({step: {body}}) => (body as {type: string}).type === 'order.place' && !String((body as {orderId: string}).orderId).endsWith('-a'))) {
    const order = feed.get(step.order);
    for (const [{path}, text] of texts) {
      const [, ...inside] = path;
      if (path.includes('paid') || path.includes('tags')) continue;
      assert.equal(at(order, inside), text, pointerOf(path));
    }
  }
  await server.stop();
  const again = await startTestServer(t, {dataDirectory: server.directory});
  assert.deepEqual(await readFeed(again), feed);

  // What is found is what the plain scan finds, and whatever says something is found.
  const {settings} = await again.services.storage.readFeedState(again.services.storeId);
  let found = 0;
  const stride = IS_FULL_DOSE ? 1 : 17;
  for (const text of TEXTS.filter((_, index) => index % stride === 0)) {
    // The plain scan reads every order for every query: the other fields get their turn with every eighth text.
    for (const field of IS_FULL_DOSE && TEXTS.indexOf(text) % 8 !== 0 ? (['any'] as const) : (['any', 'customer', 'product', 'tag'] as const)) {
      const q = formatQuery({terms: [{kind: 'text', field, text, negated: false}]});
      const parsed = parseQuery(q);
      assert.ok(parsed.ok, q);
      const page = await again.ask(`/v1/orders?${new URLSearchParams({q, limit: '500'})}`);
      assert.equal(page.status, 200, q);
      const {orders, count} = (await page.json()) as OrdersPage;
      const expected = [...feed.values()].filter((order) => matchesOrder(order, parsed.query, settings));
      assert.equal(count, Math.min(expected.length, 1000), q);
      if (expected.length <= 500) assert.deepEqual(orders.map(({id}) => id).sort(), expected.map(({id}) => id).sort(), q);
      found += expected.length;
    }
  }
  assert.ok(found > 40, `${found} hits`);
  assert.deepEqual([...server.errors, ...again.errors], []);
});

test('a text that no reader takes is pointed at', async (t) => {
  const other = await startTestServer(t);
  const halves = lifeOf('half').flatMap(({body, fields}) => fields.flatMap(({path}) => ['\ud800', 'nul\u0000', 'x'.repeat(10_001)].map((text) => ({body: put(body, path, text), pointer: pointerOf(path), text}))));
  const all = [...unreadable, ...halves];
  for (let start = 0; start < all.length; start += 20) {
    const some = all.slice(start, start + 20);
    const response = await other.push(some.map(({body}) => body));
    assert.equal(response.status, 422);
    const pointers = ((await readProblem(response)).errors ?? []).map(({pointer}) => pointer);
    for (const [index, {pointer, text}] of some.entries()) assert.ok(pointers.some((each) => `/commands/${index}${pointer}`.startsWith(each)), `${pointer} with ${JSON.stringify(text).slice(0, 40)}: ${pointers.join(' ')}`);
  }
  assert.deepEqual(other.errors, []);
});
