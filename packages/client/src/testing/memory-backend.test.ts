import assert from 'node:assert/strict';
import test from 'node:test';
import {BackendError, firstParcelId, isBackendError, type Command, type CommandResult} from '@packline/core';
import {createMemoryBackend} from './memory-backend.ts';

function place(orderId: string, number?: string): Command {
  return {
    id: `${orderId}-place`,
    schemaVersion: 1,
    orderId,
    type: 'order.place',
    order: {
      ...(number === undefined ? {} : {number}),
      channel: {code: 'phone'},
      paymentMethod: {code: 'transfer', needsReceipt: false, allowUnpaidDispatch: false},
      shippingMethod: {code: 'post', carrier: 'own'},
      lines: [{sku: 'TEA', name: '鐵觀音', quantity: 2, unitPrice: {amount: 64, scale: 0, currency: 'HKD'}}],
    },
  };
}

const pack = (orderId: string, quantity: number, id = `${orderId}-pack`): Command => ({id, schemaVersion: 1, orderId, type: 'parcel.pack', parcelId: firstParcelId(orderId), lineId: '1', quantity});

const codeOf = (promise: Promise<unknown>) => promise.then(() => 'no error', (error: unknown) => (isBackendError(error) ? error.code : error));

test('commands are decided by the real rules, and each is applied once', async () => {
  const backend = createMemoryBackend();
  const outcomes = async (...commands: Command[]) => (await backend.pushCommands(commands)).map(({outcome, refusal}) => refusal?.code ?? outcome);
  assert.deepEqual(await outcomes(place('o1'), pack('o1', 2)), ['applied', 'applied']);
  assert.deepEqual(await outcomes(pack('o1', 2), pack('o1', 1, 'another')), ['duplicate', 'parcel/not-enough-left']);
  assert.deepEqual(backend.orders.map(({number, version}) => [number, version]), [['1001', 2]]);
  assert.equal(backend.received.length, 4);
});

test('what was refused stays refused under its id, also when it would be possible now', async () => {
  const backend = createMemoryBackend();
  const outcomes = async (...commands: Command[]) => (await backend.pushCommands(commands)).map(({outcome, refusal}) => refusal?.code ?? outcome);
  assert.deepEqual(await outcomes(place('o1'), pack('o1', 2), pack('o1', 1, 'too many')), ['applied', 'applied', 'parcel/not-enough-left']);
  assert.deepEqual(await outcomes({...pack('o1', 2, 'back'), type: 'parcel.unpack'} as Command, pack('o1', 1, 'too many')), ['applied', 'parcel/not-enough-left']);
  assert.deepEqual(await outcomes(pack('o1', 1, 'a new wish')), ['applied']);
});

test('a number that belongs to another order is refused', async () => {
  const backend = createMemoryBackend();
  const [first, second] = await backend.pushCommands([place('o1', '77'), place('o2', '77')]);
  assert.deepEqual([first?.outcome, second?.refusal?.code], ['applied', 'order/number-taken']);
});

test('the feed brings every changed order once, in pages', async () => {
  const backend = createMemoryBackend({changesPerPage: 2});
  backend.publish(place('o1'), place('o2'), place('o3'), pack('o1', 1));
  const first = await backend.readChanges({after: null});
  assert.deepEqual([first.orders.map(({id}) => id), first.hasMore], [['o2', 'o3'], true]);
  const second = await backend.readChanges({after: first.cursor});
  assert.deepEqual([second.orders.map(({id}) => id), second.hasMore], [['o1'], false]);
  assert.deepEqual((await backend.readChanges({after: second.cursor})).orders, []);
});

test('a trial tells what would become of commands that build on each other, and changes nothing', async () => {
  const backend = createMemoryBackend({now: () => '2026-06-01T04:00:00.000Z'});
  const wished = [place('o1'), pack('o1', 2), pack('o1', 1, 'too many')];
  const tried = await backend.pushCommands(wished, {dryRun: true, return: 'order'});
  assert.deepEqual(tried.map(({outcome, refusal}) => refusal?.code ?? outcome), ['applied', 'applied', 'parcel/not-enough-left']);
  assert.deepEqual([backend.orders, backend.received, (await backend.readChanges({after: null})).orders], [[], [], []]);
  const real = await backend.pushCommands(wished, {return: 'order'});
  const told = ({id, outcome, version, refusal}: CommandResult) => ({id, outcome, version, refusal});
  assert.deepEqual(real.map(told), tried.map(told));
  assert.deepEqual(real.map(({order}) => order?.status), tried.map(({order}) => order?.status));
});

test('a reader of what is open and recent is told what leaves that, by a change or by growing old', async () => {
  let now = '2026-06-01T04:00:00.000Z';
  const backend = createMemoryBackend({now: () => now});
  const placedAt = (orderId: string, at: string) => {
    const command = place(orderId);
    return command.type === 'order.place' ? {...command, order: {...command.order, placedAt: at}} : command;
  };
  const cancel = (orderId: string): Command => ({id: `${orderId}-cancel`, schemaVersion: 1, orderId, type: 'order.cancel'});
  backend.publish(placedAt('old-open', '2025-01-01T00:00:00.000Z'), placedAt('old-done', '2025-01-01T00:00:00.000Z'), cancel('old-done'), placedAt('new-done', '2026-03-10T00:00:00.000Z'), cancel('new-done'));
  const first = await backend.readChanges({after: null, scope: 'open+90d'});
  assert.deepEqual([first.orders.map(({id}) => id), first.removed], [['old-open', 'new-done'], []]);
  backend.publish(cancel('old-open'));
  const second = await backend.readChanges({after: first.cursor, scope: 'open+90d'});
  assert.deepEqual([second.orders, second.removed], [[], ['old-open']]);
  now = '2026-06-20T04:00:00.000Z';
  const third = await backend.readChanges({after: second.cursor, scope: 'open+90d'});
  assert.deepEqual([third.orders, third.removed], [[], ['new-done']]);
  await assert.rejects(backend.readChanges({after: third.cursor}), (error) => isBackendError(error) && error.code === 'backend/cursor-gone');
});

test('a packer gets copies without amounts and contacts, and finds nothing by them', async () => {
  const shop = createMemoryBackend({actor: {id: 'kit', name: 'Kit', role: 'packer'}});
  const command = place('o1');
  assert.ok(command.type === 'order.place');
  shop.publish({...command, order: {...command.order, customer: {name: '陳大文', email: 'chan@example.com', phone: '5500 1020'}}});
  const [order] = (await shop.readChanges({after: null})).orders;
  assert.deepEqual([order?.redactedFor, order?.customer, order?.totals.total.amount], ['packer', {name: '陳大文', phoneTail: '1020'}, 0]);
  assert.deepEqual(await shop.readOrder('o1'), order);
  const [result] = await shop.pushCommands([{id: 'c9', schemaVersion: 1, orderId: 'o1', type: 'order.cancel'}]);
  assert.deepEqual([result?.refusal?.code, result?.order], ['actor/not-allowed', order]);
  assert.doesNotMatch(JSON.stringify(await shop.readEvents('o1')), /chan@example|5500/);
  assert.deepEqual((await shop.readOrders({query: 'chan@example'})).orders, []);
  assert.deepEqual((await shop.readOrders({query: '1020'})).orders, [order]);
});

test('newer settings come with the feed', async () => {
  const backend = createMemoryBackend({settings: {undoSeconds: 3}});
  const {cursor} = await backend.readChanges({after: null});
  backend.changeSettings({undoSeconds: 5});
  const page = await backend.readChanges({after: cursor});
  assert.deepEqual([page.settings?.undoSeconds, page.settings?.version], [5, 2]);
  assert.equal((await backend.readChanges({after: page.cursor})).settings, undefined);
});

test('a listener is woken, breaks off without a network, and ends by its signal', async () => {
  const backend = createMemoryBackend();
  const controller = new AbortController();
  let wakes = 0;
  const listen = () => new Promise<{ended: Promise<unknown>}>((resolve) => {
    const ended: Promise<unknown> = codeOf(backend.listen({onWake: () => (wakes += 1), onOpen: () => resolve({ended}), signal: controller.signal}));
  });
  const first = await listen();
  backend.publish(place('o1'));
  await backend.readSession();
  assert.equal(wakes, 1);
  backend.disconnect();
  assert.equal(await first.ended, 'backend/unreachable');
  assert.equal(await codeOf(backend.readSession()), 'backend/unreachable');
  backend.reconnect();
  const second = await listen();
  controller.abort();
  assert.equal(await second.ended, 'no error');
});

test('a dropped reply: the batch was kept, and sending it again finds a duplicate', async () => {
  const backend = createMemoryBackend();
  backend.dropNextReplies(1);
  assert.equal(await codeOf(backend.pushCommands([place('o1')])), 'backend/unreachable');
  assert.deepEqual((await backend.pushCommands([place('o1')])).map(({outcome}) => outcome), ['duplicate']);
});

test('errors on request, and a restore that voids cursors', async () => {
  const backend = createMemoryBackend();
  const {cursor} = await backend.readChanges({after: null});
  backend.failNext(2, new BackendError('backend/busy', 'Come back later.', {retriable: true, retryAfterMs: 10}));
  assert.deepEqual([await codeOf(backend.readSession()), await codeOf(backend.readSession()), await codeOf(backend.readSession())], ['backend/busy', 'backend/busy', 'no error']);
  backend.restore();
  assert.equal(await codeOf(backend.readChanges({after: cursor})), 'backend/cursor-gone');
});

test('log and receipts can be read, what is not there is not found', async () => {
  const backend = createMemoryBackend();
  backend.publish(place('o1'));
  backend.keepReceipt('o1', 'r1', new Blob(['x'], {type: 'image/png'}));
  assert.deepEqual((await backend.readEvents('o1')).map(({event}) => event.type), ['order.placed']);
  assert.equal((await backend.readReceipt('o1', 'r1')).type, 'image/png');
  assert.equal(await codeOf(backend.readReceipt('o1', 'r2')), 'backend/not-found');
  assert.equal(await codeOf(backend.readOrder('o2')), 'backend/not-found');
});

test('orders are found, sorted and paged, and what cannot be read is refused', async () => {
  const backend = createMemoryBackend();
  backend.publish(place('o1', '30'), place('o2', '10'), place('o3', '20'));
  const numbers = async (options: Parameters<typeof backend.readOrders>[0]) => (await backend.readOrders(options)).orders.map(({number}) => number);
  assert.deepEqual(await numbers({sort: 'number'}), ['10', '20', '30']);
  const first = await backend.readOrders({sort: '-number', limit: 2});
  assert.deepEqual([first.orders.map(({number}) => number), first.count, first.hasMore], [['30', '20'], 3, true]);
  assert.deepEqual(await numbers({sort: '-number', limit: 2, after: first.cursor ?? ''}), ['10']);
  assert.deepEqual(await numbers({query: '觀音 number:20'}), ['20']);
  assert.deepEqual(await numbers({query: '-number:20', sort: 'number'}), ['10', '30']);
  assert.equal(await codeOf(backend.readOrders({query: '"open'})), 'backend/bad-request');
  assert.equal(await codeOf(backend.readOrders({sort: 'colour'})), 'backend/bad-request');
});
