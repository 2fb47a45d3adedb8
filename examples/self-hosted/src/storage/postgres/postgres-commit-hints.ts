import pg, {type ClientConfig} from 'pg';
import {describeError} from '../../observability/describe-error.ts';
import type {CommitHints} from '../commit-hints.ts';

const CHANNEL = 'packline_commits';
/** Milliseconds before a lost connection is made anew: at first, and at most. */
const SHORTEST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;

type OnHint = (position: number) => void;

/**
 * Hints by `NOTIFY`, on a connection of their own: it listens, and tells what this process committed. Telling is not part
 * of the commit (it would make every commit of the whole server wait in one line), and while one hint is on its way, those
 * that follow become one.
 */
export function createCommitHints(config: ClientConfig, warn: (message: string, facts: Readonly<Record<string, unknown>>) => void): CommitHints & {stop(): Promise<void>} {
  const listeners = new Map<string, Set<OnHint>>();
  const untold = new Map<string, number>();
  let client: pg.Client | undefined;
  let isReady = false;
  let retry: NodeJS.Timeout | undefined;
  let pauseMs = SHORTEST_PAUSE_MS;
  let connecting: Promise<void> | undefined;
  let telling: Promise<void> | undefined;
  let stopped = false;

  const callAll = (): void => listeners.forEach((set) => set.forEach((onHint) => onHint(Infinity)));

  async function connect(): Promise<void> {
    const fresh = new pg.Client(config);
    client = fresh;
    fresh.on('error', (error) => lose(fresh, error));
    fresh.on('end', () => lose(fresh, new Error('The connection ended.')));
    fresh.on('notification', ({payload}) => {
      const [, position, storeId] = /^(\d{1,15}) (.*)$/s.exec(payload ?? '') ?? [];
      if (storeId !== undefined) listeners.get(storeId)?.forEach((onHint) => onHint(Number(position)));
    });
    try {
      await fresh.connect();
      await fresh.query(`listen ${CHANNEL}`);
      isReady = client === fresh;
      pauseMs = SHORTEST_PAUSE_MS;
      callAll();
    } catch (error) {
      lose(fresh, error);
    }
  }

  function lose(lost: pg.Client, error: unknown): void {
    if (client !== lost) return;
    client = undefined;
    isReady = false;
    void lost.end().catch(() => {});
    if (stopped) return;
    // Once a loss is enough: the feed is looked at without hints too.
    if (pauseMs === SHORTEST_PAUSE_MS) warn('The connection that hears of other processes was lost and is made anew.', {error: describeError(error)});
    // A little apart, so that ten processes do not come back in the same moment.
    retry = setTimeout(() => (connecting = connect()), pauseMs * (0.5 + Math.random()));
    pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
  }

  async function tellUntold(): Promise<void> {
    for (let next = untold.entries().next().value; next !== undefined; next = untold.entries().next().value) {
      const [storeId, position] = next;
      untold.delete(storeId);
      // Without a connection nobody is told: the others look by themselves.
      if (isReady) await client?.query('select pg_notify($1, $2)', [CHANNEL, `${position} ${storeId}`]).catch(() => {});
    }
  }

  return {
    tell(storeId, position) {
      untold.set(storeId, Math.max(position, untold.get(storeId) ?? 0));
      return (telling ??= tellUntold().finally(() => (telling = undefined)));
    },
    listen(storeId, onHint) {
      const set = listeners.get(storeId) ?? new Set();
      listeners.set(storeId, set.add(onHint));
      if (client === undefined && retry === undefined) connecting = connect();
      return () => {
        set.delete(onHint);
        return Promise.resolve();
      };
    },
    async stop() {
      stopped = true;
      clearTimeout(retry);
      await Promise.all([connecting, telling]);
      const last = client;
      client = undefined;
      isReady = false;
      await last?.end().catch(() => {});
    },
  };
}
