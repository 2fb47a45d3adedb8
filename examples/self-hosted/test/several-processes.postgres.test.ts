import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import {deriveOrder, type ChangesPage, type Command, type CommandResult, type Order} from '@packline/core';
import {signOrderLink} from '../src/access/order-link.ts';
import {changeSettings} from '../src/orders/change-settings.ts';
import {IS_FULL_DOSE} from './support/check-property.ts';
import {give, place, placePaid} from './support/commands.ts';
import {openStream} from './support/read-stream.ts';
import {OWNER_TOKEN, startTestServer, type TestServer} from './support/start-test-server.ts';

const bearer = {authorization: `Bearer ${OWNER_TOKEN}`};
const ROUNDS = IS_FULL_DOSE ? 200 : 10;

async function startTwo(t: TestContext): Promise<readonly [TestServer, TestServer]> {
  const first = await startTestServer(t);
  return [first, await startTestServer(t, {twinOf: first})];
}

/** The results of two servers asked in the same moment. */
async function ask([first, second]: readonly [TestServer, TestServer], one: readonly Command[], other: readonly Command[]): Promise<readonly [CommandResult[], CommandResult[]]> {
  const results = await Promise.all(
    [first.push(one), second.push(other)].map(async (pushed) => {
      const response = await pushed;
      assert.equal(response.status, 200, await response.clone().text());
      return ((await response.json()) as {results: CommandResult[]}).results;
    }),
  );
  return results as [CommandResult[], CommandResult[]];
}

const outcomes = (results: readonly CommandResult[][]): string[] => results.flat().map(({outcome}) => outcome).sort();

test('an order placed at two processes in the same moment is placed once', async (t) => {
  const servers = await startTwo(t);
  for (let round = 0; round < ROUNDS; round += 1) {
    const results = await ask(servers, [place(`o${round}`)], [placePaid(`o${round}`)]);
    assert.deepEqual(outcomes(results), ['applied', 'refused']);
    assert.equal((await servers[0].readOrder(`o${round}`)).version, 1);
  }
  assert.deepEqual(servers.flatMap(({errors}) => errors), []);
});

test('a number wished for at two processes is given once; the other hears that it is taken', async (t) => {
  const servers = await startTwo(t);
  for (let round = 0; round < ROUNDS; round += 1) {
    const results = await ask(servers, [place(`a${round}`, {number: `W-${round}`})], [place(`b${round}`, {number: `W-${round}`})]);
    assert.deepEqual(outcomes(results), ['applied', 'refused']);
    assert.equal(results.flat().find(({refusal}) => refusal !== undefined)?.refusal?.code, 'order/number-taken');
  }
});

test('numbers of the shop’s own series follow each other without a gap or a repeat, whoever gives them', async (t) => {
  const servers = await startTwo(t);
  const wishes = Array.from({length: 4 * ROUNDS}, (_, index) => place(`o${index}`));
  await Promise.all(wishes.map((wish, index) => servers[index % 2 === 0 ? 0 : 1].apply(wish)));
  const numbers = await Promise.all(wishes.map(async ({orderId}) => Number((await servers[0].readOrder(orderId)).number)));
  numbers.sort((a, b) => a - b);
  assert.deepEqual(numbers, numbers.map((_, index) => (numbers[0] ?? 0) + index));
});

test('the same command sent to two processes is done once and known to both', async (t) => {
  const servers = await startTwo(t);
  for (let round = 0; round < ROUNDS; round += 1) {
    const id = `o${round}`;
    const wish = [placePaid(id), give(id, {type: 'parcel.pack', parcelId: `${id}-p1`, lineId: '1', quantity: 1})];
    const results = await ask(servers, wish, wish);
    assert.deepEqual(outcomes(results), ['applied', 'applied', 'duplicate', 'duplicate']);
    const [one, other] = results.map((list) => list.map(({version, position}) => [version, position]));
    assert.deepEqual(one, other, 'both tell the same');
    const refused = [give(id, {type: 'parcel.pack', parcelId: 'nobody', lineId: '1', quantity: 1})];
    assert.deepEqual(outcomes(await ask(servers, refused, refused)), ['refused', 'refused']);
  }
  assert.deepEqual(servers.flatMap(({errors}) => errors), []);
});

test('batches that touch the same orders in opposite directions all get through', async (t) => {
  const servers = await startTwo(t);
  const ids = Array.from({length: 20}, (_, index) => `o${String(index).padStart(2, '0')}`);
  await servers[0].apply(...ids.map((id) => place(id)));
  const note = (id: string): Command => give(id, {type: 'note.add', text: 'called'});
  for (let round = 0; round < ROUNDS; round += 1) {
    const fresh = ids.map((id) => `${id}-${round}`);
    const results = await ask(servers, [...ids.map(note), ...fresh.map((id) => place(id))], [...ids.toReversed().map(note), ...fresh.toReversed().map((id) => place(`${id}x`))]);
    assert.deepEqual(new Set(outcomes(results)), new Set(['applied']));
  }
  const orders = await Promise.all(ids.map((id) => servers[1].readOrder(id)));
  assert.deepEqual(new Set(orders.map(({version}) => version)), new Set([1 + 2 * ROUNDS]));
  assert.deepEqual(servers.flatMap(({errors}) => errors), []);
});

test('new orders placed by both in opposite directions: each once, and nobody waits in a circle', async (t) => {
  const servers = await startTwo(t);
  for (let round = 0; round < ROUNDS; round += 1) {
    const wishes = Array.from({length: 12}, (_, index) => place(`o${round}-${index}`));
    const results = await ask(servers, wishes, wishes.toReversed());
    assert.equal(outcomes(results).filter((outcome) => outcome === 'applied').length, 12);
    assert.equal(outcomes(results).filter((outcome) => outcome === 'duplicate').length, 12);
  }
  assert.deepEqual(servers.flatMap(({errors}) => errors), []);
});

test('a reader at one process misses nothing that the other commits, however small its pages', async (t) => {
  const servers = await startTwo(t);
  let writing = true;
  const write = async (name: number): Promise<void> => {
    const server = servers[name % 2 === 0 ? 0 : 1];
    for (let round = 0; round < ROUNDS; round += 1) {
      await server.apply(placePaid(`w${name}-${round}`), placePaid(`w${name}-${round}b`));
      await server.apply(give(`w${name}-${round}`, {type: 'note.add', text: 'called'}));
    }
  };
  const read = async (server: TestServer, limit: number): Promise<Map<string, number>> => {
    const seen = new Map<string, number>();
    let cursor = '';
    for (let last = false; ; ) {
      const page = await server.askJson<ChangesPage>(`/v1/changes?limit=${limit}&after=${cursor}`);
      for (const {id, version} of page.orders) seen.set(id, version);
      cursor = page.cursor;
      if (page.hasMore) continue;
      if (last) return seen;
      last = !writing;
    }
  };
  const readers = [1, 2, 3, 50].map((limit, index) => read(servers[index % 2 === 0 ? 1 : 0], limit));
  await Promise.all(Array.from({length: 6}, (_, name) => write(name)));
  writing = false;
  for (const seen of await Promise.all(readers)) {
    assert.equal(seen.size, 12 * ROUNDS);
    for (const [id, version] of seen) assert.equal(version, id.endsWith('b') ? 1 : 2, id);
  }
});

test('a commit at one process wakes staff and the order’s shopper at the other', async (t) => {
  const [first, second] = await startTwo(t);
  await first.apply(placePaid('o1'), placePaid('o2'));
  const staff = await openStream(new URL('/v1/changes/stream', second.url), {...bearer, 'last-event-id': '2'});
  const link = signOrderLink(second.services.linkKey, 'o1', second.services.now());
  const shopper = await openStream(new URL(`/v1/shop/orders/${link}/stream`, second.url));
  t.after(() => [staff, shopper].forEach((stream) => stream.close()));
  assert.equal((await shopper.next()).id, '1');
  await first.apply(give('o2', {type: 'note.add', text: 'called'}));
  assert.equal((await staff.next()).id, '3');
  await first.apply(give('o1', {type: 'note.add', text: 'called'}));
  assert.equal((await staff.next()).id, '4');
  assert.equal((await shopper.next()).id, '4', 'nothing was told of the other order');
});

test('orders decided while the rules of the shop change follow the rules as they are in the end', async (t) => {
  const servers = await startTwo(t);
  const ids = Array.from({length: 30}, (_, index) => `o${index}`);
  await servers[0].apply(...ids.map((id) => place(id)));
  let changing = true;
  const keepBusy = async (name: number): Promise<void> => {
    for (let count = 0; changing; count += 1) {
      const id = ids[(name + 7 * count) % ids.length] ?? '';
      await (servers[name % 2] ?? servers[0]).apply(give(id, {type: 'note.add', text: 'called'}), place(`n${name}-${count}`));
    }
  };
  const busy = [0, 1, 2, 3].map(keepBusy);
  for (let round = 0; round < ROUNDS; round += 1) await changeSettings((servers[round % 2] ?? servers[0]).services, {reviewOnlyWithReceipt: round % 3 !== 0});
  changing = false;
  await Promise.all(busy);
  const {storage, storeId} = servers[0].services;
  const {settings} = await storage.readFeedState(storeId);
  const {orders} = await storage.readChanges(storeId, 0, 100_000);
  assert.ok(orders.length > ids.length);
  for (const {id, doc} of orders) {
    const order = JSON.parse(doc) as Order;
    assert.equal(order.status, deriveOrder(order, settings).status, id);
  }
  assert.deepEqual(servers.flatMap(({errors}) => errors), []);
});

test('both change the settings in the same moment: each change is kept', async (t) => {
  const [first, second] = await startTwo(t);
  for (let round = 1; round <= ROUNDS; round += 1) {
    await Promise.all([changeSettings(first.services, {undoSeconds: round}), changeSettings(second.services, {expireUnpaidAfterHours: round})]);
  }
  const {settings} = await first.services.storage.readFeedState(first.services.storeId);
  assert.deepEqual([settings.version, settings.undoSeconds, settings.expireUnpaidAfterHours], [1 + 2 * ROUNDS, ROUNDS, ROUNDS]);
});

test('a letter is written once, whoever gets to it first', async (t) => {
  const servers = await startTwo(t);
  const ids = Array.from({length: 30}, (_, index) => `o${index}`);
  await Promise.all(ids.map((id, index) => (servers[index % 2] ?? servers[0]).apply(placePaid(id))));
  const {storage, storeId} = servers[0].services;
  while ((await storage.nextEffectAt(storeId)) !== undefined) await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal((await storage.listMails(storeId, 1000)).length, ids.length);
  assert.deepEqual(servers.flatMap(({errors}) => errors), []);
});
