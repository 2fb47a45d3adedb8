import assert from 'node:assert/strict';
import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {text} from 'node:stream/consumers';
import test, {type TestContext} from 'node:test';
import {fileURLToPath} from 'node:url';
import {startHttpShop, TOKEN, type HttpShop} from './support/http-shop.ts';
import {temporaryFile} from './support/temporary-file.ts';

const PROGRAM = fileURLToPath(new URL('../import-orders.ts', import.meta.url));
/** What was compiled once is kept for each of many short processes. */
const COMPILED: Record<string, string> = process.env.NODE_COMPILE_CACHE === undefined ? {} : {NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE};
const SLICE = fileURLToPath(new URL('../fixtures/online-retail-500.csv.gz', import.meta.url));

function start(t: TestContext, args: readonly string[], env: Record<string, string>): {child: ChildProcess; ended: Promise<{code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string}>} {
  const child = spawn(process.execPath, [PROGRAM, ...args], {stdio: ['ignore', 'pipe', 'pipe'], env: {PATH: process.env.PATH ?? '', ...COMPILED, ...env}});
  t.after(() => child.kill('SIGKILL'));
  const ended = Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)]).then(([[code, signal], stdout, stderr]) => ({code: code as number | null, signal: signal as NodeJS.Signals | null, stdout, stderr}));
  return {child, ended};
}

const run = (t: TestContext, shop: HttpShop, ...args: string[]) => start(t, args, {PACKLINE_URL: shop.url, PACKLINE_TOKEN: TOKEN}).ended;

test('the command imports a file over HTTP, and again makes nothing', async (t) => {
  const shop = await startHttpShop(t);
  const first = await run(t, shop, SLICE);
  assert.equal(first.code, 0, first.stderr);
  assert.match(first.stdout, /made +500\n/);
  assert.match(first.stdout, /165206\.064 GBP/);
  const second = await run(t, shop, SLICE, '--concurrency', '4');
  assert.equal(second.code, 0, second.stderr);
  assert.match(second.stdout, /made +0\n +already there +500\n/);
  assert.equal(shop.backend.orders.length, 500);
});

test('killed with kill -9 half-way and run again: every order once', async (t) => {
  const shop = await startHttpShop(t);
  const {child, ended} = start(t, [SLICE, '--concurrency', '1'], {PACKLINE_URL: shop.url, PACKLINE_TOKEN: TOKEN});
  shop.onCommands = () => {
    child.kill('SIGKILL');
    return 'hang up';
  };
  assert.equal((await ended).signal, 'SIGKILL');
  const half = shop.backend.orders.length;
  assert.ok(half > 0 && half < 500, `${half} orders`);
  shop.onCommands = () => 'answer';
  const {code, stdout} = await run(t, shop, SLICE);
  assert.equal(code, 0);
  assert.match(stdout, new RegExp(`made +${500 - half}\\n +already there +${half}\\n`));
  assert.equal(new Set(shop.backend.orders.map(({number}) => number)).size, 500);
  assert.equal(shop.backend.orders.length, 500);
});

test('a server whose answer is lost is asked again', async (t) => {
  const shop = await startHttpShop(t);
  let requests = 0;
  shop.onCommands = () => {
    requests += 1;
    return requests === 2 ? 'hang up' : 'answer';
  };
  const {code, stdout, stderr} = await run(t, shop, SLICE, '--concurrency', '1');
  assert.equal(code, 0, stderr);
  assert.match(stderr, /Asking again/);
  assert.match(stdout, /already there +200\n/);
  assert.equal(shop.backend.orders.length, 500);
});

test('Ctrl-C finishes what is under way, says how to go on, and ends with 130', async (t) => {
  const shop = await startHttpShop(t);
  const {child, ended} = start(t, [SLICE, '--concurrency', '1'], {PACKLINE_URL: shop.url, PACKLINE_TOKEN: TOKEN});
  shop.onCommands = async (): Promise<'answer'> => {
    child.kill('SIGINT');
    child.kill('SIGINT'); // npm hands one press on twice
    await new Promise((resolve) => setTimeout(resolve, 200));
    return 'answer';
  };
  const {code, stdout, stderr} = await ended;
  assert.equal(code, 130, stderr);
  assert.match(stderr, /Stopping: what is under way is finished/);
  assert.match(stderr, /run the same command again/);
  assert.match(stdout, new RegExp(`made +${shop.backend.orders.length}\\n`));
  assert.ok(shop.backend.orders.length < 500);
});

test('mistakes on the command line are told with the way to write it, and end with 2', async (t) => {
  const withToken = {PACKLINE_TOKEN: TOKEN};
  for (const [args, env, message] of [
    [[], withToken, /Which file\?/],
    [[SLICE, SLICE], withToken, /One file at a time/],
    [[SLICE, '--concurrency', 'many'], withToken, /a whole number from 1 to 8/],
    [[SLICE, '--colour'], withToken, /--colour/],
    [[SLICE], {}, /PACKLINE_TOKEN is not set/],
  ] as const) {
    const {code, stderr} = await start(t, args, env).ended;
    assert.equal(code, 2, stderr);
    assert.match(stderr, message);
    assert.match(stderr, /Usage:/);
  }
});

test('a wrong token, an absent server and a bad address are sentences, not traces', async (t) => {
  const shop = await startHttpShop(t);
  for (const [env, message] of [
    [{PACKLINE_URL: shop.url, PACKLINE_TOKEN: 'wrong'}, /did not accept the token: set PACKLINE_TOKEN/],
    [{PACKLINE_URL: 'http://127.0.0.1:1', PACKLINE_TOKEN: TOKEN}, /Is it running, and is PACKLINE_URL its address\?/],
    [{PACKLINE_URL: 'shop', PACKLINE_TOKEN: TOKEN}, /“shop” is not the address of a backend/],
  ] as const) {
    const {code, stderr} = await start(t, [SLICE], env).ended;
    assert.equal(code, 1, stderr);
    assert.match(stderr, message);
    assert.doesNotMatch(stderr, /\n\s+at /);
  }
});

test('bad lines: exit code 1, the rest is there', async (t) => {
  const shop = await startHttpShop(t);
  const file = await temporaryFile(t, 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n1,a,A,1,2010-12-01 08:26:00,1,,France\n2,a,A,1.5,2010-12-01 08:26:00,1,,France\n');
  const {code, stdout} = await run(t, shop, file);
  assert.equal(code, 1);
  assert.match(stdout, /line 3, Quantity: “1\.5” is not a whole number/);
  assert.deepEqual(shop.backend.orders.map(({number}) => number), ['1']);
});
