import assert from 'node:assert/strict';
import {join} from 'node:path';
import {test} from 'node:test';
import Database from 'better-sqlite3';
import {createCommandRunner} from '../src/orders/command-runner.ts';
import type {CommandRequest} from '../src/orders/command-request.ts';
import type {OrderStorage} from '../src/storage/order-storage.ts';
import {DatabaseInUseError, lockDatabase} from '../src/storage/sqlite/lock-database.ts';
import {createWakeBus} from '../src/wake-bus.ts';
import {give, place, placePaid} from './support/commands.ts';
import {startTestServer, temporaryDirectory} from './support/start-test-server.ts';
import {ON_POSTGRES} from './support/test-database.ts';

const OWNER = {id: 'owner', name: 'Owner', role: 'owner'} as const;
const request = (...commands: CommandRequest['commands']): CommandRequest => ({commands, actor: OWNER});

test('a file belongs to one process until it is let go', (t) => {
  const file = join(temporaryDirectory(t), 'packline.db');
  const release = lockDatabase(file);
  assert.throws(() => lockDatabase(file), DatabaseInUseError);
  release();
  release();
  lockDatabase(file)();
});

if (!ON_POSTGRES) test('the file can be read by other programs while the server runs', async (t) => {
  const server = await startTestServer(t);
  await server.apply(placePaid('o1'), place('o2'));
  const file = new Database(join(server.directory, 'packline.db'), {readonly: true});
  t.after(() => file.close());
  assert.deepEqual(file.pragma('journal_mode', {simple: true}), 'wal');
  const documents = file.prepare('select doc from orders order by position').pluck().all() as string[];
  assert.deepEqual(documents.map((doc) => (JSON.parse(doc) as {id: string}).id), ['o1', 'o2']);
  assert.equal(file.pragma('integrity_check', {simple: true}), 'ok');
});

test('requests that wait for the same transaction share it; answers come to whoever asked', async (t) => {
  const server = await startTestServer(t);
  const {storage, storeId, now} = server.services;
  let transactions = 0;
  const counted: OrderStorage = {
    ...storage,
    transact(work) {
      transactions += 1;
      return storage.transact(work);
    },
  };
  const runner = createCommandRunner({storeId, storage: counted, wakes: createWakeBus(), now});
  const answers = await Promise.all(Array.from({length: 50}, (_, index) => runner.run(request(place(`o${index}`)))));
  assert.equal(transactions, 1);
  for (const answer of answers) assert.equal(answer.ok && answer.results[0]?.outcome, 'applied');
  const numbers = await Promise.all(answers.map(async (_, index) => Number((await server.readOrder(`o${index}`)).number)));
  assert.deepEqual(numbers, numbers.map((_, index) => (numbers[0] ?? 0) + index), 'in the order in which they came');
});

test('a transaction that breaks keeps nothing, and every request of its group is tried alone', async (t) => {
  const server = await startTestServer(t);
  const {storage, storeId, now} = server.services;
  const wakes = createWakeBus();
  let woken = 0;
  wakes.subscribe(() => (woken += 1));
  const breaking: OrderStorage = {
    ...storage,
    transact: (work) =>
      storage.transact((transaction) =>
        work({
          ...transaction,
          async writeCommands(id, records) {
            if (records.some(({orderId}) => orderId === 'cursed')) throw new Error('disk full');
            await transaction.writeCommands(id, records);
          },
        }),
      ),
  };
  const runner = createCommandRunner({storeId, storage: breaking, wakes, now});
  const [good, bad, fine] = await Promise.allSettled([runner.run(request(place('o1'))), runner.run(request(place('cursed'))), runner.run(request(place('o2')))]);
  assert.deepEqual([good?.status, bad?.status, fine?.status], ['fulfilled', 'rejected', 'fulfilled']);
  assert.equal((await server.ask('/v1/orders/cursed')).status, 404);
  assert.equal((await server.ask('/v1/orders/cursed/events')).status, 404);
  assert.equal(woken, 2);
  await runner.idle();
  assert.equal((await server.readOrder('o2')).status, 'payment_review');
});

test('an answer that was lost after the commit is told again, and nothing is done twice', async (t) => {
  const server = await startTestServer(t);
  const {storage, storeId, now} = server.services;
  const losing: OrderStorage = {
    ...storage,
    async transact(work) {
      await storage.transact(work);
      throw new Error('The process ended here.');
    },
  };
  const wish = request(placePaid('o1'), give('o1', {type: 'parcel.pack', parcelId: 'o1-p1', lineId: '1', quantity: 1}));
  await assert.rejects(createCommandRunner({storeId, storage: losing, wakes: createWakeBus(), now}).run(wish));
  const again = await createCommandRunner({storeId, storage, wakes: createWakeBus(), now}).run(wish);
  assert.deepEqual(again.ok && again.results.map(({outcome, version, position}) => [outcome, version, position]), [['duplicate', 1, 1], ['duplicate', 2, 1]]);
  assert.deepEqual([(await server.readOrder('o1')).version, (await storage.readEvents(storeId, 'o1')).length, (await storage.readFeedState(storeId)).head], [2, 2, 1]);
});

test('a large batch lets others have their turn; what it decided is whole all the same', async (t) => {
  const server = await startTestServer(t);
  let turns = 0;
  const others = setInterval(() => (turns += 1), 0);
  t.after(() => clearInterval(others));
  const answer = await server.services.commands.run(request(...Array.from({length: 500}, (_, index) => placePaid(`o${index}`))));
  assert.ok(turns > 1, `${turns} turns`);
  assert.equal(answer.ok && answer.results.filter(({outcome}) => outcome === 'applied').length, 500);
  const {orders} = await server.services.storage.readChanges(server.services.storeId, 0, 1000);
  assert.deepEqual(orders.map(({id}) => id), Array.from({length: 500}, (_, index) => `o${index}`));
});

test('a request that looked at an older version does nothing', async (t) => {
  const server = await startTestServer(t);
  await server.apply(placePaid('o1'));
  const cancel = {...request(give('o1', {type: 'order.cancel'})), onVersion: 1};
  await server.apply(give('o1', {type: 'parcel.pack', parcelId: 'o1-p1', lineId: '1', quantity: 1}));
  const answer = await server.services.commands.run(cancel);
  assert.deepEqual([answer.ok, !answer.ok && answer.stale], [false, true]);
  assert.equal((await server.services.commands.run({...cancel, onVersion: 2})).ok, true);
});

test('every commit moves the feed forward by the orders it changed, without a gap or a repeat', async (t) => {
  const server = await startTestServer(t);
  for (let round = 0; round < 5; round += 1) await Promise.all(Array.from({length: 6}, (_, index) => server.apply(place(`o${round}-${index}`), place(`p${round}-${index}`))));
  const {orders} = await server.services.storage.readChanges(server.services.storeId, 0, 1000);
  assert.deepEqual(orders.map(({position}) => position), Array.from({length: 60}, (_, index) => index + 1));
});
