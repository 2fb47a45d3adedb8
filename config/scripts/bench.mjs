/**
 * `npm run bench -- NAME [arguments …]`: one measurement, its peers beside it. Without a name, lists what there is.
 *
 * The benches have a lockfile of their own, so that nobody installs their peers in order to use Packline.
 */
import { existsSync, readdirSync } from 'node:fs';
import { isBuilt } from './lib/build-stamp.mjs';
import { ensureInstalled, requireNode } from './lib/install.mjs';
import { requireProjectNode } from './lib/project-node.mjs';
import { at, run } from './lib/run.mjs';

const names = readdirSync(at('bench')).filter((file) => file.endsWith('.bench.ts')).map((file) => file.slice(0, -'.bench.ts'.length));
const [name, ...args] = process.argv.slice(2);
if (name === undefined || !names.includes(name)) {
  if (name !== undefined) console.error(`There is no bench called "${name}".`);
  console.log(`npm run bench -- NAME, where NAME is one of: ${names.join(', ')}`);
  process.exit(name === undefined ? 0 : 1);
}
requireNode();
if (!(await ensureInstalled())) process.exit(1);
requireProjectNode();
// npm writes this list as its last act, so an interrupted installation has none.
if (!existsSync(at('bench/node_modules/.package-lock.json'))) {
  console.log('Installing the peers (npm ci in bench) …');
  if ((await run('npm', ['ci', '--loglevel=error'], { cwd: at('bench') })) !== 0) process.exit(1);
}
if (!isBuilt({ full: false }) && (await run('node', ['config/scripts/build.mjs', '--dev'])) !== 0) process.exit(1);
process.exit(await run('node', [`bench/${name}.bench.ts`, ...args]));
