import type {Clock} from '../ports/clock.ts';
import type {IdSource} from '../ports/id-source.ts';
import {type Logger, SILENT_LOGGER} from '../ports/logger.ts';
import type {OrderBackend} from '../ports/order-backend.ts';
import {createIdSource} from './id-source.ts';
import {currentPlatform, type Platform} from './platform.ts';
import {SYSTEM_CLOCK} from './system-clock.ts';
import type {WorkingSet} from './working-set.ts';

/** What `createOrderEngine()` takes; only the backend has no default. */
export interface OrderEngineOptions {
  readonly backend: OrderBackend;
  /** Default: the system's time. */
  readonly clock?: Clock;
  /** Default: UUIDv7. */
  readonly ids?: IdSource;
  /** Default: says nothing. */
  readonly logger?: Logger;
  /**
   * device: IndexedDB where there is one, else memory · memory: nothing outlives the engine.
   * @default 'device'
   */
  readonly storage?: 'device' | 'memory';
  /**
   * First part of the databases' names, for keeping two installations on one origin apart.
   * @default 'packline'
   */
  readonly databasePrefix?: string;
  /**
   * Which orders the device holds: all of them, or those that somebody still has to do something about and those of the
   * last so many days. What is finished and older is let go when the page rests, and `readOrder` and `readOrders` ask the
   * backend for it. Lists and search show what the device holds, so the default is all; every tab of a device must say
   * the same.
   * @default 'all'
   */
  readonly workingSet?: WorkingSet;
  /** What the page offers; tests bring their own. Default: the page, worker or script this runs in. */
  readonly platform?: Platform;
}

/** All of them, given or by default. */
export type FilledOptions = Required<OrderEngineOptions>;

export function fillOptions(options: OrderEngineOptions): FilledOptions {
  return {
    clock: SYSTEM_CLOCK,
    ids: createIdSource(),
    logger: SILENT_LOGGER,
    storage: 'device',
    databasePrefix: 'packline',
    workingSet: 'all',
    platform: currentPlatform(),
    ...options,
  };
}
