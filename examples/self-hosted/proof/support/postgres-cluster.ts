import {execFileSync, spawn, type ChildProcess} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {chownSync, closeSync, existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {once} from 'node:events';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import pg from 'pg';
import {freePort} from '../../journeys/support/server-process.ts';

const SERVERS = '/usr/lib/postgresql';
/** Milliseconds until a server answers, its recovery included. */
const PATIENCE_MS = 60_000;
/** As the log says it when a client is gone in the middle. */
const CLIENT_GONE = 'unexpected EOF on client connection with an open transaction';

/** A PostgreSQL of our own that may be killed: it listens on this machine only, and every commit reaches the disk. */
export class PostgresCluster {
  readonly #folder: string;
  readonly #bin: string;
  readonly #port: number;
  readonly #password = randomBytes(12).toString('hex');
  /** PostgreSQL refuses to run as root. */
  readonly #user: {uid: number; gid: number} | undefined;
  #postmaster: ChildProcess | undefined;

  private constructor(folder: string, bin: string, port: number, user: {uid: number; gid: number} | undefined) {
    this.#folder = folder;
    this.#bin = bin;
    this.#port = port;
    this.#user = user;
  }

  static async start(): Promise<PostgresCluster> {
    const newest = existsSync(SERVERS) ? readdirSync(SERVERS).sort((a, b) => Number(b) - Number(a)).find((version) => existsSync(join(SERVERS, version, 'bin/initdb'))) : undefined;
    if (newest === undefined) throw new Error('This proof needs PostgreSQL’s own programs (initdb, postgres). On Debian: apt-get install postgresql.');
    const idOf = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], {encoding: 'utf8'}));
    const user = process.getuid?.() === 0 ? {uid: idOf('-u'), gid: idOf('-g')} : undefined;
    const cluster = new PostgresCluster(mkdtempSync(join(tmpdir(), 'packline-proof-pg-')), join(SERVERS, newest, 'bin'), await freePort(), user);
    try {
      cluster.#make();
      await cluster.resume();
    } catch (error) {
      await cluster.remove();
      throw error;
    }
    return cluster;
  }

  #make(): void {
    const password = join(this.#folder, 'password');
    writeFileSync(password, this.#password, {mode: 0o600});
    for (const path of this.#user === undefined ? [] : [this.#folder, password]) chownSync(path, this.#user?.uid ?? -1, this.#user?.gid ?? -1);
    const options = ['-D', this.#data, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${password}`, '-E', 'UTF8', '--locale=C', '--no-sync'];
    execFileSync(join(this.#bin, 'initdb'), options, {...this.#user, stdio: ['ignore', 'ignore', 'pipe'], cwd: this.#folder});
  }

  get #data(): string {
    return join(this.#folder, 'data');
  }

  get #logFile(): string {
    return join(this.#folder, 'log');
  }

  /** Starts it, again after it was killed; settles when it lets somebody in. */
  async resume(): Promise<void> {
    const log = openSync(this.#logFile, 'a');
    const settings = {
      listen_addresses: '127.0.0.1', port: this.#port, unix_socket_directories: '', fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on',
      max_connections: 60, shared_buffers: '64MB', log_line_prefix: '%m [%p] xid=%x ', log_min_messages: 'log',
    };
    const postmaster = spawn(join(this.#bin, 'postgres'), ['-D', this.#data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])], {...this.#user, cwd: this.#folder, stdio: ['ignore', log, log]});
    closeSync(log);
    this.#postmaster = postmaster;
    await this.untilUp(() => {
      if (postmaster.exitCode !== null) throw new Error(`PostgreSQL did not start: ${readFileSync(this.#logFile, 'utf8').split('\n').slice(-12).join('\n')}`);
    });
  }

  /** Settles when it lets somebody in. */
  async untilUp(check: () => void = () => {}): Promise<void> {
    for (const deadline = Date.now() + PATIENCE_MS; ; ) {
      check();
      try {
        return await this.ask(() => Promise.resolve());
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }

  async ask<Result>(work: (client: pg.Client) => Promise<Result>, database = 'postgres'): Promise<Result> {
    const client = new pg.Client({connectionString: this.#urlOf(database), connectionTimeoutMillis: 5000});
    // A server that is killed under us says so here too.
    client.on('error', () => {});
    try {
      await client.connect();
      return await work(client);
    } finally {
      await client.end().catch(() => {});
    }
  }

  #urlOf(database: string): string {
    return `postgres://postgres:${this.#password}@127.0.0.1:${this.#port}/${database}`;
  }

  /** A new empty database; settles with its address. */
  async makeDatabase(name: string): Promise<string> {
    await this.ask((client) => client.query(`create database ${name} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'`));
    return this.#urlOf(name);
  }

  /** Clients that PostgreSQL itself found gone inside a transaction, so far; and how many of those had written or locked rows. */
  countClientsGone(): {open: number; withLocks: number} {
    const lines = readFileSync(this.#logFile, 'utf8').split('\n').filter((line) => line.includes(CLIENT_GONE));
    return {open: lines.length, withLocks: lines.filter((line) => !/ xid=0 /.test(line)).length};
  }

  /**
   * `kill -9` of the postmaster, as the system does when memory runs out; with `all` of everything it started too, as a
   * power cut would. Settles when nothing of it runs any more.
   */
  async kill({all}: {all: boolean}): Promise<void> {
    const postmaster = this.#postmaster;
    if (postmaster?.pid === undefined) throw new Error('PostgreSQL does not run.');
    const children = childrenOf(postmaster.pid);
    const exited = once(postmaster, 'exit');
    postmaster.kill('SIGKILL');
    if (all) children.forEach(killOne);
    await exited;
    // Backends look after their postmaster, and end without it.
    for (const deadline = Date.now() + PATIENCE_MS; children.some(isAlive); ) {
      if (Date.now() > deadline) throw new Error('Backends of a postmaster that was killed go on.');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** `kill -9` of one backend of the server's: PostgreSQL then ends all others and recovers by itself. */
  async killBackend(database: string, pick: (pids: readonly number[]) => number | undefined): Promise<void> {
    const pids = await this.ask(async (client) => {
      const {rows} = await client.query<{pid: number}>("select pid from pg_stat_activity where datname = $1 and application_name = 'packline' and state <> 'idle'", [database]);
      return rows.map(({pid}) => pid);
    });
    const pid = pick(pids);
    if (pid === undefined || !childrenOf(this.#postmaster?.pid ?? -1).includes(pid)) return;
    killOne(pid);
    while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 5));
    await this.untilUp();
  }

  async remove(): Promise<void> {
    const postmaster = this.#postmaster;
    if (postmaster?.pid !== undefined && postmaster.exitCode === null && postmaster.signalCode === null) {
      const exited = once(postmaster, 'exit');
      // Immediate: nobody needs it any more.
      postmaster.kill('SIGQUIT');
      await exited;
    }
    rmSync(this.#folder, {recursive: true, force: true});
  }

  /** For the end of the process, where nothing can be waited for. */
  killNow(): void {
    if (this.#postmaster?.exitCode === null && this.#postmaster.signalCode === null) this.#postmaster.kill('SIGQUIT');
    // It may still be writing its last lines.
    rmSync(this.#folder, {recursive: true, force: true, maxRetries: 10, retryDelay: 50});
  }
}

function killOne(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** A process that has ended and that nobody has asked about yet counts as gone. */
function isAlive(pid: number): boolean {
  return (statOf(pid)?.state ?? 'Z') !== 'Z';
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => statOf(pid)?.parent === parent);
}

function statOf(pid: number): {state: string; parent: number} | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state = '', parent = ''] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return {state, parent: Number(parent)};
  } catch {
    return undefined;
  }
}
