import assert from 'node:assert/strict';
import {after, afterEach, test} from 'node:test';
import {parseCommand, type ProblemPointer} from '@packline/core';
import {placePaid} from './support/commands.ts';
import {API, at, COMMANDS, jsonType, placesOf, pointerOf, put, samplesOf, schemaOf, type WalkedPlace} from './support/schema-walk.ts';
import {IS_FULL_DOSE} from './support/check-property.ts';
import {OWNER_TOKEN, readProblem, startTestServer} from './support/start-test-server.ts';

const server = await startTestServer({after});
await server.apply(placePaid('o1'));

/** Milliseconds after which an answer is given up: nothing a caller sends may make the server hang. */
const PATIENCE_MS = 30_000;

afterEach(async () => {
  assert.deepEqual(server.errors, [], 'nothing a caller does is an error of the server');
  assert.equal((await fetch(new URL('/healthz', server.url))).status, 200);
});

const ask = (path: string, init: RequestInit = {}): Promise<Response> => server.ask(path, {...init, signal: AbortSignal.timeout(PATIENCE_MS)});

/** One value of every type, and some that look like another. */
const VALUES: readonly unknown[] = [null, true, 0.5, -1, 2 ** 60, 1e300, '', 'x', '\u0000', '1', [], [[]], {}, {length: 1}, JSON.parse('{"__proto__":{"admin":true}}')];

/** Values of a type that may not stand in a place. */
function wrongFor({types}: WalkedPlace): readonly unknown[] {
  return VALUES.filter((value) => !types.has(jsonType(value)));
}

/** Every command with every field, each field of it with every value of a wrong type. */
const CASES = COMMANDS.flatMap(({type, schema}) =>
  [...samplesOf(schema)].flatMap((sample) => [...placesOf(schema, sample)].flatMap((place) => wrongFor(place).map((wrong) => ({type, pointer: pointerOf(place.path), body: put(sample, place.path, wrong)})))),
);

test('the samples are commands with every field there is', () => {
  for (const {type, schema} of COMMANDS) for (const sample of samplesOf(schema)) assert.deepEqual(parseCommand(sample, {unknownFields: 'refuse'}).ok, true, `${type} ${JSON.stringify(sample)}`);
  assert.ok(COMMANDS.length >= 33 && CASES.length > 3000, `${CASES.length} cases`);
});

test('a value of a wrong type at any place of any command is pointed at, and nothing of its batch is kept', async (t) => {
  const size = 10;
  let sent = 0;
  // In the smoke dose a third of them, another one each time.
  const share = IS_FULL_DOSE ? 1 : 3;
  const first = Math.floor(Math.random() * share);
  const tried = CASES.filter((_, index) => index % share === first);
  for (let start = 0; start < tried.length; start += size) {
    const cases = tried.slice(start, start + size);
    const response = await ask('/v1/commands', {method: 'POST', body: JSON.stringify({commands: [placePaid('never'), ...cases.map(({body}) => body)]})});
    assert.equal(response.status, 422);
    const pointers = ((await readProblem(response)).errors ?? []).map(({pointer}) => pointer);
    if (pointers.length >= 50) {
      // More mistakes than are listed: the rest is asked for one by one.
      for (const each of cases) await askAlone(each);
      continue;
    }
    for (const [index, {type, pointer, body}] of cases.entries()) {
      const wanted = `/commands/${index + 1}${pointer}`;
      assert.ok(pointers.some((found) => isAt(found, wanted)), `${wanted} of ${type} is not among ${pointers.join(' ')}: ${JSON.stringify(body).slice(0, 300)}`);
    }
    sent += cases.length;
  }
  assert.equal((await ask('/v1/orders/never')).status, 404);
  t.diagnostic(`${tried.length} of ${CASES.length} cases (share ${first}), ${sent} of them by tens`);
});

/** The place itself; where kinds of values are told apart by their fields, the value that is none of them. */
function isAt(found: string, wanted: string): boolean {
  return found === wanted || wanted.startsWith(`${found}/`) || found.startsWith(`${wanted}/`);
}

async function askAlone({pointer, body}: (typeof CASES)[number]): Promise<void> {
  const response = await ask('/v1/commands', {method: 'POST', body: JSON.stringify({commands: [body]})});
  assert.equal(response.status, 422);
  const errors: readonly ProblemPointer[] = (await readProblem(response)).errors ?? [];
  assert.ok(errors.some((error) => isAt(error.pointer, `/commands/0${pointer}`)), `${pointer}: ${JSON.stringify(errors)}`);
}

test('a field that nobody knows, anywhere in any command, is pointed at', async () => {
  for (const {schema} of COMMANDS) {
    for (const sample of samplesOf(schema)) {
      // In a map of texts every name is known.
      const objects = [...placesOf(schema, sample)].filter(({path, schema: {additionalProperties}}) => jsonType(at(sample, path)) === 'object' && !additionalProperties);
      for (const {path} of objects) {
        const body = put(sample, [...path, 'colour'], 'red');
        const errors = parseErrors(body);
        assert.ok(errors.some((pointer) => isAt(pointer, pointerOf([...path, 'colour']))), `${pointerOf(path)}: ${errors.join(' ')}`);
      }
    }
  }
  const response = await ask('/v1/commands', {method: 'POST', body: JSON.stringify({commands: [{...placePaid('never'), colour: 'red'}], dryRun: true})});
  assert.deepEqual([response.status, (await readProblem(response)).errors?.map(({pointer}) => pointer)], [422, ['/dryRun', '/commands/0/colour']]);
});

function parseErrors(body: unknown): readonly string[] {
  const parsed = parseCommand(body, {unknownFields: 'refuse'});
  return parsed.ok ? [] : parsed.errors.map(({pointer}) => pointer);
}

test('a value of a wrong type at any place of an order that a channel hands in is pointed at', async () => {
  const token = await server.services.access.makeToken('Shop', {id: 'shop', name: 'Shop', role: 'channel'});
  const schema = schemaOf('OrderIn');
  const cases = [...samplesOf(schema)].flatMap((sample) => [...placesOf(schema, sample)].flatMap((place) => wrongFor(place).map((wrong) => ({pointer: pointerOf(place.path), body: put(sample, place.path, wrong)}))));
  const step = IS_FULL_DOSE ? 1 : 7;
  for (const {pointer, body} of cases.filter((_, index) => index % step === 0)) {
    const response = await fetch(new URL('/v1/channel/orders', server.url), {method: 'POST', headers: {authorization: `Bearer ${token}`}, body: JSON.stringify(body), signal: AbortSignal.timeout(PATIENCE_MS)});
    assert.equal(response.status, 422, `${pointer}: ${JSON.stringify(body).slice(0, 300)}`);
    const errors = (await readProblem(response)).errors ?? [];
    assert.ok(errors.some((error) => isAt(error.pointer, pointer)), `${pointer}: ${JSON.stringify(errors)}`);
  }
});

/** What no parameter of any address wants, but for a text that may be anything. */
const ABSURD = ['', '-1', '1e999', 'NaN', '\u0000', '💥', '../..', "' or 1=1 --", '{"$gt":""}', '%', 'x'.repeat(3000), '\u202e', '٣', '0x10', 'true', '[object Object]'];

test('parameters: an absurd value is used or pointed at, an unknown name and a second value never pass', async () => {
  const order = {orderId: 'o1', receiptId: 'r1', token: 'none', externalId: 'none', channelId: 'none'} as Readonly<Record<string, string>>;
  for (const [path, methods] of Object.entries(API.paths)) {
    for (const [method, {operationId, parameters = []}] of Object.entries(methods)) {
      const address = path.replace(/\{(\w+)\}/g, (_, name: string) => order[name] ?? '');
      const visit = async (query: string): Promise<{status: number; pointers: readonly string[]}> => {
        const abort = new AbortController();
        const response = await ask(`${address}?${query}`, {method: method.toUpperCase(), ...(method === 'post' ? {body: '{}'} : {}), signal: AbortSignal.any([abort.signal, AbortSignal.timeout(PATIENCE_MS)])});
        const {status} = response;
        assert.ok(status < 500, `${status} for ${operationId}?${query.slice(0, 100)}`);
        if (status >= 400) return {status, pointers: ((await readProblem(response)).errors ?? []).map(({pointer}) => pointer)};
        abort.abort();
        return {status, pointers: []};
      };
      assert.deepEqual(await visit('colour=red'), {status: 400, pointers: ['/colour']}, operationId);
      assert.equal((await visit('colour')).status, 400, operationId);
      assert.equal((await visit('%E0%A4%A=1')).status, 400, operationId);
      assert.deepEqual(await visit('__proto__=1'), {status: 400, pointers: ['/__proto__']}, operationId);
      for (const {name, schema} of parameters.filter((parameter) => parameter.in === 'query')) {
        assert.deepEqual(await visit(`${name}=1&${name}=1`), {status: 400, pointers: [`/${name}`]}, `${operationId} ${name} twice`);
        assert.equal((await visit(`${name}[]=1`)).status, 400);
        assert.equal((await visit(`${name}=%E0%A4%A`)).status, 400);
        for (const value of ABSURD) {
          const {status, pointers} = await visit(new URLSearchParams({[name]: value}).toString());
          // Left empty, some parameters are as if they were left out.
          if (schema.enum !== undefined && value !== '') assert.deepEqual([status, pointers], [400, [`/${name}`]], `${operationId} ${name}=${value}`);
          if (status === 400) assert.deepEqual(pointers, [`/${name}`], `${operationId} ${name}=${value}`);
        }
      }
    }
  }
});

test('paths and headers: nothing absurd breaks anything', async () => {
  const bad = ['%', '%zz', '%E0%A4%A', '%00', '%2e%2e%2f', '..%5c', encodeURIComponent('💥'), 'x'.repeat(9000), '%F0%9F', ';a=b', '*', '~', '%2F%2F'];
  for (const [path, methods] of Object.entries(API.paths)) {
    if (!path.includes('{')) continue;
    for (const method of Object.keys(methods)) {
      for (const value of bad) {
        const response = await ask(path.replace(/\{\w+\}/g, value), {method: method.toUpperCase(), ...(method === 'post' ? {body: '{}'} : {})});
        assert.ok(response.status >= 400 && response.status < 500, `${response.status} for ${method} ${path} with ${value.slice(0, 20)}`);
        await readProblem(response);
      }
    }
  }
  const headers: readonly Record<string, string>[] = [
    {authorization: ''}, {authorization: 'Bearer'}, {authorization: 'Bearer '}, {authorization: 'Basic b3duZXI6eA=='}, {authorization: `Bearer ${OWNER_TOKEN},${OWNER_TOKEN}`}, {authorization: `bearer\t${OWNER_TOKEN}`}, {authorization: `Bearer ${'x'.repeat(10_000)}`},
    {authorization: `Token ${OWNER_TOKEN}`}, {authorization: `Bearer "${OWNER_TOKEN}"`},
  ];
  for (const each of headers) {
    const response = await fetch(new URL('/v1/me', server.url), {headers: each, signal: AbortSignal.timeout(PATIENCE_MS)});
    assert.equal(response.status, 401, JSON.stringify(each).slice(0, 60));
    await readProblem(response);
  }
  for (const [name, value] of [['accept', 'x'.repeat(8000)], ['if-none-match', '"'.repeat(5000)], ['last-event-id', '9'.repeat(400)], ['content-type', 'application/json; charset=utf-7'], ['range', 'bytes=0-'], ['accept-encoding', 'gzip;q=-1, br;q=x'], ['accept-language', '*;q=nan'], ['x-forwarded-for', '💥'.normalize()], ['transfer-encoding', 'x'], ['cookie', 'a=b;'.repeat(1000)]] as const) {
    const response = await ask('/v1/orders/o1', {headers: {[name]: [...value].every((letter) => letter <= '\u00ff') ? value : 'x'}}).catch((error: unknown) => error as TypeError);
    // Some headers no client lets itself be made to send.
    if (response instanceof Response) assert.ok(response.status < 500 && response.status !== 206, name);
  }
});
