import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { projectNodeVersion } from './lib/project-node.mjs';
import { at } from './lib/run.mjs';

/**
 * Writes down what was measured, with the circumstances: date, commit, Node, processors, dose.
 *
 * The full dose (`npm run verify`, `npm run bench`) writes to docs/evidence, which is checked in; a small dose writes to
 * node_modules/.cache/packline/evidence, so that `npm test` leaves the tree as it was.
 *
 * @param {string} name file name without `.json`, such as `bench-table`
 * @param {object} measured the numbers, units in the key names
 * @returns {string} the path written
 * @example
 * writeEvidence('import', { invoices: 25900, seconds: 41.2 })
 */
export function writeEvidence(name, measured) {
  if (!/^[a-z0-9-]+$/.test(name)) throw new Error(`"${name}" is not a name for evidence: use lower-case letters, digits and dashes.`);
  const dose = process.env.PACKLINE_DOSE ?? 'smoke';
  const folder = at(dose === 'full' ? 'docs/evidence' : 'node_modules/.cache/packline/evidence');
  const circumstances = {
    date: new Date().toISOString(),
    commit: commit(),
    node: projectNodeVersion(),
    platform: `${process.platform} ${process.arch}`,
    processors: availableParallelism(),
    dose,
  };
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.json`);
  writeFileSync(path, `${JSON.stringify({ name, ...circumstances, ...measured }, null, 2)}\n`);
  return path;
}

function commit() {
  const git = (...args) => execFileSync('git', args, { cwd: at('.'), encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    const changed = git('status', '--porcelain', '--untracked-files=no', '--', '.', ':!docs/evidence') !== '';
    return git('rev-parse', '--short', 'HEAD') + (changed ? ' with local changes' : '');
  } catch {
    return 'unknown';
  }
}
