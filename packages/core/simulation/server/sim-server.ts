import type {Command} from '../../src/order/command.ts';
import type {Actor} from '../../src/order/decision.ts';
import type {LoggedEvent} from '../../src/order/event.ts';
import type {Order} from '../../src/order/order.ts';
import {BackendError} from '../../src/ports/backend-error.ts';
import type {ChangesPage, CommandResult, OrdersPage, Session} from '../../src/ports/order-backend.ts';
import {redact} from '../../src/redaction/redact-order.ts';
import {DEFAULT_SETTINGS, type Settings} from '../../src/settings/settings.ts';
import {parseCommand} from '../../src/wire/parse-command.ts';
import type {Dice} from '../world/dice.ts';
import {Party} from '../world/party.ts';
import type {Scheduler} from '../world/scheduler.ts';
import {carryOut} from './carry-out.ts';
import {readPage, type OrderRow} from './read-page.ts';
import {ServerDatabase} from './server-database.ts';

/** When simulated worlds begin. */
export const START_MS = Date.parse('2026-11-23T00:00:00.000Z');

/** What a server is set up with. */
export interface ServerOptions {
  readonly settings: Partial<Settings>;
  readonly changesPerPage: number;
  readonly commandsPerBatch: number;
  readonly hasStream: boolean;
}

/** One command that was applied, in the history of the store as it is now. */
export interface Application {
  readonly commandId: string;
  readonly orderId: string;
  readonly deviceId: string | undefined;
  /** In which history of the server. */
  readonly epoch: number;
}

const NAMES: Readonly<Record<Actor['role'], string>> = {owner: 'Mei', clerk: '陳大文', packer: 'Wing', viewer: 'Ana', shopper: 'Ms Lee', system: 'scheduler'};

/**
 * A store's server: two stateless processes over one database, which decide with the real rules. Both may crash at
 * any call of the database; the database itself only forgets when it is restored from a backup.
 */
export class SimServer {
  readonly options: ServerOptions;
  readonly scheduler: Scheduler;
  readonly database: ServerDatabase;
  readonly processes: (Party | undefined)[];
  epoch = 1;
  /** Every application there ever was, by command: also those that a restore took back. */
  readonly everApplied = new Map<string, number>();
  /** Every command that was ever refused. */
  readonly everRefused = new Set<string>();
  readonly #wakes = new Set<() => void>();
  #backup: {readonly rows: Map<string, unknown>} | undefined;

  constructor(scheduler: Scheduler, dice: Dice, options: ServerOptions) {
    this.scheduler = scheduler;
    this.options = options;
    this.database = new ServerDatabase(scheduler, dice);
    this.processes = [new Party('server A'), new Party('server B')];
    const settings: Settings = {...DEFAULT_SETTINGS, ...options.settings};
    this.database.rows.set('settings', {settings, position: 0});
    this.database.rows.set('feed', 0);
    this.database.rows.set('series', 1000);
    this.database.rows.set('lineage', []);
  }

  now(): string {
    return new Date(START_MS + this.scheduler.nowMs).toISOString();
  }

  get settings(): Settings {
    return this.database.read<{settings: Settings}>('settings')?.settings ?? DEFAULT_SETTINGS;
  }

  /** The applications that count: a restore takes back those after the backup. */
  get lineage(): readonly Application[] {
    return this.database.read<readonly Application[]>('lineage') ?? [];
  }

  orders(): Order[] {
    return [...this.database.readAll<OrderRow>('order|')].map(({order}) => order);
  }

  orderRows(): OrderRow[] {
    return [...this.database.readAll<OrderRow>('order|')];
  }

  actorOf(userId: string, role: Actor['role']): Actor {
    return {id: userId, name: NAMES[role], role};
  }

  session(actor: Actor): Session {
    const {changesPerPage, commandsPerBatch, hasStream} = this.options;
    return {
      store: {id: 'main', name: this.settings.storeName},
      user: {id: actor.id, name: actor.name},
      role: actor.role,
      settings: this.settings,
      capabilities: ['receipts', 'events', 'search', ...(hasStream ? ['stream'] : [])],
      limits: {commandsPerBatch, changesPerPage, receiptBytes: 5_000_000},
      epoch: String(this.epoch),
      serverTime: this.now(),
    };
  }

  async carryOut(process: Party, commands: readonly Command[], actor: Actor): Promise<readonly CommandResult[]> {
    const errors = commands.flatMap((command, index) => {
      const parsed = parseCommand(command);
      return parsed.ok ? [] : parsed.errors.map((error) => ({...error, pointer: `/commands/${index}${error.pointer}`}));
    });
    if (errors.length > 0) {
      const problem = {type: 'about:blank', title: 'Some commands cannot be read.', status: 422, errors};
      throw new BackendError('backend/bad-request', problem.title, {retriable: false, problem});
    }
    const results = await carryOut(this, process, commands, actor);
    this.wake();
    return results;
  }

  changes(after: string | null, limit: number, role: Actor['role']): ChangesPage {
    return readPage(this.database, this.epoch, after, Math.min(limit, this.options.changesPerPage), role);
  }

  newest(limit: number, role: Actor['role']): OrdersPage {
    const {orders} = readPage(this.database, this.epoch, null, 10_000, role);
    const sorted = [...orders].sort((left, right) => (left.placedAt < right.placedAt ? 1 : -1));
    return {orders: sorted.slice(0, limit), cursor: null, hasMore: sorted.length > limit, count: sorted.length, countIsExact: true};
  }

  readOrder(orderId: string, role: Actor['role']): Order {
    const order = this.database.read<OrderRow>(`order|${orderId}`)?.order;
    if (order === undefined) throw new BackendError('backend/not-found', 'There is no such order.', {retriable: false});
    return redact(order, role);
  }

  eventsOf(orderId: string): readonly LoggedEvent[] {
    return this.database.read<readonly LoggedEvent[]>(`events|${orderId}`) ?? [];
  }

  /**
   * A transaction like that of orders, under the feed's counter: a position that readers see while somebody else is about
   * to commit the same one would let them pass over that order for ever. Without a living process nothing changes.
   *
   * @param onCommit runs in the very moment of the commit.
   */
  async changeSettings(change: Partial<Settings>, onCommit: () => void = () => {}): Promise<void> {
    const process = this.processes.find((one) => one?.isDead === false);
    if (process === undefined) return;
    const transaction = this.database.begin(process);
    await transaction.lock('feed');
    const {settings} = this;
    const position = (transaction.read<number>('feed') ?? 0) + 1;
    transaction.write('feed', position);
    transaction.write('settings', {settings: {...settings, ...change, version: settings.version + 1, updatedAt: this.now()}, position});
    await transaction.commit(() => {
      onCommit();
      // With the commit: nobody sends settings again whose process died right after it.
      this.wake();
    });
  }

  /** Keeps a copy of everything. */
  keepBackup(): void {
    this.#backup = {rows: new Map(this.database.rows)};
  }

  /** Everything since the backup never was; cursors of before are void. */
  restore(): boolean {
    if (this.#backup === undefined) return false;
    for (const process of this.processes) process?.kill();
    this.database.rows = new Map(this.#backup.rows);
    this.epoch += 1;
    this.restart();
    return true;
  }

  /** Dead processes come back. */
  restart(): void {
    this.processes.forEach((process, index) => {
      if (process?.isDead !== false) this.processes[index] = new Party(process?.name ?? 'server');
    });
  }

  onWake(callback: () => void): () => void {
    this.#wakes.add(callback);
    return () => this.#wakes.delete(callback);
  }

  wake(): void {
    for (const wake of this.#wakes) wake();
  }
}
