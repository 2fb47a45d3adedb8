import {execFile} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';

const LONGEST_OUTPUT = 64 * 1024 * 1024;

/**
 * Runs a program in a Node process of its own and reads what it writes to standard output as JSON.
 *
 * @param flags of Node itself, such as `--expose-gc`
 */
export async function runInNode<Run>(program: URL, args: readonly string[], flags: readonly string[] = []): Promise<Run> {
  const {stdout} = await promisify(execFile)(process.execPath, [...flags, fileURLToPath(program), ...args], {maxBuffer: LONGEST_OUTPUT});
  return JSON.parse(stdout) as Run;
}
