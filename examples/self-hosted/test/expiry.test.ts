import assert from 'node:assert/strict';
import {test} from 'node:test';
import {expireUnpaid} from '../src/effects/expire-unpaid.ts';
import {changeSettings} from '../src/orders/change-settings.ts';
import {PNG, give, place, placePaid, sha256} from './support/commands.ts';
import {createTestClock, startTestServer} from './support/start-test-server.ts';

test('orders nobody paid in time expire by a command; others do not', async (t) => {
  const clock = createTestClock();
  const server = await startTestServer(t, {clock});
  await server.apply(
    place('unpaid'),
    placePaid('paid'),
    place('draft', {draft: true}),
    place('on-account', {paymentMethod: {code: 'account', needsReceipt: false, allowUnpaidDispatch: true}}),
    place('in-review'),
    give('in-review', {type: 'receipt.submit', receiptId: 'r1', hash: sha256(PNG), mediaType: 'image/png', sizeBytes: 1}),
  );
  clock.turn(49 * 3_600_000);
  await server.apply(place('fresh'));
  assert.equal(await expireUnpaid(server.services), 0, 'off until the settings say when');
  await changeSettings(server.services, {expireUnpaidAfterHours: 48});
  assert.equal(await expireUnpaid(server.services), 1);
  assert.equal(await expireUnpaid(server.services), 0, 'once');
  const statuses = await Promise.all(['unpaid', 'paid', 'draft', 'on-account', 'in-review', 'fresh'].map(async (id) => (await server.readOrder(id)).status));
  assert.deepEqual(statuses, ['expired', 'processing', 'draft', 'processing', 'payment_review', 'payment_review']);
  const {events} = await server.askJson<{events: {event: {type: string; by: string}}[]}>('/v1/orders/unpaid/events');
  assert.deepEqual(events.at(-1)?.event.by, 'Scheduler');
});

test('however many are due, one look expires them all', async (t) => {
  const clock = createTestClock();
  const server = await startTestServer(t, {clock});
  await server.apply(...Array.from({length: 450}, (_, index) => place(`o${index}`)));
  clock.turn(3 * 3_600_000);
  await changeSettings(server.services, {expireUnpaidAfterHours: 2});
  assert.equal(await expireUnpaid(server.services), 450);
});

test('who was told no, or whose money turned out not to be there, has all the time again', async (t) => {
  const clock = createTestClock();
  const hours = (count: number): void => clock.turn(count * 3_600_000);
  const server = await startTestServer(t, {clock});
  await changeSettings(server.services, {expireUnpaidAfterHours: 48});
  await server.apply(place('denied'), place('reversed'), place('entered-late', {placedAt: '2026-01-01T00:00:00.000Z'}), place('silent'));
  await server.apply(give('denied', {type: 'receipt.submit', receiptId: 'r1', hash: sha256(PNG), mediaType: 'image/png', sizeBytes: 1}), give('reversed', {type: 'payment.record'}));
  assert.equal(await expireUnpaid(server.services), 0);
  hours(47);
  await server.apply(give('denied', {type: 'receipt.deny', receiptId: 'r1', hash: sha256(PNG), message: 'Too small to read'}));
  await server.apply(give('reversed', {type: 'payment.reverse', entryId: (await server.readOrder('reversed')).payments[0]?.id ?? ''}));
  hours(2);
  assert.equal(await expireUnpaid(server.services), 2);
  const statuses = async () => Promise.all(['denied', 'reversed', 'entered-late', 'silent'].map(async (id) => (await server.readOrder(id)).status));
  assert.deepEqual(await statuses(), ['pending_payment', 'payment_review', 'expired', 'expired']);
  hours(47);
  assert.equal(await expireUnpaid(server.services), 2);
  assert.deepEqual(await statuses(), ['expired', 'expired', 'expired', 'expired']);
});
