import type {TestContext} from 'node:test';
import {IDBFactory, IDBKeyRange} from 'fake-indexeddb';
import {createOrderEngine} from '../../src/engine/create-order-engine.ts';
import type {OrderEngineOptions} from '../../src/engine/engine-options.ts';
import type {OrderEngine} from '../../src/engine/order-engine.ts';
import type {Platform} from '../../src/engine/platform.ts';
import type {OrderBackend} from '../../src/ports/order-backend.ts';
import {createFastClock} from './fast-clock.ts';

let devices = 0;

/** A device: one IndexedDB, one storage, one set of locks and channels for all tabs opened on it. */
export class Device {
  readonly #factory = new IDBFactory();
  readonly #kept = new Map<string, string>();
  readonly #name: string;
  readonly #locks: boolean;
  readonly #tabs = new Set<OrderEngine>();
  readonly #wakes = new Map<OrderEngine | symbol, () => void>();
  readonly errors: string[] = [];

  /**
   * @param t the test it belongs to: its tabs are closed with it.
   * @param options.locks false: as in an insecure context, where there are no Web Locks.
   */
  constructor(t: TestContext, {locks = true}: {locks?: boolean} = {}) {
    t.after(() => this.closeAll());
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

  /** Opens a tab. Time in it runs twenty times as fast, so that waits are short. */
  open(backend: OrderBackend, options: Partial<OrderEngineOptions> & {platform?: Platform} = {}): OrderEngine {
    const engine = createOrderEngine({
      backend,
      clock: createFastClock(20),
      databasePrefix: this.#name,
      platform: this.platform(),
      logger: {info: () => {}, warn: () => {}, error: (message, facts) => this.errors.push(`${message} ${JSON.stringify(facts)}`)},
      ...options,
    });
    this.#tabs.add(engine);
    return engine;
  }

  platform(): Platform {
    const key = Symbol('tab');
    return {
      database: {indexedDB: this.#factory as unknown as globalThis.IDBFactory, IDBKeyRange: IDBKeyRange as unknown as typeof globalThis.IDBKeyRange},
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
      random: Math.random,
    };
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
