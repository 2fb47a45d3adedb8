import assert from 'node:assert/strict';
import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {readdirSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {test, type TestContext} from 'node:test';
import {fileURLToPath} from 'node:url';
import type {Command, CommandResult, Order} from '@packline/core';
import {IS_FULL_DOSE} from './support/check-property.ts';
import {give, placePaid} from './support/commands.ts';
import {openStream} from './support/read-stream.ts';
import {createTestClock, OWNER_TOKEN, startTestServer, temporaryDirectory} from './support/start-test-server.ts';
import {ON_POSTGRES, useTestDatabase} from './support/test-database.ts';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const bearer = {authorization: `Bearer ${OWNER_TOKEN}`};

/** A place for a shop of its own. */
async function newPlace(t: TestContext): Promise<Record<string, string> & {readonly DATA_DIR: string}> {
  const DATA_DIR = temporaryDirectory(t);
  const url = await useTestDatabase(t, DATA_DIR);
  return {DATA_DIR, ...(url === undefined ? {} : {DATABASE_URL: url})};
}

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

test('it says that it is ready, then how to sign in; a second process on its file or port ends with one sentence; Ctrl-C ends the first', async (t) => {
  const place = await newPlace(t);
  const {DATA_DIR} = place;
  const {child, url, lines} = await start(t, place);
  assert.match(url, /^http:\/\/127\.0\.0\.1:\d+\/$/);
  const link = /http:\S+\/sign-in\/\S+/.exec(lines[1] ?? '')?.[0] ?? '';
  assert.equal((await fetch(link, {redirect: 'manual'})).status, 303);
  if (process.platform !== 'win32') for (const name of readdirSync(DATA_DIR)) if (!name.endsWith('.lock')) assert.equal(statSync(join(DATA_DIR, name)).mode & 0o077, 0, `nobody else on the machine reads ${name}`);

  const {port} = new URL(url);
  const [sameFile, samePort] = await Promise.all([ON_POSTGRES ? undefined : failToStart(t, place), failToStart(t, {...(await newPlace(t)), PORT: port})]);
  if (sameFile) assert.equal(sameFile.code, 1);
  if (sameFile) assert.match(sameFile.said, /^Another Packline server is already running on \S+packline\.db\. Stop it, or give this one a folder of its own with DATA_DIR\.$/);
  assert.equal(samePort.code, 1);
  assert.match(samePort.said, new RegExp(`^Something else is already listening on 127\\.0\\.0\\.1:${port}\\. Stop it, or choose another port with PORT\\.$`));

  assert.deepEqual(await (await fetch(`${url}healthz`)).json(), {status: 'ok'}, 'the first goes on');
  const stream = await openStream(`${url}v1/changes/stream`, bearer);
  await stream.next();
  child.kill('SIGINT');
  child.kill('SIGTERM');
  const [code] = (await once(child, 'exit')) as [number];
  assert.equal(code, 0);
  await stream.ended;
});

test('a wrong setting is one clear sentence; PUBLIC_URL is the address that people are told', async (t) => {
  const [wrongPort, wrongHost, named] = await Promise.all([
    failToStart(t, {...(await newPlace(t)), PORT: '80a'}),
    failToStart(t, {...(await newPlace(t)), HOST: '203.0.113.7'}),
    start(t, {...(await newPlace(t)), PUBLIC_URL: 'https://orders.example.com/'}),
  ]);
  assert.deepEqual([wrongPort.code, wrongHost.code], [1, 1]);
  assert.match(wrongPort.said, /^PORT is “80a”, but it has to be a whole number from 0 to 65535\.$/);
  assert.equal(wrongHost.said, 'HOST is “203.0.113.7”, but this machine has no such address.');
  assert.equal(named.lines[0], 'Packline is ready at https://orders.example.com/');
  assert.match(named.lines[1] ?? '', /https:\/\/orders\.example\.com\/sign-in\/\S+$/);
});

test('kill -9 at any moment loses nothing that was acknowledged, doubles nothing, and every letter is written once', async (t) => {
  const place = await newPlace(t);
  const {DATA_DIR} = place;
  const acknowledged = new Map<string, number>();
  const sent: Command[] = [];
  for (let round = 0; round < (IS_FULL_DOSE ? 12 : 3); round += 1) {
    const {child, url} = await start(t, place);
    const push = async (commands: readonly unknown[]): Promise<void> => {
      const response = await fetch(`${url}v1/commands`, {method: 'POST', headers: bearer, body: JSON.stringify({commands})});
      for (const {id, outcome, version} of ((await response.json()) as {results: CommandResult[]}).results) {
        assert.notEqual(outcome, 'refused');
        acknowledged.set(id, version);
      }
    };
    // What was sent before the crash is sent again: whoever got no answer does not know.
    for (let from = 0; from < sent.length; from += 500) await push(sent.slice(from, from + 500));
    // A while after the first answers, however slow the machine is.
    const enough = acknowledged.size + 8;
    const writers = Array.from({length: 4}, async (_, writer) => {
      for (let count = 0; ; count += 1) {
        const id = `r${round}-w${writer}-${count}`;
        const commands = [placePaid(id), give(id, {type: 'parcel.pack', parcelId: `${id}-p1`, lineId: '1', quantity: 1})];
        sent.push(...commands);
        await push(commands);
        if (acknowledged.size >= enough) setTimeout(() => child.kill('SIGKILL'), (round % 5) * 40);
      }
    });
    await Promise.allSettled([...writers, once(child, 'exit')]);
  }
  assert.ok(acknowledged.size > 20, `${acknowledged.size} commands were acknowledged`);

  // The last server finds feed and queue as the crash left them; nobody sends anything again.
  // What the dead one held is held for a minute yet.
  const clock = createTestClock(new Date(Date.now() + 120_000).toISOString());
  const server = await startTestServer(t, {dataDirectory: DATA_DIR, clock});
  const {storage, storeId} = server.services;
  const {orders: stored} = await storage.readChanges(storeId, 0, sent.length);
  const orders = new Map(stored.map(({id, doc}) => [id, JSON.parse(doc) as Order]));
  for (const {id, orderId} of sent) if (acknowledged.has(id)) assert.ok((orders.get(orderId)?.version ?? 0) >= (acknowledged.get(id) ?? 0), `${id} was acknowledged`);
  for (const {version, parcels} of orders.values()) assert.deepEqual([version, parcels[0]?.contents[0]?.quantity], [2, 1], 'both or neither, and once');
  for (const [index, {position}] of stored.entries()) assert.ok(position > (stored[index - 1]?.position ?? 0));
  while ((await storage.nextEffectAt(storeId)) !== undefined) await new Promise((resolve) => setTimeout(resolve, 20));
  const mails = await storage.listMails(storeId, sent.length);
  assert.deepEqual(mails.map(({orderId, kind}) => `${orderId} ${kind}`).sort(), [...orders.keys()].map((id) => `${id} order-confirmed`).sort());
  assert.deepEqual(server.errors, []);
});
