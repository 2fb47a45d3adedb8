import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { at, run } from './run.mjs';

/** Every test file is a process of its own: what one has compiled, the next need not. */
const compiled = { NODE_COMPILE_CACHE: at('node_modules/.cache/packline/compiled') };

/** A part without tests of its own (lint, types, build …) counts as one. */
export async function runCheck(command, args, env = {}) {
  const code = await run(command, args, { env });
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, files: [], problems: [] };
}

/**
 * Runs test files with `node --test`.
 * @param {string[]} files paths from the top level
 * @param {{concurrency?: number, together?: boolean, timeoutMs: number, partLimitMs: number}} limits the timeout is per test; a file that
 *   never ends (an open socket, a timer) is only caught by the limit of the whole part. With `together` all files share
 *   one process: for many small ones, which would load the same modules again and again
 * @param {Record<string, string>} env
 * @param {typeof run} runWith how `node` is run
 */
export function runNodeTests(files, { concurrency = 1, together = false, timeoutMs, partLimitMs }, env = {}, runWith = run) {
  return recorded(files, (record) =>
    runWith(
      'node',
      [
        '--test',
        together ? '--test-isolation=none' : `--test-concurrency=${concurrency}`,
        `--test-timeout=${timeoutMs}`,
        '--test-reporter=spec',
        '--test-reporter-destination=stdout',
        `--test-reporter=${pathToFileURL(at('config/test/record-node-tests.mjs')).href}`,
        `--test-reporter-destination=${record}`,
        ...files,
      ],
      { env: { ...compiled, ...env }, limitMs: partLimitMs },
    ),
  );
}

/** Runs test files in Chromium; without files, all that belong there. */
export function runBrowserTests(files, all, { partLimitMs }, env = {}) {
  const chosen = files.length === all.length ? [] : ['--files', ...files];
  return recorded(files, (record) =>
    run('wtr', ['--config', 'config/web-test-runner.mjs', ...chosen], {
      env: { ...env, PACKLINE_TEST_RECORD: record },
      limitMs: partLimitMs,
    }),
  );
}

/** Runs a test runner that leaves a record, and reads it. No record, or a failure it does not explain, is one failure. */
async function recorded(files, runWith) {
  if (files.length === 0) return { passed: 0, failed: 0, files: [], problems: [] };
  const folder = mkdtempSync(join(tmpdir(), 'packline-tests-'));
  const record = join(folder, 'record.json');
  try {
    const code = await runWith(record);
    const result = readRecord(record);
    if (code !== 0 && result.failed === 0) {
      result.failed = 1;
      result.problems.push(`the test runner ended with exit code ${code} and told of no failed test`);
    }
    return result;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readRecord(path) {
  try {
    const result = JSON.parse(readFileSync(path, 'utf8'));
    return { ...result, files: result.files.map((file) => file.slice(at('.').length)) };
  } catch (error) {
    return { passed: 0, failed: 1, files: [], problems: [`the test runner left no readable record: ${String(error)}`] };
  }
}
