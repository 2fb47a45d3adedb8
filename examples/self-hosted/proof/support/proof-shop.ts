import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {createHttpBackend} from '@packline/client';
import type {Instant, OrderBackend} from '@packline/core';
import {ServerProcess} from '../../journeys/support/server-process.ts';
import {readConfig} from '../../src/config.ts';
import {startServer, type RunningServer} from '../../src/server.ts';
import {plantedEnv, type Edit} from '../planted/edit.ts';

export interface ShopOptions {
  /** PostgreSQL; undefined: SQLite in a folder of its own. */
  readonly databaseUrl?: string | undefined;
  /** Server processes; more than one only on PostgreSQL. */
  readonly processes?: number;
  readonly edits?: readonly Edit[];
}

/** One process of the server, with the file in which edits may keep notes. */
export interface ProofServer {
  readonly process: ServerProcess;
  readonly backend: OrderBackend;
  readonly notes: string;
}

/** A shop served by real processes, which can be killed and started again. */
export interface ProofShop {
  readonly dialect: 'sqlite' | 'postgres';
  readonly servers: readonly ProofServer[];
  /** Ends all processes, and serves the shop from this one, `aheadMs` later by its clock. */
  serveHere(aheadMs: number): Promise<ServedHere>;
  close(): Promise<void>;
}

export interface ServedHere extends RunningServer {
  readonly backend: OrderBackend;
  readonly errors: readonly string[];
}

/** Servers are started again and again: what Node has made of their modules is kept between starts. */
const COMPILED = fileURLToPath(new URL('../../../../node_modules/.cache/packline/proof-compiled', import.meta.url));

/** Processes that are running and folders they use, so that nothing outlives this process. */
const running = new Set<ServerProcess>();
const folders = new Set<string>();
process.on('exit', () => {
  for (const server of running) void server.stop('SIGKILL');
  for (const folder of [...folders, ...[...running].map(({dataDir}) => dataDir)]) rmSync(folder, {recursive: true, force: true});
});

export async function openProofShop({databaseUrl, processes = 1, edits = []}: ShopOptions = {}): Promise<ProofShop> {
  const folder = mkdtempSync(join(tmpdir(), 'packline-proof-'));
  folders.add(folder);
  const servers: ProofServer[] = [];
  let here: RunningServer | undefined;
  const shared = {NODE_COMPILE_CACHE: COMPILED, ...plantedEnv(edits), ...(databaseUrl === undefined ? {} : {DATABASE_URL: databaseUrl})};

  async function close(): Promise<void> {
    await here?.stop();
    for (const {process: server} of servers) {
      await server.remove();
      running.delete(server);
    }
    rmSync(folder, {recursive: true, force: true});
    folders.delete(folder);
  }

  const started = await Promise.allSettled(
    Array.from({length: processes}, async (_, index) => {
      const notes = join(folder, `notes-${index}`);
      const server = await ServerProcess.start({env: {...shared, PACKLINE_PROOF_NOTES: notes}});
      running.add(server);
      servers.push({process: server, notes, backend: backendOf(server.url, server.token)});
    }),
  );
  for (const outcome of started) {
    if (outcome.status === 'fulfilled') continue;
    await close();
    throw outcome.reason;
  }

  return {
    dialect: databaseUrl === undefined ? 'sqlite' : 'postgres',
    servers,
    close,
    async serveHere(aheadMs) {
      const [first] = servers;
      if (first === undefined) throw new Error('A shop has a server.');
      for (const {process: server} of servers) await server.stop();
      const {dataDir, token} = first.process;
      const errors: string[] = [];
      const config = readConfig({HOST: '127.0.0.1', PORT: '0', DEMO: 'off', UNDO_SECONDS: '0', DATA_DIR: dataDir, OWNER_TOKEN: token, ...shared});
      const log = {info: () => {}, warn: () => {}, error: (message: string, facts?: object) => void errors.push(`${message} ${JSON.stringify(facts ?? {})}`)};
      const now = (): Instant => new Date(Date.now() + aheadMs).toISOString();
      const served = await startServer(config, log, now);
      here = served;
      return {...served, errors, backend: backendOf(served.url, token)};
    },
  };
}

/** A device of its own: what one listens to, another does not know of. */
export function backendOf(endpoint: string, token: string): OrderBackend {
  return createHttpBackend({endpoint, token, timeoutMs: 20_000});
}
