/**
 * `npm run release -- --dry-run` tries a release in a temporary copy: changesets become versions and CHANGELOGs, the
 * packages become tarballs, publint and attw judge them, and a throw-away project uses them.
 *
 * Without --dry-run the same is done first; only when all of it passes, the versions are written here, committed, and
 * published with `changeset publish`. It then needs a clean tree on main and `npm login`.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkAsConsumer } from './lib/consumer-project.mjs';
import { publishedPackages } from './lib/published-entries.mjs';
import { makeReleaseCopy } from './lib/release-copy.mjs';
import { at, projectEnv, run } from './lib/run.mjs';

const dryRun = process.argv.includes('--dry-run');
const git = (...args) => execFileSync('git', args, { cwd: at('.'), encoding: 'utf8' }).trim();
if (!dryRun && (git('status', '--porcelain') !== '' || git('branch', '--show-current') !== 'main')) {
  console.error('A release starts from main with nothing uncommitted. Try it with: npm run release -- --dry-run');
  process.exit(1);
}

const results = [];
async function step(name, succeeded) {
  const ok = await succeeded;
  results.push([name, ok]);
  return ok;
}

const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'packline-release-')));
try {
  const copy = join(temporary, 'packline');
  makeReleaseCopy(copy);
  console.log('── versions and CHANGELOGs ──');
  await step('changesets become versions', run('changeset', ['version'], { cwd: copy }).then((code) => code === 0));
  const published = publishedPackages(copy);
  for (const { name, version, directory } of published) {
    console.log(`${name} ${version}\n${latestChanges(join(directory, 'CHANGELOG.md')).replaceAll(/^/gm, '  ')}`);
  }

  console.log('── tarballs ──');
  const packed = published.map((one) => ({ name: one.name, tarball: pack(one, temporary) }));
  for (const { name, tarball } of packed) {
    await step(`publint finds nothing in ${name}`, run('publint', ['run', tarball, '--strict']).then((code) => code === 0));
    await step(`the types of ${name} are right`, areTypesRight(tarball));
  }

  console.log('── a project that installs them ──');
  results.push(...(await checkAsConsumer(join(temporary, 'consumer'), published, packed.map(({ tarball }) => tarball))));
} finally {
  rmSync(temporary, { recursive: true, force: true });
}

console.log('');
for (const [name, ok] of results) console.log(`${ok ? '✓' : '✗'} ${name}`);
if (results.some(([, ok]) => !ok)) {
  console.error('Not ready to release.');
  process.exit(1);
}
if (dryRun) {
  console.log('Ready to release; nothing was changed or published.');
  process.exit(0);
}

/** @type {[string, string[]][]} */
const commands = [
  ['changeset', ['version']],
  ['npm', ['install', '--package-lock-only', '--ignore-scripts']],
  ['git', ['add', '--all']],
  ['git', ['commit', '--quiet', '--message', 'Release']],
  ['changeset', ['publish']],
];
for (const [command, args] of commands) {
  const code = await run(command, args);
  if (code !== 0) process.exit(code);
}

/** The newest section of a CHANGELOG. */
function latestChanges(path) {
  try {
    const [, newest = ''] = readFileSync(path, 'utf8').split(/^## /m);
    return newest.trim();
  } catch {
    return 'no CHANGELOG yet';
  }
}

/** Judges the types of a tarball by attw, which is long-winded also when all is well: it speaks only of problems. */
async function areTypesRight(tarball) {
  const options = ['--profile', 'esm-only', '--exclude-entrypoints', './custom-elements.json', '--format', 'ascii'];
  const right = (await run('attw', [tarball, ...options, '--quiet'])) === 0;
  if (!right) await run('attw', [tarball, ...options]);
  return right;
}

/** Packs one package and answers the path of its tarball; the files inside are counted, not listed. */
function pack({ name, directory }, destination) {
  const answer = execFileSync('npm', ['pack', '--json', '--pack-destination', destination, '--loglevel=error'], {
    cwd: directory,
    encoding: 'utf8',
    env: projectEnv(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [{ filename, entryCount, size }] = Object.values(JSON.parse(answer));
  const tarball = join(destination, readdirSync(destination).find((file) => file === filename.replace('@', '').replace('/', '-')) ?? filename);
  console.log(`${name}: ${entryCount} files, ${(size / 1024).toFixed(0)} KiB`);
  return tarball;
}
