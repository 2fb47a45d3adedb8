import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, test} from 'node:test';
import {checkJsonSchema} from '../../../packages/client/test/support/check-json-schema.ts';
import * as z from 'zod';
import {orderInSchema} from '../src/channels/order-in-schema.ts';
import {createApp} from '../src/http/app.ts';
import {HttpProblem, PROBLEMS, problemType} from '../src/http/problem.ts';
import {signOrderLink} from '../src/access/order-link.ts';
import {hashSecret} from '../src/access/secrets.ts';
import {give, packAndSend, PNG, place, placePaid, sha256} from './support/commands.ts';
import {openStream} from './support/read-stream.ts';
import {OWNER_TOKEN, readProblem, startTestServer} from './support/start-test-server.ts';

interface Response_ {
  readonly content?: Record<string, {schema: Record<string, unknown>}>;
  readonly headers?: Record<string, unknown>;
}
interface Operation {
  readonly operationId: string;
  readonly security: readonly unknown[];
  readonly parameters?: readonly {name: string; in: string}[];
  readonly responses: Record<string, Response_>;
}
type Api = Record<string, unknown> & {paths: Record<string, Record<string, Operation>>};

const api = JSON.parse(readFileSync(new URL('../../../docs/protocol/openapi.json', import.meta.url), 'utf8')) as Api;
const OPERATIONS = Object.entries(api.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({path, method, operation})));

const server = await startTestServer({after}, {demo: true});
const {storage, storeId, linkKey, now} = server.services;
const hash = sha256(PNG);
await storage.writeToken(storeId, {id: 'packer', hash: hashSecret('token-of-a-packer'), label: 'packer', userId: 'packer', userName: 'packer', role: 'packer', createdAt: now()});
await server.apply(place('o1'), placePaid('o2'), ...packAndSend('o2'));
const token = signOrderLink(linkKey, 'o1', now());
await fetch(new URL(`/v1/shop/orders/${token}/receipts`, server.url), {method: 'POST', body: new Uint8Array(PNG)});
const receiptId = (await server.readOrder('o1')).receipts[0]?.id ?? '';

const fill = (path: string): string => path.replace('{orderId}', 'o1').replace('{token}', token).replace('{receiptId}', receiptId).replace('{externalId}', 'o1').replace('{channelId}', 'none');

/** Fails when an answer is not what the description says of that status: its type, its headers, its body. */
async function checkAnswer({method, path, operation}: (typeof OPERATIONS)[number], response: Response): Promise<void> {
  const where = `${method} ${path} ${response.status}`;
  const described = operation.responses[response.status];
  assert.ok(described, `${where} is not described: ${(await response.clone().text()).slice(0, 300)}`);
  for (const name of Object.keys(described.headers ?? {})) if (name !== 'Retry-After' || response.status === 503) assert.ok(response.headers.has(name), `${where} has no ${name}`);
  if (described.content === undefined) return;
  const type = (response.headers.get('content-type') ?? '').split(';')[0]?.trim() ?? '';
  const content = described.content[type];
  assert.ok(content, `${where} is ${type}`);
  if (type.endsWith('json')) assert.deepEqual(checkJsonSchema(api, content.schema, await response.json()), [], where);
  else await response.body?.cancel();
}

test('every address under /v1 is described, and every description has its address', () => {
  const routes = createApp(server.services)
    .routes.filter(({method, path}) => path.startsWith('/v1/') && method !== 'ALL')
    .map(({method, path}) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
  assert.deepEqual([...new Set(routes)].sort(), OPERATIONS.map(({method, path}) => `${method.toUpperCase()} ${path}`).sort());
});

test('every kind of problem is described as it is answered', () => {
  const described = new Map<string, number>();
  for (const {operation} of OPERATIONS) {
    for (const [status, {content}] of Object.entries(operation.responses)) {
      const kind = (content?.['application/problem+json']?.schema as {allOf?: [unknown, {properties: {type: {enum: string[]}}}]} | undefined)?.allOf?.[1];
      for (const type of kind?.properties.type.enum ?? []) described.set(type, Number(status));
    }
  }
  const answered = Object.keys(PROBLEMS).map((name) => [problemType(name as keyof typeof PROBLEMS), new HttpProblem(name as keyof typeof PROBLEMS).problem.status] as const);
  assert.deepEqual(described, new Map(answered));
  const readme = readFileSync(new URL('../../../docs/protocol/README.md', import.meta.url), 'utf8');
  for (const [type, status] of answered) assert.ok(readme.includes(`| \`${type.split(':').at(-1)}\` | ${status} |`), `${type} stands in the page about the protocol`);
});

test('the document that channels hand in is described as it is read', () => {
  const read = z.toJSONSchema(orderInSchema, {override: ({jsonSchema}) => void (jsonSchema.format === 'date-time' && delete jsonSchema.pattern)});
  const {description: _about, ...described} = (api['components'] as {schemas: Record<string, Record<string, unknown>>}).schemas['OrderIn'] ?? {};
  const {$schema: _dialect, ...shape} = read;
  assert.deepEqual(described, JSON.parse(JSON.stringify(shape)));
});

test('real answers of every operation are what the description says', async (t) => {
  const bearer = {authorization: `Bearer ${OWNER_TOKEN}`};
  for (const listed of OPERATIONS) {
    const {method, path, operation} = listed;
    const address = new URL(fill(path), server.url);
    if (path.endsWith('/stream')) {
      const stream = await openStream(address, bearer);
      assert.equal(stream.response.headers.get('content-type')?.split(';')[0], 'text/event-stream');
      assert.deepEqual(checkJsonSchema(api, {$ref: '#/components/schemas/StreamEventData'}, JSON.parse((await stream.next()).data)), []);
      stream.close();
    } else if (method === 'get') await checkAnswer(listed, await fetch(address, {headers: bearer}));
    // Without a token, with a parameter nobody knows, by a link that is none.
    if (operation.security.length > 0) await checkAnswer(listed, await fetch(address, {method: method.toUpperCase()}));
    await checkAnswer(listed, await fetch(new URL('?colour=red', address), {method: method.toUpperCase(), headers: bearer}));
    if (path.includes('{token}')) await checkAnswer(listed, await fetch(new URL(path.replace('{token}', 'none').replace('{receiptId}', 'r'), server.url), {method: method.toUpperCase()}));
    if (path.includes('{orderId}')) await checkAnswer(listed, await fetch(new URL(path.replace('{orderId}', 'none').replace('{receiptId}', 'r'), server.url), {headers: bearer}));
  }
  assert.deepEqual(server.errors, []);
  t.diagnostic(`${OPERATIONS.length} operations`);
});

test('answers to every role, to refusals and to long lists are what the description says', async () => {
  const find = (path: string) => OPERATIONS.find((listed) => listed.path === path) as (typeof OPERATIONS)[number];
  const as = (bearer: string, path: string, init: RequestInit = {}): Promise<Response> => fetch(new URL(path, server.url), {...init, headers: {authorization: `Bearer ${bearer}`, ...init.headers}});
  for (const bearer of [OWNER_TOKEN, 'token-of-a-packer']) {
    for (let after = ''; ; ) {
      const response = await as(bearer, `/v1/changes?limit=50&after=${after}`);
      const page = (await response.clone().json()) as {cursor: string; hasMore: boolean};
      await checkAnswer(find('/v1/changes'), response);
      if (!page.hasMore) break;
      after = page.cursor;
    }
    await checkAnswer(find('/v1/orders'), await as(bearer, '/v1/orders?limit=5&q=tea'));
    await checkAnswer(find('/v1/orders'), await as(bearer, '/v1/orders?q=colour:red'));
    await checkAnswer(find('/v1/orders'), await as(bearer, '/v1/orders?sort=total'));
    await checkAnswer(find('/v1/orders/{orderId}/events'), await as(bearer, '/v1/orders/o2/events'));
    await checkAnswer(find('/v1/orders/{orderId}/receipts/{receiptId}/content'), await as(bearer, `/v1/orders/o1/receipts/${receiptId}/content`));
    await checkAnswer(find('/v1/me'), await as(bearer, '/v1/me'));
    const commands = [give('o1', {type: 'parcel.send', parcelId: 'o1-p1'}), give('o1', {type: 'note.add', text: 'n'}), give('none', {type: 'order.confirm'}), give('o1', {type: 'receipt.accept', receiptId, hash})];
    const push = (body: unknown, query = ''): Promise<Response> => as(bearer, `/v1/commands${query}`, {method: 'POST', body: JSON.stringify(body)});
    await checkAnswer(find('/v1/commands'), await push({commands}, '?return=order'));
    await checkAnswer(find('/v1/commands'), await push({commands: []}));
    await checkAnswer(find('/v1/commands'), await as(bearer, '/v1/commands', {method: 'POST', body: '{'}));
  }
  const upload = await fetch(new URL(`/v1/shop/orders/${token}/receipts`, server.url), {method: 'POST', body: 'no picture'});
  await checkAnswer(find('/v1/shop/orders/{token}/receipts'), upload);
  const {etag = ''} = Object.fromEntries((await server.ask('/v1/orders/o1')).headers);
  await checkAnswer(find('/v1/orders/{orderId}'), await server.ask('/v1/orders/o1', {headers: {'if-none-match': etag}}));
  assert.deepEqual(server.errors, []);
});

test('the description is served to everybody as it is checked in', async () => {
  const response = await fetch(new URL('/v1/openapi.json', server.url));
  assert.equal(response.headers.get('access-control-allow-origin'), '*');
  assert.deepEqual(await response.json(), api);
  const again = await fetch(new URL('/v1/openapi.json', server.url), {headers: {'if-none-match': response.headers.get('etag') ?? ''}});
  assert.equal(again.status, 304);
});

test('the page about it names everything, in both languages, and runs nothing', async () => {
  for (const [lang, word] of [['en', 'Problems'], ['zh-Hant', '資料格式']] as const) {
    const response = await fetch(new URL(`/v1/docs?lang=${lang}`, server.url));
    assert.match(response.headers.get('content-security-policy') ?? '', /default-src 'none'.*style-src 'self'/);
    const page = await response.text();
    assert.match(page, new RegExp(`<html lang="${lang}">`));
    assert.ok(page.includes(word));
    assert.doesNotMatch(page, /<script|\sstyle=|<style|https?:\/\//);
    for (const {operation} of OPERATIONS) assert.ok(page.includes(`id="${operation.operationId}"`), operation.operationId);
    const anchors = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) assert.ok(anchors.has(target), `#${target}`);
    assert.equal(anchors.size, [...page.matchAll(/ id="([^"]+)"/g)].length, 'every id stands once');
  }
  const wrong = await fetch(new URL('/v1/docs?lang=tlh', server.url));
  assert.equal(wrong.status, 400);
  await readProblem(wrong);
});
