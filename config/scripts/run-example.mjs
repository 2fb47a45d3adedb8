/**
 * Runs one TypeScript program of the examples: `node config/scripts/run-example.mjs PROGRAM [arguments …]`.
 *
 * Paths among the arguments are relative to where the person typed `npm run`, which npm tells in INIT_CWD.
 */
import { isBuilt } from './lib/build-stamp.mjs';
import { ensureInstalled, requireNode } from './lib/install.mjs';
import { requireProjectNode } from './lib/project-node.mjs';
import { at, run } from './lib/run.mjs';

const [program, ...args] = process.argv.slice(2);
requireNode();
if (!(await ensureInstalled())) process.exit(1);
requireProjectNode();
if (!isBuilt({ full: false }) && (await run('node', ['config/scripts/build.mjs', '--dev'])) !== 0) process.exit(1);
process.exit(await run('node', [at(program), ...args], { cwd: process.env.INIT_CWD ?? process.cwd() }));
