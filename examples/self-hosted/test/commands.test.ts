import assert from 'node:assert/strict';
import {after, test} from 'node:test';
import type {CommandResult} from '@packline/core';
import {give, hkd, packAndSend, place, placePaid, transferOrder} from './support/commands.ts';
import {createTestClock, readProblem, startTestServer, type TestServer} from './support/start-test-server.ts';

const results = async (response: Response): Promise<CommandResult[]> => ((await response.json()) as {results: CommandResult[]}).results;

/** How many rows every table has. */
function tableSizes({services: {storage}}: TestServer): Promise<unknown> {
  return storage.readSnapshot(async ({tables, countRows}) => {
    const sizes = [];
    for (const table of tables) sizes.push([table, await countRows(table)]);
    return sizes;
  });
}

test('a batch is decided in order and answered in order', async (t) => {
  const server = await startTestServer(t);
  const answers = await results(await server.push([place('o1'), give('o1', {type: 'order.cancel'}), give('o1', {type: 'order.cancel'}), place('o2')]));
  assert.deepEqual(
    answers.map(({outcome, version}) => [outcome, version]),
    [['applied', 1], ['applied', 2], ['refused', 2], ['applied', 1]],
  );
  assert.equal(answers[2]?.refusal?.code, 'order/cancelled');
  assert.equal(answers[2]?.position, 0);
  assert.equal(answers[2]?.order?.status, 'cancelled', 'a refusal brings the newest order');
  assert.equal(answers[0]?.order, undefined);
  assert.equal(answers[0]?.position, answers[1]?.position, 'an order stands once in the feed');
});

test('a command sent again is a duplicate and changes nothing; a refused one stays refused', async (t) => {
  const server = await startTestServer(t);
  const order = placePaid('o1');
  const refused = give('o1', {type: 'order.confirm'});
  const [first] = await results(await server.push([order]));
  const [again, twice] = await results(await server.push([order, order]));
  assert.deepEqual([again?.outcome, again?.version, again?.position], ['duplicate', first?.version, first?.position]);
  assert.equal(twice?.outcome, 'duplicate');
  const [no] = await results(await server.push([refused]));
  const [still] = await results(await server.push([{...refused, claimedAt: '2026-01-01T00:00:00.000Z'}]));
  assert.equal(no?.outcome, 'refused');
  assert.deepEqual(still, no, 'the recorded refusal is told again, whatever the device clock says now');
  assert.equal((await server.readOrder('o1')).version, 1);
});

test('the same command twice in one batch is applied once', async (t) => {
  const server = await startTestServer(t);
  const order = place('o1');
  const answers = await results(await server.push([order, order]));
  assert.deepEqual(answers.map(({outcome}) => outcome), ['applied', 'duplicate']);
});

test('an id that was used for another wish is refused with a pointer, and nothing of the batch is kept', async (t) => {
  const server = await startTestServer(t);
  const order = place('o1');
  await server.apply(order);
  const response = await server.push([place('o2'), {...order, orderId: 'o3'}]);
  assert.equal(response.status, 422);
  const problem = await readProblem(response);
  assert.deepEqual(problem.errors?.map(({pointer}) => pointer), ['/commands/1/id']);
  assert.equal((await server.ask('/v1/orders/o2')).status, 404);
});

test('a dry run decides and writes nothing', async (t) => {
  const server = await startTestServer(t);
  const answers = await results(await server.push([place('o1'), give('o1', {type: 'order.cancel'})], '?dryRun=1&return=order'));
  assert.deepEqual(answers.map(({outcome, version, position}) => [outcome, version, position]), [['applied', 1, 0], ['applied', 2, 0]]);
  assert.equal(answers[0]?.order?.status, 'payment_review');
  assert.equal((await server.ask('/v1/orders/o1')).status, 404);
  const {orders} = await server.askJson<{orders: unknown[]}>('/v1/changes');
  assert.equal(orders.length, 0);
});

test('a dry run answers what the real run then does, also for commands that build on each other', async (t) => {
  const clock = createTestClock();
  const server = await startTestServer(t, {clock});
  await server.apply(place('taken', {number: '77'}), placePaid('there'));
  const wished = [
    placePaid('new'),
    ...packAndSend('new'),
    // Of two for the last unit the second is refused, because the first would have it.
    give('there', {type: 'parcel.pack', parcelId: 'there-p1', lineId: '2', quantity: 1}),
    give('there', {type: 'parcel.pack', parcelId: 'there-p1', lineId: '2', quantity: 1}),
    give('there', {type: 'note.add', text: 'Gift'}),
    place('other', {number: '77'}),
    placePaid('next'),
  ];
  const state = async (): Promise<unknown> => ({
    feed: await server.askJson('/v1/changes'),
    events: await server.askJson('/v1/orders/there/events'),
    next: await server.services.storage.nextEffectAt(server.services.storeId),
    tables: await tableSizes(server),
  });
  // Letters of what was placed so far are out of the way.
  while ((await server.services.storage.nextEffectAt(server.services.storeId)) !== undefined) await new Promise((resolve) => setTimeout(resolve, 10));
  const before = await state();
  const tried = await results(await server.push(wished, '?dryRun=1&return=order'));
  const triedAgain = await results(await server.push(wished, '?dryRun=1&return=order'));
  assert.deepEqual(await state(), before);
  assert.deepEqual(triedAgain, tried);
  assert.deepEqual(tried.map(({outcome, refusal}) => refusal?.code ?? outcome), [...Array.from({length: 6}, () => 'applied'), 'parcel/not-enough-left', 'applied', 'order/number-taken', 'applied']);
  const real = await results(await server.push(wished, '?return=order'));
  assert.deepEqual(real.map((result) => ({...result, position: 0})), tried);
});

test('return=order brings the order as it is after each command', async (t) => {
  const server = await startTestServer(t);
  const answers = await results(await server.push([placePaid('o1'), give('o1', {type: 'order.cancel'})], '?return=order'));
  assert.deepEqual(answers.map(({order}) => order?.status), ['processing', 'cancelled']);
});

test('numbers come from the shop’s own series; a wished number is kept, and taken once', async (t) => {
  const server = await startTestServer(t);
  await server.apply(place('o1'), place('o2', {number: 'INV-7'}), place('o3'));
  const [one, two, three] = await Promise.all(['o1', 'o2', 'o3'].map((id) => server.readOrder(id)));
  assert.equal(Number(three?.number), Number(one?.number) + 1);
  assert.equal(two?.number, 'INV-7');
  const next = String(Number(three?.number) + 1);
  const answers = await results(await server.push([place('o4', {number: 'INV-7'}), place('o5', {number: next}), place('o6')]));
  assert.equal(answers[0]?.refusal?.code, 'order/number-taken');
  assert.equal((await server.readOrder('o5')).number, next);
  assert.equal((await server.readOrder('o6')).number, String(Number(next) + 1), 'a number somebody wished for is passed over');
});

test('a refused order leaves no gap in the numbers', async (t) => {
  const server = await startTestServer(t);
  await server.apply(place('o1'));
  const [refused] = await results(await server.push([place('o2', {lines: []})]));
  assert.equal(refused?.outcome, 'refused');
  await server.apply(place('o3'));
  assert.equal(Number((await server.readOrder('o3')).number), Number((await server.readOrder('o1')).number) + 1);
});

test('the same command in ten requests at the same moment is applied once, and every one of them is told so', async (t) => {
  const server = await startTestServer(t);
  for (let round = 0; round < 5; round += 1) {
    const order = placePaid(`o${round}`);
    const pack = give(`o${round}`, {type: 'parcel.pack', parcelId: `o${round}-p1`, lineId: '1', quantity: 1});
    const answers = (await Promise.all(Array.from({length: 10}, async () => results(await server.push([order, pack]))))).flat();
    assert.deepEqual(answers.map(({outcome}) => outcome).sort(), [...Array<string>(2).fill('applied'), ...Array<string>(18).fill('duplicate')]);
    const {version, parcels} = await server.readOrder(`o${round}`);
    assert.deepEqual([version, parcels[0]?.contents], [2, [{lineId: '1', quantity: 1, verified: false}]]);
    assert.equal(new Set(answers.map(({id, position}) => `${id} ${position}`)).size, 2, 'all of them name one position');
  }
});

test('two requests at the same moment for the last unit: one wins, the other is told why', async (t) => {
  const server = await startTestServer(t);
  for (let round = 0; round < 20; round += 1) {
    const id = `o${round}`;
    const parcelId = `${id}-p1`;
    await server.apply(placePaid(id, {lines: [{sku: 'A', name: 'A', quantity: 1, unitPrice: hkd(100)}]}));
    const pack = () => give(id, {type: 'parcel.pack', parcelId, lineId: '1', quantity: 1});
    const answers = (await Promise.all([server.push([pack()]), server.push([pack()])].map(async (response) => results(await response)))).flat();
    assert.deepEqual(answers.map(({outcome}) => outcome).sort(), ['applied', 'refused']);
    assert.equal(answers.find(({outcome}) => outcome === 'refused')?.refusal?.code, 'parcel/not-enough-left');
  }
});

test('one caller’s unusable batch does not spoil the others it waits with', async (t) => {
  const server = await startTestServer(t);
  const used = place('o0');
  await server.apply(used);
  const [bad, ...good] = await Promise.all([server.push([{...used, orderId: 'x'}]), ...Array.from({length: 8}, (_, index) => server.push([place(`n${index}`)]))]);
  assert.equal(bad?.status, 422);
  for (const response of good) assert.deepEqual((await results(response)).map(({outcome}) => outcome), ['applied']);
});

const server = await startTestServer({after});

const ENVELOPES: readonly [name: string, body: string, status: number, pointer?: string][] = [
  ['no JSON', '{"commands":', 400],
  ['nothing', '', 400],
  ['no UTF-8', '\xff', 400],
  ['a bare array', JSON.stringify([place('x')]), 422, ''],
  ['null', 'null', 422, ''],
  ['a number', '7', 422, ''],
  ['no commands', '{}', 422, '/commands'],
  ['commands that are no list', '{"commands":{"0":1}}', 422, '/commands'],
  ['an empty list', '{"commands":[]}', 422, '/commands'],
  ['501 commands', JSON.stringify({commands: Array.from({length: 501}, (_, index) => place(`y${index}`))}), 422, '/commands'],
  ['a command that is none', '{"commands":[5]}', 422, '/commands/0'],
  ['an unknown type', JSON.stringify({commands: [{...place('x'), type: 'order.explode'}]}), 422, '/commands/0/type'],
  ['nesting without end', `{"commands":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 400],
];

for (const [name, body, status, pointer] of ENVELOPES) {
  test(`a body of ${name} is a ${status} problem`, async () => {
    const response = await server.ask('/v1/commands', {method: 'POST', body: Buffer.from(body, name === 'no UTF-8' ? 'latin1' : 'utf8')});
    assert.equal(response.status, status);
    const problem = await readProblem(response);
    assert.equal(problem.status, status);
    if (pointer !== undefined) assert.equal(problem.errors?.[0]?.pointer, pointer);
    assert.deepEqual(server.errors, []);
  });
}

const IDS: readonly [name: string, id: string, fits: boolean][] = [
  ['100 characters', 'x'.repeat(100), true],
  ['101 characters', 'x'.repeat(101), false],
  ['nothing', '', false],
  ['a slash', 'a/b', false],
  ['a dot', 'a.b', true],
  ['what every object has', 'constructor', true],
  ['what no object may be given', '__proto__', false],
  ['two dots', '..', false],
  ['a line break at its end', 'a\n', false],
  ['letters beyond ASCII', '訂單', false],
];

for (const [name, id, fits] of IDS) {
  test(`an id of ${name} is ${fits ? 'taken, and found again' : 'pointed at'}`, async () => {
    const response = await server.push([{...placePaid(id), id: `place-${id}`.slice(0, 100)}, give(id, {type: 'parcel.pack', parcelId: `${id}-p1`, lineId: '1', quantity: 1}, {device: {id, seq: 1}})]);
    if (fits) {
      assert.deepEqual((await results(response)).map(({outcome}) => outcome), ['applied', 'applied']);
      assert.deepEqual((await server.readOrder(id)).applied, {[id]: 1});
    } else {
      assert.equal(response.status, 422);
      for (const {pointer} of (await readProblem(response)).errors ?? []) assert.match(pointer, /^\/commands\/[01]\/(id|orderId|parcelId|device\/id)$/);
    }
  });
}

const VALUES: readonly [what: string, json: string, pointer: string][] = [
  ['a day that does not exist', '{"type":"parcel.schedule","parcelId":"p","shipOn":"2026-02-30"}', '/shipOn'],
  ['the 29th of February of an ordinary year', '{"type":"parcel.schedule","parcelId":"p","shipOn":"2026-02-29"}', '/shipOn'],
  ['a day with a time', '{"type":"parcel.schedule","parcelId":"p","shipOn":"2026-02-28T00:00:00Z"}', '/shipOn'],
  ['an instant on a day that does not exist', '{"type":"order.confirm","claimedAt":"2026-02-30T00:00:00Z"}', '/claimedAt'],
  ['an instant of a zone', '{"type":"order.confirm","claimedAt":"2026-02-28T00:00:00+08:00"}', '/claimedAt'],
  ['a negative quantity', '{"type":"parcel.pack","parcelId":"p","lineId":"1","quantity":-1}', '/quantity'],
  ['half a unit', '{"type":"parcel.pack","parcelId":"p","lineId":"1","quantity":0.5}', '/quantity'],
  ['more units than can be counted', '{"type":"parcel.pack","parcelId":"p","lineId":"1","quantity":9007199254740993}', '/quantity'],
  ['endless units', '{"type":"parcel.pack","parcelId":"p","lineId":"1","quantity":1e999}', '/quantity'],
  ['a number in quotes', '{"type":"parcel.pack","parcelId":"p","lineId":"1","quantity":"1"}', '/quantity'],
  ['a currency in small letters', '{"type":"payment.refund","amount":{"amount":1,"scale":2,"currency":"hkd"}}', '/amount/currency'],
  ['seven decimals', '{"type":"payment.refund","amount":{"amount":1,"scale":7,"currency":"HKD"}}', '/amount/scale'],
  ['a hash that is none', '{"type":"receipt.deny","receiptId":"r","hash":"0","message":"m"}', '/hash'],
  ['a version of tomorrow', '{"type":"order.confirm","schemaVersion":2}', '/schemaVersion'],
  ['half of a letter', '{"type":"order.cancel","reason":"\\ud800"}', '/reason'],
  ['a NUL', '{"type":"order.cancel","reason":"\\u0000"}', '/reason'],
  ['a remark without end', `{"type":"order.cancel","reason":"${'x'.repeat(10_001)}"}`, '/reason'],
];

test('every wrong value is pointed at', async () => {
  for (const [what, json, pointer] of VALUES) {
    const version = json.includes('"schemaVersion"') ? '' : '"schemaVersion":1,';
    const command = `{"id":"wrong-value",${version}"orderId":"o",${json.slice(1)}`;
    const response = await server.ask('/v1/commands', {method: 'POST', body: `{"commands":[${command}]}`});
    assert.equal(response.status, 422, what);
    assert.deepEqual((await readProblem(response)).errors?.map((each) => each.pointer), [`/commands/0${pointer}`], what);
  }
});

test('a body may call itself what it likes; only what it is counts', async () => {
  const body = JSON.stringify({commands: [placePaid('typed')]});
  for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded', 'image/png', '\u00e9', '']) {
    const response = await server.ask('/v1/commands', {method: 'POST', body, headers: {'content-type': type}});
    assert.equal(response.status, 200, type);
  }
});

test('keys that every object has are no way into anything', async () => {
  for (const body of ['{"__proto__":{"commands":[]}}', '{"constructor":{"commands":[]}}', '{"commands":[{"__proto__":{"type":"order.confirm","id":"a","orderId":"b","schemaVersion":1}}]}']) {
    assert.equal((await server.ask('/v1/commands', {method: 'POST', body})).status, 422, body);
  }
  assert.equal(({} as {commands?: unknown}).commands, undefined);
});

test('pointers name every wrong place of a batch, and nothing of it is kept', async (t) => {
  const server = await startTestServer(t);
  const response = await server.push([
    place('o1'),
    give('o1', {type: 'parcel.pack', parcelId: 'p', lineId: '1', quantity: 0}),
    {...place('o2'), order: {...transferOrder(), lines: [{sku: 'A', name: 'A', quantity: 1, unitPrice: {amount: 1.5, scale: 2, currency: 'HKD'}}]}},
  ]);
  assert.equal(response.status, 422);
  const pointers = (await readProblem(response)).errors?.map(({pointer}) => pointer);
  assert.deepEqual(pointers, ['/commands/1/quantity', '/commands/2/order/lines/0/unitPrice/amount']);
  assert.equal((await server.ask('/v1/orders/o1')).status, 404);
});

test('a body past the limit is refused before it is read whole', async (t) => {
  const server = await startTestServer(t);
  const response = await server.ask('/v1/commands', {method: 'POST', body: Buffer.alloc(17 * 1024 * 1024, 0x20)});
  assert.equal(response.status, 413);
  assert.match((await readProblem(response)).type, /:too-large$/);
  assert.equal((await server.push([place('o1')])).status, 200, 'the server goes on');
});
