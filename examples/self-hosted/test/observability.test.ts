import assert from 'node:assert/strict';
import {createServer} from 'node:net';
import {once} from 'node:events';
import {test} from 'node:test';
import {createApp} from '../src/http/app.ts';
import {createTraffic} from '../src/http/traffic.ts';
import {createLog} from '../src/log.ts';
import {StorageUnavailableError} from '../src/storage/storage-unavailable.ts';
import {give, place, placePaid} from './support/commands.ts';
import {openStream} from './support/read-stream.ts';
import {OWNER_TOKEN, readProblem, startTestServer, type TestServer} from './support/start-test-server.ts';

const METRICS_TOKEN = 'token-of-the-scraper';
const scraper = {authorization: `Bearer ${METRICS_TOKEN}`};

async function metricsOf(server: TestServer): Promise<string> {
  return (await fetch(`${server.url}metrics`, {headers: scraper})).text();
}

/** Value of one line, by the beginning of it. */
function valueOf(text: string, line: string): number {
  const found = text.split('\n').find((each) => each.startsWith(`${line} `));
  return Number(found?.slice(line.length + 1));
}

test('readyz says whether this process can serve: not without its database, not while it stops, and never why in detail', async (t) => {
  const server = await startTestServer(t);
  const ready = await fetch(`${server.url}readyz`);
  assert.deepEqual([ready.status, await ready.json()], [200, {status: 'ready'}]);

  const away = {...server.services.storage, readFeedState: () => Promise.reject(new StorageUnavailableError('The database at db.internal does not answer.'))};
  const without = createApp({...server.services, storage: away}, createTraffic());
  const answer = await without.request('/readyz');
  assert.equal(answer.status, 503);
  const problem = await readProblem(answer);
  assert.equal(problem.type, 'urn:problem-type:packline:unavailable');
  assert.doesNotMatch(JSON.stringify(problem), /db\.internal/);
  assert.equal((await without.request('/healthz')).status, 200, 'the process itself lives');

  const silent = {...server.services.storage, readFeedState: () => new Promise<never>(() => {})};
  assert.equal((await createApp({...server.services, storage: silent}, createTraffic()).request('/readyz')).status, 503, 'one that does not answer in time does not answer');

  const leaving = createApp({...server.services, leaving: AbortSignal.abort()}, createTraffic());
  assert.equal((await readProblem(await leaving.request('/readyz'))).type, 'urn:problem-type:packline:stopping');
  assert.equal((await leaving.request('/v1/me', {headers: {authorization: `Bearer ${OWNER_TOKEN}`}})).status, 200, 'whoever comes meanwhile is served');
});

test('metrics are there for the token that was set for them, and otherwise there is nothing', async (t) => {
  const closed = await startTestServer(t);
  for (const headers of [{}, scraper, {authorization: `Bearer ${OWNER_TOKEN}`}]) assert.equal((await fetch(`${closed.url}metrics`, {headers})).status, 404);
  const server = await startTestServer(t, {metricsToken: METRICS_TOKEN});
  for (const headers of [{}, {authorization: `Bearer ${OWNER_TOKEN}`}, {authorization: `Bearer ${METRICS_TOKEN}x`}]) assert.equal((await fetch(`${server.url}metrics`, {headers: headers as Record<string, string>})).status, 401);
  const answer = await fetch(`${server.url}metrics`, {headers: scraper});
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
  assert.equal(answer.headers.get('cache-control'), 'no-store');
});

test('a port of this machine’s own shows metrics to programs on it', async (t) => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const {port} = probe.address() as {port: number};
  probe.close();
  await once(probe, 'close');
  const server = await startTestServer(t, {metricsPort: port});
  assert.match(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text(), /^packline_feed_position \d+$/m);
  assert.equal((await fetch(`http://127.0.0.1:${port}/v1/me`)).status, 404);
  assert.equal((await fetch(`${server.url}metrics`)).status, 404);
  await server.stop();
  await assert.rejects(fetch(`http://127.0.0.1:${port}/metrics`));
});

test('metrics count what happened, under labels that no caller can think of', async (t) => {
  const server = await startTestServer(t, {metricsToken: METRICS_TOKEN});
  await server.apply(place('o1'), placePaid('o2'));
  const twice = give('o1', {type: 'note.add', text: 'A'});
  await server.push([twice]);
  await server.push([twice]);
  await server.push([give('nobody', {type: 'payment.record'})]);
  await server.push([give('o1', {type: 'note.add', text: 'B'})], '?dryRun=1');
  for (const id of ['o1', 'o2', 'nobody', '%E4%BD%95']) await server.ask(`/v1/orders/${id}`);
  await server.ask('/wp-login.php?q=Chan');
  await fetch(`${server.url}v1/orders`, {method: 'PROPFIND'});
  const stream = await openStream(`${server.url}v1/changes/stream`, {authorization: `Bearer ${OWNER_TOKEN}`});
  await stream.next();
  const text = await metricsOf(server);
  const count = (labels: string): number => valueOf(text, `packline_http_request_duration_seconds_count{${labels}}`);
  assert.equal(count('method="POST",route="/v1/commands",status="200"'), 5);
  assert.equal(count('method="GET",route="/v1/orders/:orderId",status="200"'), 2);
  assert.equal(count('method="GET",route="/v1/orders/:orderId",status="404"'), 2);
  assert.equal(count('method="GET",route="other",status="404"'), 1);
  assert.match(text, /method="other",route="[^"]*",status="4\d\d"/);
  assert.equal(valueOf(text, 'packline_commands_total{type="order.place",outcome="applied"}'), 2);
  assert.equal(valueOf(text, 'packline_commands_total{type="note.add",outcome="applied"}'), 1, 'what was only tried out is not counted');
  assert.equal(valueOf(text, 'packline_commands_total{type="note.add",outcome="duplicate"}'), 1);
  assert.equal(valueOf(text, 'packline_commands_total{type="payment.record",outcome="refused"}'), 1);
  assert.ok(valueOf(text, 'packline_commit_duration_seconds_count') >= 4);
  assert.equal(valueOf(text, 'packline_commit_requests_sum'), 5);
  assert.equal(valueOf(text, 'packline_feed_position'), (await server.services.storage.readFeedState('main')).head);
  assert.equal(valueOf(text, 'packline_feed_listeners'), 1);
  assert.equal(valueOf(text, 'packline_effects{state="dead"}'), 0);
  assert.match(text, /^packline_transaction_retries_total \d+$/m);
  assert.match(text, /^nodejs_eventloop_lag_seconds /m);
  assert.match(text, /^process_resident_memory_bytes /m);
  assert.doesNotMatch(text, /Chan|wp-login|PROPFIND|nobody/);
  if (server.services.storage.poolUse) assert.match(text, /^packline_database_connections\{state="open"\} [1-5]$/m);
  stream.close();
});

test('every answer carries its request’s id: the caller’s when it is harmless, else one of ours', async (t) => {
  const server = await startTestServer(t);
  const idOf = async (wished?: string, path = '/v1/me'): Promise<string> => (await server.ask(path, wished === undefined ? {} : {headers: {'x-request-id': wished}})).headers.get('x-request-id') ?? '';
  assert.equal(await idOf('job-17.a_B'), 'job-17.a_B');
  assert.equal(await idOf('job-17', '/nowhere'), 'job-17', 'an answer that is a problem, too');
  for (const bad of ['a b', '<b>', 'ü', '{"a":1}', 'x'.repeat(65)]) assert.match(await idOf(encodeURIComponent(bad) === bad ? bad : bad.replace('ü', 'u&')), /^[0-9a-f-]{36}$/);
  assert.notEqual(await idOf(), await idOf());
});

test('one line of JSON for each request, with the pattern of its route and who asked; a readable one at a terminal', async (t) => {
  const server = await startTestServer(t);
  const lines: string[] = [];
  const log = createLog({level: 'info', to: {write: (line) => void lines.push(line)}});
  const app = createApp({...server.services, log}, createTraffic());
  await server.apply(place('o1'));
  await app.request('/v1/orders/o1', {headers: {authorization: `Bearer ${OWNER_TOKEN}`, 'x-request-id': 'r-1'}});
  await app.request('/healthz');
  assert.equal(lines.length, 1, 'what machines ask every few seconds is not worth a line');
  const {time, ms, ...rest} = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
  assert.deepEqual(rest, {level: 'info', store: 'main', requestId: 'r-1', method: 'GET', route: '/v1/orders/:orderId', status: 200, role: 'owner', message: 'A request was answered.'});
  assert.match(String(time), /^\d{4}-\d\d-\d\dT/);
  assert.equal(typeof ms, 'number');

  const readable: string[] = [];
  createLog({readable: true, to: {write: (line) => void readable.push(line)}}).warn('Something is odd.', {attempts: 3});
  assert.match(readable.join(''), /^\S+Z warn Something is odd\. \{"attempts":3\}\n$/);
});
