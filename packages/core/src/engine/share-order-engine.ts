import {createOrderEngine} from './create-order-engine.ts';
import type {OrderEngineOptions} from './engine-options.ts';
import type {OrderEngine} from './order-engine.ts';

/** A hold on an engine that others on the page use too. */
export interface SharedEngine {
  readonly engine: OrderEngine;
  /** Lets go; the last one closes the engine. Calling it twice does nothing. */
  release(): Promise<void>;
}

const shared = new Map<string, {engine: OrderEngine; holders: number}>();

/**
 * One engine for all elements of a page that speak with the same backend. The options of the first one count.
 *
 * @example
 * const {engine, release} = shareOrderEngine({backend});
 * // … when the element leaves the page
 * await release();
 */
export function shareOrderEngine(options: OrderEngineOptions): SharedEngine {
  const key = JSON.stringify([options.databasePrefix ?? 'packline', options.storage ?? 'device', options.backend.endpoint]);
  const known = shared.get(key) ?? {engine: createOrderEngine(options), holders: 0};
  known.holders += 1;
  shared.set(key, known);
  let isHeld = true;
  return {
    engine: known.engine,
    release: async () => {
      if (!isHeld) return;
      isHeld = false;
      known.holders -= 1;
      if (known.holders > 0) return;
      if (shared.get(key) === known) shared.delete(key);
      await known.engine.close();
    },
  };
}
