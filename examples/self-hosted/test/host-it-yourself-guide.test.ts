import assert from 'node:assert/strict';
import {existsSync, readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import test from 'node:test';
import {freePort, readGuideBlocks, runGuide} from './support/guide-commands.ts';
import {temporaryFolder} from './support/temporary-folder.ts';

test('the commands of “host it yourself” do what the guide says, one after the other', async (t) => {
  const home = temporaryFolder(t);
  const blocks = readGuideBlocks('host-it-yourself.md', 'run');
  assert.ok(blocks.length >= 9, `${blocks.length} blocks`);
  const {code, printed} = await runGuide(blocks, {HOME: home, PORT: await freePort()});
  assert.equal(code, 0, printed);
  for (const says of [/Usage: npm run shop/, /"outcome":"applied"/, /Looked at 1 orders.*Everything fits together/, /Restored .*1 orders/, /Exported 1 orders/, /0 orders made, 1 there already/, /1 orders would be erased/, /Erased who the customer was in 1 orders/]) assert.match(printed, says);
  assert.ok(!/\bError\b|not found|No such/.test(printed), printed);
  // What a backup holds is nobody else's to read.
  assert.equal(statSync(join(home, 'monday.packline-backup')).mode & 0o777, 0o600);
  assert.match(readFileSync(join(home, 'orders.csv'), 'utf8'), /陳大文/);
  assert.ok(existsSync(join(home, 'tried', 'packline.db')));
});
