import assert from 'node:assert/strict';
import {test} from 'node:test';
import {setTimeout as wait} from 'node:timers/promises';
import type {MailRecord} from '../src/storage/effect-storage.ts';
import {PNG, give, packAndSend, place, placePaid, sha256} from './support/commands.ts';
import {createTestClock, startTestServer, type TestServer} from './support/start-test-server.ts';

const hash = sha256(PNG);
const submit = (orderId: string, receiptId = 'r1') => give(orderId, {type: 'receipt.submit', receiptId, hash, mediaType: 'image/png', sizeBytes: PNG.length});

/** The outbox once it holds at least `count` mails; throws when they do not come. */
async function mails(server: TestServer, count: number): Promise<readonly MailRecord[]> {
  const {storage, storeId} = server.services;
  for (let round = 0; round < 200; round += 1) {
    const list = await storage.listMails(storeId, 100);
    if (list.length >= count && (await storage.nextEffectAt(storeId)) === undefined) return list;
    await wait(25);
  }
  throw new Error(`${count} mails were expected, there are ${(await storage.listMails(storeId, 100)).length}.`);
}

test('an accepted receipt sends one mail, ever', async (t) => {
  const server = await startTestServer(t);
  const accept = give('o1', {type: 'receipt.accept', receiptId: 'r1', hash});
  await server.apply(place('o1'), submit('o1'));
  await server.apply(accept);
  for (let round = 0; round < 3; round += 1) await server.push([accept]);
  const [mail, ...more] = await mails(server, 1);
  assert.deepEqual(more, []);
  assert.equal(mail?.kind, 'order-confirmed');
  assert.equal(mail?.to, 'chan@example.com');
  assert.match(mail?.messageId ?? '', /^[0-9a-f]{40}@/);
  assert.match(mail?.body ?? '', /2 × 凍頂烏龍 Dong Ding oolong 150 g {2}HK\$760\.00/);
  assert.match(mail?.body ?? '', /Total {2}HK\$1,112\.00/);
  const link = /http:\S+\/o\/\S+/.exec(mail?.body ?? '')?.[0] ?? '';
  assert.equal((await fetch(link)).status, 200, 'the link in the mail leads to the order');
});

test('a denied receipt tells why, in the customer’s language, and where to upload another', async (t) => {
  const server = await startTestServer(t);
  const message = '金額不符。\nSubject: forged\n<b>請</b>再上載';
  await server.apply(place('o1', {customer: {name: '何美玲\r\nBcc: all@example.com', email: 'ho@example.com', language: 'zh-HK'}}), submit('o1'), give('o1', {type: 'receipt.deny', receiptId: 'r1', hash, message}));
  const [mail] = await mails(server, 1);
  assert.equal(mail?.kind, 'receipt-denied');
  assert.equal(mail?.language, 'zh-Hant');
  assert.match(mail?.subject ?? '', /^訂單 \d+：收據未獲接納$/);
  assert.ok(mail?.body.includes('> 金額不符。\n> Subject: forged\n> <b>請</b>再上載'), 'somebody else’s words are marked as such');
  assert.match(mail?.body ?? '', /^何美玲 Bcc: all@example.com，你好：/);
  assert.match(mail?.body ?? '', /重新上載收據：\nhttp/);
});

test('a sent parcel says what is in it and how to follow it', async (t) => {
  const server = await startTestServer(t);
  await server.apply(placePaid('o1'));
  await server.apply(...packAndSend('o1'));
  const list = await mails(server, 2);
  assert.deepEqual(list.map(({kind}) => kind).sort(), ['order-confirmed', 'parcel-sent']);
  const sent = list.find(({kind}) => kind === 'parcel-sent');
  assert.match(sent?.body ?? '', /Tracking number: SF143200987716/);
});

test('a mail waits until its act can no longer be undone', async (t) => {
  const clock = createTestClock();
  const server = await startTestServer(t, {clock, undoSeconds: 10});
  const {storage, storeId} = server.services;
  await server.apply(placePaid('o1'));
  clock.turn(9000);
  await server.apply(place('o2'));
  await wait(100);
  assert.deepEqual(await storage.listMails(storeId, 10), []);
  clock.turn(1001);
  // Any commit makes the worker look again; without one it would look by its own timer.
  await server.apply(place('o3'));
  assert.equal((await mails(server, 1)).length, 1);
});

test('a letter about an old order brings a link that works as long as any', async (t) => {
  const clock = createTestClock();
  const server = await startTestServer(t, {clock});
  await server.apply(place('o1'));
  clock.turn(89 * 86_400_000);
  await server.apply(submit('o1'), give('o1', {type: 'receipt.deny', receiptId: 'r1', hash, message: 'Too small to read.'}));
  const [mail] = await mails(server, 1);
  const link = /http:\S+\/o\/\S+/.exec(mail?.body ?? '')?.[0] ?? '';
  clock.turn(80 * 86_400_000);
  assert.equal((await fetch(link)).status, 200);
});

test('what was not carried out before the server stopped is carried out by the next', async (t) => {
  const clock = createTestClock();
  const first = await startTestServer(t, {clock, undoSeconds: 10});
  await first.apply(placePaid('o1'));
  await first.stop();
  clock.turn(60_000);
  const second = await startTestServer(t, {clock, undoSeconds: 10, dataDirectory: first.directory});
  assert.equal((await mails(second, 1)).length, 1);
});

test('a lease that ran out goes to the next worker, and the letter is still one', async (t) => {
  const clock = createTestClock();
  const server = await startTestServer(t, {clock});
  const {storage, storeId} = server.services;
  await server.apply(place('o1'));
  // Of a kind that the worker of this server leaves alone.
  await storage.transact((transaction) => transaction.writeEffects(storeId, [{key: 'odd:1', kind: 'odd', orderId: 'o1', payload: '{}', createdAt: clock.now(), dueAt: clock.now()}]));
  const lease = (holder: string) => storage.leaseEffects(storeId, {now: clock.now(), leasedUntil: new Date(Date.parse(clock.now()) + 60_000).toISOString(), holder, limit: 5});
  const [taken] = await lease('one');
  assert.equal(taken?.attempts, 1);
  assert.deepEqual(await lease('two'), [], 'somebody has it');
  clock.turn(61_000);
  const [again] = await lease('two');
  assert.deepEqual([again?.key, again?.attempts], [taken?.key, 2]);
  const mail: MailRecord = {messageId: 'm@x', orderId: 'o1', orderNumber: '1', kind: 'k', to: 'a@b', subject: 's', body: 'b', language: 'en', sentAt: clock.now()};
  await storage.finishEffect(storeId, taken?.key ?? '', {now: clock.now(), mail});
  await storage.finishEffect(storeId, taken?.key ?? '', {now: clock.now(), mail});
  assert.equal((await storage.listMails(storeId, 5)).length, 1);
});

test('an import and a till send no mail', async (t) => {
  const server = await startTestServer(t);
  await server.apply(placePaid('o1', {channel: {code: 'import'}}), placePaid('o2', {channel: {code: 'till'}}), placePaid('o3'));
  const list = await mails(server, 1);
  assert.deepEqual(list.map(({orderId}) => orderId), ['o3']);
});

test('the outbox page shows letters as text, to the owner only', async (t) => {
  const server = await startTestServer(t);
  await server.apply(placePaid('o1', {customer: {name: '<img src=x onerror=alert(1)>', email: 'x@example.com'}}));
  const [mail] = await mails(server, 1);
  const cookie = (await fetch(server.signInUrl, {redirect: 'manual'})).headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const path = `/mails/${encodeURIComponent(mail?.messageId ?? '')}`;
  assert.equal((await fetch(new URL(path, server.url), {redirect: 'manual'})).status, 303);
  const page = await (await fetch(new URL(path, server.url), {headers: {cookie}})).text();
  assert.match(page, /&lt;img src=x onerror=alert\(1\)&gt;/);
  assert.doesNotMatch(page, /<img/);
  assert.match(await (await fetch(new URL('/mails', server.url), {headers: {cookie}})).text(), /data-kind="order-confirmed"/);
});
