import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'packline-record-')));
after(() => rmSync(folder, { recursive: true, force: true }));

const header = `import { describe, before, it, test } from 'node:test';\n`;

/** Runs one test file through the reporter and answers its record, with file names instead of paths. */
function record(name: string, source: string): { passed: number; failed: number; files: string[]; problems: string[] } {
  writeFileSync(join(folder, name), header + source);
  const reporter = new URL('record-node-tests.mjs', import.meta.url).href;
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const run = spawnSync(process.execPath, ['--test', `--test-reporter=${reporter}`, join(folder, name)], {
    cwd: fileURLToPath(new URL('../../', import.meta.url)),
    encoding: 'utf8',
    env,
  });
  const found = JSON.parse(run.stdout) as ReturnType<typeof record>;
  return { ...found, files: found.files.map((file) => basename(file)) };
}

test('counts tests, not the suites around them', () => {
  const source = `describe('a', () => { it('b', () => {}); it('c', () => { throw new Error('no'); }); }); test('d', () => {});`;
  assert.deepEqual(record('suites.test.mjs', source), { passed: 2, failed: 1, files: ['suites.test.mjs'], problems: [] });
});

test('a skipped or to-do test is a failure with a name', () => {
  const { passed, failed, problems } = record('skipped.test.mjs', `test('a', { ${'skip'}: 'no' }, () => {}); test.${'todo'}('b'); test('c', () => {});`);
  assert.deepEqual({ passed, failed, problems: problems.length }, { passed: 1, failed: 2, problems: 2 });
});

test('a file that fails to load is one failure and did not run', () => {
  assert.deepEqual(record('broken.test.mjs', `import './missing.mjs';`), { passed: 0, failed: 1, files: [], problems: [] });
});

test('a file without a test did not run', () => {
  assert.deepEqual(record('empty.test.mjs', ``).files, []);
});

test('a suite whose set-up fails is a failure', () => {
  assert.ok(record('hook.test.mjs', `describe('a', () => { before(() => { throw new Error('no'); }); it('b', () => {}); });`).failed > 0);
});
