import {spawn, type ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, rm} from 'node:fs/promises';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** A free port of this machine; somebody else could take it before it is used, which has not been seen. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('The machine gave no port.');
  return address.port;
}

export interface ServerOptions {
  readonly demo?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** The real server in a process of its own, which can be stopped, killed and started again on the same data. */
export class ServerProcess {
  readonly token = 'journey-owner-token';
  readonly port: number;
  readonly dataDir: string;
  private readonly options: ServerOptions;
  private child: ChildProcess | undefined;
  output = '';

  private constructor(port: number, dataDir: string, options: ServerOptions) {
    this.port = port;
    this.dataDir = dataDir;
    this.options = options;
  }

  static async start(options: ServerOptions = {}): Promise<ServerProcess> {
    const server = new ServerProcess(await freePort(), await mkdtemp(join(tmpdir(), 'packline-journey-')), options);
    await server.start();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, [MAIN], {
      env: {
        ...process.env,
        PORT: String(this.port),
        HOST: '127.0.0.1',
        DATA_DIR: this.dataDir,
        OWNER_TOKEN: this.token,
        UNDO_SECONDS: '0',
        DEMO: this.options.demo === true ? 'on' : 'off',
        ...this.options.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    const hear = (chunk: Buffer) => (this.output += chunk.toString());
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    const deadline = Date.now() + 60_000;
    while (!(await this.isHealthy())) {
      if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}:\n${this.output}`);
      if (Date.now() > deadline) throw new Error(`The server was not ready after a minute:\n${this.output}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  private async isHealthy(): Promise<boolean> {
    try {
      const response = await fetch(`${this.url}/healthz`);
      return response.status === 200;
    } catch {
      return false;
    }
  }

  /** Ends the process: politely, or as a power cut would (`SIGKILL`). */
  async stop(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL' = 'SIGTERM'): Promise<number | null> {
    const {child} = this;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    child.kill(signal);
    const [code] = (await once(child, 'exit')) as [number | null];
    return code;
  }

  async remove(): Promise<void> {
    await this.stop('SIGKILL');
    await rm(this.dataDir, {recursive: true, force: true});
  }

  /** Asks the API as the owner. */
  async api<Answer>(path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await fetch(`${this.url}${path}`, {
      ...init,
      headers: {authorization: `Bearer ${this.token}`, 'content-type': 'application/json', ...init.headers},
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Answer;
  }

  async command(body: Record<string, unknown>): Promise<{outcome: string; refusal?: {code: string}; order?: unknown}> {
    const command = {id: `journey-${crypto.randomUUID()}`, schemaVersion: 1, ...body};
    const {results} = await this.api<{results: {outcome: string}[]}>('/v1/commands?return=order', {method: 'POST', body: JSON.stringify({commands: [command]})});
    const [result] = results;
    if (result === undefined) throw new Error('No result came back.');
    return result;
  }
}
