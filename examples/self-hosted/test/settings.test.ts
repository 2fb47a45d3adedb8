import assert from 'node:assert/strict';
import {test} from 'node:test';
import {deriveOrder, firstParcelId, type ChangesPage, type CommandResult, type Order} from '@packline/core';
import {bringOrdersUpToDate} from '../src/orders/bring-up-to-date.ts';
import {changeSettings} from '../src/orders/change-settings.ts';
import {give, place, placePaid} from './support/commands.ts';
import {runSql} from './support/run-sql.ts';
import {startTestServer, type TestServer} from './support/start-test-server.ts';

const statuses = async (server: TestServer, ...ids: string[]): Promise<(string | undefined)[]> => {
  const orders = await Promise.all(ids.map((id) => server.readOrder(id)));
  return orders.map(({status, statusDetail}) => [status, statusDetail?.code].filter(Boolean).join(' '));
};

/** Sends one of two kinds. */
const sendPart = (orderId: string) => {
  const parcelId = firstParcelId(orderId);
  return [give(orderId, {type: 'parcel.pack', parcelId, lineId: '1', quantity: 2}), give(orderId, {type: 'parcel.verify', parcelId}), give(orderId, {type: 'parcel.send', parcelId})];
};

test('stored statuses follow the settings they depend on, through the feed, and back', async (t) => {
  const server = await startTestServer(t);
  await server.apply(place('awaiting'), placePaid('part-sent'), ...sendPart('part-sent'), placePaid('untouched'));
  assert.deepEqual(await statuses(server, 'awaiting', 'part-sent', 'untouched'), ['payment_review awaiting_receipt', 'processing part_sent', 'processing']);
  const before = await server.askJson<ChangesPage>('/v1/changes');
  const settings = await changeSettings(server.services, {completeOnFirstSend: true, reviewOnlyWithReceipt: true});
  assert.deepEqual(await statuses(server, 'awaiting', 'part-sent', 'untouched'), ['pending_payment', 'complete left', 'processing']);
  const page = await server.askJson<ChangesPage>(`/v1/changes?after=${before.cursor}`);
  assert.deepEqual(page.orders.map(({id}) => id).sort(), ['awaiting', 'part-sent'], 'and nothing else');
  assert.deepEqual(page.settings, settings);
  for (const order of page.orders) {
    assert.deepEqual(deriveOrder(order, settings), order);
    assert.equal(order.version, before.orders.find(({id}) => id === order.id)?.version, 'nothing was done to it');
  }
  const found = async (q: string): Promise<string[]> => (await server.askJson<{orders: Order[]}>(`/v1/orders?${new URLSearchParams({q})}`)).orders.map(({id}) => id);
  assert.deepEqual(await found('status:complete'), ['part-sent'], 'filters know');
  assert.deepEqual(await found('status:pending_payment'), ['awaiting']);
  await changeSettings(server.services, {completeOnFirstSend: false, reviewOnlyWithReceipt: false});
  assert.deepEqual(await statuses(server, 'awaiting', 'part-sent', 'untouched'), ['payment_review awaiting_receipt', 'processing part_sent', 'processing']);
});

test('settings that no status depends on move no order', async (t) => {
  const server = await startTestServer(t);
  await server.apply(place('o1'));
  const {cursor} = await server.askJson<ChangesPage>('/v1/changes');
  await changeSettings(server.services, {storeName: 'Tea and Lamps', undoSeconds: 20});
  assert.deepEqual((await server.askJson<ChangesPage>(`/v1/changes?after=${cursor}`)).orders, []);
});

test('what a stop interrupts the next start goes on with, and commands in between are already right', async (t) => {
  const server = await startTestServer(t);
  const {storage, storeId, now} = server.services;
  const ids = Array.from({length: 500}, (_, index) => `o${String(index).padStart(3, '0')}`);
  await server.apply(...ids.map((id) => place(id)));
  const {cursor} = await server.askJson<ChangesPage>('/v1/changes?limit=1000');
  await storage.transact(async (transaction) => {
    const settings = await transaction.readSettings(storeId);
    await transaction.writeSettings(storeId, {...settings, reviewOnlyWithReceipt: true, version: settings.version + 1, updatedAt: now()});
  });
  const stop = new AbortController();
  let steps = 0;
  const stopped = server.services.wakes.subscribe(() => ++steps === 1 && stop.abort());
  const changed = await bringOrdersUpToDate(server.services, stop.signal);
  stopped();
  assert.equal(changed, 200, 'one step');
  assert.deepEqual(await statuses(server, 'o000', 'o499'), ['pending_payment', 'payment_review awaiting_receipt']);
  await server.apply(give('o499', {type: 'parcel.add', parcelId: 'p2'}));
  assert.deepEqual(await statuses(server, 'o499'), ['pending_payment']);
  await server.stop();
  const next = await startTestServer(t, {dataDirectory: server.directory});
  const page = await next.askJson<ChangesPage>(`/v1/changes?limit=1000&after=${cursor}`);
  assert.deepEqual(page.orders.map(({status}) => status), ids.map(() => 'pending_payment'));
  assert.equal(new Set(page.orders.map(({id}) => id)).size, 500);
  assert.equal(await bringOrdersUpToDate(next.services), 0, 'once');
});

test('after an upgrade rows of the older shape are written anew, where they stand in the feed', async (t) => {
  const server = await startTestServer(t);
  await server.apply(place('o1'), placePaid('o2'));
  const before = await server.askJson<ChangesPage>('/v1/changes');
  await server.stop();
  await runSql(t, server, "update orders set is_open = 0, carrier = '', detail = '', flags = 0", 'delete from order_texts', "update stores set derived_as = '', deriving_as = '', derived_to = ''");
  const next = await startTestServer(t, {dataDirectory: server.directory});
  assert.deepEqual((await next.askJson<ChangesPage>('/v1/changes')).orders, before.orders);
  assert.deepEqual((await next.askJson<ChangesPage>(`/v1/changes?after=${before.cursor}`)).orders, [], 'nothing moved');
  const found = async (q: string): Promise<string[]> => (await next.askJson<{orders: Order[]}>(`/v1/orders?${new URLSearchParams({q, sort: 'placedAt'})}`)).orders.map(({id}) => id).sort();
  assert.deepEqual(await found('carrier:own'), ['o1', 'o2']);
  assert.deepEqual(await found('detail:awaiting_receipt oolong'), ['o1']);
});

test('a refusal recorded under older settings stays what it was', async (t) => {
  const server = await startTestServer(t);
  await server.apply(place('o1'));
  const expire = give('o1', {type: 'parcel.pack', parcelId: 'nobody', lineId: '1', quantity: 1});
  const push = async (): Promise<CommandResult | undefined> => ((await (await server.push([expire])).json()) as {results: CommandResult[]}).results[0];
  const first = await push();
  await changeSettings(server.services, {reviewOnlyWithReceipt: true});
  assert.deepEqual((await push())?.refusal, first?.refusal);
});
