import {BackendError, dayAt, matchesOrder, parseQuery, redact, redactLogged, redactResult, type Actor, type Command, type CommandResult, type Instant, type Order, type OrderBackend, type Settings} from '@packline/core';
import {isInWorkingSet, recentSinceMs} from '../contract/feed-scope.ts';
import {COMMANDS_PER_BATCH} from '../contract/limits.ts';
import {MemoryStore} from './memory-store.ts';

export interface MemoryBackendOptions {
  /** Who is signed in. Default an owner. */
  readonly actor?: Actor;
  /** Differences from the settings of a new shop. */
  readonly settings?: Partial<Settings>;
  /** The backend's clock. Default the real one. */
  readonly now?: () => Instant;
  /** Names the place on the device. Default `memory://shop`. */
  readonly endpoint?: string;
  /** Most orders in one page of the feed. Default 1000. */
  readonly changesPerPage?: number;
}

/** An {@link OrderBackend} in memory, with what a test wants to do to a backend. */
export interface MemoryBackend extends OrderBackend {
  /** The orders as the shop has them. */
  readonly orders: readonly Order[];
  /** Commands that arrived, in order, with repetitions. */
  readonly received: readonly Command[];
  /** Somebody else does something: decided, kept, and every listener is woken. Throws what a refusal says. */
  publish(...commands: readonly Command[]): readonly CommandResult[];
  changeSettings(changes: Partial<Settings>): void;
  /** Bytes that `readReceipt` answers with. */
  keepReceipt(orderId: string, receiptId: string, picture: Blob): void;
  /** Every request fails as without a network, and open streams break off, until `reconnect()`. */
  disconnect(): void;
  reconnect(): void;
  /** The next `count` batches are decided and kept, but their answers get lost. */
  dropNextReplies(count: number): void;
  /** The next `count` requests of any kind fail with this error. */
  failNext(count: number, error: BackendError): void;
  /** As after a restore from a backup: every cursor given so far is void. */
  restore(): void;
}

const badRequest = (message: string) => new BackendError('backend/bad-request', message, {retriable: false});

/** The fields a list can be sorted by here; orders that are alike there stand in the order of their ids. */
const SORT_KEYS: Readonly<Record<string, (order: Order) => string>> = {placedAt: ({placedAt}) => placedAt, updatedAt: ({updatedAt}) => updatedAt, number: ({number}) => number};

function comparison(sort: string): (left: Order, right: Order) => number {
  const descending = sort.startsWith('-');
  const key = SORT_KEYS[descending ? sort.slice(1) : sort];
  if (!key) throw badRequest(`The test backend cannot sort by “${sort}”.`);
  const compare = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0);
  return (left, right) => (descending ? compare(key(right), key(left)) : compare(key(left), key(right))) || compare(left.id, right.id);
}

const SOMEBODY_ELSE: Actor = {id: 'somebody-else', name: 'Somebody else', role: 'owner'};

/**
 * A backend for tests: no network, the real rules, faults on request.
 *
 * @example
 * const backend = createMemoryBackend();
 * backend.publish(placeOrderCommand);
 * backend.disconnect(); // what happens now?
 */
export function createMemoryBackend(options: MemoryBackendOptions = {}): MemoryBackend {
  const {actor = {id: 'owner', name: 'Owner', role: 'owner'}, settings = {}, endpoint = 'memory://shop', changesPerPage = 1000} = options;
  const now = options.now ?? (() => new Date().toISOString());
  const store = new MemoryStore({settings, now});
  const received: Command[] = [];
  const receipts = new Map<string, Blob>();
  const listeners = new Set<{wake: () => void; breakOff: (error: BackendError) => void}>();
  let connected = true;
  let repliesToDrop = 0;
  let failures: BackendError[] = [];

  const unreachable = () => new BackendError('backend/unreachable', 'The test backend is disconnected.', {retriable: true});
  const notFound = () => new BackendError('backend/not-found', 'The test backend has no such thing.', {retriable: false});
  const wakeAll = () => {
    for (const {wake} of listeners) wake();
  };

  /** What every request goes through: it takes a turn of the event loop and may fail. */
  async function arrive(signal: AbortSignal | undefined): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 0));
    signal?.throwIfAborted();
    const failure = connected ? failures.shift() : unreachable();
    if (failure) throw failure;
  }

  /** As whoever is signed in may see it. */
  const seen = (order: Order): Order => redact(order, actor.role);

  /** Where a cursor stands; one of `open+90d` also says since when orders counted as recent. */
  function placeOf(cursor: string | null, isScoped: boolean): {position: number; sinceMs: number | undefined} {
    if (cursor === null) return {position: 0, sinceMs: undefined};
    const [epoch, position, role, sinceMs] = cursor.split('.');
    if (epoch === store.epoch && role === actor.role && isScoped === (sinceMs !== undefined)) return {position: Number(position), sinceMs: sinceMs === undefined ? undefined : Number(sinceMs)};
    throw new BackendError('backend/cursor-gone', 'This cursor is of another epoch, role or scope: read the feed from the beginning.', {retriable: false});
  }

  return {
    endpoint,
    received,
    get orders() {
      return store.orders;
    },

    async readSession({signal} = {}) {
      await arrive(signal);
      return {
        store: {id: store.settings.storeId, name: store.settings.storeName},
        user: {id: actor.id, name: actor.name},
        role: actor.role,
        settings: store.settings,
        capabilities: ['stream', 'events', 'receipts', 'search', 'dry-run'],
        limits: {commandsPerBatch: COMMANDS_PER_BATCH, changesPerPage, receiptBytes: 10_000_000},
        epoch: store.epoch,
        serverTime: now(),
      };
    },

    async pushCommands(commands, {signal, return: wanted, dryRun} = {}) {
      await arrive(signal);
      if (dryRun !== true) received.push(...commands);
      const decided = dryRun === true ? store.trial(commands, actor) : commands.map((command) => store.apply(command, actor));
      if (dryRun !== true && decided.some(({outcome}) => outcome === 'applied')) wakeAll();
      if (repliesToDrop > 0) {
        repliesToDrop -= 1;
        throw unreachable();
      }
      return decided.map(({order, ...result}) => redactResult(order !== undefined && (wanted === 'order' || result.outcome === 'refused') ? {...result, order} : result, actor.role));
    },

    async readChanges({after, scope = 'all', limit = changesPerPage, signal}) {
      await arrive(signal);
      const sinceMs = scope === 'all' ? undefined : recentSinceMs(now(), store.settings.timeZone);
      const isHere = (order: Order, since = sinceMs) => since === undefined || isInWorkingSet(order, since);
      const {position: from, sinceMs: sinceBefore} = placeOf(after, scope !== 'all');
      const changes = store.changesAfter(from);
      const page = changes.orders.slice(0, Math.max(1, Math.min(limit, changesPerPage)));
      const hasMore = page.length < changes.orders.length;
      const position = hasMore ? (page.at(-1)?.position ?? from) : store.position;
      return {
        orders: page.flatMap(({order}) => (isHere(order) ? seen(order) : [])),
        // What changed so that it is no longer here, and what has only grown old since the last page.
        removed: after === null ? [] : [...page.map(({order}) => order), ...store.orders.filter((order) => isHere(order, sinceBefore))].flatMap((order) => (isHere(order) ? [] : order.id)),
        cursor: [store.epoch, position, actor.role, ...(sinceMs === undefined ? [] : [sinceMs])].join('.'),
        hasMore,
        ...(changes.settings ? {settings: changes.settings} : {}),
      };
    },

    async listen({onWake, onOpen, signal}) {
      if (signal.aborted) return;
      await arrive(signal);
      await new Promise<void>((resolve, reject) => {
        const listener = {wake: () => queueMicrotask(onWake), breakOff: reject};
        listeners.add(listener);
        const end = () => {
          listeners.delete(listener);
          resolve();
        };
        signal.addEventListener('abort', end, {once: true});
        onOpen?.();
      });
    },

    async readOrder(orderId, {signal} = {}) {
      await arrive(signal);
      const order = store.order(orderId);
      if (order) return seen(order);
      throw notFound();
    },

    async readOrders({query = '', sort = '-placedAt', limit = 100, after, signal}) {
      await arrive(signal);
      const parsed = parseQuery(query, {today: dayAt(now(), store.settings.timeZone)});
      if (!parsed.ok) throw badRequest(`The query cannot be read: ${parsed.problem.code}.`);
      const found = store.orders.map(seen).filter((order) => matchesOrder(order, parsed.query, store.settings)).sort(comparison(sort));
      const from = Number(after ?? 0);
      const hasMore = from + limit < found.length;
      return {orders: found.slice(from, from + limit), cursor: hasMore ? String(from + limit) : null, hasMore, count: found.length, countIsExact: true};
    },

    async readEvents(orderId, {signal} = {}) {
      await arrive(signal);
      return redactLogged(store.events(orderId), actor.role);
    },

    async readReceipt(orderId, receiptId, {signal} = {}) {
      await arrive(signal);
      const picture = receipts.get(`${orderId}/${receiptId}`);
      if (picture) return picture;
      throw notFound();
    },

    publish(...commands) {
      const results = commands.map((command) => store.apply(command, SOMEBODY_ELSE));
      wakeAll();
      const refused = results.find(({outcome}) => outcome === 'refused');
      if (refused) throw new Error(`The command ${refused.id} was refused: ${refused.refusal?.code} ${JSON.stringify(refused.refusal?.params)}`);
      return results;
    },

    changeSettings(changes) {
      store.changeSettings(changes);
      wakeAll();
    },

    keepReceipt: (orderId, receiptId, picture) => void receipts.set(`${orderId}/${receiptId}`, picture),

    disconnect() {
      connected = false;
      for (const {breakOff} of listeners) breakOff(unreachable());
      listeners.clear();
    },

    reconnect: () => void (connected = true),
    dropNextReplies: (count) => void (repliesToDrop = count),
    failNext: (count, error) => void (failures = Array.from({length: count}, () => error)),

    restore() {
      store.mintEpoch();
      wakeAll();
    },
  };
}
