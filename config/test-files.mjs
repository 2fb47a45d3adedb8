/**
 * Which part of `npm test` runs which test file. Every `*.test.ts` in the tree belongs to exactly one part:
 *
 *   journeys  examples/<name>/journeys/…        real server, real browser, one after the other
 *   browser   packages/elements/…, and *.browser.test.ts in any package
 *   postgres  *.postgres.test.ts: what only PostgreSQL can do, such as several processes on one database
 *   core      what packages/core tests of itself: small tests of one package, run together in one process
 *   node      everything else, a process for each file
 *
 * What starts a server of the self-hosted example is run by the part postgres a second time, on PostgreSQL.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { at } from './scripts/lib/run.mjs';

const isTestFile = (path) => /\.test\.[cm]?[jt]sx?$/.test(path);

/** Fills its processor for half a minute, better beside the others, and holds what a seed costs against a limit. */
const SIMULATION = 'packages/core/test/simulation.test.ts';

/** @returns {'journeys' | 'browser' | 'postgres' | 'core' | 'node'} */
export function partOf(path) {
  if (/^examples\/[^/]+\/journeys\//.test(path)) return 'journeys';
  if (path.startsWith('packages/elements/') || /^packages\/.*\.browser\.test\.ts$/.test(path)) return 'browser';
  if (path.startsWith('packages/core/') && path !== SIMULATION) return 'core';
  return path.endsWith('.postgres.test.ts') ? 'postgres' : 'node';
}

/** Tests of the server that are about pages, addresses, limits and guides: whatever lies under it, they find the same. */
const ABOUT_NO_STORAGE =
  /\/(pages|channel-pages|effects-page|hostile-\w+|limits|description|container-files|threat-model|log-redaction|host-it-yourself-guide|channels-guide)\.test\.ts$/;

/** Whether a test says something about the database under the server: its name, or what it starts, tells. */
export function runsOnPostgres(path) {
  if (partOf(path) === 'postgres') return true;
  if (ABOUT_NO_STORAGE.test(path)) return false;
  return partOf(path) === 'node' && path.startsWith('examples/self-hosted/') && /\/(start-test-server|test-database)\.ts'/.test(readFileSync(at(path), 'utf8'));
}

/** Every test file in the tree, tracked or new, as paths from the top level. */
export function listTestFiles() {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: at('.'),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const deleted = execFileSync('git', ['ls-files', '-z', '--deleted'], { cwd: at('.'), encoding: 'utf8' }).split('\0');
  return [...new Set(listed.split('\0'))].filter((path) => isTestFile(path) && !deleted.includes(path)).sort();
}
