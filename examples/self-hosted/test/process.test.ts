import assert from 'node:assert/strict';
import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {test, type TestContext} from 'node:test';
import {fileURLToPath} from 'node:url';
import type {ChangesPage, Command, CommandResult, Order} from '@packline/core';
import {give, placePaid} from './support/commands.ts';
import {openStream} from './support/read-stream.ts';
import {OWNER_TOKEN, temporaryDirectory} from './support/start-test-server.ts';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const bearer = {authorization: `Bearer ${OWNER_TOKEN}`};

interface Started {
  readonly child: ChildProcess;
  readonly url: string;
  readonly lines: readonly string[];
}

function run(t: TestContext, env: Record<string, string>): {child: ChildProcess; output: () => string; errors: () => string} {
  const child = spawn(process.execPath, [MAIN], {env: {...process.env, PORT: '0', DEMO: 'off', UNDO_SECONDS: '0', OWNER_TOKEN, ...env}, stdio: ['ignore', 'pipe', 'pipe']});
  let output = '';
  let errors = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text));
  t.after(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  return {child, output: () => output, errors: () => errors};
}

/** A server process once it has said that it is ready. */
async function start(t: TestContext, env: Record<string, string>): Promise<Started> {
  const {child, output, errors} = run(t, env);
  for (;;) {
    const lines = output().split('\n').filter((line) => line !== '');
    const url = /^Packline is ready at (\S+)$/.exec(lines[0] ?? '')?.[1];
    if (url !== undefined && lines.length > 1) return {child, url, lines};
    if (child.exitCode !== null) throw new Error(`The server ended: ${errors()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Exit code of a server that will not start, and what it says. */
async function failToStart(t: TestContext, env: Record<string, string>): Promise<{code: number | null; said: string}> {
  const {child, errors, output} = run(t, env);
  const [code] = (await once(child, 'close')) as [number | null];
  return {code, said: `${output()}${errors()}`.trim()};
}

test('it says that it is ready, then how to sign in; Ctrl-C ends it with open streams and all', async (t) => {
  const {child, url, lines} = await start(t, {DATA_DIR: temporaryDirectory(t)});
  assert.match(url, /^http:\/\/127\.0\.0\.1:\d+\/$/);
  const link = /http:\S+\/sign-in\/\S+/.exec(lines[1] ?? '')?.[0] ?? '';
  assert.equal((await fetch(link, {redirect: 'manual'})).status, 303);
  assert.deepEqual(await (await fetch(`${url}healthz`)).json(), {status: 'ok'});
  const stream = await openStream(`${url}v1/changes/stream`, bearer);
  await stream.next();
  const started = performance.now();
  child.kill('SIGINT');
  child.kill('SIGTERM');
  const [code] = (await once(child, 'exit')) as [number];
  assert.equal(code, 0);
  await stream.ended;
  assert.ok(performance.now() - started < 20_000, 'it ends by itself, not by the test’s patience');
});

test('PUBLIC_URL is the address that people are told', async (t) => {
  const {lines} = await start(t, {DATA_DIR: temporaryDirectory(t), PUBLIC_URL: 'https://orders.example.com/'});
  assert.equal(lines[0], 'Packline is ready at https://orders.example.com/');
  assert.match(lines[1] ?? '', /https:\/\/orders\.example\.com\/sign-in\/\S+$/);
});

test('kill -9 at any moment loses nothing that was acknowledged, and doubles nothing', async (t) => {
  const DATA_DIR = temporaryDirectory(t);
  const acknowledged = new Map<string, number>();
  const sent: Command[] = [];
  for (let round = 0; round < 4; round += 1) {
    const {child, url} = await start(t, {DATA_DIR});
    const push = async (commands: readonly unknown[]): Promise<void> => {
      const response = await fetch(`${url}v1/commands`, {method: 'POST', headers: bearer, body: JSON.stringify({commands})});
      for (const {id, outcome, version} of ((await response.json()) as {results: CommandResult[]}).results) {
        assert.notEqual(outcome, 'refused');
        acknowledged.set(id, version);
      }
    };
    // What was sent before the crash is sent again: whoever got no answer does not know.
    if (sent.length > 0) await push(sent);
    setTimeout(() => child.kill('SIGKILL'), 60 + round * 90);
    const writers = Array.from({length: 4}, async (_, writer) => {
      for (let count = 0; ; count += 1) {
        const id = `r${round}-w${writer}-${count}`;
        const commands = [placePaid(id), give(id, {type: 'parcel.pack', parcelId: `${id}-p1`, lineId: '1', quantity: 1})];
        sent.push(...commands);
        await push(commands);
      }
    });
    await Promise.allSettled([...writers, once(child, 'exit')]);
  }
  const {url} = await start(t, {DATA_DIR});
  const orders = new Map<string, Order>();
  for (let after = ''; ; ) {
    const page = (await (await fetch(`${url}v1/changes?limit=1000&after=${after}`, {headers: bearer})).json()) as ChangesPage;
    for (const order of page.orders) orders.set(order.id, order);
    after = page.cursor;
    if (!page.hasMore) break;
  }
  assert.ok(acknowledged.size > 20, `${acknowledged.size} commands were acknowledged`);
  for (const [index, command] of sent.entries()) {
    if (!acknowledged.has(command.id)) continue;
    const order = orders.get(command.orderId);
    assert.ok(order, `order of acknowledged command ${index} is there`);
    assert.ok(order.version >= (acknowledged.get(command.id) ?? 0));
  }
  for (const order of orders.values()) assert.deepEqual([order.version, order.parcels[0]?.contents[0]?.quantity], [2, 1], 'both or neither, and once');
});

test('a second process on the same file refuses to start, and the first goes on', async (t) => {
  const DATA_DIR = temporaryDirectory(t);
  const {url} = await start(t, {DATA_DIR});
  const {code, said} = await failToStart(t, {DATA_DIR});
  assert.equal(code, 1);
  assert.match(said, /^Another Packline server is already running on \S+packline\.db\. Stop it, or give this one a folder of its own with DATA_DIR\.$/);
  assert.equal((await fetch(`${url}healthz`)).status, 200);
});

test('a taken port and a wrong setting are one clear sentence each', async (t) => {
  const {url} = await start(t, {DATA_DIR: temporaryDirectory(t)});
  const port = new URL(url).port;
  for (const [env, sentence] of [
    [{PORT: port}, new RegExp(`^Something else is already listening on 127\\.0\\.0\\.1:${port}\\.`)],
    [{PORT: '80a'}, /^PORT is “80a”, but it has to be a whole number/],
    [{OWNER_TOKEN: 'short'}, /^OWNER_TOKEN has 5 characters, but it has to have 8 or more\.$/],
    [{HOST: '203.0.113.7'}, /^HOST is “203\.0\.113\.7”, but this machine has no such address\.$/],
  ] as const) {
    const {code, said} = await failToStart(t, {DATA_DIR: temporaryDirectory(t), ...env});
    assert.equal(code, 1);
    assert.match(said, sentence);
    assert.equal(said.split('\n').length, 1, said);
  }
});
