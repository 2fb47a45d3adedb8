import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fold, matchesOrder, parseQuery, redact, type ChangesPage, type Command, type CommandResult, type NewOrder, type Order, type OrdersPage, type Role} from '@packline/core';
import {hashSecret} from '../src/access/secrets.ts';
import {PNG, give, packAndSend, place, placePaid, sha256} from './support/commands.ts';
import {openStream} from './support/read-stream.ts';
import {readProblem, startTestServer, type TestServer} from './support/start-test-server.ts';
import {withoutChance} from './support/without-chance.ts';

/** What no packer may come to know, in forms that occur nowhere else. */
const SECRETS = {price: 77_317, fee: 66_413, discount: 5519, tax: 4421, received: 33_127, refunded: 1187, mail: 'zebra.quince@secret-mail.example', mailInNote: 'walrus@hidden-mail.example', phone: '+852 6941 7385', labelPhone: '+852 5824 1963'} as const;

/** Every way a secret may be written. */
const FORBIDDEN: readonly RegExp[] = [
  /zebra\.quince|secret-mail|walrus|hidden-mail/i,
  /6941.?7385|69417385|5824.?1963|58241963/,
  /77.?317|773\.17|66.?413|664\.13|5519|55\.19|4421|44\.21|33.?127|331\.27|1187|11\.87/,
];

const hkd = (amount: number) => ({amount, scale: 2, currency: 'HKD'});
const contacts = `Call ${SECRETS.phone} or write to ${SECRETS.mailInNote}`;

const secretOrder: Partial<NewOrder> = {
  customer: {id: SECRETS.mail, name: `陳大文 ${SECRETS.mail}`, email: SECRETS.mail, phone: SECRETS.phone, language: 'en'},
  shippingAddress: {name: '陳大文', phone: SECRETS.labelPhone, lines: ['Flat 1', '88 Sai Yeung Choi Street'], country: 'HK'},
  lines: [
    {sku: 'TEA', name: '凍頂烏龍 oolong', quantity: 2, unitPrice: hkd(SECRETS.price), note: contacts},
    {sku: 'CUP', name: '蓋碗 Gaiwan', quantity: 1, unitPrice: hkd(SECRETS.price)},
  ],
  shippingFee: hkd(SECRETS.fee),
  discounts: [{name: 'Regular', amount: hkd(SECRETS.discount)}],
  tax: {amount: hkd(SECRETS.tax), included: false},
  customerNote: contacts,
  staffNote: contacts,
  tags: ['vip', SECRETS.mailInNote],
  source: {invoice: SECRETS.mail, total: String(SECRETS.price)},
};

const hash = sha256(PNG);

async function tokenFor(server: TestServer, role: Role): Promise<string> {
  const {storage, storeId} = server.services;
  const token = `token-of-a-${role}`;
  await storage.writeToken(storeId, {id: role, hash: hashSecret(token), label: role, userId: role, userName: role, role, createdAt: '2026-01-01T00:00:00.000Z'});
  return token;
}

/** A shop with secrets in every field that can hold one, and its packer. */
async function openShop(t: Parameters<typeof startTestServer>[0]) {
  const server = await startTestServer(t, {undoSeconds: 600});
  await server.apply(
    place('o1', secretOrder),
    give('o1', {type: 'receipt.submit', receiptId: 'r1', hash, mediaType: 'image/png', sizeBytes: PNG.length}),
    give('o1', {type: 'payment.record', amount: hkd(SECRETS.received), method: 'fps', note: contacts}),
    give('o1', {type: 'receipt.accept', receiptId: 'r1', hash, amount: hkd(SECRETS.received), acceptAsFull: true}),
    give('o1', {type: 'payment.refund', amount: hkd(SECRETS.refunded), note: contacts}),
    give('o1', {type: 'note.add', text: contacts}),
    give('o1', {type: 'hold.add', reason: contacts, note: contacts}),
    placePaid('o2', {customer: {name: 'Wong Siu Ming', email: 'wong@secret-mail.example'}}),
  );
  const bearer = {authorization: `Bearer ${await tokenFor(server, 'packer')}`};
  const ask = (path: string, init: RequestInit = {}): Promise<Response> => fetch(new URL(path, server.url), {...init, headers: {...bearer, ...init.headers}});
  return {
    server,
    bearer,
    ask,
    async read<Answer>(path: string): Promise<Answer> {
      const response = await ask(path);
      assert.equal(response.status, 200, path);
      return (await response.json()) as Answer;
    },
    push: (commands: readonly Command[], query = '') => ask(`/v1/commands${query}`, {method: 'POST', body: JSON.stringify({commands}), headers: {'content-type': 'application/json'}}),
  };
}

/** Fails when anything secret is in a text, also behind the encoding of a cursor. */
function assertClean(answer: string, where: string): void {
  const text = withoutChance(answer);
  const decoded = [...text.matchAll(/[A-Za-z0-9_-]{16,}/g)].map(([part]) => Buffer.from(part, 'base64url').toString('utf8'));
  for (const form of [text, decodeURIComponent(text.replace(/%(?![0-9a-f]{2})/gi, '%25')), ...decoded]) {
    for (const secret of FORBIDDEN) assert.doesNotMatch(form, secret, where);
  }
}

test('nothing secret is in any answer a packer can get, on any address', async (t) => {
  const shop = await openShop(t);
  const {server, ask, push} = shop;
  // The same addresses tell the owner all of it: otherwise this would prove nothing.
  const whole = JSON.stringify([await server.askJson('/v1/changes'), await server.askJson('/v1/orders/o1/events')]);
  for (const secret of FORBIDDEN) assert.match(whole, secret);

  const sorts = ['placedAt', '-placedAt', 'number', 'customer', '-customer', 'status', 'delivery', 'channel', 'updatedAt'];
  const paths = [
    '/v1/me', '/v1/changes', '/v1/changes?limit=1', '/v1/changes?scope=open%2B90d', '/v1/orders/o1', '/v1/orders/o1/events', '/v1/orders/o2', '/v1/orders/none', '/v1/products', '/v1/orders/o1/receipts/r1/content',
    ...sorts.map((sort) => `/v1/orders?limit=1&sort=${sort}`),
    ...['oolong', '陳大文', 'payment:paid,overpaid', 'has:note', 'total:>1', 'nonsense:1', '-oolong'].map((q) => `/v1/orders?${new URLSearchParams({q})}`),
    '/v1/orders?sort=total', '/v1/orders?sort=-total', '/v1/orders?view=row', '/v1/orders?after=x',
  ];
  for (const path of paths) {
    const response = await ask(path);
    assertClean(`${JSON.stringify([...response.headers])} ${await response.text()}`, path);
  }

  const parcelId = 'o1-p1';
  const wishes: Command[] = [
    give('o1', {type: 'parcel.pack', parcelId, lineId: '1', quantity: 1}),
    give('o1', {type: 'parcel.pack', parcelId, lineId: '1', quantity: 9}),
    give('o1', {type: 'parcel.verify', parcelId}),
    give('o1', {type: 'parcel.send', parcelId}),
    give('o1', {type: 'order.dispatch', mode: 'all_items'}),
    give('o1', {type: 'note.add', text: 'Packed'}),
    give('o1', {type: 'payment.refund', amount: hkd(100)}),
    give('o1', {type: 'order.cancel'}),
    give('o1', {type: 'order.edit', changes: {staffNote: 'mine'}}),
    give('o1', {type: 'receipt.accept', receiptId: 'r1', hash}),
  ];
  for (const query of ['?dryRun=1&return=order', '?return=order', '']) {
    const response = await push(wishes, query);
    assert.equal(response.status, 200);
    const text = await response.text();
    assertClean(text, `commands ${query}`);
    const {results} = JSON.parse(text) as {results: CommandResult[]};
    assert.deepEqual(results.slice(6).map(({refusal}) => refusal?.code), Array.from({length: 4}, () => 'actor/not-allowed'));
    assert.equal(results[3]?.refusal?.code, 'send/on-hold');
    for (const {order} of results) if (order !== undefined) assert.equal(order.redactedFor, 'packer');
  }
  assertClean(await (await push([{...wishes[0], id: wishes[1]?.id} as Command])).text(), 'an id that was used before');
  assertClean(await (await ask('/v1/commands', {method: 'POST', body: '{"commands":[{}]}', headers: {'content-type': 'application/json'}})).text(), 'a command of the wrong shape');

  const stream = await openStream(new URL('/v1/changes/stream', server.url), shop.bearer);
  assertClean(JSON.stringify(await stream.next()), 'stream');
  stream.close();
});

test('verdicts and what packing needs are there', async (t) => {
  const {server, read} = await openShop(t);
  const order = await read<Order>('/v1/orders/o1');
  const whole = await server.readOrder('o1');
  assert.deepEqual(order, redact(whole, 'packer'));
  assert.deepEqual([order.payment, order.status, order.statusDetail, order.addressComplete, order.customer.phoneTail], [whole.payment, whole.status, whole.statusDetail, true, '7385']);
  assert.deepEqual(order.lines.map(({name, quantity}) => [name, quantity]), whole.lines.map(({name, quantity}) => [name, quantity]));
  const {events} = await read<{events: {event: {type: string}}[]}>('/v1/orders/o1/events');
  assert.deepEqual(events.map(({event}) => event.type), (await server.askJson<{events: {event: {type: string}}[]}>('/v1/orders/o1/events')).events.map(({event}) => event.type), 'every step is there');
});

test('a packer cannot find out by asking: no text, no range and no order tells a secret', async (t) => {
  const {server, ask, read} = await openShop(t);
  for (const path of ['/v1/orders?q=total:>1', '/v1/orders?q=-total:>1', '/v1/orders?sort=total', '/v1/orders?sort=-total', '/v1/orders?q=oolong+total:77317..77317', '/v1/orders?q=email:zebra', '/v1/orders?q=-email:a']) {
    const response = await ask(path);
    assert.equal(response.status, 403, path);
    assert.match((await readProblem(response)).type, /forbidden$/);
  }
  const found = async (q: string): Promise<readonly string[]> => {
    const {orders, count} = await read<OrdersPage>(`/v1/orders?${new URLSearchParams({q})}`);
    assert.equal(count, orders.length, q);
    return orders.map(({id}) => id);
  };
  const probes = ['zebra', 'quince', 'secret-mail', 'walrus', 'hidden', '6941', '69417385', '6941 7385', '5824', 'phone:6941', 'phone:69417385', 'phone:5824', 'customer:zebra', 'tag:walrus', 'hold:walrus', 'hold:6941', '773', '331'];
  for (const probe of probes) {
    const asOwner = await server.askJson<OrdersPage>(`/v1/orders?${new URLSearchParams({q: probe})}`);
    if (!/^(773|331)$/.test(probe)) assert.ok(asOwner.count > 0, `${probe} is there to be found`);
    assert.deepEqual(await found(probe), [], probe);
    if (!probe.includes(' ')) assert.deepEqual([...(await found(`-${probe}`))].sort(), ['o1', 'o2'], `without ${probe}`);
  }
  assert.deepEqual(await found('phone:7385'), ['o1'], 'the tail is theirs');
  assert.deepEqual(await found('陳大文'), ['o1']);
  assert.deepEqual(await found('"陳大文 ••"'), ['o1'], 'also by what is covered, as it is shown');
});

test('a packer’s search is the plain scan over the copies', async (t) => {
  const server = await startTestServer(t, {demo: true});
  const bearer = {authorization: `Bearer ${await tokenFor(server, 'packer')}`};
  const {settings} = await server.services.storage.readFeedState(server.services.storeId);
  const copies = (await server.askJson<ChangesPage>('/v1/changes?limit=1000')).orders.map((order) => redact(order, 'packer'));
  const words = new Set<string>();
  for (const order of copies.slice(0, 6)) for (const text of [order.customer.name, order.customer.phoneTail, order.customerNote, order.number, ...order.lines.map(({name}) => name)]) words.add(fold(text ?? '').slice(1, 6).trim());
  let hits = 0;
  for (const q of [...words].filter((word) => /^[\p{L}\p{N} •]+$/u.test(word)).flatMap((word) => [`"${word}"`, `-"${word}"`, `phone:"${word}" status:processing`])) {
    const parsed = parseQuery(q);
    assert.ok(parsed.ok, q);
    const expected = copies.filter((order) => matchesOrder(order, parsed.query, settings)).map(({id}) => id);
    const response = await fetch(new URL(`/v1/orders?${new URLSearchParams({q, limit: '500'})}`, server.url), {headers: bearer});
    const page = (await response.json()) as OrdersPage;
    assert.deepEqual(page.orders.map(({id}) => id).sort(), [...expected].sort(), q);
    hits += expected.length;
  }
  assert.ok(hits > 50, 'the queries are about orders that are there');
});

test('a cursor belongs to its role: with another one the feed is read anew', async (t) => {
  const {server, ask, read} = await openShop(t);
  const packers = (await read<ChangesPage>('/v1/changes')).cursor;
  const owners = (await server.askJson<ChangesPage>('/v1/changes')).cursor;
  assert.equal((await ask(`/v1/changes?after=${packers}`)).status, 200);
  assert.equal((await ask(`/v1/changes?after=${owners}`)).status, 410);
  assert.equal((await server.ask(`/v1/changes?after=${packers}`)).status, 410);
  assert.equal((await ask(`/v1/changes?after=${owners.replace('owner', 'packer')}`)).status, 200, 'what it says is no secret');
});

test('a packer packs and sends as anybody else, and takes back a send but no accept', async (t) => {
  const {server, push} = await openShop(t);
  const outcomes = async (...commands: Command[]): Promise<string[]> => ((await (await push(commands)).json()) as {results: CommandResult[]}).results.map(({outcome, refusal}) => refusal?.code ?? outcome);
  const sending = packAndSend('o2');
  assert.deepEqual(await outcomes(...sending), ['applied', 'applied', 'applied', 'applied']);
  const send = sending[3];
  assert.ok(send);
  assert.deepEqual(await outcomes(give('o2', {type: 'order.undo', undoes: send.id})), ['applied']);
  const accept = (await server.readOrder('o1')).undoable?.find(({act}) => act === 'accept');
  assert.ok(accept);
  assert.deepEqual(await outcomes(give('o1', {type: 'order.undo', undoes: accept.commandId})), ['actor/not-allowed']);
});

test('a viewer sees everything and changes nothing', async (t) => {
  const {server} = await openShop(t);
  const headers = {authorization: `Bearer ${await tokenFor(server, 'viewer')}`, 'content-type': 'application/json'};
  const order = (await (await fetch(new URL('/v1/orders/o1', server.url), {headers})).json()) as Order;
  assert.deepEqual(order, await server.readOrder('o1'));
  const response = await fetch(new URL('/v1/commands', server.url), {method: 'POST', headers, body: JSON.stringify({commands: [give('o1', {type: 'note.add', text: 'x'}), packAndSend('o2')[0]]})});
  assert.deepEqual(((await response.json()) as {results: CommandResult[]}).results.map(({refusal}) => refusal?.code), ['actor/not-allowed', 'actor/not-allowed']);
});
