import type {EntryRecord} from '../cache/cache-records.ts';
import {type Command} from '../order/command.ts';
import type {Instant} from '../shared/instant.ts';
import {REFUSAL_CODES} from '../shared/refusal-codes.ts';
import type {EngineStatus, MissingPlatform} from './order-engine.ts';
import type {LoggedProblem} from './problem-log.ts';
import type {Replica} from './replica.ts';

/** How many entries of the outbox are alike. */
export interface OutboxCount {
  readonly type: Command['type'];
  readonly state: EntryRecord['state'];
  /** The refusal's code, or the HTTP status of a command the backend could not read. */
  readonly code: string | undefined;
  readonly count: number;
  /** Of the one that was tried most often. */
  readonly attempts: number;
}

/**
 * How an engine is doing, to be sent to whoever helps. There is no name, address, number, amount or text of an order or a
 * command in it, and no id of a person, a store or a device: counts, codes and times only.
 */
export interface DiagnosticBundle {
  /** Shape of this bundle. */
  readonly format: 1;
  readonly madeAt: Instant;
  readonly phase: EngineStatus['phase'];
  readonly leading: boolean;
  readonly isLasting: boolean;
  readonly clockSkewMs: number | undefined;
  readonly upToDateAt: Instant | undefined;
  readonly offlineSince: Instant | undefined;
  readonly loading: EngineStatus['loading'];
  readonly orders: number;
  readonly workingSet: string;
  readonly settingsVersion: number;
  readonly role: string | undefined;
  readonly capabilities: readonly string[];
  /** Of the backend. */
  readonly epoch: string | undefined;
  /** How the device's own database stands; undefined when it cannot be read. */
  readonly device:
    | {
        readonly revision: number;
        readonly seenRevision: number;
        readonly layout: number;
        readonly floor: number;
        readonly chunks: number;
        readonly deltas: number;
        readonly hasCursor: boolean;
        /** A full read is going on, since this revision. */
        readonly fullReadSince: number | null;
      }
    | undefined;
  readonly outbox: readonly OutboxCount[];
  /** The last things that went wrong, oldest first. */
  readonly problems: readonly LoggedProblem[];
  /** Milliseconds: from the start to something to show, and to the end of the first read of the feed. */
  readonly timings: {readonly readyMs: number | undefined; readonly upToDateMs: number | undefined};
  readonly missing: readonly MissingPlatform[];
  /** The browser's own words about itself. */
  readonly userAgent: string | undefined;
}

/** What the engine knows beside its replica. */
export interface DiagnosticFacts {
  readonly now: Instant;
  readonly status: EngineStatus;
  readonly workingSet: string;
  readonly problems: readonly LoggedProblem[];
  readonly timings: DiagnosticBundle['timings'];
}

/** A backend may call these whatever it likes: only short plain words are passed on. */
const PLAIN_WORD = /^[\w.:-]{1,40}$/;

export async function makeDiagnostics(replica: Replica | undefined, {now, status, workingSet, problems, timings}: DiagnosticFacts): Promise<DiagnosticBundle> {
  const session = replica?.session;
  return {
    format: 1,
    madeAt: now,
    phase: status.phase,
    leading: status.leading,
    isLasting: replica?.cache.lasting ?? false,
    clockSkewMs: status.clockSkewMs,
    upToDateAt: status.upToDateAt,
    offlineSince: status.offlineSince,
    loading: status.loading,
    orders: status.orderCount,
    workingSet,
    settingsVersion: replica?.settings.version ?? 0,
    role: session?.role,
    capabilities: (session?.capabilities ?? []).filter((word) => PLAIN_WORD.test(word)),
    epoch: session !== undefined && PLAIN_WORD.test(session.epoch) ? session.epoch : undefined,
    device: replica === undefined ? undefined : await readDevice(replica).catch(() => undefined),
    outbox: countOutbox(replica?.views.outbox.list() ?? []),
    problems,
    timings,
    missing: status.missing,
    userAgent: (globalThis.navigator as Partial<Navigator> | undefined)?.userAgent,
  };
}

function readDevice(replica: Replica): Promise<DiagnosticBundle['device']> {
  return replica.cache.read(async (tx) => {
    const state = await tx.readState();
    if (state === undefined) return undefined;
    const {revision, layout, floor, fullReadSince, cursor} = state;
    const chunks = (await tx.readChunkIds()).length;
    return {revision, seenRevision: replica.seen.upTo, layout, floor, chunks, deltas: await tx.countDeltas(), hasCursor: cursor !== null, fullReadSince};
  });
}

const KNOWN_CODES: ReadonlySet<string> = new Set(REFUSAL_CODES);

function codeOf({refusal, problem}: EntryRecord): string | undefined {
  if (refusal !== undefined) return KNOWN_CODES.has(refusal.code) ? refusal.code : 'other';
  return problem === undefined ? undefined : String(problem.status);
}

function countOutbox(entries: readonly EntryRecord[]): readonly OutboxCount[] {
  const counts = new Map<string, OutboxCount>();
  for (const entry of entries) {
    const {command, state, attempts} = entry;
    const code = codeOf(entry);
    const key = [command.type, state, code].join('|');
    const known = counts.get(key);
    counts.set(key, {type: command.type, state, code, count: (known?.count ?? 0) + 1, attempts: Math.max(attempts, known?.attempts ?? 0)});
  }
  return [...counts.values()];
}
