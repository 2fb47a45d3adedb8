/**
 * `npm start`: installs and builds what is missing or has changed, then serves the self-hosted example.
 *
 * Runs on the machine's Node, before anything is installed. Settings are environment variables, see README.md.
 * The script in package.json says `exec` so that no shell stands between npm and this process: a signal sent to npm
 * alone arrives here. Where a shell has no `exec` (Windows), the second half of that line runs instead.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { isBuilt } from './lib/build-stamp.mjs';
import { ensureInstalled, requireNode } from './lib/install.mjs';
import { requireProjectNode } from './lib/project-node.mjs';
import { at, projectEnv, run } from './lib/run.mjs';

requireNode();
if (!(await ensureInstalled())) {
  console.error('The dependencies could not be installed; the reason is printed above.');
  process.exit(1);
}
requireProjectNode();
if (!isBuilt({ full: true })) {
  console.log('Building …');
  if ((await run('node', ['config/scripts/build.mjs'])) !== 0) {
    console.error('The build failed; the reason is printed above.');
    process.exit(1);
  }
}

const main = 'examples/self-hosted/src/main.ts';
if (!existsSync(at(main))) {
  console.error(`There is no server to start: ${main} is missing.`);
  process.exit(1);
}

// The server is in our process group, so that Ctrl-C reaches it; a signal sent to us alone is passed on. It may
// therefore hear the same signal more than once, and stops once.
const server = spawn('node', [main, ...process.argv.slice(2)], {
  cwd: at('.'),
  stdio: 'inherit',
  env: projectEnv(),
  shell: process.platform === 'win32',
});
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => server.kill(signal));
server.on('error', (error) => {
  console.error(`The server could not be started: ${error.message}`);
  process.exit(1);
});
server.on('exit', (code, signal) => process.exit(signal === null ? code : 1));
