import type {IndexedDbSource} from '../cache/database.ts';
import type {MissingPlatform} from './order-engine.ts';

/** The part of `BroadcastChannel` that is used. */
export interface Channel {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: {readonly data: unknown}) => void): void;
  close(): void;
}

/** What the engine takes from the page it runs in. Tests bring their own; everything in it may be missing. */
export interface Platform {
  readonly database: IndexedDbSource | undefined;
  readonly locks: LockManager | undefined;
  /** Remembers, per endpoint, whose orders were opened last. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | undefined;
  readonly missing: readonly MissingPlatform[];
  /** How to get what is missing, where something can be done about it. */
  readonly advice?: string | undefined;
  openChannel(name: string): Channel | undefined;
  /** Calls back when the network is said to be back, the page comes into view or is no longer frozen. */
  onWake(callback: () => void): () => void;
  /** Calls back when the page goes out of view, perhaps for ever. */
  onHide(callback: () => void): () => void;
  /** Calls back when the page is left or reloaded; what is done in it must be done at once. */
  onLeave(callback: () => void): () => void;
  /** From 0 to 1. */
  random(): number;
}

function readStorage(): Platform['storage'] {
  try {
    // Node has a `localStorage` that warns; only a page's own is wanted.
    return typeof document === 'undefined' ? undefined : globalThis.localStorage;
  } catch {
    return undefined; // a browser that blocks storage throws
  }
}

function listMissing(database: Platform['database'], locks: Platform['locks']): MissingPlatform[] {
  const missing: MissingPlatform[] = [];
  const navigator = globalThis.navigator as Partial<Navigator> | undefined;
  if (database === undefined) missing.push('indexeddb');
  if (locks === undefined) missing.push('web-locks');
  if (navigator?.serviceWorker === undefined) missing.push('service-worker');
  if ((globalThis.crypto as Partial<Crypto> | undefined)?.subtle === undefined) missing.push('crypto');
  if (navigator?.mediaDevices === undefined) missing.push('camera');
  return missing;
}

/** The global of Node hears no events: it lacks the methods. */
function hear(target: Partial<EventTarget> | undefined, type: string, callback: () => void): () => void {
  target?.addEventListener?.(type, callback);
  return () => target?.removeEventListener?.(type, callback);
}

/** The page, worker or script this runs in. */
export function currentPlatform(): Platform {
  const page = typeof document === 'undefined' ? undefined : document;
  const {indexedDB, IDBKeyRange} = globalThis;
  const database = (indexedDB as IDBFactory | undefined) === undefined ? undefined : {indexedDB, IDBKeyRange};
  const locks = (globalThis.navigator as Partial<Navigator> | undefined)?.locks;
  const here = typeof globalThis.addEventListener === 'function' ? globalThis : undefined; // Node's is no event target
  return {
    database,
    locks,
    storage: readStorage(),
    missing: listMissing(database, locks),
    advice: page !== undefined && !globalThis.isSecureContext ? 'This page was not served over HTTPS, so browsers withhold some features from it. Put a reverse proxy with a certificate in front of the server, or open it as http://localhost, to have them all.' : undefined,
    openChannel: (name) => {
      if (typeof BroadcastChannel === 'undefined') return undefined;
      const channel = new BroadcastChannel(name);
      (channel as {unref?: () => void}).unref?.(); // in Node it would keep the process alive
      return channel;
    },
    onWake: (callback) => {
      const whenVisible = (): void => {
        if (page?.visibilityState === 'visible') callback();
      };
      const stops = [hear(here, 'online', callback), hear(here, 'pageshow', callback), hear(page, 'resume', callback), hear(page, 'visibilitychange', whenVisible)];
      return () => stops.forEach((stop) => stop());
    },
    onHide: (callback) => hear(page, 'visibilitychange', () => {
      if (page?.visibilityState === 'hidden') callback();
    }),
    onLeave: (callback) => hear(here, 'pagehide', callback),
    random: Math.random,
  };
}
