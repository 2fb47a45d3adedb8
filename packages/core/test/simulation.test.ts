import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {runSeed} from '../simulation/run-program.ts';

/** The thousand seeds of the full dose are a part of their own (`npm run simulate`), which leaves evidence. */
const SEEDS = 200;

test('X13 a simulated history is the same whenever it is run again, to the last line of its trace', async () => {
  for (const seed of [1, 7, 75]) {
    const [first, second] = [await runSeed(seed), await runSeed(seed)];
    assert.deepEqual(second.trace, first.trace);
    assert.equal(second.hash, first.hash);
    assert.ok(first.trace.length > 100, 'something happened');
  }
});

test(`X8 X13 in ${SEEDS} simulated histories replicas end equal, what was accepted is applied once, and enough is tried`, () => {
  const program = fileURLToPath(new URL('../simulation/simulate.ts', import.meta.url));
  const {status, stdout, stderr} = spawnSync(process.execPath, [program, '--seeds', String(SEEDS)], {encoding: 'utf8'});
  assert.equal(status, 0, `${stdout}\n${stderr}`);
});
