/** `npm run typecheck`: the packages, their tests, the scripts, the examples and the benches. */
import { existsSync } from 'node:fs';
import { packages } from '../build-entries.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { requireProjectNode } from './lib/project-node.mjs';
import { at, run } from './lib/run.mjs';

const projects = [
  ...packages.map((name) => `packages/${name}/tsconfig.json`),
  'config/tsconfig.json',
  'examples/self-hosted/tsconfig.json',
  'examples/node-scripts/tsconfig.json',
  'examples/embed-html/tsconfig.json',
];

if (!(await ensureInstalled())) process.exit(1);
requireProjectNode();

// The benches have dependencies of their own, so that nobody installs their peers in order to use Packline. Their types
// are checked where those are installed: after `npm run bench`, and in the full dose.
const benchInstalled = () => existsSync(at('bench/node_modules'));
if (process.env.PACKLINE_DOSE === 'full' && !benchInstalled()) await run('npm', ['ci', '--loglevel=error'], { cwd: at('bench') });
if (benchInstalled() || process.env.PACKLINE_DOSE === 'full') projects.push('bench/tsconfig.json');
else console.log('bench/tsconfig.json is left to npm run verify: the peers of the benches are not installed.');

// The declarations of the packages come first: everything else reads them.
let failed = (await run('tsc', ['-b', '--emitDeclarationOnly'])) !== 0;
const waiting = [...projects];
async function checkNext() {
  for (let project = waiting.shift(); project !== undefined; project = waiting.shift()) {
    const failedHere = (await run('tsc', ['-p', project])) !== 0;
    console.log(`${failedHere ? '✗' : '✓'} ${project}`);
    failed ||= failedHere;
  }
}
await Promise.all([checkNext(), checkNext()]); // two at a time
process.exit(failed ? 1 : 0);
