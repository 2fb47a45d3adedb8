import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {createApp} from '../src/http/app.ts';
import {createTraffic} from '../src/http/traffic.ts';
import {createLog} from '../src/log.ts';
import {startEffectWorker} from '../src/effects/effect-worker.ts';
import {createCommandRunner} from '../src/orders/command-runner.ts';
import type {Storage} from '../src/storage/storage.ts';
import {ACCESS_TABLE} from './access-table.ts';
import {checkProperty} from './support/check-property.ts';
import {place} from './support/commands.ts';
import {OWNER_TOKEN, startTestServer} from './support/start-test-server.ts';

/** What stands in for a name, an address, a number, a token: in many shapes, because covers look at shapes. */
const SHAPES: readonly ((mark: string) => string)[] = [
  (mark) => mark,
  (mark) => `${mark}@example.com`,
  (mark) => `Flat 3, "${mark}" House, ${mark} Street`,
  (mark) => `何${mark}玲`,
  (mark) => `\n    at src/${mark}.ts:1:2`,
  (mark) => `+852 ${mark} 9123 4567`,
  (mark) => `{"${mark}": ${mark}`,
  (mark) => `%s %j ${mark}\u2028${mark}`,
];

/** A storage whose every method fails with an error that quotes what it was given, in one of the ways real ones do. */
function brokenStorage(storage: Storage, mark: string, way: number, isBroken: (name: string) => boolean): Storage {
  const errors = [
    () => new Error(`duplicate key: (number)=(${mark}) already exists`),
    () => new SyntaxError(`Unexpected token 'a', "${mark}" is not valid JSON`),
    () => Object.assign(new TypeError(`Cannot use 'in' operator to search for 'a' in ${mark}`), {detail: mark, code: mark, constraint: 'orders_by_number'}),
    () => new RangeError(`Invalid currency code : ${mark}`),
    () => Object.assign(new Error(mark), {name: mark, cause: new Error(`${mark}\n    at ${mark} (src/${mark}.ts:1:2)`)}),
    () => mark,
  ];
  return new Proxy(storage, {
    get(target, name) {
      const value = Reflect.get(target, name) as unknown;
      if (typeof value !== 'function' || !isBroken(String(name))) return value;
      return () => Promise.reject((errors[way % errors.length] ?? errors[0])?.());
    },
  });
}

/** Orders full of the mark, asked for and sent at every address, as JSON and as what is none. */
async function throwAtEverything(app: ReturnType<typeof createApp>, text: string): Promise<number> {
  const written = encodeURIComponent(text);
  const order = place(`o-${Math.random()}`, {
    number: text.slice(0, 30),
    customer: {name: text, email: text, phone: text, language: text},
    address: {lines: [text], name: text, phone: text, district: text},
    note: text,
    lines: [{sku: text, name: text, quantity: 1, unitPrice: {amount: 1, scale: 2, currency: 'HKD'}}],
  } as never);
  const bodies = [JSON.stringify({commands: [order]}), JSON.stringify({commands: [{...order, type: text}]}), `{"commands": [{"name": "${text}`, text, new URLSearchParams({name: text, label: text, token: text, email: text, phone: text, address: text, key: text, add: text}).toString()];
  let failed = 0;
  const ask = async (path: string, init: RequestInit): Promise<void> => {
    // What is no error at all goes past the routes; the listener of the real server answers for them.
    const response = await Promise.resolve(app.request(path, init)).catch(() => undefined);
    if (response === undefined || response.status >= 500) failed += 1;
    await response?.body?.cancel();
  };
  for (const {route} of ACCESS_TABLE) {
    const [method = 'GET', pattern = '/'] = route.split(' ');
    const path = pattern.replace(/:\w+/g, written);
    const headers = {authorization: `Bearer ${OWNER_TOKEN}`, cookie: `packline_session=${written}`, accept: 'text/html', 'user-agent': written, referer: `http://shop.example/${written}`};
    if (method === 'GET') {
      await ask(path, {headers});
      await ask(`${path}?q=${written}&${written}=1`, {headers: {...headers, authorization: `Bearer ${written}`}});
      if (pattern === '/v1/orders') await ask(`${path}?q=${written}`, {headers});
    } else for (const body of bodies) await ask(path, {method, headers: {...headers, 'content-type': body.startsWith('{') ? 'application/json' : 'application/x-www-form-urlencoded'}, body});
  }
  await ask(`/${written}`, {headers: {accept: 'text/html'}});
  await ask(`/v1/${written}`, {method: 'PUT', body: text});
  return failed;
}

test('no name, address, number, token, search or body gets into the log, whatever is asked and however it fails', async (t) => {
  const server = await startTestServer(t, {requestsPerMinute: 0});
  let failures = 0;
  let lines = 0;
  await checkProperty(
    t,
    fc.asyncProperty(fc.nat({max: SHAPES.length - 1}), fc.nat({max: 5}), fc.stringMatching(/^[a-z]{6}$/), async (shape, way, tail) => {
      const mark = `Zq${tail}qZ`;
      const text = SHAPES[shape]?.(mark) ?? mark;
      const written: string[] = [];
      const log = createLog({level: 'info', to: {write: (line) => void written.push(line)}});
      const whole = createApp({...server.services, log}, createTraffic({requestsPerMinute: 0}));
      await throwAtEverything(whole, text);
      for (const isBroken of [(name: string) => !/^(findToken|readFeedState|findSession|readToken)/.test(name), (name: string) => name === 'transact']) {
        const storage = brokenStorage(server.services.storage, text, way, isBroken);
        const commands = createCommandRunner({...server.services, storage});
        failures += await throwAtEverything(createApp({...server.services, storage, commands, log}, createTraffic({requestsPerMinute: 0})), text);
      }
      lines += written.length;
      const all = written.join('');
      assert.ok(!all.includes(mark), `The log holds it: ${written.find((line) => line.includes(mark))}`);
      for (const line of written) assert.equal(typeof (JSON.parse(line) as {message: unknown}).message, 'string');
    }),
    {runs: 3},
  );
  assert.ok(failures > 10, `${failures} requests failed inside of the server`);
  assert.ok(lines > 500, `${lines} lines were written`);
});

test('a letter that cannot be written says so without its customer', async (t) => {
  const server = await startTestServer(t);
  const {storage, storeId, now} = server.services;
  const written: string[] = [];
  const log = createLog({level: 'info', to: {write: (line) => void written.push(line)}});
  await storage.transact((transaction) => transaction.writeEffects(storeId, [{key: 'odd:1', kind: 'odd', orderId: 'o1', payload: '{"to":"Zqmailq@example.com"}', createdAt: now(), dueAt: now()}]));
  const worker = startEffectWorker({...server.services, log}, {tries: 1, handlers: {odd: ({payload}) => Promise.reject(new Error(`nobody at ${payload}`))}});
  for (let round = 0; round < 200 && (await storage.countEffects(storeId)).dead === 0; round += 1) await new Promise((resolve) => setTimeout(resolve, 20));
  await worker.stop();
  assert.match(written.join(''), /"message":"An effect was tried too often and is a dead letter now\."/);
  assert.doesNotMatch(written.join(''), /Zqmailq/);
});

test('facts that a call site should not have given are covered on the way out', () => {
  const written: string[] = [];
  const log = createLog({level: 'info', to: {write: (line) => void written.push(line)}});
  log.warn('Odd.', {email: 'Zq', customerName: 'Zq', q: 'Zq', body: {a: 'Zq'}, error: 'no “Zq”, "Zq" or Zq@example.com at /o/Zq.1.2 or ?q=Zq', attempts: 2, status: 500, nested: {error: new SyntaxError('Zq')}});
  assert.doesNotMatch(written.join(''), /Zq/);
  assert.match(written.join(''), /"attempts":2,"status":500/);
});
