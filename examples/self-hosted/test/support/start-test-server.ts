import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Command, CommandResult, Instant, Logger, Order, Problem} from '@packline/core';
import type {ServerConfig} from '../../src/config.ts';
import {startServer, type RunningServer} from '../../src/server.ts';
import type {Lifetime} from './lifetime.ts';
import {ON_POSTGRES, useTestDatabase} from './test-database.ts';

export const OWNER_TOKEN = 'test-owner-token';

/** A clock that stands still until it is turned. */
export interface TestClock {
  now(): Instant;
  turn(ms: number): void;
}

export interface TestServer extends RunningServer {
  readonly directory: string;
  /** What the server wrote to its log as errors: nothing, in most tests. */
  readonly errors: readonly string[];
  /** What it wrote there as warnings. */
  readonly warnings: readonly string[];
  /** A request with the owner's token. */
  ask(path: string, init?: RequestInit): Promise<Response>;
  askJson<Answer = Record<string, unknown>>(path: string, init?: RequestInit): Promise<Answer>;
  push(commands: readonly unknown[], query?: string): Promise<Response>;
  /** Pushes commands that are expected to be applied. @throws Error with the first refusal or problem. */
  apply(...commands: readonly Command[]): Promise<readonly CommandResult[]>;
  readOrder(orderId: string): Promise<Order>;
}

export interface TestServerOptions extends Partial<ServerConfig> {
  readonly clock?: TestClock;
  /** Another server of the same shop, running at the same time. PostgreSQL only. */
  readonly twinOf?: TestServer;
}

/**
 * A real server on a free port with a folder of its own, and on PostgreSQL a database of its own; it is stopped and both
 * are removed at the end of `t`. With the `dataDirectory` of an earlier server it is the same shop again, on any database.
 */
export async function startTestServer(t: Lifetime, options: TestServerOptions = {}): Promise<TestServer> {
  const {clock, twinOf, ...config} = options;
  if (twinOf !== undefined && !ON_POSTGRES) throw new Error('Two servers can share a PostgreSQL database only: run this test with PACKLINE_TEST_DATABASE=postgres.');
  const directory = config.dataDirectory ?? twinOf?.directory ?? temporaryDirectory(t);
  const errors: string[] = [];
  const warnings: string[] = [];
  const log: Logger = {info: () => {}, warn: (message) => void warnings.push(message), error: (message, facts) => void errors.push(`${message} ${JSON.stringify(facts ?? {})}`)};
  // Stopped before the database is dropped, which the next line asks for.
  const started: RunningServer[] = [];
  t.after(() => started[0]?.stop());
  const databaseUrl = await useTestDatabase(t, directory);
  const server = await startServer(
    {host: '127.0.0.1', port: 0, publicUrl: undefined, demo: false, ownerToken: OWNER_TOKEN, undoSeconds: 0, webhooksToPrivate: false, databaseUrl, databasePool: 5, graceSeconds: 1, ...config, dataDirectory: directory},
    log,
    ...(clock ? [clock.now] : []),
  );
  started.push(server);
  // Tests turn the clock: what it asks for would otherwise be done at a moment that chance chooses.
  await server.firstRound;
  const {url} = server;

  const ask = (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${OWNER_TOKEN}`);
    return fetch(new URL(path, url), {...init, headers});
  };
  const push = (commands: readonly unknown[], query = ''): Promise<Response> =>
    ask(`/v1/commands${query}`, {method: 'POST', body: JSON.stringify({commands}), headers: {'content-type': 'application/json'}});

  return {
    ...server,
    directory,
    errors,
    warnings,
    ask,
    push,
    async askJson<Answer>(path: string, init?: RequestInit) {
      return (await (await ask(path, init)).json()) as Answer;
    },
    async apply(...commands) {
      const response = await push(commands);
      if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
      const {results} = (await response.json()) as {results: CommandResult[]};
      const refused = results.find(({outcome}) => outcome === 'refused');
      if (refused) throw new Error(`${refused.id} was refused: ${JSON.stringify(refused.refusal)}`);
      return results;
    },
    async readOrder(orderId) {
      return (await (await ask(`/v1/orders/${encodeURIComponent(orderId)}`)).json()) as Order;
    },
  };
}

export function temporaryDirectory(t: Lifetime): string {
  const directory = mkdtempSync(join(tmpdir(), 'packline-self-hosted-'));
  t.after(() => rmSync(directory, {recursive: true, force: true, maxRetries: 5}));
  return directory;
}

export function createTestClock(start: Instant = '2026-11-23T06:00:00.000Z'): TestClock {
  let ms = Date.parse(start);
  return {
    now: () => new Date(ms).toISOString(),
    turn: (by) => void (ms += by),
  };
}

export async function readProblem(response: Response): Promise<Problem> {
  const type = response.headers.get('content-type');
  if (type !== 'application/problem+json') throw new Error(`${response.status} ${type}: ${await response.text()}`);
  return (await response.json()) as Problem;
}
