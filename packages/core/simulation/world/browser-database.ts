import {IDBDatabase, IDBFactory, IDBKeyRange, IDBObjectStore, IDBRequest, IDBTransaction} from 'fake-indexeddb';
import type {Platform} from '../../src/engine/platform.ts';
import type {Party} from './party.ts';
import type {Scheduler} from './scheduler.ts';

/** What is read of fake-indexeddb beyond the standard: whose transaction it is, and how to undo it. */
interface RawTransaction {
  readonly db: RawConnection;
  readonly mode: string;
  _state: string;
  _started: boolean;
  _requests: unknown[];
  readonly _rollbackLog: (() => void)[];
  readonly _prioritizedListeners: ReadonlyMap<string, () => void>;
  /** Of a change of the schema: the request that opens the database. */
  readonly _openRequest: IDBRequest | null;
}

interface RawConnection {
  _closed: boolean;
  _closePending: boolean;
  readonly _rawDatabase: RawDatabase;
}

interface RawDatabase {
  readonly name: string;
  transactions: RawTransaction[];
  connections: RawConnection[];
  readonly rawObjectStores: ReadonlyMap<string, {readonly records: {values(): Iterable<{readonly value: unknown}>}}>;
  processTransactions(): void;
}

/** Which tab opened a connection, and on which device. */
const owners = new WeakMap<object, {readonly party: Party; readonly device: BrowserDatabase}>();

/** The browser's storage of one device: lasting, shared by its tabs, transactional. */
export class BrowserDatabase {
  readonly scheduler: Scheduler;
  readonly factory = new IDBFactory();
  /** No room is left: every write fails, as a browser's would. */
  isFull = false;
  /** Hears of every committed change, with the database's name. */
  onCommit: (databaseName: string) => void = () => {};

  constructor(scheduler: Scheduler) {
    this.scheduler = scheduler;
    patchOnce();
  }

  /** What a tab finds as `indexedDB`. */
  openedBy(party: Party): NonNullable<Platform['database']> {
    const open = (name: string, version?: number): IDBRequest => {
      if (!party.calls('database')) return new IDBRequest();
      const request = this.factory.open(name, version);
      const claim = (): void => {
        const connection = request.result as unknown as RawConnection & {close(): void};
        owners.set(connection, {party, device: this});
        if (!party.isDead) return;
        if (request.transaction !== null) abandon(request.transaction as unknown as RawTransaction);
        connection.close();
      };
      request.addEventListener('upgradeneeded', claim);
      request.addEventListener('success', claim);
      return request;
    };
    const {factory} = this;
    const facade = {open, cmp: factory.cmp.bind(factory), databases: factory.databases.bind(factory), deleteDatabase: factory.deleteDatabase.bind(factory)};
    return {indexedDB: facade as unknown as globalThis.IDBFactory, IDBKeyRange};
  }

  /** The tab is gone: what it had not committed never was, and others need not wait for it. */
  release(party: Party): void {
    for (const raw of this.#databases()) {
      for (const transaction of raw.transactions) {
        if (owners.get(transaction.db)?.party !== party || transaction._state === 'finished') continue;
        abandon(transaction);
      }
      raw.transactions = raw.transactions.filter(({_state}) => _state !== 'finished');
      for (const connection of raw.connections) {
        if (owners.get(connection)?.party === party) Object.assign(connection, {_closed: true, _closePending: true});
      }
      raw.connections = raw.connections.filter(({_closed}) => !_closed);
      raw.processTransactions();
    }
  }

  names(): string[] {
    return this.#databases().map(({name}) => name);
  }

  /** Everything in a table, as it lies there: look at it, never change it. */
  rows(databaseName: string, table: string): unknown[] {
    const store = this.#databases().find(({name}) => name === databaseName)?.rawObjectStores.get(table);
    return store === undefined ? [] : [...store.records.values()].map(({value}) => value);
  }

  #databases(): RawDatabase[] {
    return [...(this.factory as unknown as {_databases: Map<string, RawDatabase>})._databases.values()];
  }
}

/** Undoes what a tab that is gone had not committed, and makes room for the next. */
function abandon(transaction: RawTransaction): void {
  for (const undo of transaction._rollbackLog.splice(0).reverse()) undo();
  transaction._requests = [];
  transaction._state = 'finished';
  const request = transaction._openRequest;
  if (request === null) return;
  // Who opens this database next waits in line behind the change of its schema; the tab itself hears nothing.
  Object.assign(request, {listeners: [], onupgradeneeded: null, onsuccess: null, onerror: null});
  // A tab that dies while it is asked for the new schema: only after that is anybody listening for the outcome.
  queueMicrotask(() => transaction._prioritizedListeners.get('abort')?.());
}

let isPatched = false;

/** Teaches fake-indexeddb that tabs crash. Connections that no simulated tab opened behave as before. */
function patchOnce(): void {
  if (isPatched) return;
  isPatched = true;
  const transactions = IDBTransaction.prototype as unknown as {_execRequestAsync(request: object): unknown; _start(): void; _markFinished(): void; abort(): void};
  const {_execRequestAsync, _start, _markFinished, abort} = transactions;
  transactions._execRequestAsync = function (this: RawTransaction, request) {
    const owner = owners.get(this.db);
    // A call of somebody dead, perhaps since this call: an answer that never comes.
    if (owner !== undefined && !owner.party.calls('database')) return new IDBRequest();
    return _execRequestAsync.call(this, request);
  };
  transactions._start = function (this: RawTransaction) {
    const owner = owners.get(this.db);
    if (owner !== undefined) {
      if (owner.party.isDead) return;
      owner.device.scheduler.current = owner.party;
    }
    _start.call(this);
  };
  transactions._markFinished = function (this: RawTransaction & {error: unknown}) {
    const owner = owners.get(this.db);
    _markFinished.call(this);
    if (owner !== undefined && this.mode === 'readwrite' && this.error === null) owner.device.onCommit(this.db._rawDatabase.name);
  };
  transactions.abort = function (this: RawTransaction) {
    if (owners.get(this.db)?.party.isDead !== true) abort.call(this);
  };
  const {transaction} = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...args) {
    const owner = owners.get(this);
    if (owner?.party.isDead === true) return new IDBTransaction(...([[args[0]].flat(), args[1], 'default', this] as unknown as []));
    return transaction.apply(this, args);
  };
  for (const method of ['put', 'add'] as const) {
    const write = IDBObjectStore.prototype[method];
    IDBObjectStore.prototype[method] = function (this: IDBObjectStore, ...values) {
      const owner = owners.get(this.transaction.db);
      if (owner?.party.isDead === true) return new IDBRequest();
      if (owner?.device.isFull === true) throw new DOMException('There is no room left.', 'QuotaExceededError');
      return write.apply(this, values);
    };
  }
}
