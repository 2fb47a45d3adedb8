import assert from 'node:assert/strict';
import {existsSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {PassThrough} from 'node:stream';
import test from 'node:test';
import {createHttpBackend} from '@packline/client';
import {SILENT_LOGGER, type Command} from '@packline/core';
import {createOrderEngine} from '@packline/core/engine';
import {runCli} from '../src/cli/run-cli.ts';
import {packAndSend, place, placePaid} from './support/commands.ts';
import {shopProcess} from './support/shop-process.ts';
import {OWNER_TOKEN, temporaryDirectory} from './support/start-test-server.ts';
import {ON_POSTGRES} from './support/test-database.ts';

async function push(url: string, ...commands: readonly Command[]): Promise<void> {
  const response = await fetch(new URL('/v1/commands', url), {method: 'POST', body: JSON.stringify({commands}), headers: {'content-type': 'application/json', authorization: `Bearer ${OWNER_TOKEN}`}});
  assert.equal(response.status, 200, await response.clone().text());
  const {results} = (await response.json()) as {results: {outcome: string}[]};
  assert.deepEqual(results.map(({outcome}) => outcome), commands.map(() => 'applied'));
}

test('words that are not understood are said, with how it is done, and end with 2', async () => {
  const ask = async (...words: readonly string[]): Promise<{code: number; said: string}> => {
    const [out, err] = [new PassThrough(), new PassThrough()];
    const config = (): never => assert.fail('no shop is opened for words that are not understood');
    const code = await runCli(words[0] ?? '', {args: words.slice(1), config, log: SILENT_LOGGER, out, err, giveUp: new AbortController().signal, now: () => new Date().toISOString()});
    return {code, said: `${String(out.read() ?? '')}${String(err.read() ?? '')}`};
  };
  const help = await ask('help');
  assert.equal(help.code, 0);
  for (const word of ['serve', 'backup FILE', 'restore FILE', 'doctor', 'export [FILE]', 'import FILE', 'erase (--email']) assert.ok(help.said.includes(word), word);
  for (const [words, says] of [
    [['bakcup'], /“bakcup” is not a command/],
    [['backup'], /The FILE to write is missing/],
    [['backup', 'a', 'b'], /“b” is too much/],
    [['doctor', '--fix'], /Unknown option '--fix'/],
    [['restore', 'x', '--replace=yes'], /--replace/],
    [['erase'], /Whom to erase is missing/],
    [['erase', '--phone', '123'], /fewer than 6 digits/],
    [['export', 'a', 'b'], /“b” is too much/],
    [['export', '--format', 'xml'], /--format can be csv or jsonl/],
  ] as const) {
    const {code, said} = await ask(...words);
    assert.equal(code, 2, words.join(' '));
    assert.match(said, says);
  }
});

test('a backup is made while the server runs, for its owner only; the doctor looks at it, and it is restored', async (t) => {
  const shop = await shopProcess(t, {OWNER_TOKEN});
  const url = await shop.start();
  await push(url, place('a'), placePaid('b'));
  const file = join(temporaryDirectory(t), 'one.packline-backup');
  const made = await shop.run('backup', file, '--json');
  assert.equal(made.code, 0, made.err);
  assert.equal((JSON.parse(made.out) as {rows: {orders: number}}).rows.orders, 2);
  if (process.platform !== 'win32') assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.equal(existsSync(`${file}.part`), false);

  const again = await shop.run('backup', file);
  assert.equal(again.code, 1);
  assert.match(again.err, /is there already/);

  const other = join(temporaryDirectory(t), 'two.packline-backup');
  writeFileSync(`${other}.part`, 'somebody else’s');
  const between = await shop.run('backup', other);
  assert.equal(between.code, 1);
  assert.match(between.err, /two\.packline-backup\.part is there already: .*remove it/);
  assert.deepEqual([existsSync(other), readFileSync(`${other}.part`, 'utf8')], [false, 'somebody else’s']);

  const looked = await shop.run('doctor');
  assert.equal(looked.code, 0, looked.out + looked.err);
  assert.match(looked.out, /Looked at 2 orders.*Everything fits together/);

  // Nobody restores under a running server.
  const early = await shop.run('restore', file, '--replace');
  assert.equal(early.code, 1);
  assert.match(early.err, ON_POSTGRES ? /The database is in use/ : /Another Packline server is already running/);
  await shop.stop();

  const filled = await shop.run('restore', file);
  assert.equal(filled.code, 1);
  assert.match(filled.err, /This shop has 2 orders already/);
  const damaged = join(temporaryDirectory(t), 'damaged');
  writeFileSync(damaged, readFileSync(file).subarray(0, -20));
  const refused = await shop.run('restore', damaged, '--replace');
  assert.equal(refused.code, 1);
  assert.match(refused.err, /breaks off before its end/);

  const restored = await shop.run('restore', file, '--replace');
  assert.equal(restored.code, 0, restored.err);
  assert.match(restored.err, /2 orders\. Devices read everything anew/);
  assert.equal((await shop.run('doctor', '--mend')).code, 0);
});

test('a shop that is not there is said to be missing', async (t) => {
  const shop = await shopProcess(t, {DATA_DIR: '/nonexistent/packline', ...(ON_POSTGRES ? {DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing'} : {})});
  const {code, err} = await shop.run('doctor');
  assert.equal(code, 1);
  assert.match(err, ON_POSTGRES ? /127\.0\.0\.1/ : /There is no shop in \/nonexistent\/packline/);
  assert.equal(err.split('\n').length, 1, err);
});

test('a device with an unsent wish lives through a restore: it reads anew, keeps the wish, and sends it', async (t) => {
  const shop = await shopProcess(t, {OWNER_TOKEN});
  const url = await shop.start();
  const port = new URL(url).port;
  await push(url, place('kept'));
  const file = join(temporaryDirectory(t), 'before.packline-backup');
  assert.equal((await shop.run('backup', file)).code, 0);
  await push(url, place('lost'));

  const backend = createHttpBackend({endpoint: url, token: OWNER_TOKEN});
  const engine = createOrderEngine({backend, storage: 'memory'});
  t.after(() => engine.close());
  await engine.syncNow();
  assert.ok(await engine.readOrder('lost'));
  await shop.stop('SIGKILL');

  const wish = await engine.dispatch('kept', {type: 'note.add', text: 'written while nobody listened'});
  assert.equal(wish.ok, true);
  assert.equal((await engine.readOutbox()).length, 1);
  assert.equal((await shop.run('restore', file, '--replace')).code, 0);
  await shop.start({PORT: port});

  await engine.syncNow();
  await engine.settled({signal: AbortSignal.timeout(60_000)});
  await engine.syncNow();
  assert.deepEqual(await engine.readOutbox(), []);
  assert.equal(await engine.readOrder('lost'), undefined);
  assert.deepEqual((await engine.readOrder('kept'))?.notes?.map(({text}) => text), ['written while nobody listened']);
  assert.deepEqual((await backend.readOrder('kept')).notes?.map(({text}) => text), ['written while nobody listened']);
  await shop.stop();
  assert.equal((await shop.run('doctor')).code, 0);
});

test('orders go from one shop to another by files; a customer is looked up, and erased through the running server or without it', async (t) => {
  const [shop, other] = [await shopProcess(t, {OWNER_TOKEN}), await shopProcess(t, {OWNER_TOKEN})];
  const url = await shop.start();
  await push(url, placePaid('done', {number: 'D-1'}), ...packAndSend('done'), placePaid('open', {number: 'O-2'}), placePaid('else', {number: 'E-3', customer: {name: 'Lee', email: 'lee@example.com'}}));
  const file = join(temporaryDirectory(t), 'orders.jsonl');
  const out = await shop.run('export', file);
  assert.equal(out.code, 0, out.err);
  assert.match((await shop.run('export', '--format', 'csv', '--rows', 'orders', '--query', 'number:D-1')).out, /^order_id,number,.*\r?\ndone,D-1,/);
  assert.match((await other.run('import', file)).err, /no shop yet/);
  await other.start();
  await other.stop();
  const brought = await other.run('import', file, '--json');
  assert.deepEqual(JSON.parse(brought.out), {made: 3, known: 0, refused: []}, brought.err);

  const seen = await shop.run('erase', '--phone', '5500 1020');
  assert.equal(seen.code, 0);
  assert.match(seen.out, /2 orders would be erased/);
  assert.match(seen.out, /O-2 .*not finished/);
  const done = await shop.run('erase', '--email', 'CHAN@example.com', '--yes', '--url', url, '--json');
  assert.equal(done.code, 1);
  assert.deepEqual(JSON.parse(done.out), {erased: 1, refused: [{orderId: 'open', code: 'erase/not-finished'}]});
  assert.match((await other.run('erase', '--order', 'done', '--yes')).err, /in 1 orders/);
  assert.equal((await other.run('erase', '--email', 'chan@example.com', '--json')).out.includes('D-1'), false);
  assert.equal((await other.run('doctor')).code, 0);
});
