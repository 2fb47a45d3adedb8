import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {BackendError} from '../src/ports/backend-error.ts';
import {Device} from './support/device.ts';
import {MemoryServer} from './support/memory-backend.ts';
import {carryOut, pack, place, sale, verify} from './support/orders.ts';
import {until} from './support/until.ts';

/** Marks that nothing but a person's data can have. */
interface Plants {
  readonly words: readonly string[];
  readonly amount: number;
}

const anyPlants = (): fc.Arbitrary<Plants> => fc.record({
  words: fc.uniqueArray(fc.stringMatching(/^[a-z]{9,12}$/), {minLength: 16, maxLength: 16}),
  amount: fc.integer({min: 10_000_019, max: 90_000_000}),
});

test('N6 no diagnostic bundle has a name, an address, a number, an amount or words of anybody in it', async (t) => {
  await fc.assert(
    fc.asyncProperty(anyPlants(), async ({words, amount}) => {
      const [name = '', email = '', street = '', city = '', product = '', sku = '', note = '', reason = '', tag = '', store = '', user = '', order = '', number = '', remark = '', title = '', holder = ''] = words;
      const phone = `+852 ${String(amount).slice(0, 4)} ${String(amount).slice(4)}`;
      const server = new MemoryServer({settings: {storeName: store}, storeId: `s-${store}`});
      const price = {amount, scale: 2, currency: 'HKD'};
      const planted = sale(3, {
        number,
        customer: {id: `c-${holder}`, name, email: `${email}@example.com`, phone},
        shippingAddress: {name, phone, lines: [street], city},
        lines: [{sku, name: product, quantity: 3, unitPrice: price}],
      });
      for (const id of ['1', '2', '3', '4']) place(server, `${order}-${id}`, {...planted, number: `${number}${id}`});
      const connection = server.connect({userId: `u-${user}`, name: user, endpoint: `https://${holder}.example`});
      const device = new Device(t);
      const engine = device.open(connection);
      await until('it is live', () => engine.status.phase === 'live' && engine.status.orderCount === 4);
      connection.disconnect();
      await engine.dispatch(`${order}-1`, {type: 'note.add', text: note});
      await engine.dispatch(`${order}-1`, {type: 'tags.change', add: [tag]});
      await engine.dispatch(`${order}-1`, {type: 'hold.add', reason, note});
      await engine.dispatch(`${order}-2`, pack(`${order}-2`, 3));
      await engine.dispatch(`${order}-3`, pack(`${order}-3`, 3));
      await engine.dispatch(`${order}-3`, verify(`${order}-3`));
      await engine.dispatch(`${order}-3`, {type: 'order.dispatch', mode: 'packed_only', remark: `${remark} SF123`});
      carryOut(server, `${order}-2`, 'elsewhere', pack(`${order}-2`, 3));
      connection.intercept = ({method, way, commands}) => {
        if (method !== 'pushCommands' || way !== 'request' || commands?.every(({orderId}) => orderId !== `${order}-3`)) return;
        throw new BackendError('backend/bad-request', title, {retriable: false, problem: {type: `about:${title}`, title, status: 422, detail: `${name} ${phone}`}});
      };
      connection.reconnect();
      await until('what can be answered is', () => engine.status.refusedCount === 4 && engine.status.unsentCount === 4, 10_000);
      connection.intercept = () => {
        throw new BackendError('backend/broken', `${title} ${name}`, {retriable: true, problem: {type: title, title, status: 500, detail: phone}});
      };
      await engine.dispatch(`${order}-4`, {type: 'order.cancel', reason});
      await engine.syncNow();
      await until('it is broken', () => engine.status.problem !== undefined);
      const bundle = await engine.diagnostics();
      const text = JSON.stringify(bundle);
      for (const word of [...words, String(amount), phone, String(amount).slice(0, 4), ...(await engine.readOutbox()).flatMap(({id, command}) => [id, command.device?.id ?? id])]) {
        if (word.length > 4) assert.ok(!text.includes(word), `${word} is in ${text}`);
      }
      assert.deepEqual(bundle.outbox.map(({type, state, code, count}) => [type, state, code, count]), [
        ['parcel.pack', 'refused', bundle.outbox[0]?.code, 1],
        ['parcel.pack', 'refused', '422', 1],
        ['parcel.verify', 'refused', '422', 1],
        ['order.dispatch', 'refused', '422', 1],
        ['order.cancel', 'waiting', undefined, 1],
      ]);
      assert.ok(bundle.problems.some(({code, status}) => code === 'backend/broken' && status === 500));
      assert.equal(bundle.orders, 4);
      assert.ok((bundle.device?.revision ?? 0) > 0 && bundle.device?.hasCursor === true);
      await engine.close();
    }),
    {numRuns: 6, endOnFailure: true},
  );
});

test('N6 a bundle can be made before anybody has signed in', async (t) => {
  const server = new MemoryServer();
  server.stop();
  const engine = new Device(t).open(server.connect());
  const bundle = await engine.diagnostics();
  assert.deepEqual([bundle.orders, bundle.device, bundle.outbox, bundle.role], [0, undefined, [], undefined]);
});
