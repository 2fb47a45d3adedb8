import type {Order} from '../order/order.ts';
import type {CacheState, ContentsRecord} from './cache-records.ts';
import type {CacheNotes} from './order-cache.ts';

/*
 * Browsers and disks do lose and spoil values. What is read back is looked at before it is believed, as far as the rest
 * of the engine steers by it; what is not sound is fetched again.
 */

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

export function isSoundState(value: unknown): value is CacheState {
  if (!isRecord(value)) return false;
  const {deviceId, revision, layout, nextChunkId, cursor, fullReadSince, floor, lastPlace} = value;
  if (typeof deviceId !== 'string' || deviceId === '') return false;
  if (cursor !== null && typeof cursor !== 'string') return false;
  return [revision, layout, nextChunkId, floor, lastPlace].every(isCount) && (fullReadSince === null || isCount(fullReadSince));
}

/** The order that is looked for, and no other one. */
export function isSoundOrder(value: unknown, orderId: string): value is Order {
  if (!isRecord(value)) return false;
  const {id, version, lines, parcels, applied} = value;
  return id === orderId && Number.isSafeInteger(version) && Array.isArray(lines) && Array.isArray(parcels) && isRecord(applied);
}

export function isSoundContents(value: unknown): value is ContentsRecord {
  if (!isRecord(value)) return false;
  const {id, revision, orderIds, versions} = value;
  return isCount(id) && isCount(revision) && Array.isArray(orderIds) && Array.isArray(versions) && orderIds.length === versions.length;
}

const SOUND: {readonly [Key in keyof CacheNotes]: (value: Readonly<Record<string, unknown>>) => boolean} = {
  session: ({user, store, settings, limits, capabilities}) => [user, store, settings, limits].every(isRecord) && Array.isArray(capabilities),
  settings: ({version, timeZone}) => isCount(version) && typeof timeZone === 'string',
  lease: ({owner, beat}) => typeof owner === 'string' && isCount(beat),
  workingSet: ({scope}) => typeof scope === 'string',
};

/** A note, or undefined when it is missing or spoiled. */
export function soundNote<Key extends keyof CacheNotes>(key: Key, value: unknown): CacheNotes[Key] | undefined {
  return isRecord(value) && SOUND[key](value) ? (value as unknown as CacheNotes[Key]) : undefined;
}
