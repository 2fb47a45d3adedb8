import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fromSafeCell, toSafeCell} from '../src/operations/export/formula-safe.ts';
import {expireUnpaid} from '../src/effects/expire-unpaid.ts';
import {scheduledId} from '../src/effects/run-scheduled.ts';
import {WRONG_TOKENS_PER_MINUTE} from '../src/http/traffic.ts';
import {signOrderLink} from '../src/access/order-link.ts';
import {hashSecret} from '../src/access/secrets.ts';
import {createCommandRunner} from '../src/orders/command-runner.ts';
import {changeSettings} from '../src/orders/change-settings.ts';
import {makeChannel} from '../src/channels/manage-channels.ts';
import {give, hkd, packAndSend, place, placePaid} from './support/commands.ts';
import {orderIn, signedMessage} from './support/signed-message.ts';
import {createTestClock, readProblem, startTestServer, type TestServer} from './support/start-test-server.ts';

/** What somebody of a small role sends; settles with the status and the first answer. */
async function pushAs(server: TestServer, role: 'packer' | 'viewer', command: unknown, query = ''): Promise<{status: number; outcome: string | undefined; code: string | undefined}> {
  const {storage, storeId} = server.services;
  const token = `token-of-a-${role}`;
  await storage.writeToken(storeId, {id: role, hash: hashSecret(token), label: role, userId: role, userName: role, role, createdAt: '2026-01-01T00:00:00.000Z'});
  const answer = await fetch(new URL(`/v1/commands${query}`, server.url), {method: 'POST', headers: {authorization: `Bearer ${token}`}, body: JSON.stringify({commands: [command]})});
  const {results} = (await answer.json()) as {results?: {outcome: string; refusal?: {code: string}}[]};
  return {status: answer.status, outcome: results?.[0]?.outcome, code: results?.[0]?.refusal?.code};
}

test('what a command said cannot be guessed by sending it again: a packer learns no telephone number and no amount', async (t) => {
  const server = await startTestServer(t);
  const edit = give('o1', {type: 'order.edit', changes: {customer: {name: 'Ka Yan', phone: '+852 6123 4567'}}});
  const paid = give('o1', {type: 'payment.record', amount: hkd(12_345)});
  await server.apply(place('o1'), edit, paid);
  const right = await Promise.all(['', '?dryRun=1'].flatMap((query) => [edit, paid].map((command) => pushAs(server, 'packer', command, query))));
  const wrong = await Promise.all(
    ['', '?dryRun=1'].flatMap((query) => [
      pushAs(server, 'packer', {...edit, changes: {customer: {name: 'Ka Yan', phone: '+852 6123 9999'}}}, query),
      pushAs(server, 'packer', {...paid, amount: hkd(54_321)}, query),
    ]),
  );
  assert.deepEqual(right, wrong);
  assert.deepEqual(right[0], {status: 200, outcome: 'refused', code: 'actor/not-allowed'});
  // Whoever may give it is told as ever.
  const results = ((await (await server.push([edit])).json()) as {results: {outcome: string}[]}).results;
  assert.deepEqual(results.map(({outcome}) => outcome), ['duplicate']);
});

test('nobody keeps an order from expiring, or other orders with it, by using up the id of the command', async (t) => {
  const clock = createTestClock();
  const server = await startTestServer(t, {clock});
  await changeSettings(server.services, {expireUnpaidAfterHours: 48});
  await server.apply(place('a'), place('b'), place('c'));
  for (const id of ['a-expire-1', 'b-expire-1']) {
    await pushAs(server, 'viewer', {id, schemaVersion: 1, orderId: 'c', type: 'note.add', text: 'mine'});
    await pushAs(server, 'packer', {id: `${id}0`, schemaVersion: 1, orderId: 'c', type: 'note.add', text: 'mine'});
  }
  // Not even one whose id is gone stands in the way of the others.
  await server.apply(give('c', {type: 'note.add', text: 'mine'}, {id: scheduledId(server.services, 'b', 'expire', 1)}));
  clock.turn(49 * 3_600_000);
  assert.equal(await expireUnpaid(server.services), 2);
  assert.deepEqual(await Promise.all(['a', 'b', 'c'].map(async (id) => (await server.readOrder(id)).status)), ['expired', 'payment_review', 'expired']);
  assert.notEqual(scheduledId(server.services, 'a', 'expire', 1), scheduledId({linkKey: new Uint8Array(32)}, 'a', 'expire', 1), 'only the shop’s own key makes it');
});

test('a letter that was being written while its customer was erased is not kept', async (t) => {
  const server = await startTestServer(t, {undoSeconds: 600});
  await server.apply(placePaid('o1'), ...packAndSend('o1'));
  const {storage, storeId, now} = server.services;
  const kinds = ['mail'];
  const leasedUntil = new Date(Date.parse(now()) + 3_600_000).toISOString();
  const taken = await storage.leaseEffects(storeId, {now: leasedUntil, leasedUntil, holder: 'a worker', limit: 10, kinds});
  assert.ok(taken.length > 0);
  await server.apply(give('o1', {type: 'order.erase'}));
  for (const {key, orderId} of taken) {
    const mail = {messageId: `${key}@shop`, orderId, orderNumber: '1', kind: 'sent', to: 'chan@example.com', subject: 'Ka Yan', body: 'Flat 1', language: 'en', sentAt: now()};
    await storage.finishEffect(storeId, key, {now: now(), mail});
  }
  const kept = await storage.listMails(storeId, 10);
  assert.deepEqual(kept.filter(({body}) => body.includes('Flat 1')), []);
});

test('asking only for the head of an export takes nobody’s place', async (t) => {
  const server = await startTestServer(t);
  await server.apply(place('o1'));
  for (let times = 0; times < 3; times += 1) {
    const head = await server.ask('/v1/export?format=csv', {method: 'HEAD'});
    assert.deepEqual([head.status, head.headers.get('content-type')], [200, 'text/csv; charset=utf-8; header=present']);
  }
  const answer = await server.ask('/v1/export');
  assert.deepEqual([answer.status, (await answer.text()).includes('o1')], [200, true]);
});

test('a cursor made by hand with a place between the places is told so, on every database', async (t) => {
  const server = await startTestServer(t);
  await server.apply(place('o1'));
  for (const [sort, value] of [['placedAt', 1e308], ['placedAt', 1.5], ['-status', 0.5], ['updatedAt', -1e300], ['delivery', 2 ** 60]] as const) {
    const after = Buffer.from(JSON.stringify([sort, value, 'x', 'y'])).toString('base64url');
    assert.equal((await server.ask(`/v1/orders?sort=${sort}&after=${after}`)).status, 400, `${sort} ${value}`);
  }
  const total = Buffer.from(JSON.stringify(['total', 12.5, 'x', 'y'])).toString('base64url');
  assert.equal((await server.ask(`/v1/orders?sort=total&after=${total}`)).status, 200);
});

test('who is erased is erased from messages that never became an order, too', async (t) => {
  const server = await startTestServer(t);
  const {storage, storeId} = server.services;
  const channel = await makeChannel(server.services, {name: 'Web shop', format: 'packline'});
  const send = async (id: string, document: unknown): Promise<number> =>
    (await fetch(new URL(`/v1/hooks/${channel.id}`, server.url), signedMessage(channel.secret, {id, body: JSON.stringify(document)}))).status;
  assert.equal(await send('m1', {...orderIn('A-1'), misspelt: true}), 422);
  assert.equal(await send('m2', orderIn('A-1', {total: '1.00'})), 422);
  assert.equal(await send('m3', {...orderIn('A-2'), misspelt: true}), 422);
  assert.equal(await send('m4', orderIn('A-1')), 200);
  const bodies = async (): Promise<string[]> => (await storage.listDeliveries(storeId, 10)).filter(({body}) => body?.includes('ho@example.com')).map(({id}) => id).sort();
  assert.deepEqual(await bodies(), ['m1', 'm2', 'm3'], 'they wait for somebody who looks what was wrong');
  const orderId = (await storage.listDeliveries(storeId, 10)).find(({id}) => id === 'm4')?.orderId ?? '';
  const parcelId = (await server.readOrder(orderId)).parcels[0]?.id ?? '';
  await server.apply(
    give(orderId, {type: 'parcel.pack', parcelId, lineId: '1', quantity: 2}),
    give(orderId, {type: 'parcel.verify', parcelId}),
    give(orderId, {type: 'parcel.send', parcelId}),
    give(orderId, {type: 'order.erase'}),
  );
  assert.deepEqual(await bodies(), ['m3'], 'of another order');
});

test('no sign that cannot be seen stands between a cell of an export and its being text', () => {
  for (const front of ['', ' ', '\u00a0\u3000', '\ufeff', '\u200b', '\u2028', ' \u2060']) {
    for (const formula of ['=1+1', '+1', '-1', '@SUM(A1)', '＝1']) {
      assert.equal(toSafeCell(front + formula), `'${front}${formula}`);
      assert.equal(fromSafeCell(toSafeCell(front + formula)), front + formula);
    }
  }
  for (const plain of ['Ka Yan', ' a = b', '陳', '10-3']) assert.equal(toSafeCell(plain), plain);
});

test('the next number of the shop is found at once, however many in a row somebody has taken', async (t) => {
  const server = await startTestServer(t);
  await server.apply(place('first'));
  const next = Number((await server.readOrder('first')).number) + 1;
  const taken = Array.from({length: 300}, (_, index) => index).filter((index) => index !== 250);
  await server.apply(...taken.map((index) => place(`taken-${index}`, {number: String(next + index)})));
  const {storage, storeId, wakes, now} = server.services;
  let asked = 0;
  const counting: typeof storage.transact = (work) =>
    storage.transact((transaction) => work({...transaction, readNumbers: (...numbers) => ((asked += 1), transaction.readNumbers(...numbers))}));
  const runner = createCommandRunner({storeId, storage: {...storage, transact: counting}, wakes, now});
  const answer = await runner.run({commands: [place('a'), place('b')], actor: {id: 'o', name: 'O', role: 'owner'}});
  assert.equal(answer.ok && answer.results.every(({outcome}) => outcome === 'applied'), true);
  assert.deepEqual([(await server.readOrder('a')).number, (await server.readOrder('b')).number], [String(next + 250), String(next + 300)]);
  assert.ok(asked < 25, `${asked} questions`);
});

test('a stream ends when its token is removed or its link has expired', async (t) => {
  const clock = createTestClock();
  const server = await startTestServer(t, {clock});
  await server.apply(place('o1'));
  const {access, linkKey} = server.services;
  const token = await access.makeToken('Screen', {id: 'screen', name: 'Screen', role: 'viewer'});
  // Only what beats from here on is turned by hand.
  t.mock.timers.enable({apis: ['setInterval']});
  const streams = await Promise.all([
    fetch(new URL('/v1/changes/stream', server.url), {headers: {authorization: `Bearer ${token}`}}),
    fetch(new URL(`/v1/shop/orders/${signOrderLink(linkKey, 'o1', clock.now())}/stream`, server.url)),
  ]);
  const ended = streams.map(() => false);
  const reading = streams.map(async (stream, index) => {
    const text = await stream.text();
    ended[index] = true;
    return text;
  });
  const beat = async (): Promise<void> => {
    t.mock.timers.tick(15_000);
    await new Promise((resolve) => setTimeout(resolve, 200));
  };
  await beat();
  assert.deepEqual(ended, [false, false]);
  await access.removeToken((await access.listTokens()).find(({label}) => label === 'Screen')?.id ?? '');
  clock.turn(91 * 86_400_000);
  await beat();
  for (const text of await Promise.all(reading)) assert.match(text, /still here/);
  // What the server started before is stopped with the clock it was started with.
  t.mock.timers.reset();
});

test('a body of a million small things is refused before it is read, and as many mistakes are not all listed', async (t) => {
  const server = await startTestServer(t);
  const send = async (body: string): Promise<{status: number; type: string; errors: number}> => {
    const answer = await server.ask('/v1/commands', {method: 'POST', body});
    const {type, errors = []} = await readProblem(answer);
    return {status: answer.status, type: type.split(':').at(-1) ?? '', errors: errors.length};
  };
  const names = (count: number): string => `{${Array.from({length: count}, (_, index) => `"n${index}":1`).join(',')}}`;
  const tooLarge = {status: 413, type: 'too-large', errors: 0};
  assert.deepEqual(await send(`{"commands":[${names(10_001)}]}`), tooLarge);
  assert.deepEqual(await send(`{"commands":[${'1,'.repeat(600_000)}1]}`), tooLarge);
  assert.deepEqual(await send(`{"commands":[${'{},'.repeat(300_000)}{}]}`), tooLarge);
  assert.deepEqual(await send(`{"commands":[[${names(9000).slice(1, -1).replaceAll(/"n(\d+)":1/g, '$1')}]]}`), {status: 422, type: 'invalid-request', errors: 1});
  const {errors, ...answer} = await send(JSON.stringify({commands: [{...place('o1'), ...(JSON.parse(names(9000)) as object)}]}));
  assert.deepEqual(answer, {status: 422, type: 'invalid-request'});
  assert.ok(errors > 0 && errors <= 50, `${errors} pointers`);
});

test('whoever guesses tokens has to wait, and shuts out nobody who is at work at the same address', async (t) => {
  const server = await startTestServer(t);
  const me = (token: string): Promise<Response> => fetch(new URL('/v1/me', server.url), {headers: {authorization: `Bearer ${token}`}});
  assert.equal((await server.ask('/v1/me')).status, 200);
  let guesses = 0;
  let refused: Response | undefined;
  while (refused === undefined && guesses < 10 * WRONG_TOKENS_PER_MINUTE) {
    const answers = await Promise.all(Array.from({length: 50}, () => me(`guess-${(guesses += 1)}`)));
    for (const {status} of answers) assert.ok(status === 401 || status === 429, `${status}`);
    refused = answers.find(({status}) => status === 429);
  }
  assert.ok(guesses > WRONG_TOKENS_PER_MINUTE, `${guesses} guesses`);
  assert.equal(refused?.headers.get('retry-after'), '1');
  assert.equal((await server.ask('/v1/me')).status, 200, 'one that was at work goes on');
});

test('an owner’s token that can be guessed is warned of, and not shown', async (t) => {
  assert.deepEqual((await startTestServer(t)).warnings, []);
  const {warnings} = await startTestServer(t, {ownerToken: 'shortest'});
  assert.equal(warnings.length, 1);
  assert.match(warnings[0] ?? '', /^OWNER_TOKEN has fewer than 16 characters/);
  assert.doesNotMatch(warnings[0] ?? '', /shortest/);
});
