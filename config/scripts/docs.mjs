/** `npm run docs`: the API pages in docs/api (not checked in) and the custom-elements manifest. Any warning fails. */
import { ensureInstalled } from './lib/install.mjs';
import { requireProjectNode } from './lib/project-node.mjs';
import { run } from './lib/run.mjs';

if (!(await ensureInstalled())) process.exit(1);
requireProjectNode();
const codes = [
  await run('tsc', ['-b', '--emitDeclarationOnly']), // a package's pages link to the types of the packages before it
  await run('typedoc', ['--options', 'config/typedoc.config.mjs']),
  await run('cem', ['analyze', '--config', 'config/custom-elements-manifest.config.mjs', '--quiet']),
];
process.exit(codes.some((code) => code !== 0) ? 1 : 0);
