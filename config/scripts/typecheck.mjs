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
  // The benches have dependencies of their own (see bench/README.md) and are checked where those are installed.
  ...(existsSync(at('bench/node_modules')) ? ['bench/tsconfig.json'] : []),
];

if (!(await ensureInstalled())) process.exit(1);
requireProjectNode();

// The declarations of the packages come first: everything else reads them.
let failed = (await run('tsc', ['-b', '--emitDeclarationOnly'])) !== 0;
for (const project of projects) {
  const failedHere = (await run('tsc', ['-p', project])) !== 0;
  console.log(`${failedHere ? '✗' : '✓'} ${project}`);
  failed ||= failedHere;
}
process.exit(failed ? 1 : 0);
