import {COMMAND_TYPES, type CommandResult} from '@packline/core';
import {collectDefaultMetrics, Counter, Gauge, Histogram, Registry} from 'prom-client';
import type {EffectTry} from '../effects/effect-worker.ts';
import type {CommandAnswer, CommandRequest} from '../orders/command-request.ts';
import {transactionsRetried} from '../storage/sql/trying-again.ts';
import type {Storage} from '../storage/storage.ts';

/** What the server counts about itself; see docs/guides/operating.md for every name. */
export interface Metrics {
  answered(request: {method: string; route: string; status: number; seconds: number}): void;
  /** One transaction that decided the commands of one or more requests. */
  committed(requests: readonly CommandRequest[], answers: readonly CommandAnswer[], seconds: number): void;
  effectTried(kind: string, outcome: EffectTry, seconds: number): void;
  /** Everything in the text format of Prometheus. */
  read(): Promise<{readonly type: string; readonly text: string}>;
}

interface Sources {
  readonly storage: Pick<Storage, 'readFeedState' | 'countEffects' | 'poolUse'>;
  readonly storeId: string;
  readonly now: () => string;
  readonly openStreams: () => number;
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const COUNTS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
const KNOWN_TYPES: ReadonlySet<string> = new Set(COMMAND_TYPES);

/** Every label comes from a list that is known beforehand, so that no caller can make the server count without end. */
export function createMetrics(sources: Sources): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const requests = new Histogram({name: 'packline_http_request_duration_seconds', help: 'Time until a request was answered, by route pattern, method and status.', labelNames: ['method', 'route', 'status'], buckets: SECONDS, registers});
  const commands = new Counter({name: 'packline_commands_total', help: 'Commands that were decided, by type and outcome.', labelNames: ['type', 'outcome'], registers});
  const commits = new Histogram({name: 'packline_commit_duration_seconds', help: 'Time from the begin of a deciding transaction until it was on disk.', buckets: SECONDS, registers});
  const groups = new Histogram({name: 'packline_commit_requests', help: 'Requests that shared a deciding transaction.', buckets: COUNTS, registers});
  const tries = new Histogram({name: 'packline_effect_duration_seconds', help: 'Time of one try to carry out an effect, by kind and outcome.', labelNames: ['kind', 'outcome'], buckets: SECONDS, registers});
  collectStates(sources, registers);
  let hasDefaults = false;

  return {
    answered: ({method, route, status, seconds}) => requests.observe({method, route, status}, seconds),
    committed(asked, answers, seconds) {
      commits.observe(seconds);
      groups.observe(asked.length);
      for (const [index, {commands: wishes, dryRun}] of asked.entries()) {
        const answer = answers[index];
        if (dryRun === true || answer?.ok !== true) continue;
        for (const [place, {type}] of wishes.entries()) commands.inc({type: KNOWN_TYPES.has(type) ? type : 'other', outcome: outcomeOf(answer.results[place])});
      }
    },
    effectTried: (kind, outcome, seconds) => tries.observe({kind, outcome}, seconds),
    async read() {
      // Looking at the process costs a little all the time, so it begins when somebody wants to know.
      if (!hasDefaults) collectDefaultMetrics({register: registry});
      hasDefaults = true;
      return {type: registry.contentType, text: await registry.metrics()};
    },
  };
}

function outcomeOf(result: CommandResult | undefined): string {
  return result?.outcome ?? 'none';
}

/** What is asked of the database whenever somebody reads the metrics; one that does not answer leaves its lines out. */
function collectStates({storage, storeId, now, openStreams}: Sources, registers: Registry[]): void {
  const oldest = new Gauge({name: 'packline_effect_oldest_age_seconds', help: 'Age of the oldest effect that is neither over nor dead; 0 without one.', registers});
  new Gauge({
    name: 'packline_effects',
    help: 'Effects that are not over, by state: waiting, failed (will be tried again) and dead (will not).',
    labelNames: ['state'],
    registers,
    async collect() {
      this.reset();
      oldest.reset();
      const counts = await storage.countEffects(storeId).catch(() => undefined);
      if (counts === undefined) return;
      for (const state of ['waiting', 'failed', 'dead'] as const) this.set({state}, counts[state]);
      oldest.set(counts.oldestAt === undefined ? 0 : Math.max(0, (Date.parse(now()) - Date.parse(counts.oldestAt)) / 1000));
    },
  });
  new Gauge({
    name: 'packline_feed_position',
    help: 'Position that the feed has reached.',
    registers,
    async collect() {
      this.reset();
      const head = await storage.readFeedState(storeId).then((state) => state.head, () => undefined);
      if (head !== undefined) this.set(head);
    },
  });
  new Gauge({
    name: 'packline_feed_listeners',
    help: 'Streams that are open in this process.',
    registers,
    collect() {
      this.set(openStreams());
    },
  });
  new Counter({
    name: 'packline_transaction_retries_total',
    help: 'Transactions that were run again because another one came first, in this process.',
    registers,
    collect() {
      this.reset();
      this.inc(transactionsRetried());
    },
  });
  const {poolUse} = storage;
  if (poolUse === undefined) return;
  new Gauge({
    name: 'packline_database_connections',
    help: 'Connections to the database: open, of those idle, and requests that wait for one.',
    labelNames: ['state'],
    registers,
    collect() {
      for (const [state, count] of Object.entries(poolUse())) this.set({state}, count);
    },
  });
}
