import assert from 'node:assert/strict';
import {connect} from 'node:net';
import {after, test} from 'node:test';
import {place} from './support/commands.ts';
import {openStream} from './support/read-stream.ts';
import {OWNER_TOKEN, readProblem, startTestServer} from './support/start-test-server.ts';

const server = await startTestServer({after});

test('a token that asks too often waits as long as it is told; nobody else does', async (t) => {
  const busy = await startTestServer(t, {requestsPerMinute: 20});
  const statuses = await Promise.all(Array.from({length: 40}, async () => (await busy.ask('/v1/me')).status));
  assert.equal(statuses.filter((status) => status === 200).length, 20);
  const refused = await busy.ask('/v1/me');
  assert.equal(refused.status, 429);
  assert.match((await readProblem(refused)).type, /:too-fast$/);
  assert.match(refused.headers.get('retry-after') ?? '', /^[1-9]\d*$/);
  assert.equal(refused.headers.get('access-control-expose-headers')?.includes('Retry-After'), true, 'pages can read it');
  const other = await busy.services.access.makeToken('other', {id: 'owner', name: 'Owner', role: 'owner'});
  assert.equal((await fetch(new URL('/v1/me', busy.url), {headers: {authorization: `Bearer ${other}`}})).status, 200);
  assert.equal((await fetch(new URL('/v1/me', busy.url))).status, 401, 'whoever is not known takes from nobody');
  assert.deepEqual(busy.errors, []);
});

test('streams are counted while they are open', async (t) => {
  const busy = await startTestServer(t, {openStreams: 10});
  const headers = {authorization: `Bearer ${OWNER_TOKEN}`};
  const address = new URL('/v1/changes/stream', busy.url);
  const [one, two] = [await openStream(address, headers), await openStream(address, headers)];
  const third = await fetch(address, {headers});
  assert.deepEqual([third.status, third.headers.get('retry-after')], [429, '10']);
  assert.match((await readProblem(third)).type, /:too-fast$/);
  const tokens = await Promise.all(Array.from({length: 5}, (_, index) => busy.services.access.makeToken(`t${index}`, {id: 'owner', name: 'Owner', role: 'owner'})));
  const streams = await Promise.all(tokens.slice(0, 4).flatMap((token) => [1, 2].map(() => openStream(address, {authorization: `Bearer ${token}`}))));
  assert.deepEqual(streams.map(({response}) => response.status), Array.from({length: 8}, () => 200));
  const full = await fetch(address, {headers: {authorization: `Bearer ${tokens[4]}`}});
  assert.deepEqual([full.status, full.headers.get('retry-after')], [503, '10']);
  assert.match((await readProblem(full)).type, /:busy$/);
  one.close();
  // The server hears of it a moment later.
  for (let tries = 0; tries < 200; tries += 1) {
    const again = await fetch(address, {headers});
    await again.body?.cancel();
    if (again.status === 200) break;
    assert.ok(tries < 199, 'a place that is free again can be had');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  for (const {close} of [two, ...streams]) close();
});

test('whoever sends a letter a second is not waited for', async (t) => {
  const impatient = await startTestServer(t, {requestSeconds: 1});
  const drip = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(new URL(impatient.url).port), '127.0.0.1', () => socket.write(text));
      const timer = setInterval(() => socket.write(' '), 200);
      let answer = '';
      socket.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk));
      socket.on('error', reject).on('close', () => {
        clearInterval(timer);
        resolve(answer);
      });
    });
  const [head, body] = await Promise.all([
    drip('GET /v1/me HTTP/1.1\r\nHost: x\r\nX-Slow: '),
    drip(`POST /v1/commands HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${OWNER_TOKEN}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"commands":`),
  ]);
  for (const answer of [head, body]) {
    assert.match(answer, /^HTTP\/1\.1 408 /);
    assert.match(answer, /urn:problem-type:packline:too-slow/);
  }
  assert.equal((await impatient.ask('/v1/me')).status, 200);
  assert.deepEqual(impatient.errors, []);
});

test('a batch, a body, a page and a nesting end where they are said to', async () => {
  const asked = async (body: string): Promise<[number, string | undefined]> => {
    const response = await server.ask('/v1/commands', {method: 'POST', body});
    const problem = await readProblem(response);
    return [response.status, problem.errors?.[0]?.pointer ?? problem.type.split(':').at(-1)];
  };
  const command = JSON.stringify(place('o1'));
  assert.deepEqual(await asked('{"commands":[]}'), [422, '/commands']);
  assert.deepEqual(await asked(`{"commands":[${Array.from({length: 501}, () => command).join(',')}]}`), [422, '/commands']);
  assert.deepEqual(await asked(`[${command}]`), [422, '']);
  assert.deepEqual(await asked(`{"commands":${'['.repeat(100_000)}`), [400, 'invalid-json']);
  assert.deepEqual(await asked(`{"commands":[${'{"a":'.repeat(63)}1${'}'.repeat(63)}]}`), [400, 'invalid-json']);
  assert.deepEqual(await asked(' '.repeat(16 * 1024 * 1024 + 1)), [413, 'too-large']);
  const {limits} = await server.askJson<{limits: Record<string, number>}>('/v1/me');
  assert.deepEqual(limits, {commandsPerBatch: 500, changesPerPage: 1000, receiptBytes: 10 * 1024 * 1024});
});

test('HEAD and OPTIONS say what an address is without doing anything', async () => {
  const visit = (path: string, method: string, headers: Record<string, string> = {}): Promise<Response> => fetch(new URL(path, server.url), {method, headers});
  for (const [path, allow] of [['/v1/me', 'GET, HEAD, OPTIONS'], ['/v1/commands', 'POST, OPTIONS'], ['/v1/changes/stream', 'GET, HEAD, OPTIONS'], ['/v1/shop/orders/x/receipts', 'POST, OPTIONS'], ['/v1/openapi.json', 'GET, HEAD, OPTIONS']] as const) {
    const options = await visit(path, 'OPTIONS');
    assert.deepEqual([options.status, options.headers.get('allow'), await options.text()], [204, allow, ''], path);
    const wrong = await visit(path, 'DELETE', {authorization: `Bearer ${OWNER_TOKEN}`});
    assert.deepEqual([wrong.status, wrong.headers.get('allow')], [405, allow], path);
    await readProblem(wrong);
  }
  const preflight = await visit('/v1/commands', 'OPTIONS', {origin: 'https://shop.example', 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,content-type'});
  assert.deepEqual([preflight.status, preflight.headers.get('access-control-allow-origin'), preflight.headers.get('access-control-allow-credentials')], [204, '*', null]);
  const head = await visit('/v1/me', 'HEAD', {authorization: `Bearer ${OWNER_TOKEN}`});
  assert.deepEqual([head.status, head.headers.get('content-type'), await head.text()], [200, 'application/json', '']);
});

test('a server that is stopping says when to come back', async () => {
  const stopping = new AbortController();
  const {createApp} = await import('../src/http/app.ts');
  const app = createApp({...server.services, stopping: stopping.signal});
  stopping.abort();
  const response = await app.request('/v1/me', {headers: {authorization: `Bearer ${OWNER_TOKEN}`}});
  assert.deepEqual([response.status, response.headers.get('retry-after')], [503, '2']);
});
