import type {OrderRow} from '../index/order-row.ts';
import type {CommandBody} from '../order/command.ts';
import type {Actor} from '../order/decision.ts';
import type {LoggedEvent} from '../order/event.ts';
import type {Order} from '../order/order.ts';
import type {OutboxEntry} from '../outbox/outbox-entry.ts';
import {isBackendError} from '../ports/backend-error.ts';
import type {OrdersPage, Session} from '../ports/order-backend.ts';
import type {OrderQuery} from '../query/order-query.ts';
import {decide} from '../rules/decide.ts';
import {DEFAULT_SETTINGS, type Settings} from '../settings/settings.ts';
import {EngineError, isEngineError} from '../shared/engine-error.ts';
import type {Refusal} from '../shared/refusal.ts';
import {BLANK_ROW} from './blank-row.ts';
import {EngineCore} from './engine-core.ts';
import type {FilledOptions} from './engine-options.ts';
import type {DispatchAnswer, EngineChange, EngineQueryOptions, EngineStatus, OrderEngine, QueryAnswer, UndoAnswer} from './order-engine.ts';
import {DeviceJobs} from '../jobs/device-jobs.ts';
import type {OrderJobs} from '../jobs/order-jobs.ts';
import {OrderLogs} from './order-logs.ts';
import type {DiagnosticBundle} from './diagnostics.ts';
import {createOutboxInspector, type OutboxInspector} from './outbox-inspector.ts';
import {readCommandBody} from './read-command.ts';
import {readPicture} from './read-picture.ts';
import {readTimeline, type OrderTimeline} from './read-timeline.ts';
import type {Replica} from './replica.ts';

const NO_ROWS = new Uint32Array();
const NOBODY: Actor = {id: '', name: '', role: 'viewer'};

/** The engine's front: asking from memory, wishing into the outbox. What runs behind it is {@link EngineCore}. */
export class DeviceEngine implements OrderEngine {
  readonly #options: FilledOptions;
  readonly #core: EngineCore;
  readonly jobs: OrderJobs;
  readonly outbox: OutboxInspector;
  /** Counts of queries, until something changes. */
  readonly #counts = new Map<string, number>();
  readonly #logs: OrderLogs;

  constructor(options: FilledOptions) {
    this.#options = options;
    this.#logs = new OrderLogs(options.backend);
    this.#core = new EngineCore(options, () => this.#counts.clear());
    const {backend, ids} = options;
    this.outbox = createOutboxInspector({
      entries: async () => (await this.#core.requireReplica()).read((tx) => tx.readAllEntries()),
      nextTryInMs: (orderId) => this.#core.nextTryInMs(orderId),
      retry: (orderId) => this.#core.retry(orderId),
      dismiss: (entryId) => this.dismissRefusal(entryId),
      withdraw: async (entryId) => (await this.#core.requireReplica()).withdraw(entryId),
    });
    this.jobs = new DeviceJobs({backend, now: () => this.#core.now(), newId: () => ids.newId(), requireReplica: () => this.#core.requireReplica()});
  }

  get ready(): Promise<void> {
    return this.#core.ready;
  }

  get status(): EngineStatus {
    return this.#core.status;
  }

  get session(): Session | undefined {
    return this.#replica?.session;
  }

  get settings(): Settings {
    return this.#replica?.settings ?? DEFAULT_SETTINGS;
  }

  get actor(): Actor {
    return this.#replica?.actor ?? NOBODY;
  }

  get #replica(): Replica | undefined {
    return this.#core.replica;
  }

  subscribe(listener: (change: EngineChange) => void): () => void {
    return this.#core.notices.subscribe(listener);
  }

  query(options: EngineQueryOptions): QueryAnswer {
    const startedAt = performance.now();
    const rows = this.#replica?.views.index.query(options, this.settings.timeZone) ?? NO_ROWS;
    return {rows, count: rows.length, tookMs: performance.now() - startedAt};
  }

  count(query: OrderQuery): number {
    const key = JSON.stringify(query.terms);
    const known = this.#counts.get(key);
    if (known !== undefined) return known;
    const count = this.#replica?.views.index.count(query, this.settings.timeZone) ?? 0;
    this.#counts.set(key, count);
    return count;
  }

  counts(queries: readonly OrderQuery[]): readonly number[] {
    return queries.map((query) => this.count(query));
  }

  suggest(query: OrderQuery): readonly string[] {
    return this.#replica?.views.index.suggest(query, this.settings.timeZone) ?? [];
  }

  row(handle: number): OrderRow {
    const index = this.#replica?.views.index;
    if (index === undefined) return BLANK_ROW;
    try {
      return index.row(handle);
    } catch (error) {
      // Somebody signed out between two frames: what is painted once more with an old handle is nobody's order.
      if (isEngineError(error) && error.code === 'index/no-such-handle') return BLANK_ROW;
      throw error;
    }
  }

  handleOf(orderId: string): number | undefined {
    return this.#replica?.views.index.handleOf(orderId);
  }

  idOf(handle: number): string {
    return this.#replica?.views.index.idOf(handle) ?? '';
  }

  async readOrder(orderId: string): Promise<Order | undefined> {
    if (this.#replica === undefined) await this.ready;
    return (await this.#replica?.readOrder(orderId)) ?? this.#askFor(orderId);
  }

  readOrders(options: Parameters<OrderEngine['readOrders']>[0]): Promise<OrdersPage> {
    return this.#options.backend.readOrders(options);
  }

  readEvents(orderId: string): Promise<readonly LoggedEvent[]> {
    return this.#options.backend.readEvents(orderId);
  }

  async readTimeline(orderId: string): Promise<OrderTimeline> {
    return readTimeline(await this.#core.requireReplica(), this.#logs, orderId);
  }

  async readReceipt(orderId: string, receiptId: string): Promise<Blob> {
    const {backend, logger} = this.#options;
    return readPicture(await this.#core.requireReplica(), `${orderId}|${receiptId}`, () => backend.readReceipt(orderId, receiptId), logger);
  }

  wouldRefuse(order: Order, body: CommandBody): Refusal | undefined {
    const command = {...body, id: 'would-refuse', schemaVersion: 1, orderId: order.id} as const;
    const decision = decide(order, command, {settings: this.settings, actor: this.actor, now: this.#core.now()});
    return decision.ok ? undefined : decision.refusal;
  }

  async dispatch(orderId: string, body: CommandBody, options: {commandId?: string} = {}): Promise<DispatchAnswer> {
    const commandId = options.commandId ?? this.newId();
    const read = readCommandBody(orderId, commandId, body);
    const replica = await this.#core.requireReplica();
    if (read.type !== 'order.place' && this.handleOf(orderId) === undefined) {
      const order = (await replica.readOrder(orderId)) === undefined ? await this.#askFor(orderId) : undefined;
      if (order !== undefined) await replica.keepOrders([order]);
    }
    return replica.dispatch({commandId, orderId, body: read, now: this.#core.now(), claimedAt: this.#options.clock.now()});
  }

  async undo(orderId: string, commandId: string): Promise<UndoAnswer> {
    const replica = await this.#core.requireReplica();
    if (await replica.withdraw(commandId, orderId)) return {ok: true, withdrawn: true, order: await this.readOrder(orderId)};
    const answer = await this.dispatch(orderId, {type: 'order.undo', undoes: commandId});
    return answer.ok ? {ok: true, withdrawn: false, order: answer.order} : answer;
  }

  newId(): string {
    return this.#options.ids.newId();
  }

  withdraw(entryId: string): Promise<boolean> {
    return this.outbox.withdraw(entryId);
  }

  diagnostics(): Promise<DiagnosticBundle> {
    return this.#core.diagnostics();
  }

  async readOutbox(): Promise<readonly OutboxEntry[]> {
    if (this.#replica === undefined) await this.ready;
    return this.#replica?.views.outbox.list() ?? [];
  }

  async dismissRefusal(entryId: string): Promise<void> {
    await this.#replica?.dismiss(entryId);
  }

  syncNow(): Promise<void> {
    return this.#core.tryNow();
  }

  async settled({signal}: {signal?: AbortSignal} = {}): Promise<void> {
    signal?.throwIfAborted();
    await this.syncNow();
    let isChanged = false;
    let ofJobs = 0;
    const stop = this.subscribe(() => (isChanged = true));
    try {
      for (;;) {
        isChanged = false;
        if (this.status.phase !== 'closed') ofJobs = await this.#waitingInJobs();
        if ((this.#replica?.views.outbox.waitingCount ?? 0) + ofJobs === 0) return;
        if (this.status.phase === 'closed') throw new EngineError('engine/closed', 'The engine was closed before everything was sent; it is kept for the next time.');
        if (this.status.phase === 'signed-out') throw new EngineError('engine/signed-out', 'The backend does not accept the token, so what waits cannot be sent. Sign in and try again.');
        signal?.throwIfAborted();
        if (!isChanged) await this.#nextChange(signal);
      }
    } finally {
      stop();
    }
  }

  async signOut(): Promise<{unsentCount: number}> {
    const unsentCount = (this.#replica?.views.outbox.count ?? 0) + (await this.#waitingInJobs());
    await this.#core.signOut();
    return {unsentCount};
  }

  close(): Promise<void> {
    return this.#core.close();
  }

  /** An order that this device does not hold, from the backend; undefined when it cannot be had. */
  async #askFor(orderId: string): Promise<Order | undefined> {
    if (this.session === undefined || this.status.phase === 'signed-out' || this.status.phase === 'closed') return undefined;
    try {
      return await this.#options.backend.readOrder(orderId);
    } catch (error) {
      if (isBackendError(error)) return undefined;
      throw error;
    }
  }

  /** Orders of bulk jobs that are not in the outbox yet. */
  async #waitingInJobs(): Promise<number> {
    if (this.#replica === undefined) return 0;
    return (await this.jobs.list()).reduce((sum, {counts}) => sum + counts.waiting, 0);
  }

  #nextChange(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = this.subscribe(() => {
        stop();
        signal?.removeEventListener('abort', onAbort);
        resolve();
      });
      const onAbort = (): void => {
        stop();
        reject(signal?.reason as Error);
      };
      signal?.addEventListener('abort', onAbort, {once: true});
    });
  }
}
