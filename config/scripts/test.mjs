/**
 * `npm test`: gets what it needs, runs every part with live output, and ends with one line `N passed, N failed`.
 *
 *   npm test                        everything, in the small dose
 *   npm run verify -- --data FILE   everything in the full dose, on the full data; writes docs/evidence
 *   npm run test:node -- PATH …     one part, optionally only the test files below the given paths
 *   npm test -- --only=postgres PATH …   the same on PostgreSQL, with a server made for it
 *
 * A part that cannot run counts as failed. Tests read their dose from PACKLINE_DOSE (smoke or full) and the full data
 * file from PACKLINE_DATA. Runs on the machine's Node, before anything is installed.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { listTestFiles, partOf, runsOnPostgres } from '../test-files.mjs';
import { writeEvidence } from './evidence.mjs';
import { runBeside, say } from './lib/beside.mjs';
import { ensureBrowser } from './lib/browser.mjs';
import { isBuilt } from './lib/build-stamp.mjs';
import { ensureInstalled, requireNode } from './lib/install.mjs';
import { ensurePostgres, runWithPostgres } from './lib/postgres.mjs';
import { requireProjectNode } from './lib/project-node.mjs';
import { at } from './lib/run.mjs';
import { runBrowserTests, runCheck, runNodeTests } from './lib/test-parts.mjs';

const { values: options, positionals } = parseArgs({
  options: { only: { type: 'string' }, full: { type: 'boolean', default: false }, data: { type: 'string' } },
  allowPositionals: true,
});
const startedAt = Date.now();
const dose = options.full ? 'full' : 'smoke';
process.env.PACKLINE_DOSE = dose;
if (options.data) process.env.PACKLINE_DATA = resolve(process.env.INIT_CWD ?? process.cwd(), options.data);

const report = [];
function finish() {
  const sum = (key) => report.reduce((total, part) => total + part[key], 0);
  console.log('');
  for (const { name, passed, failed, seconds, problems } of report) {
    console.log(`${failed > 0 ? '✗' : '✓'} ${name}: ${passed} passed, ${failed} failed (${seconds.toFixed(0)} s)`);
    for (const problem of problems) console.log(`    ${problem}`);
  }
  if (options.full && !options.only) {
    const path = writeEvidence('verify', { parts: report, passed: sum('passed'), failed: sum('failed') });
    console.log(`Evidence: ${path}`);
  }
  console.log(`Dose: ${dose}, ${((Date.now() - startedAt) / 1000).toFixed(0)} s in all.`);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  process.exit(sum('failed') > 0 || sum('passed') === 0 ? 1 : 0);
}

async function part(name, run) {
  say(`\n── ${name} ──`);
  const before = Date.now();
  const result = await run();
  report.push({ name, ...result, seconds: (Date.now() - before) / 1000 });
}

function failPart(name, problem) {
  say(problem);
  report.push({ name, passed: 0, failed: 1, files: [], problems: [problem], seconds: 0 });
}

console.log(`Dose: ${dose}${dose === 'smoke' ? ' (npm run verify runs the full one)' : ''}`);
requireNode();
if (process.env.PACKLINE_DATA && !existsSync(process.env.PACKLINE_DATA)) {
  failPart('set-up', `The data file ${process.env.PACKLINE_DATA} does not exist.`);
  finish();
}
const needsBrowser = options.only === undefined || options.only === 'browser' || options.only === 'journeys';
const needsPostgres = options.only === undefined || options.only === 'postgres';
const [installed, browserProblem, postgresProblem] = await Promise.all([
  ensureInstalled(),
  needsBrowser ? ensureBrowser() : undefined,
  needsPostgres ? ensurePostgres() : undefined,
]);
if (!installed) {
  failPart('set-up', 'The dependencies could not be installed; the reason is printed above.');
  finish();
}
requireProjectNode();

// Which files each part runs. Paths on the command line narrow them down, for one part only.
const all = listTestFiles();
const narrowed = positionals.map((path) => resolve(process.env.INIT_CWD ?? process.cwd(), path).slice(at('.').length));
const isWanted = (file) => narrowed.length === 0 || narrowed.some((path) => file === path || file.startsWith(`${path}/`));
const filesOf = (name) => all.filter((file) => partOf(file) === name && isWanted(file));
const minute = 60_000;
const limits = options.full
  ? { timeoutMs: 60 * minute, partLimitMs: 180 * minute }
  : { timeoutMs: 3 * minute, partLimitMs: 8 * minute };

const testParts = {
  node: () => part('Node tests', () => runNodeTests(filesOf('node'), { ...limits, concurrency: 2 })),
  core: () => part('tests of the core', () => runNodeTests(filesOf('core'), { ...limits, together: true })),
  postgres: () =>
    part('server tests on PostgreSQL', () => runNodeTests(all.filter((file) => runsOnPostgres(file) && isWanted(file)), { ...limits, concurrency: 2 }, {}, runWithPostgres)),
  browser: () =>
    part('browser tests', () => runBrowserTests(filesOf('browser'), all.filter((file) => partOf(file) === 'browser'), limits)),
  journeys: () => part('journeys', () => runNodeTests(filesOf('journeys'), { ...limits, concurrency: 1 })),
};

if (options.only) {
  if (!Object.hasOwn(testParts, options.only)) {
    failPart('set-up', `There is no part called "${options.only}"; the parts are ${Object.keys(testParts).join(', ')}.`);
    finish();
  }
  if (!isBuilt({ full: options.only === 'journeys' })) {
    const args = options.only === 'journeys' ? [] : ['--dev'];
    await part('build', () => runCheck('node', ['config/scripts/build.mjs', ...args]));
  }
  const problem = browserProblem ?? postgresProblem;
  if (problem) failPart(options.only, problem);
  // The core's tests are Node tests too: npm run test:node runs both.
  else for (const name of options.only === 'node' ? ['node', 'core'] : [options.only]) await testParts[name]();
  finish();
}

await part('build', () => runCheck('node', ['config/scripts/build.mjs']));
await runBeside(
  () => part('types', () => runCheck('node', ['config/scripts/typecheck.mjs'])),
  async () => {
    await part('lint', () => runCheck('node', ['config/scripts/lint.mjs']));
    await part('API report', () => runCheck('node', ['config/scripts/api-report.mjs']));
    await part('size', () => runCheck('node', ['config/scripts/size.mjs']));
    await part('API pages', () => runCheck('node', ['config/scripts/docs.mjs']));
    await part('links and examples in the documentation', () => runCheck('node', ['config/scripts/docs-check.mjs']));
  },
);
const onPostgres = async () => (postgresProblem ? failPart('server tests on PostgreSQL', postgresProblem) : testParts.postgres());
const inBrowser = async (name) => (browserProblem ? failPart(name, browserProblem) : testParts[name]());
// A server on PostgreSQL waits for its disk, and a journey for pages and for time to pass: each has one that computes beside it.
await runBeside(testParts.node, onPostgres);
await runBeside(
  () => inBrowser('journeys'),
  async () => {
    await inBrowser('browser');
    await testParts.core();
  },
);
if (options.full) await part('release', () => runCheck('node', ['config/scripts/release.mjs', '--dry-run']));
// npm test has a dose of the simulation among the Node tests (packages/core/test/simulation.test.ts).
if (options.full) {
  await part('simulation', () => runCheck('node', ['config/scripts/simulate.mjs', '--seeds', '1000']));
  await part('the proof is proven', () => runCheck('node', ['config/scripts/prove.mjs']));
  await part('the server under load and under kill -9', () => runCheck('node', ['config/scripts/prove-server.mjs']));
  await part('branch coverage of the core', () => runCheck('node', ['config/scripts/coverage.mjs']));
}
await part('every test file was run', () => {
  const ran = new Set(report.flatMap(({ files }) => files));
  const problems = all.filter((file) => !ran.has(file)).map((file) => `${file} was not run`);
  return { passed: problems.length > 0 ? 0 : 1, failed: problems.length > 0 ? 1 : 0, files: [], problems };
});
finish();
