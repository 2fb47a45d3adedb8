import assert from 'node:assert/strict';
import {connect} from 'node:net';
import {after, afterEach, test} from 'node:test';
import {gzipSync} from 'node:zlib';
import fc from 'fast-check';
import {checkProperty} from './support/check-property.ts';
import {placePaid} from './support/commands.ts';
import {OWNER_TOKEN, readProblem, startTestServer} from './support/start-test-server.ts';

const server = await startTestServer({after});
const channelToken = await server.services.access.makeToken('Shop', {id: 'shop', name: 'Shop', role: 'channel'});

/** Milliseconds after which an answer is given up: nothing a caller sends may make the server hang. */
const PATIENCE_MS = 30_000;

afterEach(async () => {
  assert.deepEqual(server.errors, [], 'nothing a caller does is an error of the server');
  assert.equal((await server.ask('/v1/orders/never')).status, 404, 'nothing of it was kept');
});

/** Every address that reads JSON. */
const ADDRESSES = [
  ['/v1/commands', OWNER_TOKEN],
  ['/v1/channel/orders', channelToken],
] as const;

async function send(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}): Promise<readonly {status: number; type: string}[]> {
  return Promise.all(
    ADDRESSES.map(async ([path, token]) => {
      const response = await fetch(new URL(path, server.url), {method: 'POST', body, headers: {authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers}, signal: AbortSignal.timeout(PATIENCE_MS)});
      const {type} = await readProblem(response);
      return {status: response.status, type: type.split(':').at(-1) ?? ''};
    }),
  );
}

const good = JSON.stringify({commands: [placePaid('never')]});
const bytes = (...parts: (string | readonly number[])[]): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part)))));
const wide = (text: string, littleEndian: boolean): Uint8Array<ArrayBuffer> => {
  const buffer = Buffer.from(text, 'utf16le');
  return new Uint8Array(littleEndian ? buffer : buffer.swap16());
};

const NO_JSON: readonly [what: string, body: string | Uint8Array<ArrayBuffer>][] = [
  ['nothing', ''],
  ['blanks', ' \n\t\r '],
  ['half of it', good.slice(0, -20)],
  ['all but the last bracket', good.slice(0, -1)],
  ['one bracket too many', `${good}}`],
  ['two documents', `${good}${good}`],
  ['a comma at the end of a list', '{"commands":[1,]}'],
  ['a comma at the end of an object', '{"commands":[],}'],
  ['a hole in a list', '{"commands":[,]}'],
  ['NaN', '{"commands":[NaN]}'],
  ['Infinity', '{"commands":[-Infinity]}'],
  ['undefined', '{"commands":undefined}'],
  ['a number with a plus', '{"commands":[+1]}'],
  ['a number with a zero in front', '{"commands":[01]}'],
  ['a number that ends in a dot', '{"commands":[1.]}'],
  ['a hexadecimal number', '{"commands":[0x10]}'],
  ['single quotes', "{'commands':[]}"],
  ['a name without quotes', '{commands:[]}'],
  ['a comment', '{"commands":[]/* all */}'],
  ['a line break in a text', '{"commands":["a\nb"]}'],
  ['a NUL in a text', '{"commands":["a\u0000b"]}'],
  ['an escape that is none', '{"commands":["\\x41"]}'],
  ['half an escape', '{"commands":["\\u12"]}'],
  ['a text without end', '{"commands":["'],
  ['a byte order mark', bytes([0xef, 0xbb, 0xbf], good)],
  ['UTF-16', wide(good, true)],
  ['UTF-16 the other way round', wide(good, false)],
  ['Latin-1', bytes('{"commands":["', [0xe9], '"]}')],
  ['half a letter of UTF-8', bytes('{"commands":["', [0xe5, 0x87], '"]}')],
  ['a surrogate in UTF-8', bytes('{"commands":["', [0xed, 0xa0, 0x80], '"]}')],
  ['an overlong letter', bytes('{"commands":["', [0xc0, 0xaf], '"]}')],
  ['a letter beyond Unicode', bytes('{"commands":["', [0xf5, 0x80, 0x80, 0x80], '"]}')],
  ['XML', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'],
  ['a form', 'commands[0][type]=order.place'],
  ['gzip that does not say so', new Uint8Array(gzipSync(good))],
  ['a picture', bytes([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  ['a name twice', `{"commands":[],"commands":${good.slice(12, -1)}}`],
  ['a name twice, once with an escape', '{"commands":[{"id":"a","\\u0069d":"b"}]}'],
  ['a name twice, far inside', '{"commands":[{"order":{"lines":[{"sku":"A","sku":"B"}]}}]}'],
  ['__proto__ twice', '{"__proto__":1,"__proto__":2}'],
  ['nested lists', `{"commands":${'['.repeat(65)}${']'.repeat(65)}}`],
  ['nested objects', `${'{"a":'.repeat(65)}1${'}'.repeat(65)}`],
  ['nested without end', '['.repeat(900_000)],
  ['nested both ways without end', '[{"a":'.repeat(150_000)],
];

for (const [what, body] of NO_JSON) {
  test(`${what}: 400, at every address that reads JSON`, async () => {
    for (const {status, type} of await send(body)) assert.deepEqual([status, type], [400, 'invalid-json']);
  });
}

/** An object of so many names. */
function objectOf(names: number): string {
  return `{${Array.from({length: names}, (_, index) => `"x${index}":0`).join(',')}}`;
}

const WRONG_JSON: readonly [what: string, body: string][] = [
  ['null', 'null'],
  ['a number', '1'],
  ['a text', '"commands"'],
  ['a bare list', `[${good.slice(13, -2)}]`],
  ['an empty object', '{}'],
  ['a list inside a list', '{"commands":[[]]}'],
  ['nothing for a list', '{"commands":null}'],
  ['an object for a list', '{"commands":{"length":1,"0":{}}}'],
  ['an endless number', '{"commands":[{"type":"parcel.pack","quantity":1e999}]}'],
  ['a number of a thousand digits', `{"commands":[${'9'.repeat(1000)}]}`],
  ['half a surrogate pair', '{"commands":["\\ud800"]}'],
  ['__proto__', '{"__proto__":{"commands":[]},"commands":[{"__proto__":{"type":"order.confirm"}}]}'],
  ['constructor', '{"constructor":{"prototype":{"admin":true}},"commands":[1]}'],
  ['sixty-four levels', `{"commands":[${'['.repeat(62)}${']'.repeat(62)}]}`],
  ['nine thousand names', `{"commands":[${objectOf(9000)}]}`],
];

for (const [what, body] of WRONG_JSON) {
  test(`${what}: 422, at every address that reads JSON`, async () => {
    for (const {status, type} of await send(body)) assert.deepEqual([status, type], [422, 'invalid-request']);
    assert.equal(({} as {admin?: unknown}).admin, undefined);
  });
}

test('fifty thousand names in one object, or a million values: 413, at every address that reads JSON', async () => {
  for (const body of [`{"commands":[${objectOf(50_000)}]}`, `[${'0,'.repeat(1_000_000)}0]`]) {
    for (const {status, type} of await send(body)) assert.deepEqual([status, type], [413, 'too-large']);
  }
});

test('a compressed body is not taken, whatever is inside: nothing is blown up', async () => {
  const bomb = new Uint8Array(gzipSync(Buffer.alloc(30_000_000, 0x20)));
  for (const encoding of ['gzip', 'br', 'deflate', 'zstd', 'identity, gzip', 'x']) {
    for (const {status, type} of await send(encoding === 'gzip' ? bomb : good, {'content-encoding': encoding})) assert.deepEqual([status, type], [415, 'unsupported-media-type'], encoding);
  }
});

test('a body of too many bytes is refused, by what it says and by what it is', async () => {
  const port = Number(new URL(server.url).port);
  for (const [path, token] of ADDRESSES) {
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Length: 99999999\r\n\r\n{`));
      socket.once('error', reject).once('data', (data) => {
        socket.destroy();
        resolve(data.toString());
      });
    });
    assert.match(answer, /^HTTP\/1\.1 413 /, 'before any of it was waited for');
  }
  const stream = (): ReadableStream<Uint8Array> => {
    let left = 17;
    return new ReadableStream({pull: (controller) => (left-- > 0 ? controller.enqueue(new Uint8Array(1024 * 1024).fill(0x20)) : controller.close())});
  };
  for (const [path, token] of ADDRESSES) {
    const init = {method: 'POST', body: stream(), duplex: 'half', headers: {authorization: `Bearer ${token}`}, signal: AbortSignal.timeout(PATIENCE_MS)};
    // The server answers and hangs up before all of it is there, which a client may see either way.
    const status = await fetch(new URL(path, server.url), init as RequestInit).then((response) => response.status, () => 413);
    assert.equal(status, 413);
  }
});

test('a body that stands still, ends early or comes in crumbs is waited for, and nobody else waits', async () => {
  const port = Number(new URL(server.url).port);
  const head = (length: number): string => `POST /v1/commands HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${OWNER_TOKEN}\r\nContent-Length: ${length}\r\n\r\n`;
  const idle = Array.from({length: 50}, () => connect(port, '127.0.0.1').on('error', () => {}));
  for (const socket of idle) socket.write(`${head(1000)}{"comm`);
  assert.equal((await server.ask('/v1/me', {signal: AbortSignal.timeout(PATIENCE_MS)})).status, 200);
  const answer = await new Promise<string>((resolve, reject) => {
    const body = '{"commands":[]}';
    const socket = connect(port, '127.0.0.1', async () => {
      socket.write(head(body.length));
      for (const letter of body) {
        socket.write(letter);
        await new Promise((next) => setTimeout(next, 5));
      }
    });
    socket.once('data', (data) => {
      socket.destroy();
      resolve(data.toString());
    }).once('error', reject);
  });
  assert.match(answer, /^HTTP\/1\.1 422 /);
  for (const socket of idle) socket.destroy();
});

test('whatever is cut out of, put into or turned round in a good body, the answer is a decision or a problem', async (t) => {
  const body = Buffer.from(JSON.stringify({commands: [placePaid('x1', {source: {a: 'é💥'}})]}));
  const change = fc.oneof(
    fc.record({at: fc.nat(body.length), cut: fc.nat(40), put: fc.uint8Array({maxLength: 6})}),
    fc.record({at: fc.nat(body.length), cut: fc.nat(3), put: fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '\\', '0', '-', 'e', 'null', '\u0000', '"a":', '\\ud800').map((text) => new Uint8Array(Buffer.from(text)))}),
  );
  await checkProperty(
    t,
    fc.asyncProperty(fc.array(change, {minLength: 1, maxLength: 3}), async (changes) => {
      let broken = body;
      for (const {at, cut, put} of changes) broken = Buffer.concat([broken.subarray(0, at), put, broken.subarray(at + cut)]);
      const response = await server.ask('/v1/commands?dryRun=1', {method: 'POST', body: new Uint8Array(broken), signal: AbortSignal.timeout(PATIENCE_MS)});
      assert.ok([200, 400, 422].includes(response.status), String(response.status));
      if (response.status === 200) await response.body?.cancel();
      else assert.equal((await readProblem(response)).status, response.status);
    }),
    {runs: 200},
  );
});
