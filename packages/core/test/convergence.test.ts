import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import type {OrderEngine} from '../src/engine/order-engine.ts';
import type {CommandBody} from '../src/order/command.ts';
import type {Order} from '../src/order/order.ts';
import {Device} from './support/device.ts';
import {MemoryServer} from './support/memory-backend.ts';
import type {MemoryConnection} from './support/memory-connection.ts';
import {place, sale} from './support/orders.ts';
import {seededRandom} from './support/seeded-random.ts';
import {until} from './support/until.ts';

const SEEDS = process.env['PACKLINE_DOSE'] === 'full' ? 400 : 25;
const ORDERS = ['o1', 'o2', 'o3', 'o4'];

interface Seat {
  readonly device: Device;
  readonly connection: MemoryConnection;
  readonly storage: 'device' | 'memory';
  tabs: OrderEngine[];
}

/** Something a packer might do with this order now; often it will not be allowed. */
function someWish(order: Order | undefined, pick: <Value>(values: readonly Value[]) => Value, newId: () => string): CommandBody {
  const parcelId = pick(order?.parcels.map(({id}) => id) ?? [newId()]) ?? newId();
  const quantity = pick([1, 1, 2]);
  return pick<CommandBody>([
    {type: 'parcel.pack', parcelId, lineId: '1', quantity},
    {type: 'parcel.pack', parcelId, lineId: '1', quantity},
    {type: 'parcel.unpack', parcelId, lineId: '1', quantity},
    {type: 'parcel.add', parcelId: newId()},
    {type: 'parcel.remove', parcelId},
    {type: 'parcel.verify', parcelId},
    {type: 'parcel.unlock', parcelId, reason: 'miscounted'},
    {type: 'parcel.schedule', parcelId, shipOn: '2026-12-01'},
    {type: 'parcel.send', parcelId},
  ]);
}

/** Runs one history of several devices over a bad network and checks what it led to. */
async function runHistory(t: TestContext, seed: number): Promise<void> {
  const random = seededRandom(seed);
  const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)] as Value;
  const server = new MemoryServer({changesPerPage: 3, commandsPerBatch: pick([1, 2, 50])});
  for (const id of ORDERS) place(server, id, sale(6));
  const seats = [0, 1, 2].map((number): Seat => ({
    device: new Device(t, {speed: 200, locks: number !== 1}),
    connection: server.connect(),
    storage: number === 2 ? 'memory' : 'device',
    tabs: [],
  }));
  const open = (seat: Seat): void => void seat.tabs.push(seat.device.open(seat.connection, {storage: seat.storage}));
  for (const seat of seats) {
    open(seat);
    if (seat.storage === 'device') open(seat);
    seat.connection.intercept = async () => {
      if (random() < 0.3) await new Promise((resolve) => setTimeout(resolve, random() * 4));
    };
  }
  await Promise.all(seats.flatMap(({tabs}) => tabs).map((tab) => until('a tab is open', () => tab.status.orderCount === ORDERS.length)));

  const accepted: string[] = [];
  for (let step = 0; step < 40; step += 1) {
    const seat = pick(seats);
    const what = random();
    if (what < 0.68) {
      const tab = pick(seat.tabs);
      const orderId = pick(ORDERS);
      const answer = await tab.dispatch(orderId, someWish(await tab.readOrder(orderId), pick, () => tab.newId()));
      if (answer.ok) accepted.push(answer.commandId);
    } else if (what < 0.74) seat.connection.disconnect();
    else if (what < 0.82) seat.connection.reconnect();
    else if (what < 0.88) seat.connection.loseReplies(1);
    else if (what < 0.9) server.stop();
    else if (what < 0.93) server.start();
    else if (what < 0.94) server.renewEpoch();
    else if (what < 0.97 && seat.storage === 'device') {
      await seat.tabs.shift()?.close();
      open(seat);
      await seat.tabs.at(-1)?.ready;
    } else await new Promise((resolve) => setTimeout(resolve, random() * 10));
  }

  server.start();
  for (const seat of seats) {
    seat.connection.reconnect();
    seat.connection.loseReplies(0);
    seat.connection.intercept = undefined;
    seat.device.wake();
  }
  for (const seat of seats) {
    const settled = (tab: OrderEngine): boolean => tab.status.unsentCount === tab.status.refusedCount && tab.status.phase === 'live';
    for (const tab of seat.tabs) await until('everything is sent and known', () => settled(tab), 10_000);
  }
  const isSame = async (): Promise<boolean> => {
    for (const tab of seats.flatMap(({tabs}) => tabs)) {
      for (const {id, version, fulfillment, parcels} of server.orders()) {
        const row = tab.row(tab.handleOf(id) ?? -1);
        if ((await tab.readOrder(id))?.version !== version || row.fulfillment !== fulfillment || row.parcelCount !== parcels.length) return false;
      }
    }
    return true;
  };
  await until('all have read on', isSame, 10_000);

  for (const tab of seats.flatMap(({tabs}) => tabs)) {
    for (const order of server.orders()) {
      assert.deepEqual(await tab.readOrder(order.id), order);
      assert.notEqual(tab.row(tab.handleOf(order.id) ?? -1).mark, 'unsent');
    }
  }
  const refused = (await Promise.all(seats.map(async ({tabs}) => (await tabs[0]?.readOutbox()) ?? []))).flat().map(({id}) => id);
  const applied = server.appliedCommandIds.filter((id) => !id.startsWith('place-'));
  assert.deepEqual([...applied, ...refused].sort(), [...accepted].sort(), 'every accepted command was applied once or shown as refused');
  for (const {device} of seats) assert.deepEqual(device.errors, []);
  await Promise.all(seats.map(({device}) => device.closeAll()));
}

test('X8 any history of three devices over a bad network ends with the same orders everywhere, each command once', async (t) => {
  const base = Number(process.env['PACKLINE_SEED'] ?? Math.floor(Math.random() * 1e9));
  t.diagnostic(`seeds ${base} to ${base + SEEDS - 1}; PACKLINE_SEED=${base} runs them again`);
  for (let seed = base; seed < base + SEEDS; seed += 1) {
    try {
      await runHistory(t, seed);
    } catch (cause) {
      throw new Error(`Seed ${seed}: ${cause instanceof Error ? cause.message : String(cause)}`, {cause});
    }
  }
});
