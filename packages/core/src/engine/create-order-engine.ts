import {DeviceEngine} from './device-engine.ts';
import {fillOptions, type OrderEngineOptions} from './engine-options.ts';
import type {OrderEngine} from './order-engine.ts';

/**
 * Joins rules, cache, outbox and sync into one engine. It answers at once and opens in the background; wait for
 * `engine.ready` before the first look. In Node it keeps everything in memory.
 *
 * @example
 * const engine = createOrderEngine({backend: createHttpBackend({url, token})});
 * await engine.syncNow();
 * const answer = await engine.dispatch(orderId, {type: 'parcel.verify', parcelId});
 * await engine.settled();
 * await engine.close();
 */
export function createOrderEngine(options: OrderEngineOptions): OrderEngine {
  return new DeviceEngine(fillOptions(options));
}
