import { spawn } from 'node:child_process';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The absolute path of something named from the repository's top level. */
export const at = (path) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** The environment in which `node` and every tool is the project's own, whatever the machine has. */
export function projectEnv(extra = {}) {
  return { ...process.env, ...extra, PATH: `${at('node_modules/.bin')}${delimiter}${process.env.PATH}` };
}

/**
 * Runs a tool of the project from the top level with live output and answers its exit code.
 * A tool that cannot be started, dies by a signal, or is still running after `limitMs` (default: no limit) answers 1.
 * @param {string} command
 * @param {string[]} args
 * @param {{env?: Record<string, string>, cwd?: string, limitMs?: number}} options
 * @returns {Promise<number>}
 */
export function run(command, args, { env = {}, cwd = at('.'), limitMs } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, stdio: 'inherit', env: projectEnv(env), shell: process.platform === 'win32' });
    const timers = [];
    if (limitMs !== undefined) {
      const stop = () => {
        console.error(`${command} was still running after ${limitMs / 60_000} minutes and is stopped.`);
        child.kill('SIGTERM');
        timers.push(setTimeout(() => child.kill('SIGKILL'), 10_000));
      };
      timers.push(setTimeout(stop, limitMs));
    }
    child.on('error', (error) => {
      console.error(`Could not start ${command}: ${error.message}`);
      timers.forEach(clearTimeout);
      resolve(1);
    });
    child.on('exit', (code) => {
      timers.forEach(clearTimeout);
      resolve(code ?? 1);
    });
  });
}
