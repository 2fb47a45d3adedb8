import type {EntryRecord} from '../cache/cache-records.ts';
import type {OrderParts} from '../cache/read-base.ts';
import type {RowMark} from '../index/order-row.ts';
import type {Actor, DecisionContext} from '../order/decision.ts';
import type {Order} from '../order/order.ts';
import {appliedSeq} from '../rules/applied-seq.ts';
import {replay} from '../rules/replay.ts';
import type {Settings} from '../settings/settings.ts';

/** What replaying needs besides the order: always the newest settings. */
export interface ReplayRules {
  readonly settings: Settings;
  readonly actor: Actor;
}

/** True when the base has this entry's command inside: by the device's sequence number, or by the version a duplicate led to. */
export function isContained(entry: EntryRecord, base: Order | undefined): boolean {
  if (base === undefined) return false;
  const {device} = entry.command;
  if (device !== undefined && entry.seq <= appliedSeq(base, device.id)) return true;
  return entry.ackVersion !== undefined && base.version >= entry.ackVersion;
}

/** True when nothing more can come of an entry: the server has it, and the base too. */
export function isSettled(entry: EntryRecord, base: Order | undefined): boolean {
  return entry.state === 'acknowledged' && isContained(entry, base);
}

/** base ⊕ replay(pending): what this device shows of an order. Refused entries are no longer part of it. */
export function viewOf({base, entries}: OrderParts, {settings, actor}: ReplayRules): Order | undefined {
  const pending = entries.filter((entry) => entry.state !== 'refused' && !isContained(entry, base));
  if (pending.length === 0) return base;
  const addedAt = new Map(pending.map((entry) => [entry.id, entry.addedAt]));
  const contextOf = ({id}: {readonly id: string}): DecisionContext => ({settings, actor, now: addedAt.get(id) ?? settings.updatedAt});
  return replay(base, pending.map(({command}) => command), contextOf).order;
}

/** How a row is marked. */
export function markOf(entries: readonly EntryRecord[]): RowMark {
  if (entries.some(({state}) => state === 'refused')) return 'refused';
  return entries.some(({state}) => state === 'waiting') ? 'unsent' : 'synced';
}
