import assert from 'node:assert/strict';
import {test} from 'node:test';
import {releaseHolds} from '../src/effects/release-holds.ts';
import {give, packAndSend, placePaid} from './support/commands.ts';
import {createTestClock, startTestServer} from './support/start-test-server.ts';

test('a hold with an end is released by the shop’s own clock, the others stay', async (t) => {
  const clock = createTestClock();
  const server = await startTestServer(t, {clock});
  const later = (minutes: number): string => new Date(Date.parse(clock.now()) + minutes * 60_000).toISOString();
  await server.apply(
    placePaid('two-holds'),
    give('two-holds', {type: 'hold.add', reason: 'Wait for the second lamp', until: later(60)}),
    give('two-holds', {type: 'hold.add', reason: 'Call first'}),
    placePaid('one-hold'),
    give('one-hold', {type: 'hold.add', reason: 'Not before the holiday', until: later(60)}),
    placePaid('longer'),
    give('longer', {type: 'hold.add', reason: 'Next month', until: later(120)}),
    placePaid('cancelled'),
    give('cancelled', {type: 'hold.add', reason: 'Wait', until: later(60)}),
    give('cancelled', {type: 'order.cancel'}),
  );
  const reasons = async (id: string): Promise<string[]> => (await server.readOrder(id)).holds.map(({reason}) => reason);
  assert.equal(await releaseHolds(server.services), 0);
  const [refused] = ((await (await server.push(packAndSend('one-hold').slice(-1))).json()) as {results: {outcome: string}[]}).results;
  assert.equal(refused?.outcome, 'refused');
  clock.turn(60 * 60_000);
  assert.equal(await releaseHolds(server.services), 2);
  assert.equal(await releaseHolds(server.services), 0, 'once');
  const {storage, storeId} = server.services;
  assert.deepEqual(await storage.findHoldsUntil(storeId, clock.now(), 10), [], 'nobody asks again and again about an order that was cancelled');
  assert.deepEqual([await reasons('two-holds'), await reasons('one-hold'), await reasons('longer')], [['Call first'], [], ['Next month']]);
  assert.deepEqual((await server.readOrder('two-holds')).statusDetail?.code, 'on_hold');
  const {events} = await server.askJson<{events: {event: {type: string; by: string}}[]}>('/v1/orders/one-hold/events');
  assert.deepEqual([events.at(-1)?.event.type, events.at(-1)?.event.by], ['hold.released', 'Scheduler']);
  clock.turn(60 * 60_000);
  assert.equal(await releaseHolds(server.services), 1);
});

test('however many end at once, one look releases them all', async (t) => {
  const clock = createTestClock();
  const server = await startTestServer(t, {clock});
  const until = new Date(Date.parse(clock.now()) + 1000).toISOString();
  await server.apply(...Array.from({length: 230}, (_, index) => placePaid(`o${index}`)));
  await server.apply(...Array.from({length: 230}, (_, index) => give(`o${index}`, {type: 'hold.add', reason: 'Sale day', until})));
  clock.turn(1000);
  assert.equal(await releaseHolds(server.services), 230);
});

test('a release that came too late for a closed order does not stand in the way of the next one', async (t) => {
  const clock = createTestClock();
  const server = await startTestServer(t, {clock, undoSeconds: 7200});
  const until = new Date(Date.parse(clock.now()) + 3_600_000).toISOString();
  const [pack, packMore, verify, send] = packAndSend('o1');
  assert.ok(pack && packMore && verify && send);
  await server.apply(placePaid('o1'), pack, packMore, verify, send, give('o1', {type: 'hold.add', reason: 'Wait', until}));
  clock.turn(3_600_000);
  const {services} = server;
  const closedMeanwhile: typeof services.storage = {
    ...services.storage,
    async findHoldsUntil(...search) {
      const due = await services.storage.findHoldsUntil(...search);
      await server.apply(give('o1', {type: 'order.close'}));
      return due;
    },
  };
  assert.equal(await releaseHolds({...services, storage: closedMeanwhile}), 0);
  await server.apply(give('o1', {type: 'order.undo', undoes: send.id}));
  assert.equal((await server.readOrder('o1')).holds.length, 1, 'it is worked on again, and still on hold');
  assert.equal(await releaseHolds(services), 1);
});
