import {spawn, type ChildProcess} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../examples/self-hosted/src/main.ts', import.meta.url));
export const TOKEN = 'bench-owner-token-0123456789';
/** Ticks of processor time a second, as Linux counts them. */
const TICKS = 100;

/** The real server in a process of its own. */
export interface ServerProcess {
  /** Without a slash at the end. */
  readonly url: string;
  /** Resident memory, bytes. */
  memory(): number;
  /** Processor time so far, in seconds: JavaScript, its collector, and what is compressed beside it. */
  processorSeconds(): number;
  stop(): Promise<void>;
}

/** Starts `examples/self-hosted` as a merchant does, without the demo, and waits until it says that it is ready. */
export async function startServerProcess(env: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const child = spawn(process.execPath, [PROGRAM], {env: {...process.env, ...env, PORT: '0', DEMO: 'off', OWNER_TOKEN: TOKEN, UNDO_SECONDS: '0'}, stdio: ['ignore', 'pipe', 'pipe']});
  // It logs every request, as it does for a merchant; only how it ended is of interest here.
  let logged = '';
  child.stderr.on('data', (data: Buffer) => (logged = (logged + String(data)).slice(-2000)));
  const url = await readAddress(child, () => logged);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const {pid} = child;
  return {
    url,
    memory: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1] ?? 0) * 1024,
    processorSeconds() {
      const fields = readFileSync(`/proc/${String(pid)}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
      return (Number(fields[11]) + Number(fields[12])) / TICKS;
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function readAddress(child: ChildProcess, logged: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (data: Buffer) => {
      said += String(data);
      const found = /ready at (\S+?)\/?\s/.exec(said);
      if (found?.[1] !== undefined) resolve(found[1]);
    });
    child.once('exit', (code) => reject(new Error(`The server ended with code ${String(code)} before it was ready: ${said} ${logged()}`)));
  });
}
