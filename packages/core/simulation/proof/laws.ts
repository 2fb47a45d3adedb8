import assert from 'node:assert/strict';
import type {EntryRecord} from '../../src/cache/cache-records.ts';
import {redact} from '../../src/redaction/redact-order.ts';
import {deriveOrder} from '../../src/rules/derive-order.ts';
import {checkInvariants} from '../../test/support/invariants.ts';
import type {SimDevice, Tab} from '../world/sim-device.ts';
import type {World} from '../world/world.ts';
import type {Tracked} from './ledger.ts';

/** What must hold once a world is healed and at rest. Every breach is written down, none stops the others. */
export async function checkLaws(world: World): Promise<void> {
  const say = (name: string, check: () => void): void => {
    try {
      check();
    } catch (error) {
      world.breach(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  say('exactly once', () => checkLineage(world));
  for (const {order, settings} of world.server.orderRows()) {
    say(`order ${order.id}`, () => {
      checkInvariants(order, settings);
      assert.deepEqual(deriveOrder(order, settings), order, 'Materialised statuses equal re-derivation.');
    });
  }
  for (const entry of world.ledger.entries()) say(`entry ${entry.id}`, () => checkEntry(world, entry));
  for (const device of world.devices) for (const tab of device.livingTabs()) await checkReplica(world, device, tab, say);
}

/** The history that counts holds every command at most once, and an order's version counts them. */
function checkLineage({server}: World): void {
  const seen = new Set<string>();
  const versions = new Map<string, number>();
  for (const {commandId, orderId} of server.lineage) {
    assert.ok(!seen.has(commandId), `${commandId} was applied twice.`);
    seen.add(commandId);
    versions.set(orderId, (versions.get(orderId) ?? 0) + 1);
  }
  for (const order of server.orders()) assert.equal(order.version, versions.get(order.id), `The version of ${order.id} counts its commands.`);
}

/**
 * What was in an outbox once was applied exactly once, or refused and shown as refused. Lost on purpose is only what a
 * restore took back after the device had seen it stored: nobody has it any more.
 */
function checkEntry(world: World, {id, device, databaseName, left, orderId, refusedIn}: Tracked): void {
  const {server, tally} = world;
  const applied = server.lineage.filter((one) => one.commandId === id);
  const record = (device.database.rows(databaseName, 'pending') as EntryRecord[]).find((entry) => entry.id === id);
  const ours = applied.find(({deviceId}) => deviceId === deviceIdOf(device, databaseName));
  if (left === undefined) {
    assert.equal(record?.state, 'refused', `${id} of ${orderId} is still ${record?.state} in the outbox of ${device.name}.`);
    // A repeated request may outlive a restore and find a history in which it is allowed.
    assert.ok(ours === undefined || ours.epoch > (refusedIn ?? 0), `${id} is shown as refused, and was applied.`);
    return;
  }
  if (ours !== undefined || left.as === 'refused') return;
  const tookBack = server.everApplied.has(id) && left.epoch < server.epoch;
  assert.ok(tookBack, `${id} of ${orderId} left the outbox of ${device.name} in epoch ${left.epoch} (now ${server.epoch}), and the server does not have it.`);
  tally.count('lost on purpose', 'taken back by a restore after the device had seen it');
}

export function deviceIdOf(device: SimDevice, databaseName: string): string | undefined {
  const rows = device.database.rows(databaseName, 'meta') as {key: string; value: {deviceId: string}}[];
  return rows.find(({key}) => key === 'state')?.value.deviceId;
}

/** Every page shows what the server has: documents, rows and counts. */
async function checkReplica({server, scheduler}: World, device: SimDevice, {party, engine}: Tab, say: (name: string, check: () => void) => void): Promise<void> {
  const orders = server.orders().map((order) => redact(order, device.user.role));
  const shown = new Map<string, unknown>();
  scheduler.current = party;
  const reading = Promise.all(orders.map(async ({id}) => void shown.set(id, await engine.readOrder(id))));
  let isRead = false;
  void reading.then(() => (isRead = true));
  await scheduler.run(() => isRead);
  for (const order of orders) {
    say(`${party.name} (${device.user.role}) shows ${order.id}`, () => {
      assert.deepEqual(shown.get(order.id), order);
      const row = engine.row(engine.handleOf(order.id) ?? -1);
      assert.deepEqual([row.status, row.payment, row.fulfillment, row.parcelCount], [order.status, order.payment, order.fulfillment, order.parcels.length]);
      assert.notEqual(row.mark, 'unsent');
    });
  }
  say(`${party.name} counts`, () => assert.equal(engine.status.orderCount, orders.length));
  say(`${party.name} settings`, () => assert.deepEqual(engine.settings, server.settings));
}
