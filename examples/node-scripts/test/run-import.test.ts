import assert from 'node:assert/strict';
import test, {type TestContext} from 'node:test';
import {fileURLToPath} from 'node:url';
import {BackendError, toDecimal} from '@packline/core';
import {createMemoryBackend, type MemoryBackend} from '@packline/client/testing';
import {runImport, type RunImportOptions} from '../src/import/run-import.ts';
import {temporaryFile} from './support/temporary-file.ts';

const SLICE = fileURLToPath(new URL('../fixtures/online-retail-500.csv.gz', import.meta.url));
const HEADER = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';
const GOOD = (number: string) => `${number},85123A,T-LIGHT HOLDER,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom`;

async function importInto(backend: MemoryBackend, options: Partial<RunImportOptions> = {}) {
  const said: string[] = [];
  const reports: string[] = [];
  const end = await runImport({file: SLICE, backend, stop: new AbortController().signal, output: {write: (text) => said.push(text)}, report: (text) => reports.push(text), ...options});
  return {...end, said: said.join(''), report: reports.join('\n')};
}

const importLines = async (t: TestContext, backend: MemoryBackend, ...lines: string[]) => importInto(backend, {file: await temporaryFile(t, [HEADER, ...lines].join('\n'))});

test('everything of a file is made, and a second run makes nothing', async () => {
  const backend = createMemoryBackend();
  const first = await importInto(backend);
  assert.equal(first.exitCode, 0);
  assert.deepEqual([first.summary?.made, first.summary?.alreadyThere, first.summary?.refused.length], [500, 0, 0]);
  assert.equal(backend.orders.length, 500);
  assert.match(first.report, /Sum of quantity × unit price: 165206\.064 GBP/);
  assert.match(first.report, /409 sales, 48 credits, 43 adjustments/);
  const before = JSON.stringify(backend.orders);
  const second = await importInto(backend);
  assert.equal(second.exitCode, 0);
  assert.deepEqual([second.summary?.made, second.summary?.alreadyThere], [0, 500]);
  assert.equal(JSON.stringify(backend.orders), before);
});

test('lost answers, refusals to answer and broken servers are waited out, and nothing is made twice', async () => {
  const backend = createMemoryBackend();
  backend.dropNextReplies(2);
  const running = importInto(backend, {concurrency: 2});
  backend.failNext(1, new BackendError('backend/busy', 'Come back later.', {retriable: true, retryAfterMs: 5}));
  assert.equal((await running).exitCode, 1, 'signing in is not repeated: a person sees at once that nobody answers');
  const {exitCode, summary, said} = await importInto(backend, {concurrency: 2});
  assert.equal(exitCode, 0);
  assert.equal(backend.orders.length, 500);
  assert.equal((summary?.made ?? 0) + (summary?.alreadyThere ?? 0), 500);
  assert.ok((summary?.alreadyThere ?? 0) > 0, 'orders whose answer was lost are found');
  assert.match(said, /Asking again in/);
});

test('a server that stays away is given up with the way to go on', async () => {
  const backend = createMemoryBackend();
  const pushCommands: MemoryBackend['pushCommands'] = async (...parameters) => {
    if (backend.received.length > 0) throw new BackendError('backend/unreachable', 'The backend cannot be reached.', {retriable: true});
    return backend.pushCommands(...parameters);
  };
  const {exitCode, summary, said, report} = await importInto({...backend, pushCommands, received: backend.received}, {concurrency: 1, patienceMs: 300});
  assert.equal(exitCode, 1);
  assert.equal(summary?.made, 200);
  assert.match(said, /did not answer for \d+ seconds/);
  assert.match(said, /run the same command again/);
  assert.match(report, /not sent yet +300/);
  const next = await importInto(backend);
  assert.deepEqual([next.exitCode, next.summary?.made, next.summary?.alreadyThere], [0, 300, 200]);
});

test('stopped by hand: what is under way is finished, the rest is told, and the next run goes on', async () => {
  const backend = createMemoryBackend();
  const controller = new AbortController();
  const pushCommands: MemoryBackend['pushCommands'] = async (...parameters) => {
    controller.abort();
    return backend.pushCommands(...parameters);
  };
  const {exitCode, summary, said} = await importInto({...backend, pushCommands}, {stop: controller.signal, concurrency: 1});
  assert.equal(exitCode, 130);
  assert.equal(summary?.made, backend.orders.length);
  assert.ok(backend.orders.length > 0 && backend.orders.length < 500);
  assert.match(said, /To go on, run the same command again/);
  assert.equal((await importInto(backend)).exitCode, 0);
  assert.equal(backend.orders.length, 500);
});

test('bad lines keep their own orders out, name line, column and reason, and the exit code tells', async (t) => {
  const backend = createMemoryBackend();
  const {exitCode, summary, report} = await importLines(t, backend, GOOD('1'), GOOD('2'), GOOD('2').replace(',6,', ',six,'), GOOD('3'), GOOD(''));
  assert.equal(exitCode, 1);
  assert.deepEqual(backend.orders.map(({number}) => number), ['1', '3']);
  assert.equal(summary?.refused[0]?.number, '2');
  assert.match(report, /Refused: 2 \(lines 3 to 4\)\n {2}line 4, Quantity: “six” is not a whole number\./);
  assert.match(report, /Skipped: line 6: InvoiceNo is empty/);
});

test('what the shop refuses is listed with its reason and lines', async (t) => {
  const backend = createMemoryBackend();
  backend.publish({
    id: 'c1',
    schemaVersion: 1,
    orderId: 'somebody-elses',
    type: 'order.place',
    order: {number: '2', channel: {code: 'phone'}, paymentMethod: {code: 'cash', needsReceipt: false, allowUnpaidDispatch: false}, shippingMethod: {code: 'post', carrier: 'own'}, lines: [{sku: 'A', name: 'A', quantity: 1, unitPrice: {amount: 1, scale: 0, currency: 'HKD'}}]},
  });
  const {exitCode, report} = await importLines(t, backend, GOOD('1'), GOOD('2'), GOOD('3'));
  assert.equal(exitCode, 1);
  assert.match(report, /Refused: 2 \(line 3\)\n {2}order\/number-taken/);
  assert.equal(backend.orders.length, 3);
});

test('an order that was corrected in the file after a refusal is made by the next run', async (t) => {
  const backend = createMemoryBackend();
  const [first, second] = [GOOD('1').replace('2.55', '999999999999'), GOOD('1')];
  const refused = await importLines(t, backend, first.replace(',6,', ',9000,'));
  assert.equal(refused.exitCode, 1);
  assert.equal(backend.orders.length, 0);
  assert.equal((await importLines(t, backend, second)).exitCode, 0);
  assert.equal(backend.orders.length, 1);
});

test('an order that is there with other content is left as it is, and told', async (t) => {
  const backend = createMemoryBackend();
  await importLines(t, backend, GOOD('1'), GOOD('2'));
  const {exitCode, summary, report} = await importLines(t, backend, GOOD('1').replace(',6,', ',7,'), GOOD('2'));
  assert.deepEqual([exitCode, summary?.made, summary?.alreadyThere], [1, 0, 1]);
  assert.match(report, /Refused: 1 \(line 2\)\n {2}It was imported before with other content/);
  assert.equal(backend.orders.find(({number}) => number === '1')?.lines[0]?.quantity, 6);
});

test('a request that the server cannot use is narrowed down to the orders to blame', async (t) => {
  const backend = createMemoryBackend();
  /** Knows no reason and no place: says no to any request that holds order 3. */
  const pushCommands: MemoryBackend['pushCommands'] = async (commands, ...rest) => {
    if (commands.some((command) => command.type === 'order.place' && command.order.number === '3')) throw new BackendError('backend/bad-request', 'The backend could not use the request (400).', {retriable: false});
    return backend.pushCommands(commands, ...rest);
  };
  const {exitCode, summary} = await importLines(t, {...backend, pushCommands}, ...['1', '2', '3', '4', '5'].map(GOOD));
  assert.equal(exitCode, 1);
  assert.deepEqual(summary?.refused.map(({number}) => number), ['3']);
  assert.deepEqual(backend.orders.map(({number}) => number), ['1', '2', '4', '5']);
});

test('orders that a problem document points at are named with its words', async (t) => {
  const backend = createMemoryBackend();
  const pushCommands: MemoryBackend['pushCommands'] = async (commands, ...rest) => {
    const index = commands.findIndex((command) => command.type === 'order.place' && command.order.number === '4');
    if (index === -1) return backend.pushCommands(commands, ...rest);
    const problem = {type: 'about:blank', title: 'Not usable', status: 422, errors: [{pointer: `/commands/${index}/order/lines/0/sku`, detail: 'is not in the catalogue.'}]};
    throw new BackendError('backend/bad-request', 'The backend could not use the request (422).', {retriable: false, problem});
  };
  const {summary, report} = await importLines(t, {...backend, pushCommands}, ...['1', '2', '3', '4', '5'].map(GOOD));
  assert.deepEqual([summary?.made, summary?.refused.length], [4, 1]);
  assert.match(report, /Refused: 4 \(line 5\)\n {2}\/order\/lines\/0\/sku is not in the catalogue\./);
});

test('a role that may not make orders is told so before anything is read', async () => {
  const {exitCode, said, summary} = await importInto(createMemoryBackend({actor: {id: 'p', name: 'Pat', role: 'packer'}}));
  assert.deepEqual([exitCode, summary], [1, undefined]);
  assert.match(said, /Pat is signed in as packer and may not make orders/);
});

test('a file that is not there, or not CSV, or of an unknown shape, is told in a sentence and nothing is sent', async (t) => {
  const backend = createMemoryBackend();
  for (const [content, message] of [['a,b\n1,2', /no file this importer knows/], [`${HEADER}\n${GOOD('1')}\n2,"open`, /line 3, value 2/]] as const) {
    const {exitCode, said} = await importInto(backend, {file: await temporaryFile(t, content)});
    assert.equal(exitCode, 1);
    assert.match(said, message);
  }
  assert.match((await importInto(backend, {file: '/nowhere.csv'})).said, /there is no such file/);
  assert.match((await importInto(backend, {mapFile: '/nowhere.json'})).said, /the map cannot be read/);
  assert.equal(backend.received.length, 0);
});

test('sums are kept apart by currency', async (t) => {
  const map = {source: 'two', columns: {number: 'n', sku: 's', quantity: 'q', unitPrice: 'p', currency: 'c'}};
  const file = await temporaryFile(t, 'n,s,q,p,c\n1,a,2,0.105,GBP\n2,a,1,10,HKD\n3,a,1,0.001,GBP\n');
  const {summary} = await importInto(createMemoryBackend(), {file, mapFile: await temporaryFile(t, JSON.stringify(map), 'map.json')});
  assert.deepEqual([...(summary?.sums ?? [])].map(([currency, sum]) => [currency, toDecimal(sum)]), [['GBP', '0.211'], ['HKD', '10']]);
});
