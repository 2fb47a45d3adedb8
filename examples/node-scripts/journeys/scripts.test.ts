import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import {text} from 'node:stream/consumers';
import test, {type TestContext} from 'node:test';
import {fileURLToPath} from 'node:url';
import {createHttpBackend} from '@packline/client';
import {derivedId, type Command, type NewOrder, type Order} from '@packline/core';
import {ServerProcess} from '../../self-hosted/journeys/support/server-process.ts';

const path = (script: string) => fileURLToPath(new URL(`../${script}`, import.meta.url));

async function startServer(t: TestContext) {
  const server = await ServerProcess.start();
  t.after(() => server.remove());
  const backend = createHttpBackend({endpoint: server.url, token: server.token});

  async function run(script: string, ...args: string[]) {
    return runWith({}, script, ...args);
  }

  async function runWith(env: Record<string, string>, script: string, ...args: string[]) {
    const child = spawn(process.execPath, [path(script), ...args], {stdio: ['ignore', 'pipe', 'pipe'], env: {...env, PATH: process.env['PATH'] ?? '', PACKLINE_URL: server.url, PACKLINE_TOKEN: server.token}});
    const [[code], out, said] = await Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)]);
    return {code: code as number | null, out, said};
  }

  async function order(number: string): Promise<Order> {
    const {orders} = await backend.readOrders({query: `number:${number}`});
    return orders.find((candidate) => candidate.number === number) ?? assert.fail(`no order ${number}`);
  }

  return {backend, run, runWith, order};
}

function place(number: string, changes: Partial<NewOrder> = {}): Command {
  const line = (sku: string, quantity: number) => ({sku, name: sku, quantity, unitPrice: {amount: 10, scale: 0, currency: 'HKD'}});
  return {
    id: `place-${number}`,
    schemaVersion: 1,
    orderId: `order-${number}`,
    type: 'order.place',
    order: {
      number,
      channel: {code: 'phone'},
      customer: {id: '17850', name: '陳大文'},
      paymentMethod: {code: 'transfer', needsReceipt: false, allowUnpaidDispatch: false},
      shippingMethod: {code: 'post', carrier: 'own'},
      lines: [line('TEA', 2), line('CUP', 3)],
      paid: {method: 'transfer'},
      ...changes,
    },
  };
}

test('one order is packed, verified and sent without a page', async (t) => {
  const {backend, run, order} = await startServer(t);
  await backend.pushCommands([place('501'), place('5012')]);
  const {code, out, said} = await run('pack-and-send.ts', '501', 'SF1234567890123');
  assert.deepEqual([code, out], [0, '501 is complete.\n'], said);
  const {status, parcels} = await order('501');
  assert.equal(status, 'complete');
  assert.deepEqual(parcels.map(({contents, remark}) => [contents.map(({quantity}) => quantity), remark]), [[[2, 3], 'SF1234567890123']]);
  assert.equal((await order('5012')).status, 'processing', 'a number that only begins alike is left alone');
});

test('what the rules do not allow ends the script with the reason, and nothing was sent', async (t) => {
  const {backend, run, order} = await startServer(t);
  const {paid: _paid, ...unpaid} = (place('502') as Extract<Command, {type: 'order.place'}>).order;
  await backend.pushCommands([{...place('502'), type: 'order.place', order: unpaid}]);
  const {code, said} = await run('pack-and-send.ts', '502');
  assert.equal(code, 1);
  assert.match(said, /parcel\.send was refused: send\/not-paid/);
  assert.equal((await order('502')).parcels[0]?.sentAt, undefined);
  assert.match((await run('pack-and-send.ts', '777')).said, /There is no order 777/);
});

test('several orders are dispatched, what cannot go is named, and nothing is sent twice under one job', async (t) => {
  const {backend, run, runWith, order} = await startServer(t);
  const twoParcels: Command = {id: 'second', schemaVersion: 1, orderId: 'order-604', type: 'parcel.add', parcelId: 'order-604-p2'};
  await backend.pushCommands([place('601'), place('602'), place('603', {customer: {id: '99'}}), place('604'), twoParcels]);
  const tried = await runWith({DRY_RUN: '1'}, 'dispatch-several.ts', 'friday', 'customer:17850', 'Before noon');
  assert.match(tried.out, /^604 would stay: parcel\/several-unsent .*\n2 of 3 orders would be on their way\.\n$/);
  assert.deepEqual([(await order('601')).status, tried.code], ['processing', 1], 'and nothing was sent');
  const first = await run('dispatch-several.ts', 'friday', 'customer:17850', 'Before noon');
  assert.equal(first.code, 1, 'one stays');
  assert.match(first.out, /^604 stays: parcel\/several-unsent .*\n2 of 3 orders are on their way\.\n$/);
  assert.deepEqual([(await order('601')).status, (await order('602')).status, (await order('603')).status, (await order('604')).status], ['complete', 'complete', 'processing', 'processing']);
  assert.equal((await order('601')).parcels[0]?.remark, 'Before noon');

  await backend.pushCommands([{id: 'gone', schemaVersion: 1, orderId: 'order-604', type: 'parcel.remove', parcelId: 'order-604-p2'}]);
  assert.deepEqual(await run('dispatch-several.ts', 'saturday', 'customer:17850'), {code: 0, out: '1 of 1 orders are on their way.\n', said: ''});
  const repeated: Command = {id: derivedId('friday', 'order-601'), schemaVersion: 1, orderId: 'order-601', type: 'order.dispatch', mode: 'all_items', remark: 'Before noon'};
  assert.deepEqual((await backend.pushCommands([repeated])).map(({outcome}) => outcome), ['duplicate']);
});

test('both scripts are under 40 lines of code', () => {
  for (const script of ['pack-and-send.ts', 'dispatch-several.ts']) {
    const code = readFileSync(path(script), 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '').split('\n').filter((line) => line.trim() !== '' && !line.trim().startsWith('//'));
    assert.ok(code.length < 40, `${script}: ${code.length}`);
  }
});
