import assert from 'node:assert/strict';
import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {text} from 'node:stream/consumers';
import test, {type TestContext} from 'node:test';
import {fileURLToPath} from 'node:url';
import {toDecimal, type Order} from '@packline/core';
import {writeEvidence} from '../../../config/scripts/evidence.mjs';
import {ServerProcess} from '../../self-hosted/journeys/support/server-process.ts';
import {EXPECTED, ONLINE_RETAIL_FILE, readRows, sumsByInvoice} from '../test/support/online-retail-file.ts';
import {readDatabase, readFeed, sumOfLines} from './support/shop-contents.ts';
import {startTripwire} from './support/tripwire.ts';

const PROGRAM = fileURLToPath(new URL('../import-orders.ts', import.meta.url));
const sums = sumsByInvoice(readRows());
/** Requests of commands that a whole import takes when 200 orders travel in each. */
const requests = Math.ceil(EXPECTED.invoices / 200);
const half = Math.ceil(requests / 2);

async function startServer(t: TestContext): Promise<ServerProcess> {
  const server = await ServerProcess.start();
  t.after(() => server.remove());
  return server;
}

function startImport(t: TestContext, server: ServerProcess, url = server.url, ...args: string[]) {
  const child: ChildProcess = spawn(process.execPath, [PROGRAM, ONLINE_RETAIL_FILE, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {PATH: process.env['PATH'] ?? '', PACKLINE_URL: url, PACKLINE_TOKEN: server.token},
  });
  t.after(() => child.kill('SIGKILL'));
  const {stdout, stderr} = child;
  assert.ok(stdout && stderr);
  const ended = Promise.all([once(child, 'exit'), text(stdout), text(stderr)]).then(([[code], out, said]) => ({code: code as number | null, out, said}));
  return {child, ended};
}

/** The number that stands behind a word of the summary. */
const figure = (summary: string, word: string) => Number((new RegExp(`${word} +([\\d,]+)`).exec(summary)?.[1] ?? 'none').replaceAll(',', ''));

/** Every invoice is there once, and adds up to what the file says. */
function assertWhole(orders: readonly Order[]): void {
  assert.equal(orders.length, EXPECTED.invoices);
  assert.deepEqual(new Set(orders.map(({number}) => number)), new Set(sums.keys()));
  let total = 0n;
  for (const order of orders) {
    const sum = sumOfLines(order);
    total += sum;
    assert.equal(sum, sums.get(order.number), order.number);
  }
  assert.equal(toDecimal({amount: Number(total), scale: 3, currency: 'GBP'}), EXPECTED.sum);
}

test('the real file goes into an empty server, exactly, and a second run makes nothing', async (t) => {
  const server = await startServer(t);
  const startedAt = performance.now();
  const {code, out, said} = await startImport(t, server).ended;
  const seconds = (performance.now() - startedAt) / 1000;
  assert.equal(code, 0, said);
  assert.deepEqual([figure(out, 'made'), figure(out, 'already there'), figure(out, 'refused')], [EXPECTED.invoices, 0, 0]);
  assert.ok(out.includes(`Sum of quantity × unit price: ${EXPECTED.sum} GBP`), out);

  const fromFeed = await readFeed(server.url, server.token);
  assertWhole(fromFeed);
  assertWhole(readDatabase(server.dataDir));
  const count = (holds: (order: Order) => boolean) => fromFeed.filter(holds).length;
  assert.equal(count(({number, kind, status}) => number.startsWith('C') && kind === 'credit' && status === 'credit'), EXPECTED.credits);
  assert.equal(count(({number, kind}) => number.startsWith('A') && kind === 'adjustment'), EXPECTED.a);
  assert.equal(count(({number, kind, status}) => /^\d/.test(number) && kind === 'adjustment' && status === 'adjustment'), EXPECTED.writeOffs);
  assert.ok(fromFeed.filter(({kind}) => kind === 'sale').every(({status}) => status === 'processing' || status === 'complete'));

  const againAt = performance.now();
  const again = await startImport(t, server, server.url, '--concurrency', '4').ended;
  const secondsAgain = (performance.now() - againAt) / 1000;
  assert.equal(again.code, 0, again.said);
  assert.deepEqual([figure(again.out, 'made'), figure(again.out, 'already there')], [0, EXPECTED.invoices]);
  const after = await readFeed(server.url, server.token);
  assert.deepEqual(after.map(({id, version}) => `${id} ${version}`), fromFeed.map(({id, version}) => `${id} ${version}`));
  writeEvidence('import', {
    lines: EXPECTED.lines,
    invoices: fromFeed.length,
    credits: EXPECTED.credits,
    badDebtAdjustments: EXPECTED.a,
    writeOffs: EXPECTED.writeOffs,
    sumGBP: EXPECTED.sum,
    secondsFirstRun: Number(seconds.toFixed(1)),
    secondsSecondRun: Number(secondsAgain.toFixed(1)),
  });
});

test('the server is killed with kill -9 half-way: the importer waits for it, and every order is there once', async (t) => {
  const server = await startServer(t);
  const tripwire = await startTripwire(t, server.url);
  let killed = 0;
  tripwire.onAnswer = async (request) => {
    if (request !== half) return 'pass on';
    // It has committed; nobody hears of it.
    await server.stop('SIGKILL');
    killed += 1;
    setTimeout(() => void server.start(), 500);
    return 'hang up';
  };
  const {code, out, said} = await startImport(t, server, tripwire.url).ended;
  assert.equal(killed, 1);
  assert.equal(code, 0, said);
  assert.match(said, /cannot be reached. Asking again/);
  assert.equal(figure(out, 'made') + figure(out, 'already there'), EXPECTED.invoices);
  assert.ok(figure(out, 'already there') > 0, 'the orders whose answer was lost are found, not made');
  assertWhole(await readFeed(server.url, server.token));
  assertWhole(readDatabase(server.dataDir));
});

test('the importer is killed with kill -9 half-way and run again: every order is there once', async (t) => {
  const server = await startServer(t);
  const tripwire = await startTripwire(t, server.url);
  const first = startImport(t, server, tripwire.url, '--concurrency', '1');
  tripwire.onAnswer = (request) => {
    if (request < half) return 'pass on';
    first.child.kill('SIGKILL');
    return 'hang up';
  };
  await first.ended;
  const left = (await readFeed(server.url, server.token)).length;
  assert.ok(left > 0 && left < EXPECTED.invoices, `${left} orders after the kill`);

  tripwire.onAnswer = () => 'pass on';
  const second = await startImport(t, server, tripwire.url).ended;
  assert.equal(second.code, 0, second.said);
  assert.deepEqual([figure(second.out, 'made'), figure(second.out, 'already there')], [EXPECTED.invoices - left, left]);
  assertWhole(await readFeed(server.url, server.token));
  assertWhole(readDatabase(server.dataDir));
});
