import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import test from 'node:test';
import {place, placePaid} from './support/commands.ts';
import {readGuideBlocks, runGuide} from './support/guide-commands.ts';
import {startTestServer, temporaryDirectory} from './support/start-test-server.ts';
import {useTestDatabase} from './support/test-database.ts';

test('the commands of “from one file to many machines” bring a shop from SQLite to PostgreSQL', async (t) => {
  const home = temporaryDirectory(t);
  const old = await startTestServer(t, {dataDirectory: join(home, 'shop'), databaseUrl: undefined});
  await old.apply(place('a', {number: 'A-1'}), placePaid('b', {number: 'B-2'}));
  await old.stop();
  const databaseUrl = (await useTestDatabase(t, home)) ?? assert.fail('This is run on PostgreSQL.');
  const {code, printed} = await runGuide(readGuideBlocks('scaling.md', 'run'), {HOME: home, DATABASE_URL: databaseUrl});
  assert.equal(code, 0, printed);
  assert.match(printed, /Restored .*2 orders[\s\S]*Looked at 2 orders.*Everything fits together/);
  assert.ok(existsSync(join(home, 'first.packline-backup')));
  const moved = await startTestServer(t, {dataDirectory: home});
  assert.deepEqual((await moved.askJson<{orders: {number: string}[]}>('/v1/orders?sort=number')).orders.map(({number}) => number), ['A-1', 'B-2']);
});
