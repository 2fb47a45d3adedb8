import type {Dice} from '../world/dice.ts';
import type {Party} from '../world/party.ts';
import type {Scheduler} from '../world/scheduler.ts';

/** Everything a backup holds: rows by key, never changed in place. */
export type Rows = ReadonlyMap<string, unknown>;

interface LockQueue {
  holder: ServerTransaction | undefined;
  readonly waiting: {readonly transaction: ServerTransaction; readonly grant: () => void}[];
}

/**
 * A database with transactions that really run side by side: row locks that are waited for, a commit that makes all
 * writes visible at once, and a rollback when the process behind it dies. Every call is a port call of that process.
 */
export class ServerDatabase {
  readonly scheduler: Scheduler;
  readonly dice: Dice;
  rows: Map<string, unknown> = new Map();
  readonly #locks = new Map<string, LockQueue>();

  constructor(scheduler: Scheduler, dice: Dice) {
    this.scheduler = scheduler;
    this.dice = dice;
  }

  read<Value>(key: string): Value | undefined {
    return this.rows.get(key) as Value | undefined;
  }

  *readAll<Value>(prefix: string): Generator<Value> {
    for (const [key, value] of this.rows) if (key.startsWith(prefix)) yield value as Value;
  }

  begin(process: Party): ServerTransaction {
    return new ServerTransaction(this, process);
  }

  lock(key: string, transaction: ServerTransaction, grant: () => void): void {
    const queue = this.#locks.get(key) ?? {holder: undefined, waiting: []};
    this.#locks.set(key, queue);
    if (queue.holder === transaction) grant();
    else if (queue.holder === undefined) {
      queue.holder = transaction;
      grant();
    } else queue.waiting.push({transaction, grant});
  }

  unlock(transaction: ServerTransaction): void {
    for (const queue of this.#locks.values()) {
      const position = queue.waiting.findIndex((one) => one.transaction === transaction);
      if (position !== -1) queue.waiting.splice(position, 1);
      if (queue.holder !== transaction) continue;
      const next = queue.waiting.shift();
      queue.holder = next?.transaction;
      next?.grant();
    }
  }
}

/** One transaction of one process. Nothing of it counts before `commit` is done. */
export class ServerTransaction {
  readonly #database: ServerDatabase;
  readonly #process: Party;
  readonly #writes = new Map<string, unknown>();
  #isOver = false;

  constructor(database: ServerDatabase, process: Party) {
    this.#database = database;
    this.#process = process;
    process.onDeath(() => this.#end());
  }

  /** Waits until nobody else has the row. */
  async lock(key: string): Promise<void> {
    await this.#step();
    await new Promise<void>((resolve) => this.#database.lock(key, this, () => this.#database.scheduler.after(0.05, this.#process, resolve)));
  }

  read<Value>(key: string): Value | undefined {
    return this.#writes.has(key) ? (this.#writes.get(key) as Value | undefined) : this.#database.read<Value>(key);
  }

  /** @param value undefined deletes. */
  write(key: string, value: unknown): void {
    this.#writes.set(key, value);
  }

  /** @param onCommit runs in the very moment of the commit. */
  async commit(onCommit: () => void = () => {}): Promise<void> {
    await this.#step();
    for (const [key, value] of this.#writes) {
      this.#database.rows.delete(key);
      if (value !== undefined) this.#database.rows.set(key, value);
    }
    onCommit();
    this.#end();
    await this.#step();
  }

  rollback(): void {
    this.#end();
  }

  /** A call over the wire to the database; the process may die in it, and then it never comes back. */
  #step(): Promise<void> {
    return new Promise((resolve) => {
      if (!this.#process.calls('store')) return;
      const {dice, scheduler} = this.#database;
      // Now and then a disk or a neighbour is slow.
      scheduler.after(dice.chance(0.06) ? dice.between(10, 120) : dice.between(0.1, 3), this.#process, resolve);
    });
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#writes.clear();
    this.#database.unlock(this);
  }
}
