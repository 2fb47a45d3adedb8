import {databaseName} from '../cache/database.ts';
import {openDeviceCache} from '../cache/device-cache.ts';
import {openMemoryCache} from '../cache/memory-cache.ts';
import type {OrderCache} from '../cache/order-cache.ts';
import {toCacheError} from '../cache/to-cache-error.ts';
import type {LastSession} from './last-session.ts';
import type {Platform} from './platform.ts';

/** How the caches of one endpoint are opened. */
export interface CacheSource {
  readonly platform: Platform;
  readonly storage: 'device' | 'memory';
  readonly prefix: string;
  readonly endpoint: string;
  /** Another tab holds an older version and has to be closed first. */
  readonly onBlocked: () => void;
  /** A sentence for the host page: the device's own storage failed, and memory is used. */
  readonly onProblem: (problem: string) => void;
}

/** Name of the cache of one user. */
export function cacheName({prefix, endpoint}: CacheSource, {storeId, userId}: LastSession): string {
  return databaseName(prefix, endpoint, storeId, userId);
}

/** Opens a cache: the device's own where that works, else memory, so that there is always something to work with. */
export async function openCache(source: CacheSource, name: string): Promise<OrderCache> {
  const {database} = source.platform;
  if (source.storage === 'memory' || database === undefined) return openMemoryCache(name);
  try {
    return await openDeviceCache(name, database, source.onBlocked);
  } catch (cause) {
    source.onProblem(toCacheError(cause).message);
    return openMemoryCache(name);
  }
}
