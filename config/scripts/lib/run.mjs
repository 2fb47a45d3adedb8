import { spawn } from 'node:child_process';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listener, say } from './beside.mjs';

/** The absolute path of something named from the repository's top level. */
export const at = (path) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** The environment in which `node` and every tool is the project's own, whatever the machine has. */
export function projectEnv(extra = {}) {
  return { ...process.env, ...extra, PATH: `${at('node_modules/.bin')}${delimiter}${process.env.PATH}` };
}

/**
 * Runs a tool of the project from the top level and answers its exit code. Its output is live, or kept with its lane's (see runBeside).
 * A tool that cannot be started, dies by a signal, or is still running after `limitMs` (default: no limit) answers 1.
 * @param {string} command
 * @param {string[]} args
 * @param {{env?: Record<string, string>, cwd?: string, limitMs?: number}} options
 * @returns {Promise<number>}
 */
export function run(command, args, { env = {}, cwd = at('.'), limitMs } = {}) {
  return new Promise((resolve) => {
    const hear = listener();
    const spoken = hear === undefined ? 'inherit' : 'pipe';
    const child = spawn(command, args, { cwd, stdio: [hear === undefined ? 'inherit' : 'ignore', spoken, spoken], env: projectEnv(env), shell: process.platform === 'win32' });
    if (hear !== undefined) for (const voice of [child.stdout, child.stderr]) voice?.on('data', hear);
    const timers = [];
    if (limitMs !== undefined) {
      const stop = () => {
        say(`${command} was still running after ${limitMs / 60_000} minutes and is stopped.`);
        child.kill('SIGTERM');
        timers.push(setTimeout(() => child.kill('SIGKILL'), 10_000));
      };
      timers.push(setTimeout(stop, limitMs));
    }
    child.on('error', (error) => {
      say(`Could not start ${command}: ${error.message}`);
      timers.forEach(clearTimeout);
      resolve(1);
    });
    child.on('exit', (code) => {
      timers.forEach(clearTimeout);
      const end = () => resolve(code ?? 1);
      // What it said may still be on its way; something it left behind may hold the line open for ever.
      const patience = setTimeout(end, 1000);
      child.once('close', () => {
        clearTimeout(patience);
        end();
      });
    });
  });
}
