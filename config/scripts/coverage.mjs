/**
 * `npm run coverage`: how much of packages/core/src its own Node tests run, as V8 counts branches.
 *
 *   npm run coverage                  all test files of packages/core; at least 95 % of all branches
 *   npm run coverage -- PATH …        only the test files below these paths: prints, asks for nothing
 *   npm run coverage -- --list        also prints every uncovered branch, not only those without a reason
 *
 * A file that no test loads counts as uncovered; one of types only does not count. What stays uncovered has a reason in
 * docs/coverage.md, and no comment in the sources hides anything. Writes the evidence `coverage`.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { listTestFiles, partOf } from '../test-files.mjs';
import { writeEvidence } from './evidence.mjs';
import { disagreements, ignoreCommentsIn, isTypeOnly, neverLoaded, readLcov, readReasons, sumOf, sumsByFolder } from './lib/coverage-report.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { requireProjectNode } from './lib/project-node.mjs';
import { at, run } from './lib/run.mjs';

const ROOT = 'packages/core/src/';
const LEAST_PERCENT = 95;

/** More of the same random tests reaches nothing new; counting makes each of them slow. */
const TEST_DOSE = 'smoke';

if (!(await ensureInstalled())) process.exit(1);
requireProjectNode();
const { values: options, positionals } = parseArgs({ options: { list: { type: 'boolean', default: false } }, allowPositionals: true });
const narrowed = positionals.map((path) => resolve(process.env.INIT_CWD ?? process.cwd(), path).slice(at('.').length));
const isWanted = (file) => narrowed.length === 0 || narrowed.some((path) => file === path || file.startsWith(`${path}/`));
const tests = listTestFiles().filter((file) => partOf(file) === 'core' && isWanted(file));
const sources = readdirSync(at(ROOT), { recursive: true, encoding: 'utf8' })
  .map((path) => ROOT + path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.endsWith('.d.ts'))
  .map((path) => ({ path, text: readFileSync(at(path), 'utf8') }));

const { code, measured } = await measure(tests);
const files = sources.filter(({ text }) => !isTypeOnly(text)).map(({ path, text }) => measured.find((file) => file.path === path) ?? neverLoaded(path, text));
const all = sumOf(files);
const folders = sumsByFolder(files, ROOT);

const percent = (value) => `${value.toFixed(2).padStart(6)} %`;
const row = (name, sum) => `${name.padEnd(12)} ${percent(sum.branchPercent)} of ${String(sum.branches).padStart(5)} branches  ${percent(sum.linePercent)} of ${String(sum.lines).padStart(6)} lines`;
console.log('');
for (const [folder, sum] of folders) console.log(row(folder, sum));
console.log(row('in all', all));

const reasons = readReasons(at('docs/coverage.md'), ROOT);
for (const { path, uncovered } of files) {
  if (uncovered.length === 0 || (!options.list && reasons.has(path))) continue;
  console.log(`\n${path}`);
  const lines = readFileSync(at(path), 'utf8').split('\n');
  for (const line of uncovered) console.log(`  ${String(line).padStart(4)}  ${lines[line - 1]?.trim() ?? ''}`);
}

// Which of two tabs is faster decides about some branches, so that this is told and not asked for.
const covered = files.filter(({ path, uncovered }) => uncovered.length === 0 && reasons.has(path));
if (narrowed.length === 0 && covered.length > 0) console.log(`\nListed in docs/coverage.md, and covered this time: ${covered.map(({ path }) => path.slice(ROOT.length)).join(', ')}`);

const problems = sources.flatMap(({ path, text }) => ignoreCommentsIn(text).map((comment) => `${path} hides code from the count (${comment}).`));
if (code !== 0) problems.push('Tests failed, so that what they cover was not measured to the end.');
if (narrowed.length === 0) {
  problems.push(...disagreements(files, reasons));
  if (all.branchPercent < LEAST_PERCENT) problems.push(`${all.branchPercent.toFixed(2)} % of the branches are covered, at least ${LEAST_PERCENT} % must be.`);
  const uncovered = files.filter((file) => file.uncovered.length > 0).map(({ path, uncovered: lines }) => ({ path, lines, reason: reasons.get(path) }));
  const path = writeEvidence('coverage', { testDose: TEST_DOSE, leastBranchPercent: LEAST_PERCENT, inAll: all, folders: Object.fromEntries(folders), uncovered, problems });
  console.log(`\nEvidence: ${relative(at('.'), path)}`);
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;

/** Runs the tests under V8's counting of blocks. */
async function measure(testFiles) {
  const folder = mkdtempSync(join(tmpdir(), 'packline-coverage-'));
  const lcov = join(folder, 'lcov.info');
  try {
    const exitCode = await run(
      'node',
      [
        '--test',
        '--test-concurrency=2',
        '--experimental-test-coverage',
        `--test-coverage-include=${ROOT}**/*.ts`,
        '--test-coverage-exclude=**/*.test.ts',
        '--test-reporter=dot',
        '--test-reporter-destination=stdout',
        '--test-reporter=lcov',
        `--test-reporter-destination=${lcov}`,
        ...testFiles,
      ],
      { env: { PACKLINE_DOSE: TEST_DOSE } },
    );
    return { code: exitCode, measured: readLcov(readFileSync(lcov, 'utf8')) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
