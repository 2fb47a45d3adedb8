import {BackendError} from '../../src/ports/backend-error.ts';
import type {Actor, Role} from '../../src/order/decision.ts';
import type {Command} from '../../src/order/command.ts';
import type {LoggedEvent} from '../../src/order/event.ts';
import type {Order} from '../../src/order/order.ts';
import type {ChangesPage, CommandResult, Session} from '../../src/ports/order-backend.ts';
import {applyCommand} from '../../src/rules/apply-command.ts';
import {DEFAULT_SETTINGS, type Settings} from '../../src/settings/settings.ts';
import {parseCommand} from '../../src/wire/parse-command.ts';
import {MemoryConnection} from './memory-connection.ts';

/** What a {@link MemoryServer} starts with. */
export interface MemoryServerOptions {
  readonly settings?: Partial<Settings>;
  readonly storeId?: string;
  /** The server's clock, ISO 8601. Default: the real one. */
  readonly now?: () => string;
  /** Most orders in one page of the feed. @default 500 */
  readonly changesPerPage?: number;
  /** Most commands in one batch. @default 500 */
  readonly commandsPerBatch?: number;
  /** What `GET /v1/me` lists. @default all */
  readonly capabilities?: readonly string[];
}

/** Everything a backup holds. */
interface ServerState {
  readonly orders: Map<string, {order: Order; position: number}>;
  readonly removed: Map<string, number>;
  readonly events: Map<string, LoggedEvent[]>;
  readonly results: Map<string, CommandResult>;
  position: number;
  lastNumber: number;
  settings: Settings;
  settingsPosition: number;
}

/**
 * A whole backend in memory: decides with the real rules, keeps idempotency records, counts a feed, and wakes who
 * listens. Devices come in by `connect()`; each has a network of its own that can be cut, slowed or made to lose
 * replies. For tests, demonstrations and storybooks.
 *
 * @example
 * const server = new MemoryServer();
 * const backend = server.connect();
 * const engine = createOrderEngine({backend, storage: 'memory'});
 */
export class MemoryServer {
  readonly storeId: string;
  readonly changesPerPage: number;
  readonly commandsPerBatch: number;
  readonly capabilities: readonly string[];
  readonly #now: () => string;
  readonly #wakes = new Set<() => void>();
  #state: ServerState;
  #epoch = 1;
  #isStopped = false;
  /** Commands that changed something, in the order they did: proof that nothing was applied twice. */
  readonly appliedCommandIds: string[] = [];
  /** Calls so far, by method. */
  readonly calls: Record<string, number> = {};

  constructor(options: MemoryServerOptions = {}) {
    this.storeId = options.storeId ?? 'main';
    this.changesPerPage = options.changesPerPage ?? 500;
    this.commandsPerBatch = options.commandsPerBatch ?? 500;
    this.capabilities = options.capabilities ?? ['receipts', 'events', 'search', 'stream', 'dry-run'];
    this.#now = options.now ?? (() => new Date().toISOString());
    const settings = {...DEFAULT_SETTINGS, ...options.settings, storeId: this.storeId};
    this.#state = {orders: new Map(), removed: new Map(), events: new Map(), results: new Map(), position: 0, lastNumber: 1000, settings, settingsPosition: 0};
  }

  /** A device's way to this server. */
  connect(options: {userId?: string; name?: string; role?: Role; endpoint?: string} = {}): MemoryConnection {
    const {userId = 'owner', name = userId, role = 'owner', endpoint = 'memory:'} = options;
    return new MemoryConnection(this, {id: userId, name, role}, endpoint);
  }

  /** No connection is served until `start()`; streams break. */
  stop(): void {
    this.#isStopped = true;
    this.wake();
  }

  start(): void {
    this.#isStopped = false;
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  get settings(): Settings {
    return this.#state.settings;
  }

  changeSettings(change: Partial<Settings>): void {
    const {settings} = this.#state;
    this.#state.settings = {...settings, ...change, version: settings.version + 1, updatedAt: this.#now()};
    this.#state.position += 1;
    this.#state.settingsPosition = this.#state.position;
    this.wake();
  }

  order(orderId: string): Order | undefined {
    return this.#state.orders.get(orderId)?.order;
  }

  orders(): Order[] {
    return [...this.#state.orders.values()].map(({order}) => order);
  }

  /** Puts an order where it is, as an import or a restore would. */
  put(order: Order): void {
    this.#state.position += 1;
    this.#state.orders.set(order.id, {order, position: this.#state.position});
    this.#state.removed.delete(order.id);
  }

  /** Takes an order away from all readers. */
  remove(orderId: string): void {
    this.#state.position += 1;
    this.#state.orders.delete(orderId);
    this.#state.removed.set(orderId, this.#state.position);
    this.wake();
  }

  /** A copy of everything, for `restore`. */
  backup(): ServerState {
    return structuredClone(this.#state);
  }

  /** Goes back to a backup: a new epoch, so every cursor is void. */
  restore(backup: ServerState): void {
    this.#state = structuredClone(backup);
    this.#epoch += 1;
    this.wake();
  }

  /** Every cursor is void, as after an upgrade. */
  renewEpoch(): void {
    this.#epoch += 1;
    this.wake();
  }

  onWake(callback: () => void): () => void {
    this.#wakes.add(callback);
    return () => this.#wakes.delete(callback);
  }

  wake(): void {
    for (const wake of this.#wakes) wake();
  }

  count(method: string): void {
    this.calls[method] = (this.calls[method] ?? 0) + 1;
  }

  session(actor: Actor): Session {
    return {
      store: {id: this.storeId, name: this.#state.settings.storeName},
      user: {id: actor.id, name: actor.name},
      role: actor.role,
      settings: this.#state.settings,
      capabilities: this.capabilities,
      limits: {commandsPerBatch: this.commandsPerBatch, changesPerPage: this.changesPerPage, receiptBytes: 5_000_000},
      epoch: String(this.#epoch),
      serverTime: this.#now(),
    };
  }

  /** Decides a batch, one command after the other. @throws BackendError `backend/bad-request` when one cannot be read: then none is carried out. */
  carryOut(commands: readonly Command[], actor: Actor): CommandResult[] {
    this.#requireReadable(commands);
    const results = commands.map((command) => this.#decide(command, actor));
    this.wake();
    return results;
  }

  /** Decides a batch without writing anything; a result has the order as it would be then. */
  tryOut(commands: readonly Command[], actor: Actor): CommandResult[] {
    this.#requireReadable(commands);
    const drafts = new Map<string, Order>();
    return commands.map((command): CommandResult => {
      const {id, orderId} = command;
      const before = drafts.get(orderId) ?? this.order(orderId);
      const known = this.#state.results.get(id);
      if (known !== undefined) return {...known, ...(known.outcome === 'applied' ? {outcome: 'duplicate'} : {}), ...(before === undefined ? {} : {order: before})};
      const answer = applyCommand(before, command, {settings: this.settings, actor, now: this.#now(), nextNumber: String(this.#state.lastNumber + 1)});
      if (!answer.ok) return {id, outcome: 'refused', version: before?.version ?? 0, position: 0, refusal: answer.refusal, ...(before === undefined ? {} : {order: before})};
      drafts.set(orderId, answer.order);
      return {id, outcome: 'applied', version: answer.order.version, position: 0, order: answer.order};
    });
  }

  /** @throws BackendError `backend/bad-request`. */
  #requireReadable(commands: readonly Command[]): void {
    const errors = commands.flatMap((command, index) => {
      const parsed = parseCommand(command);
      return parsed.ok ? [] : parsed.errors.map((error) => ({...error, pointer: `/commands/${index}${error.pointer}`}));
    });
    if (errors.length > 0) {
      const problem = {type: 'about:blank', title: 'Some commands cannot be read.', status: 422, errors};
      throw new BackendError('backend/bad-request', problem.title, {retriable: false, problem});
    }
  }

  #decide(command: Command, actor: Actor): CommandResult {
    const state = this.#state;
    const known = state.results.get(command.id);
    if (known !== undefined) return known.outcome === 'refused' ? known : {...known, outcome: 'duplicate'};
    const before = state.orders.get(command.orderId)?.order;
    const nextNumber = String(state.lastNumber + 1);
    const wished = command.type === 'order.place' ? command.order.number : undefined;
    const numberTaken = wished !== undefined && this.orders().some(({number}) => number === wished);
    const now = this.#now();
    const answer = applyCommand(before, command, {settings: state.settings, actor, now, nextNumber, numberTaken});
    if (!answer.ok) {
      const refused: CommandResult = {id: command.id, outcome: 'refused', version: before?.version ?? 0, position: 0, refusal: answer.refusal, ...(before === undefined ? {} : {order: before})};
      state.results.set(command.id, refused);
      return refused;
    }
    if (answer.order.number === nextNumber) state.lastNumber += 1;
    this.put(answer.order);
    const {version} = answer.order;
    const log = answer.events.map((event, index): LoggedEvent => ({orderId: command.orderId, version, index, commandId: command.id, event}));
    state.events.set(command.orderId, [...(state.events.get(command.orderId) ?? []), ...log]);
    const applied: CommandResult = {id: command.id, outcome: 'applied', version, position: state.position};
    state.results.set(command.id, applied);
    this.appliedCommandIds.push(command.id);
    return applied;
  }

  changes(after: string | null, limit: number, role: Role): ChangesPage {
    const state = this.#state;
    const [epoch, from, ofRole] = after === null ? [String(this.#epoch), '0', role] : after.split('.');
    if (epoch !== String(this.#epoch) || ofRole !== role) throw new BackendError('backend/cursor-gone', 'That cursor is no longer known; read from the beginning.', {retriable: false});
    const since = Number(from);
    const changed = [...state.orders.values()].filter(({position}) => position > since).map(({order, position}) => ({order, removedId: undefined, position}));
    const removed = after === null ? [] : [...state.removed].filter(([, position]) => position > since).map(([removedId, position]) => ({order: undefined, removedId, position}));
    const all = [...changed, ...removed].sort((left, right) => left.position - right.position);
    const page = all.slice(0, limit);
    const hasMore = all.length > page.length;
    const end = hasMore ? (page.at(-1)?.position ?? since) : state.position;
    return {
      orders: page.flatMap(({order}) => order ?? []),
      removed: page.flatMap(({removedId}) => removedId ?? []),
      cursor: `${this.#epoch}.${end}.${role}`,
      hasMore,
      ...(after === null || state.settingsPosition > since ? {settings: state.settings} : {}),
    };
  }

  eventsOf(orderId: string): readonly LoggedEvent[] {
    return this.#state.events.get(orderId) ?? [];
  }
}
