import {OutboxDrain} from '../outbox/drain-outbox.ts';
import {isBackendError} from '../ports/backend-error.ts';
import type {Clock} from '../ports/clock.ts';
import type {OrderBackend, Session} from '../ports/order-backend.ts';
import {EngineError} from '../shared/engine-error.ts';
import {readFeed} from '../sync/read-feed.ts';
import type {SyncWork} from '../sync/sync-machine.ts';
import {Lane} from './lane.ts';
import type {Replica} from './replica.ts';

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
}

function required(host: SyncHost): {replica: Replica; session: Session} {
  const replica = host.replica();
  if (replica?.session === undefined) throw new EngineError('engine/nobody-signed-in', 'Nobody is signed in yet, so there is nothing to read or send.');
  return {replica, session: replica.session};
}

/**
 * A first read may take a while, and the feed starts with the oldest: what was placed last is fetched first. Only a
 * convenience, so a backend that will not is left alone.
 */
async function readNewest(backend: OrderBackend, replica: Replica, session: Session, signal: AbortSignal): Promise<void> {
  const {cursor, fullReadSince} = await replica.readState();
  if (cursor !== null || fullReadSince !== 0 || replica.views.index.size > 0 || !session.capabilities.includes('search')) return;
  try {
    const {orders} = await backend.readOrders({sort: '-placedAt', limit: NEWEST_FIRST, signal});
    await replica.keepOrders(orders);
  } catch (error) {
    if (!isBackendError(error) || error.code === 'backend/unreachable' || error.code === 'backend/signed-out') throw error;
  }
}

/** The real work of the sync loop: one reader and one sender at a time, also when somebody asks beside the loop. */
export function createSyncWork(host: SyncHost): SyncWork {
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
  return {
    open: () => host.open(),
    identify: async (signal) => {
      const session = await host.backend.readSession({signal});
      signal.throwIfAborted();
      await host.adopt(session);
    },
    pull: (signal) => reading.run(async () => {
      const {replica, session} = required(host);
      await readNewest(host.backend, replica, session, signal);
      await readFeed(host.backend, replica, session, signal);
      host.onUpToDate();
    }),
    startFullRead: async () => required(host).replica.startFullRead(),
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
  };
}

/** A sentence for the host page, when the backend is more than just away. */
export function problemOf(error: unknown): string | undefined {
  if (error === undefined) return undefined;
  if (isBackendError(error)) return error.code === 'backend/unreachable' || error.code === 'backend/signed-out' ? undefined : error.message;
  return error instanceof Error ? error.message : 'Something unexpected happened.';
}
