import {OutboxDrain} from '../outbox/drain-outbox.ts';
import {isBackendError} from '../ports/backend-error.ts';
import type {Clock} from '../ports/clock.ts';
import type {OrderBackend, Session} from '../ports/order-backend.ts';
import {EngineError} from '../shared/engine-error.ts';
import {readFeed} from '../sync/read-feed.ts';
import type {SyncWork} from '../sync/sync-machine.ts';
import {Lane} from './lane.ts';
import type {EngineStatus} from './order-engine.ts';
import type {Replica} from './replica.ts';
import {nameOf, scopeOf, type WorkingSet} from './working-set.ts';

/** Newest orders that are shown before the feed has brought everything. */
const NEWEST_FIRST = 100;

/** What the sync loop's work needs of the engine. */
export interface SyncHost {
  readonly backend: OrderBackend;
  readonly clock: Clock;
  random(): number;
  replica(): Replica | undefined;
  open(): Promise<void>;
  adopt(session: Session): Promise<void>;
  onUpToDate(): void;
  /** Which orders the device holds. */
  readonly workingSet: WorkingSet;
  /** How far a full read has come; undefined when there is none any more. */
  onProgress(progress: EngineStatus['loading']): void;
  /** How far the device's clock is ahead of the backend's. */
  onClockSkew(skewMs: number): void;
}

/** What else is known of sending. */
export interface SendPace {
  /** Milliseconds until an order that failed is tried again; undefined when it is not being given a rest. */
  restOf(orderId: string): number | undefined;
  /** The next round tries this order, or all of them, again. */
  release(orderId?: string): void;
}

function required(host: SyncHost): {replica: Replica; session: Session} {
  const replica = host.replica();
  if (replica?.session === undefined) throw new EngineError('engine/nobody-signed-in', 'Nobody is signed in yet, so there is nothing to read or send.');
  return {replica, session: replica.session};
}

/**
 * A first read may take a while, and the feed starts with the oldest: what was placed last is fetched first. Only a
 * convenience, so a backend that will not is left alone.
 * @returns how many orders there are, where the backend says so.
 */
async function readNewest(backend: OrderBackend, replica: Replica, session: Session, signal: AbortSignal): Promise<number | undefined> {
  const {cursor, fullReadSince} = await replica.readState();
  if (cursor !== null || fullReadSince !== 0 || replica.views.index.size > 0 || !session.capabilities.includes('search')) return undefined;
  try {
    const {orders, count, countIsExact} = await backend.readOrders({sort: '-placedAt', limit: NEWEST_FIRST, signal});
    signal.throwIfAborted();
    await replica.keepOrders(orders);
    return countIsExact ? count : undefined;
  } catch (error) {
    if (!isBackendError(error) || error.code === 'backend/unreachable' || error.code === 'backend/signed-out') throw error;
    return undefined;
  }
}

/** The real work of the sync loop: one reader and one sender at a time, also when somebody asks beside the loop. */
export function createSyncWork(host: SyncHost): SyncWork & SendPace {
  const reading = new Lane();
  const sending = new Lane();
  const drains = new WeakMap<Replica, OutboxDrain>();
  const drainOf = (replica: Replica): OutboxDrain => {
    const known = drains.get(replica);
    if (known !== undefined) return known;
    const drain = new OutboxDrain({backend: host.backend, source: replica, clock: host.clock, random: () => host.random()});
    drains.set(replica, drain);
    return drain;
  };
  let progress: EngineStatus['loading'];
  let voided: string | null | undefined;
  const tellProgress = (now: EngineStatus['loading']): void => {
    progress = now;
    host.onProgress(now);
  };
  return {
    open: () => host.open(),
    identify: async (signal) => {
      const askedAtMs = Date.parse(host.clock.now());
      const session = await host.backend.readSession({signal});
      signal.throwIfAborted();
      // The server read its clock somewhere between the two.
      const skewMs = (askedAtMs + Date.parse(host.clock.now())) / 2 - Date.parse(session.serverTime);
      if (Number.isFinite(skewMs)) host.onClockSkew(skewMs);
      await host.adopt(session);
    },
    pull: (signal) => reading.run(async () => {
      const {replica, session} = required(host);
      await replica.holdWorkingSet(nameOf(host.workingSet));
      const total = await readNewest(host.backend, replica, session, signal);
      const {fullReadSince, cursor} = await replica.readState();
      if (fullReadSince === null) tellProgress(undefined);
      else if (progress === undefined || cursor === null) tellProgress({done: 0, total});
      const onPage = (orders: number): void => {
        if (progress !== undefined) tellProgress({...progress, done: progress.done + orders});
      };
      await readFeed(host.backend, replica, session, {signal, scope: scopeOf(host.workingSet), onPage, onVoid: (given) => (voided = given)});
      tellProgress(undefined);
      host.onUpToDate();
    }),
    startFullRead: async () => required(host).replica.startFullRead(voided),
    send: (signal) => sending.run(() => {
      const {replica, session} = required(host);
      return drainOf(replica).drain(session.limits.commandsPerBatch, signal);
    }),
    listen: async (options) => {
      await host.backend.listen(options);
      options.signal.throwIfAborted();
    },
    canListen: () => host.replica()?.session?.capabilities.includes('stream') ?? false,
    random: () => host.random(),
    restOf: (orderId) => {
      const replica = host.replica();
      return replica === undefined ? undefined : drainOf(replica).restOf(orderId);
    },
    release: (orderId) => {
      const replica = host.replica();
      if (replica !== undefined) drainOf(replica).release(orderId);
    },
  };
}

/** A sentence for the host page, when the backend is more than just away. */
export function problemOf(error: unknown): string | undefined {
  if (error === undefined) return undefined;
  if (isBackendError(error)) return error.code === 'backend/unreachable' || error.code === 'backend/signed-out' ? undefined : error.message;
  return error instanceof Error ? error.message : 'Something unexpected happened.';
}
