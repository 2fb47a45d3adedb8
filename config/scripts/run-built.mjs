/**
 * Runs one program of the project on the project's own Node, after installing and building what is missing:
 *
 *   node config/scripts/run-built.mjs [--full] PROGRAM [arguments …]
 *
 * `--full` builds the script-tag files too. Paths among the arguments are relative to where the person typed
 * `npm run`, which npm tells in INIT_CWD.
 */
import { existsSync } from 'node:fs';
import { isBuilt } from './lib/build-stamp.mjs';
import { ensureInstalled, requireNode } from './lib/install.mjs';
import { requireProjectNode } from './lib/project-node.mjs';
import { at, run } from './lib/run.mjs';

const full = process.argv[2] === '--full';
const [program, ...args] = process.argv.slice(full ? 3 : 2);
requireNode();
if (!existsSync(at(program))) {
  console.error(`${program} is missing.`);
  process.exit(1);
}
if (!(await ensureInstalled())) process.exit(1);
requireProjectNode();
if (!isBuilt({ full }) && (await run('node', ['config/scripts/build.mjs', ...(full ? [] : ['--dev'])])) !== 0) process.exit(1);
// Ctrl-C reaches the program itself, which is in our process group; it decides how to end, and we wait for it.
process.on('SIGINT', () => {});
process.exit(await run('node', [at(program), ...args], { cwd: process.env.INIT_CWD ?? process.cwd() }));
