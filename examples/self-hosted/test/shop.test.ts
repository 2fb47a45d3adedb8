import assert from 'node:assert/strict';
import {test} from 'node:test';
import {receiptUploadedSchema, shopOrderSchema, type ReceiptUploaded} from '@packline/client';
import type {ChangesPage, Order} from '@packline/core';
import {signOrderLink} from '../src/access/order-link.ts';
import {checkFields} from '../src/shop/checkout-form.ts';
import {submitReceipt} from '../src/shop/submit-receipt.ts';
import {PNG, give, packAndSend, place, placePaid, sha256} from './support/commands.ts';
import {openStream} from './support/read-stream.ts';
import {createTestClock, readProblem, startTestServer, type TestServer} from './support/start-test-server.ts';

const linkTo = (server: TestServer, orderId: string, madeAt = server.services.now()): string => signOrderLink(server.services.linkKey, orderId, madeAt);
const look = (server: TestServer, token: string, path = '', init: RequestInit = {}): Promise<Response> => fetch(new URL(`/v1/shop/orders/${token}${path}`, server.url), init);
const upload = (server: TestServer, token: string, bytes: Uint8Array, type = 'image/png'): Promise<Response> => look(server, token, '/receipts', {method: 'POST', body: Buffer.from(bytes), headers: {'content-type': type}});

test('a customer sees their own order by their link, as the protocol has it, and nothing of the shop’s own side', async (t) => {
  const server = await startTestServer(t);
  await server.apply(place('o1', {staffNote: 'difficult customer', tags: ['watch'], source: {file: 'secret.csv'}}), place('o2'));
  const response = await look(server, linkTo(server, 'o1'));
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('referrer-policy'), 'no-referrer');
  const text = await response.text();
  const seen = shopOrderSchema.parse(JSON.parse(text));
  assert.equal(seen.number, (await server.readOrder('o1')).number);
  assert.equal(seen.canUploadReceipt, true);
  assert.equal(seen.due.amount, 111_200);
  assert.deepEqual(seen['payInstructions'], {fpsId: '167 023 489', payee: 'HILLSIDE TEA LTD', reference: seen.number});
  assert.doesNotMatch(text, /difficult|watch|secret|chan@example|5500 1020|applied|Flat 1/);
});

test('what was given back is not asked for again', async (t) => {
  const server = await startTestServer(t);
  const cents = (amount: number) => ({amount, scale: 2, currency: 'HKD'});
  await server.apply(place('o1'), give('o1', {type: 'payment.record'}), give('o1', {type: 'payment.refund', amount: cents(1200)}));
  const see = async () => shopOrderSchema.parse(await (await look(server, linkTo(server, 'o1'))).json());
  for (const payment of ['part_refunded', 'refunded']) {
    const seen = await see();
    assert.deepEqual([seen.payment, seen.due.amount, seen.canUploadReceipt, 'payInstructions' in seen], [payment, 0, false, false]);
    if (payment === 'part_refunded') await server.apply(give('o1', {type: 'payment.refund', amount: cents(110_000)}));
  }
});

test('a link that was altered or invented leads nowhere; one that was given out ends after ninety days', async (t) => {
  const clock = createTestClock();
  const server = await startTestServer(t, {clock});
  await server.apply(place('o1'), place('o2'));
  const token = linkTo(server, 'o1');
  const [order = '', expires = '', mac = ''] = token.split('.');
  const [other = ''] = linkTo(server, 'o2').split('.');
  const later = (Number.parseInt(expires, 36) + 1).toString(36);
  for (const forged of [`${other}.${expires}.${mac}`, `${order}.${later}.${mac}`, `${order}.${expires}.${mac.slice(1)}`, `${order}.${expires}`, `${token}.x`, 'x', `${order}.${expires}.`, linkTo(server, 'never-placed')]) {
    for (const path of ['', '/stream', '/receipts/r/content']) {
      const response = await look(server, forged, path);
      assert.equal(response.status, 404, forged);
      assert.doesNotMatch(JSON.stringify(await readProblem(response)), /o1|o2|\b10\d{3}\b/);
    }
    assert.equal((await upload(server, forged, PNG)).status, 404);
    assert.equal((await fetch(new URL(`/o/${forged}`, server.url), {headers: {accept: 'text/html'}})).status, 404);
  }
  assert.equal((await look(server, token)).status, 200);
  clock.turn(90 * 86_400_000 + 1000);
  const ended = await look(server, token);
  assert.equal(ended.status, 403);
  assert.match((await readProblem(ended)).type, /:link-expired$/);
  const page = await fetch(new URL(`/o/${token}`, server.url), {headers: {accept: 'text/html'}});
  assert.equal(page.status, 403);
  assert.match(await page.text(), /expired/);
});

test('a receipt is kept as it was sent and waits for review; only those who may see it, see it', async (t) => {
  const server = await startTestServer(t);
  await server.apply(place('o1'), place('o2'));
  const token = linkTo(server, 'o1');
  const response = await upload(server, token, PNG, 'image/jpeg');
  assert.equal(response.status, 201);
  const answer = receiptUploadedSchema.parse(await response.json());
  assert.equal(answer.hash, sha256(PNG));
  assert.equal(answer.order.statusDetail?.code, 'receipt_to_review');
  const order = await server.readOrder('o1');
  assert.deepEqual(order.receipts.map(({id, state, hash, mediaType, sizeBytes}) => ({id, state, hash, mediaType, sizeBytes})), [
    {id: answer.receiptId, state: 'submitted', hash: sha256(PNG), mediaType: 'image/png', sizeBytes: PNG.length},
  ]);
  const path = `/v1/orders/o1/receipts/${answer.receiptId}/content`;
  for (const content of [await server.ask(path), await fetch(new URL(answer.order.receipts[0]?.content ?? '', server.url))]) {
    assert.equal(content.status, 200);
    assert.equal(content.headers.get('content-type'), 'image/png', 'by its bytes, not by its name');
    assert.equal(content.headers.get('x-content-type-options'), 'nosniff');
    assert.match(content.headers.get('content-security-policy') ?? '', /sandbox/);
    assert.equal(content.headers.get('cache-control'), 'no-store', 'somebody’s bank account');
    assert.deepEqual(Buffer.from(await content.arrayBuffer()), PNG);
  }
  assert.equal((await fetch(new URL(path, server.url))).status, 401);
  assert.equal((await look(server, linkTo(server, 'o2'), `/receipts/${answer.receiptId}/content`)).status, 404, 'not through another order');
});

test('what is no picture and no PDF is not taken, whatever it calls itself', async (t) => {
  const server = await startTestServer(t);
  await server.apply(place('o1'));
  const token = linkTo(server, 'o1');
  const html = Buffer.from('<!doctype html><script>alert(1)</script>');
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  for (const bytes of [html, svg, Buffer.from('GIF89a'), Buffer.alloc(0), Buffer.from('\x89PNG', 'latin1'), Buffer.concat([Buffer.from(' '), PNG])]) {
    const response = await upload(server, token, bytes);
    assert.equal(response.status, 415);
    await readProblem(response);
  }
  // A picture that is also a page is a picture: nothing here looks further than its first bytes, and no browser may.
  const polyglot = Buffer.concat([PNG, html]);
  const taken = await upload(server, token, polyglot);
  const content = await fetch(new URL(((await taken.json()) as ReceiptUploaded).order.receipts[0]?.content ?? '', server.url));
  assert.deepEqual([content.headers.get('content-type'), content.headers.get('x-content-type-options')], ['image/png', 'nosniff']);
  assert.match(content.headers.get('content-security-policy') ?? '', /default-src 'none'; sandbox/);
  const big = await upload(server, token, Buffer.concat([PNG, Buffer.alloc(10 * 1024 * 1024)]));
  assert.equal(big.status, 413);
  assert.equal((await look(server, token, '/receipts', {method: 'POST', body: new Blob([PNG, new Uint8Array(10 * 1024 * 1024)]).stream(), duplex: 'half'} as RequestInit)).status, 413, 'without saying how long it is');
  assert.equal((await server.readOrder('o1')).receipts.length, 1);
  for (const bytes of [Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1]), Buffer.from('RIFF\0\0\0\0WEBPVP8 '), Buffer.from('%PDF-1.7\n')]) assert.equal((await upload(server, token, bytes)).status, 201);
  assert.deepEqual((await server.readOrder('o1')).receipts.map(({state, mediaType}) => [state, mediaType]), [
    ['superseded', 'image/png'],
    ['superseded', 'image/jpeg'],
    ['superseded', 'image/webp'],
    ['submitted', 'application/pdf'],
  ]);
});

test('pressing the button twice hands a picture in once; an order takes only so many', async (t) => {
  const server = await startTestServer(t);
  await server.apply(place('o1'));
  const token = linkTo(server, 'o1');
  const first = (await (await upload(server, token, PNG)).json()) as {receiptId: string};
  const second = (await (await upload(server, token, PNG)).json()) as {receiptId: string};
  assert.equal(second.receiptId, first.receiptId);
  for (let count = 1; count < 30; count += 1) assert.equal((await upload(server, token, Buffer.concat([PNG, Buffer.from([count])]))).status, 201);
  assert.equal((await upload(server, token, Buffer.concat([PNG, Buffer.from([99])]))).status, 429);
});

test('uploads at the same moment are one after the other: the same picture once, and never more than an order takes', async (t) => {
  const server = await startTestServer(t);
  const {commands, storage, storeId} = server.services;
  await server.apply(place('o1'), place('o2'));
  const readOrder = (id: string) => async () => JSON.parse((await storage.readOrder(storeId, id))?.doc ?? '') as Order;
  const same = await Promise.all(Array.from({length: 5}, () => submitReceipt(commands, readOrder('o1'), PNG)));
  assert.equal(new Set(same.map((each) => each.ok && each.receiptId)).size, 1);
  assert.equal((await server.readOrder('o1')).receipts.length, 1);
  const others = await Promise.all(Array.from({length: 40}, (_, count) => submitReceipt(commands, readOrder('o2'), Buffer.concat([PNG, Buffer.from([count])]))));
  assert.deepEqual(others.map((each) => (each.ok ? 'taken' : each.reason)).sort(), [...Array<string>(30).fill('taken'), ...Array<string>(10).fill('too-many')]);
  assert.equal((await server.readOrder('o2')).receipts.length, 30);
});

test('what an order takes is counted when an upload is whole, not when it begins', async (t) => {
  const server = await startTestServer(t);
  await server.apply(place('o1'));
  const token = linkTo(server, 'o1');
  let begun = 0;
  let letGo = (): void => {};
  const all = new Promise<void>((resolve) => (letGo = resolve));
  const slow = (count: number) =>
    new ReadableStream<Uint8Array>({
      async start(controller) {
        controller.enqueue(PNG);
        begun += 1;
        // Long enough for the server to have let all of them in.
        if (begun === 35) setTimeout(letGo, 100);
        await all;
        controller.enqueue(Buffer.from([count]));
        controller.close();
      },
    });
  const answers = await Promise.all(Array.from({length: 35}, (_, count) => look(server, token, '/receipts', {method: 'POST', body: slow(count), duplex: 'half'} as RequestInit)));
  assert.deepEqual(answers.map(({status}) => String(status)).sort(), [...Array<string>(30).fill('201'), ...Array<string>(5).fill('429')]);
});

test('an upload that breaks off leaves nothing, and is nobody’s error', async (t) => {
  const server = await startTestServer(t);
  await server.apply(place('o1'));
  const abort = new AbortController();
  const body = new ReadableStream<Uint8Array>({start: (controller) => controller.enqueue(PNG)});
  setTimeout(() => abort.abort(), 50);
  await assert.rejects(look(server, linkTo(server, 'o1'), '/receipts', {method: 'POST', body, duplex: 'half', signal: abort.signal} as RequestInit));
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.deepEqual([(await server.readOrder('o1')).receipts, server.errors], [[], []]);
});

test('a refused upload keeps no bytes', async (t) => {
  const server = await startTestServer(t);
  await server.apply(place('o1'), give('o1', {type: 'order.cancel'}));
  const response = await upload(server, linkTo(server, 'o1'), PNG);
  assert.equal(response.status, 409);
  assert.match((await readProblem(response)).type, /:refused$/);
  assert.equal(await server.services.storage.readReceiptFile(server.services.storeId, sha256(PNG)), undefined);
});

test('the customer’s stream speaks of their order and of no other', async (t) => {
  const server = await startTestServer(t);
  await server.apply(placePaid('o1'), placePaid('o2'));
  const token = linkTo(server, 'o1');
  const stream = await openStream(new URL(`/v1/shop/orders/${token}/stream`, server.url));
  t.after(() => stream.close());
  assert.equal((await stream.next()).event, 'change');
  await server.apply(...packAndSend('o2'));
  const [, , , sent] = await server.apply(...packAndSend('o1'));
  assert.equal((await stream.next()).id, String(sent?.position));
  const seen = shopOrderSchema.parse(await (await look(server, token)).json());
  assert.deepEqual([seen.status, seen.parcels[0]?.trackingNumber], ['complete', 'SF143200987716']);
  stream.close();
});

test('a shopper fills a basket, is told what is missing beside the field, loses nothing, and orders once', async (t) => {
  const server = await startTestServer(t, {demo: true});
  let basket = '';
  const visit = async (path: string, body?: Record<string, string>): Promise<Response> => {
    const response = await fetch(new URL(path, server.url), {redirect: 'manual', headers: {cookie: basket, 'accept-language': 'zh-HK'}, ...(body ? {method: 'POST', body: new URLSearchParams(body)} : {})});
    const cookie = response.headers.getSetCookie().find((each) => each.startsWith('basket='));
    if (cookie !== undefined) basket = cookie.split(';')[0] ?? '';
    return response;
  };
  assert.equal((await visit('/shop/checkout')).headers.get('location'), '/shop/basket');
  await visit('/shop/basket', {add: 'TEA-DD-150'});
  await visit('/shop/basket', {add: 'TEA-DD-150'});
  await visit('/shop/basket', {add: 'GW-110-W'});
  await visit('/shop/basket', {sku: 'GW-110-W', quantity: '5'});
  await visit('/shop/basket', {sku: 'GW-110-W', quantity: '1'});
  assert.equal((await visit('/shop/basket', {add: 'NO-SUCH-TEA'})).status, 404);

  const form = await (await visit('/shop/checkout')).text();
  const orderId = /name="orderId" value="([^"]+)"/.exec(form)?.[1] ?? '';
  const fields = {orderId, name: '何美玲 "<script>"', phone: '12', email: 'nobody', address: '', district: '荃灣', note: '', payment: 'fps', shipping: 'sf-door'};
  const wrong = await visit('/shop/checkout', fields);
  assert.equal(wrong.status, 422);
  const page = await wrong.text();
  for (const field of ['phone', 'email', 'address']) assert.match(page, new RegExp(`id="${field}"[^>]*aria-invalid="true"[^>]*aria-describedby="[^"]*${field}-wrong`), field);
  assert.match(page, /value="何美玲 &quot;&lt;script&gt;&quot;"/);
  assert.match(page, /value="荃灣"/);

  const right = {...fields, phone: '+852 5500 9999', email: 'ho@example.com', address: ' 青山公路 1 號\r\n\r\n2 樓\u0000'};
  for (const key of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'FPS', 'fps ,', '']) {
    for (const field of ['payment', 'shipping']) {
      const answer = await visit('/shop/checkout', {...right, [field]: key});
      assert.equal(answer.status, 422, `${field} ${key}`);
      assert.match(await answer.text(), new RegExp(`id="${field}-wrong"`), 'the field is named');
    }
  }
  for (const more of [{address: Array.from({length: 60}, (_, line) => line).join('\n')}, {name: 'x'.repeat(101)}, {note: 'x'.repeat(501)}, {name: '\u0000\u0007'}, {email: 'a@b'}, {email: 'everyone,a@b.co'}, {email: 'A <a@b.co>'}, {email: 'a@b@c.d'}, {email: 'a@.b'}] as Record<string, string>[]) {
    assert.equal((await visit('/shop/checkout', {...right, ...more})).status, 422, JSON.stringify(more).slice(0, 50));
  }
  const filled = basket;
  const [first, second] = await Promise.all([visit('/shop/checkout', right), visit('/shop/checkout', right)]);
  assert.equal(first.status, 303);
  assert.equal(second.headers.get('location'), first.headers.get('location'), 'pressed twice, ordered once');
  assert.equal(basket, 'basket=', 'the basket is empty again');
  assert.notEqual(filled, basket);
  const order: Order = await server.readOrder(orderId);
  assert.equal(order.number, '10483');
  assert.deepEqual(order.lines.map(({sku, quantity}) => [sku, quantity]), [['TEA-DD-150', 2], ['GW-110-W', 1]]);
  assert.deepEqual([order.status, order.statusDetail?.code, order.totals.payable.amount, order.customer.language], ['payment_review', 'awaiting_receipt', 111_200, 'zh-Hant']);
  assert.deepEqual(order.shippingAddress?.lines, ['青山公路 1 號', '2 樓']);
  const foreign = await visit('/shop/basket', {add: 'TEA-DD-150'}).then(() => visit('/shop/checkout', {...right, name: 'Somebody else'}));
  assert.equal(foreign.status, 422, 'whoever knows an order’s id is not led to it');
  assert.equal((await server.readOrder(orderId)).customer.name, right.name);
  const odd = await visit('/shop/checkout', {...right, orderId: '-'.repeat(36), name: 'Ada\u0000\u0007\nLovelace'});
  const kept = [...(await server.askJson<ChangesPage>('/v1/changes?limit=1000')).orders].at(-1) as Order;
  assert.deepEqual([odd.status, kept.customer.name], [303, 'Ada   Lovelace']);
  assert.match(kept.id, /^[0-9a-f]{8}-/);
  const own = await visit(first.headers.get('location') ?? '');
  assert.equal(own.status, 200);
  assert.match(await own.text(), new RegExp(`<order-status[^>]*order-token="[^"]+"`));
});

test('a field made to keep a pattern busy is answered', () => {
  const fields = {orderId: '', name: 'x', phone: '55001020', email: '', address: 'x', district: '', note: '', payment: 'fps', shipping: 'collect'};
  // With a pattern that leaves choices this ends after the test's own time.
  for (const evil of [`a@${'.'.repeat(400_000)}@`, `a@${'a.'.repeat(200_000)}@`, 'a@'.repeat(200_000), `a@a${'.a'.repeat(200_000)} `]) {
    for (const field of ['name', 'phone', 'email', 'address', 'district', 'note', 'payment', 'shipping'] as const) assert.notDeepEqual(checkFields({...fields, [field]: evil}), {});
  }
});
