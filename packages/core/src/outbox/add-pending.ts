import {type CacheChange, nextState, requireState} from '../cache/cache-change.ts';
import type {EntryRecord} from '../cache/cache-records.ts';
import type {OrderCache} from '../cache/order-cache.ts';
import type {OrderLocator} from '../cache/order-locator.ts';
import {type OrderParts, readParts} from '../cache/read-base.ts';
import type {Command, CommandBody} from '../order/command.ts';
import type {Order} from '../order/order.ts';
import {appliedSeq} from '../rules/applied-seq.ts';
import {applyCommand} from '../rules/apply-command.ts';
import type {Instant} from '../shared/instant.ts';
import type {Refusal} from '../shared/refusal.ts';
import {type ReplayRules, viewOf} from './outbox-view.ts';

/** When something is wished. */
export interface WishTime {
  /** The backend's time as this device knows it: what the wish is decided by here. */
  readonly now: Instant;
  /** The device's own clock, told to the backend; left out when it is the same. */
  readonly claimedAt?: Instant;
}

/** A wish as `dispatch` got it. */
export interface Wish extends WishTime {
  readonly commandId: string;
  readonly orderId: string;
  readonly body: CommandBody;
}

export type PendingAnswer =
  | {readonly ok: true; readonly order: Order; /** Undefined when the very same command was in the outbox already. */ readonly change: CacheChange | undefined}
  | {readonly ok: false; readonly refusal: Refusal};

/** Whose an entry is, and where it stands among all of them. */
interface EntryPlace {
  readonly deviceId: string;
  readonly place: number;
}

/** The entry that keeps a wish, if it is accepted. */
export function newEntry({commandId: id, orderId, body, now, claimedAt = now}: Wish, {base, entries}: OrderParts, {deviceId, place}: EntryPlace): EntryRecord {
  const seq = 1 + Math.max(appliedSeq(base, deviceId), ...entries.map((entry) => entry.seq));
  const command: Command = {...body, id, schemaVersion: 1, orderId, device: {id: deviceId, seq}, claimedAt};
  return {id, orderId, seq, command, state: 'waiting', addedAt: now, attempts: 0, orderNumber: base?.number ?? '', place};
}

/** Decides a wish on the view of its order; when accepted, the entry that keeps it. */
function toEntry(wish: Wish, parts: OrderParts, view: Order | undefined, rules: ReplayRules, where: EntryPlace): {readonly ok: true; readonly order: Order; readonly entry: EntryRecord} | {readonly ok: false; readonly refusal: Refusal} {
  const entry = newEntry(wish, parts, where);
  const answer = applyCommand(view, entry.command, {...rules, now: wish.now});
  return answer.ok ? {ok: true, order: answer.order, entry: {...entry, orderNumber: answer.order.number}} : answer;
}

/**
 * Decides a wish on the newest view and, when accepted, keeps it in the outbox, all in one transaction: two tabs can
 * never give one sequence number twice or pack one unit twice. The result is not written over the base; it is what
 * replaying will show.
 */
export function addPending(cache: OrderCache, locator: OrderLocator, wish: Wish, rulesNow: ReplayRules): Promise<PendingAnswer> {
  const {commandId, orderId} = wish;
  return cache.write(async (tx): Promise<PendingAnswer> => {
    const before = await requireState(tx);
    const rules = {...rulesNow, settings: (await tx.readNote('settings')) ?? rulesNow.settings};
    const parts = (await readParts(tx, before, locator, [orderId])).get(orderId) ?? {base: undefined, entries: []};
    const view = viewOf(parts, rules);
    const [same] = await tx.readEntries([commandId]);
    if (same?.refusal !== undefined) return {ok: false, refusal: same.refusal};
    if (same !== undefined && view !== undefined) return {ok: true, order: view, change: undefined};
    const answer = toEntry(wish, parts, view, rules, {deviceId: before.deviceId, place: before.lastPlace + 1});
    if (!answer.ok) return answer;
    const {entry} = answer;
    await tx.writeEntries([entry]);
    const {revision} = await nextState(tx, before, {lastPlace: entry.place});
    const touched = {base: parts.base, entries: [...parts.entries, entry]};
    return {ok: true, order: answer.order, change: {revision, parts: new Map([[orderId, touched]]), outboxChanged: true}};
  });
}
