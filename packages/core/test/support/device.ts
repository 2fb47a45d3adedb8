import type {TestContext} from 'node:test';
import {IDBFactory, IDBKeyRange, IDBObjectStore} from 'fake-indexeddb';
import {createOrderEngine} from '../../src/engine/create-order-engine.ts';
import type {OrderEngineOptions} from '../../src/engine/engine-options.ts';
import type {OrderEngine} from '../../src/engine/order-engine.ts';
import type {Platform} from '../../src/engine/platform.ts';
import type {Clock} from '../../src/ports/clock.ts';
import type {OrderBackend} from '../../src/ports/order-backend.ts';
import {createFastClock} from './fast-clock.ts';

let devices = 0;

/** Database name prefixes of devices without room. fake-indexeddb has no limit of its own. */
const fullDevices = new Set<string>();
for (const method of ['put', 'add'] as const) {
  const write = IDBObjectStore.prototype[method];
  IDBObjectStore.prototype[method] = function (this: InstanceType<typeof IDBObjectStore>, ...values) {
    if ([...fullDevices].some((prefix) => this.transaction.db.name.startsWith(`${prefix}|`))) throw new DOMException('There is no room left.', 'QuotaExceededError');
    return write.apply(this, values);
  };
}

export interface DeviceOptions {
  /** How much faster than real time the tabs' time runs. @default 20 */
  readonly speed?: number;
  /** False: as in an insecure context, where there are no Web Locks. @default true */
  readonly locks?: boolean;
}

/** A device: one IndexedDB, one storage, one set of locks and channels for all tabs opened on it. */
export class Device {
  readonly #factory = new IDBFactory();
  readonly #kept = new Map<string, string>();
  readonly #name: string;
  readonly #locks: boolean;
  readonly #tabs = new Set<OrderEngine>();
  readonly #wakes = new Map<OrderEngine | symbol, () => void>();
  readonly #leaves = new Set<() => void>();
  readonly errors: string[] = [];

  /** No more room: what is written fails as in a browser. */
  set isFull(isFull: boolean) {
    if (isFull) fullDevices.add(this.#name);
    else fullDevices.delete(this.#name);
  }

  /** @param t the test it belongs to: its tabs are closed with it. */
  constructor(t: TestContext, {locks = true, speed = 20}: DeviceOptions = {}) {
    t.after(() => this.closeAll());
    this.speed = speed;
    devices += 1;
    this.#name = `device-${devices}-${process.pid}`;
    this.#locks = locks;
  }

  get factory(): IDBFactory {
    return this.#factory;
  }

  get databasePrefix(): string {
    return this.#name;
  }

  /** How much faster than real time the tabs' time runs, so that waits are short. */
  readonly speed: number;

  /** Opens a tab. */
  open(backend: OrderBackend, options: Partial<OrderEngineOptions> & {platform?: Platform} = {}): OrderEngine {
    const engine = createOrderEngine({
      backend,
      clock: createFastClock(this.speed),
      databasePrefix: this.#name,
      platform: this.platform(),
      logger: {info: () => {}, warn: () => {}, error: (message, facts) => this.errors.push(`${message} ${JSON.stringify(facts)}`)},
      ...options,
    });
    this.#tabs.add(engine);
    return engine;
  }

  /** A clock that can be stopped, as a browser does with a page in the background. */
  frozenClock(): {readonly clock: Clock; freeze(): void; thaw(): void} {
    const real = createFastClock(this.speed);
    let isFrozen = false;
    let late: (() => void)[] = [];
    return {
      clock: {...real, after: (delayMs, callback) => real.after(delayMs, () => (isFrozen ? void late.push(callback) : callback()))},
      freeze: () => {
        isFrozen = true;
      },
      thaw: () => {
        isFrozen = false;
        const due = late;
        late = [];
        for (const callback of due) callback();
      },
    };
  }

  platform(): Platform {
    const key = Symbol('tab');
    return {
      database: {indexedDB: this.#factory, IDBKeyRange},
      locks: this.#locks ? globalThis.navigator.locks : undefined,
      storage: {
        getItem: (name) => this.#kept.get(name) ?? null,
        setItem: (name, value) => void this.#kept.set(name, value),
        removeItem: (name) => void this.#kept.delete(name),
      },
      missing: this.#locks ? [] : ['web-locks'],
      openChannel: (name) => {
        const channel = new BroadcastChannel(name) as unknown as BroadcastChannel & {unref(): void};
        channel.unref();
        return channel;
      },
      onWake: (callback) => {
        this.#wakes.set(key, callback);
        return () => this.#wakes.delete(key);
      },
      onHide: () => () => {},
      onLeave: (callback) => {
        this.#leaves.add(callback);
        return () => this.#leaves.delete(callback);
      },
      random: Math.random,
    };
  }

  /** A browser whose settings forbid IndexedDB. */
  brokenDatabase(): Platform['database'] {
    const refuse = (): never => {
      throw new DOMException('The user denied permission.', 'SecurityError');
    };
    return {indexedDB: {open: refuse, deleteDatabase: refuse, cmp: refuse, databases: refuse} as unknown as globalThis.IDBFactory, IDBKeyRange};
  }

  /** The device's database as it is, with a look at every connection that is opened. */
  watchedDatabase(onOpen: (db: IDBDatabase) => void): NonNullable<Platform['database']> {
    const factory = this.#factory;
    const indexedDB = {
      open: (name: string, version?: number) => {
        const request = factory.open(name, version);
        request.addEventListener('success', () => onOpen(request.result));
        return request;
      },
      deleteDatabase: factory.deleteDatabase.bind(factory),
      cmp: factory.cmp.bind(factory),
      databases: factory.databases.bind(factory),
    };
    return {indexedDB, IDBKeyRange};
  }

  /** The saved index as it lies on the device. */
  readIndex(): Promise<unknown> {
    return this.#onSnapshots('readonly', (store) => store.get('index'));
  }

  async writeIndex(record: unknown): Promise<void> {
    await this.#onSnapshots('readwrite', (store) => store.put(record));
  }

  async forgetIndex(): Promise<void> {
    await this.#onSnapshots('readwrite', (store) => store.clear());
  }

  /** Everything in one table, as it lies on the device. */
  readTable(table: string): Promise<unknown[]> {
    return this.#on(table, 'readonly', (store) => store.getAll() as IDBRequest<unknown[]>);
  }

  /** Puts a record where the engine did not, as a failing disk would. */
  async putRecord(table: string, record: unknown): Promise<void> {
    await this.#on(table, 'readwrite', (store) => store.put(record));
  }

  async deleteRecord(table: string, key: IDBValidKey): Promise<void> {
    await this.#on(table, 'readwrite', (store) => store.delete(key));
  }

  /** Spoils the text of every chunk, as a failing disk would. */
  async damageChunks(): Promise<number> {
    const ids = await this.#on('chunks', 'readonly', (store) => store.getAllKeys());
    for (const id of ids) await this.#on('chunks', 'readwrite', (store) => store.put({id, json: 'spoiled', ends: []}));
    return ids.length;
  }

  #onSnapshots<Result>(mode: IDBTransactionMode, work: (store: globalThis.IDBObjectStore) => IDBRequest<Result>): Promise<Result> {
    return this.#on('snapshots', mode, work);
  }

  async #on<Result>(table: string, mode: IDBTransactionMode, work: (store: globalThis.IDBObjectStore) => IDBRequest<Result>): Promise<Result> {
    const [{name}] = (await this.#factory.databases()) as [{name: string}];
    const settled = <Value>(request: IDBRequest<Value>): Promise<Value> => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const db = await settled(this.#factory.open(name) as unknown as IDBRequest<IDBDatabase>);
    try {
      return await settled(work(db.transaction(table, mode).objectStore(table)));
    } finally {
      db.close();
    }
  }

  /** Every tab that is open now is told that it is left. */
  leave(): void {
    for (const leave of this.#leaves) leave();
  }

  /** Every tab comes into view. */
  wake(): void {
    for (const wake of this.#wakes.values()) wake();
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#tabs].map((tab) => tab.close()));
    this.#tabs.clear();
  }
}
