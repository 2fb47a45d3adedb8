/**
 * Orders on this device: cache, outbox and sync joined over the rules of `@packline/core`.
 *
 * @packageDocumentation
 */
export {createOrderEngine} from './create-order-engine.ts';
export {shareOrderEngine, type SharedEngine} from './share-order-engine.ts';
export type {OrderEngineOptions} from './engine-options.ts';
export type {
  DispatchAnswer,
  EngineChange,
  EngineQueryOptions,
  EngineStatus,
  MissingPlatform,
  OrderEngine,
  QueryAnswer,
} from './order-engine.ts';
export type {OutboxEntry} from '../outbox/outbox-entry.ts';
export {currentPlatform, type Channel, type Platform} from './platform.ts';
export type {IndexedDbSource} from '../cache/database.ts';
export {createIdSource} from './id-source.ts';
export {SYSTEM_CLOCK} from './system-clock.ts';
