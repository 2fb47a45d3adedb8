import assert from 'node:assert/strict';
import {connect} from 'node:net';
import {after, afterEach, test} from 'node:test';
import {place} from './support/commands.ts';
import {OWNER_TOKEN, readProblem, startTestServer} from './support/start-test-server.ts';

const server = await startTestServer({after});
const port = Number(new URL(server.url).port);

afterEach(async () => {
  assert.deepEqual(server.errors, [], 'nothing a caller does is an error of the server');
  assert.equal((await fetch(new URL('/healthz', server.url))).status, 200, 'it goes on');
});

const visit = (path: string, init: RequestInit = {}): Promise<Response> => fetch(new URL(path, server.url), {redirect: 'manual', ...init});

/** Sends bytes as they are; settles with everything that came back when the server has ended the connection. */
function sendRaw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(Buffer.from(text, 'latin1')));
    let answer = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk));
    socket.on('close', () => resolve(answer)).on('error', reject);
  });
}

const end = 'Connection: close\r\n\r\n';
const UNREADABLE: readonly [what: string, bytes: string, status: number][] = [
  ['bytes that are no HTTP', '\x16\x03\x01hello\r\n\r\n', 400],
  ['a method nobody knows', `FOO / HTTP/1.1\r\nHost: x\r\n${end}`, 400],
  ['an address beyond ASCII', `GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n${end}`, 400],
  ['a backslash in the path', `GET /a\\b HTTP/1.1\r\nHost: x\r\n${end}`, 400],
  ['no Host', `GET / HTTP/1.1\r\n${end}`, 400],
  ['a Host that is none', `GET / HTTP/1.1\r\nHost: a b\r\n${end}`, 400],
  ['a Host with a path', `GET / HTTP/1.1\r\nHost: evil.example/x\r\n${end}`, 400],
  ['a star', `OPTIONS * HTTP/1.1\r\nHost: x\r\n${end}`, 400],
  ['a negative length', `POST /v1/commands HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n`, 400],
  ['two ways to say how long the body is', `POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, 400],
  ['endless headers', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`, 431],
  ['an endless query', `GET /v1/orders?q=${'y'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n${end}`, 431],
];

for (const [what, bytes, status] of UNREADABLE) {
  test(`${what}: a ${status} problem`, async () => {
    const answer = await sendRaw(bytes);
    assert.equal(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1], String(status));
    assert.match(answer, /\r\ncontent-type: application\/problem\+json\r\n/i);
    const body = /\{.*\}/s.exec(answer)?.[0] ?? '';
    assert.equal((JSON.parse(body) as {status: number}).status, status);
  });
}

test('what is sent behind a good request never gets into its answer', async () => {
  const stream = `GET /v1/changes/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${OWNER_TOKEN}\r\n\r\n`;
  const socket = connect(port, '127.0.0.1', () => socket.write(stream));
  let answer = '';
  const closed = new Promise((resolve) => socket.on('close', resolve));
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    answer += chunk;
    if (answer.includes('event: change')) socket.write('no request at all\r\n\r\n');
  });
  await closed;
  assert.equal(answer.match(/HTTP\/1\.1/g)?.length, 1);
});

test('a whole address of another site leads nowhere else', async () => {
  const answer = await sendRaw(`GET http://evil.example/desk HTTP/1.1\r\nHost: evil.example\r\n${end}`);
  assert.match(answer, /\r\nlocation: \/\r\n/i);
  assert.doesNotMatch(answer, /evil/);
});

test('redirects lead to this site only, whatever host and path are asked for', async () => {
  for (const path of ['//evil.example', '//evil.example/%2f..', '/desk?next=//evil.example', '/sign-in/x?next=https://evil.example', '/%5cevil.example', '/shop/basket?lang=//evil.example']) {
    const location = (await fetch(`${new URL(server.url).origin}${path}`, {redirect: 'manual'})).headers.get('location');
    assert.ok(location === null || /^\/(?!\/)/.test(location), `${path} leads to ${location}`);
  }
});

const FORMS: readonly [what: string, init: RequestInit, status: number][] = [
  ['a form of a megabyte', {body: `token=${'x'.repeat(1_000_000)}`, headers: {'content-type': 'application/x-www-form-urlencoded'}}, 413],
  ['a form in parts', {body: (() => { const form = new FormData(); form.set('token', new Blob(['x'])); return form; })()}, 415],
  ['a form whose parts have no border', {body: 'x', headers: {'content-type': 'multipart/form-data'}}, 415],
  ['JSON for a form', {body: '{}', headers: {'content-type': 'application/json'}}, 415],
  ['a compressed form', {body: 'x', headers: {'content-type': 'application/x-www-form-urlencoded', 'content-encoding': 'gzip'}}, 415],
  ['no form at all', {}, 415],
];

for (const [what, init, status] of FORMS) {
  test(`${what}: a ${status} problem`, async () => {
    for (const path of ['/sign-in', '/shop/basket', '/shop/checkout']) {
      const response = await visit(path, {method: 'POST', ...init});
      assert.equal(response.status, status, path);
      await readProblem(response);
    }
  });
}

test('a body that breaks off is nobody’s error', async () => {
  for (const path of ['/v1/commands', '/sign-in']) {
    await new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${OWNER_TOKEN}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\n{"comm`, () => setTimeout(() => socket.destroy(), 50));
      }).on('close', () => resolve());
    });
  }
  await new Promise((resolve) => setTimeout(resolve, 50));
});

test('a parameter that is nearly right does nothing by mistake', async () => {
  for (const query of ['dryRun=true', 'dryRun=', 'dryRun=0', 'dryRun=1&return=orders', 'return=']) {
    const response = await server.push([place('by-mistake')], `?${query}`);
    assert.equal(response.status, 400, query);
    await readProblem(response);
  }
  assert.equal((await server.ask('/v1/orders/by-mistake')).status, 404);
});

test('a query of a thousand words, and a cursor made by hand, are told so', async () => {
  const cursor = (...parts: unknown[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url');
  const wrong: readonly Record<string, string>[] = [
    {q: Array.from({length: 1100}, (_, word) => `w${word}`).join(' ')},
    {q: Array.from({length: 2000}, (_, word) => `-w${word}`).join(' ')},
    {after: cursor('-placedAt', '2026', 'n', 'i')},
    {after: cursor('-placedAt', null, 'n', 'i')},
    {after: cursor('-placedAt', 1, 'n', 'i', 'x')},
    {after: cursor('placedAt', 1, 'n', 'i')},
    {after: cursor('-customer', 5, 'n', 'i'), sort: '-customer'},
    {after: 'W10'},
    {sort: '__proto__'},
    {sort: 'constructor'},
    {sort: '--total'},
  ];
  for (const parameters of wrong) {
    const response = await server.ask(`/v1/orders?${new URLSearchParams(parameters)}`);
    assert.equal(response.status, 400, JSON.stringify(parameters).slice(0, 60));
    await readProblem(response);
  }
});

test('every answer says what it is, and pages are kept for nobody else', async () => {
  const cookie = (await visit(server.signInUrl)).headers.getSetCookie()[0]?.split(';')[0] ?? '';
  for (const path of ['/', '/desk', '/mails', '/access', '/shop', '/shop/basket', '/o/none', '/nothing', '/sign-in/none', '/healthz', '/sw.js', '/assets/page.css', '/assets/none.css', '/v1/me', '/v1/none', '/shop/pictures/TEA-DD-150.svg']) {
    for (const method of ['GET', 'HEAD']) {
      const {headers} = await visit(path, {method, headers: {accept: 'text/html', ...(path === '/' ? {} : {cookie})}});
      assert.equal(headers.get('x-content-type-options'), 'nosniff', `${method} ${path}`);
      if (headers.get('content-type')?.startsWith('text/html')) assert.match(headers.get('cache-control') ?? '', /no-store|private, no-cache/, path);
      assert.equal(headers.get('access-control-allow-credentials'), null);
    }
  }
  for (const path of ['/', '/desk', '/access', '/shop', '/session/token', '/sign-in']) {
    const {headers, status} = await visit(path, {method: 'OPTIONS', headers: {origin: 'https://evil.example', 'access-control-request-method': 'POST'}});
    assert.equal(headers.get('access-control-allow-origin'), null, 'pages are read by no other site');
    assert.ok(status >= 400 && status < 500);
  }
});
