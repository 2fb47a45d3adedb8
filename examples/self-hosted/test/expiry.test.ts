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
