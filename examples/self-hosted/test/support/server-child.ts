import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {fileURLToPath} from 'node:url';
import {bareEnvironment} from './bare-environment.ts';
import type {Lifetime} from './lifetime.ts';
import {OWNER_TOKEN} from './start-test-server.ts';
import {useTestDatabase} from './test-database.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** A server that is a process of its own. */
export interface ServerChild {
  readonly child: ChildProcess;
  /** With a slash at the end. */
  readonly url: string;
  /** Settles when it has ended; the code is null when a signal ended it. */
  readonly ended: Promise<number | null>;
  /** What it wrote to its log. */
  log(): string;
}

/** Starts one on the shop of a folder, as many at a time as the database allows; killed at the end of `t` when it is still there. */
export async function startServerChild(t: Lifetime, directory: string, more: Readonly<Record<string, string>> = {}): Promise<ServerChild> {
  const databaseUrl = await useTestDatabase(t, directory);
  const env = {...bareEnvironment(), PORT: '0', DEMO: 'off', UNDO_SECONDS: '0', OWNER_TOKEN, DATA_DIR: directory, ...(databaseUrl === undefined ? {} : {DATABASE_URL: databaseUrl}), ...more};
  const child = spawn(process.execPath, [MAIN], {env, stdio: ['ignore', 'pipe', 'pipe']});
  let said = '';
  let logged = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (logged += text));
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  t.after(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  for (;;) {
    const url = /Packline is ready at (\S+)/.exec(said)?.[1];
    if (url !== undefined) return {child, url, ended, log: () => logged};
    if (child.exitCode !== null) throw new Error(`The server ended: ${said}${logged}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
