import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {fileURLToPath} from 'node:url';
import {bareEnvironment} from './bare-environment.ts';
import type {Lifetime} from './lifetime.ts';
import {temporaryDirectory} from './start-test-server.ts';
import {useTestDatabase} from './test-database.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** What a command of the command line ended with. */
export interface Ended {
  readonly code: number | null;
  /** What it answered. */
  readonly out: string;
  /** What it said meanwhile. */
  readonly err: string;
}

/** A place for one shop, whose server and command line are processes of their own. */
export interface ShopProcess {
  readonly env: Readonly<Record<string, string>>;
  readonly directory: string;
  /** `node src/main.ts …` to its end. */
  run(...words: readonly string[]): Promise<Ended>;
  /** Starts the server and settles with where it is. */
  start(env?: Readonly<Record<string, string>>): Promise<string>;
  /** Ends the server as Ctrl-C would, or at once. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** In a folder and, on PostgreSQL, a database of its own. Whatever was started is stopped at the end of `t`. */
export async function shopProcess(t: Lifetime, more: Readonly<Record<string, string>> = {}): Promise<ShopProcess> {
  const directory = temporaryDirectory(t);
  const databaseUrl = await useTestDatabase(t, directory);
  const env: Record<string, string> = {...bareEnvironment(), PORT: '0', DEMO: 'off', UNDO_SECONDS: '0', DATA_DIR: directory, ...(databaseUrl === undefined ? {} : {DATABASE_URL: databaseUrl}), ...more};
  let server: ChildProcess | undefined;

  async function stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const stopping = server;
    server = undefined;
    if (stopping === undefined || stopping.exitCode !== null || stopping.signalCode !== null) return;
    stopping.kill(signal);
    await once(stopping, 'exit');
  }
  t.after(() => stop('SIGKILL'));

  return {
    env,
    directory,
    stop,
    async run(...words) {
      const child = spawn(process.execPath, [MAIN, ...words], {env, stdio: ['ignore', 'pipe', 'pipe']});
      let out = '';
      let err = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
      const [code] = (await once(child, 'close')) as [number | null];
      return {code, out: out.trim(), err: err.trim()};
    },
    async start(extra = {}) {
      const child = spawn(process.execPath, [MAIN], {env: {...env, ...extra}, stdio: ['ignore', 'pipe', 'pipe']});
      server = child;
      let said = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
      child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
      for (;;) {
        const url = /Packline is ready at (\S+)/.exec(said)?.[1];
        if (url !== undefined) return url;
        if (child.exitCode !== null) throw new Error(`The server ended: ${said}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  };
}
