import type {TimelineEntry} from '../history/timeline.ts';
import {timelineOf} from '../history/timeline-of.ts';
import {isContained} from '../outbox/outbox-view.ts';
import type {BackendError} from '../ports/backend-error.ts';
import type {OrderLogs, ReadLog} from './order-logs.ts';
import type {Replica} from './replica.ts';

/** What an order has been through, as far as this device can tell now. */
export interface OrderTimeline {
  /** Oldest first; what this device has not sent yet comes last. */
  readonly entries: readonly TimelineEntry[];
  /** Set when the backend could not be asked: the entries are those of an earlier time, or only this device's own. */
  readonly problem: BackendError | undefined;
}

const NOTHING: ReadLog = {logged: [], problem: undefined};

/** The log from the backend (or from memory), and the outbox behind it. */
export async function readTimeline(replica: Replica, logs: OrderLogs, orderId: string): Promise<OrderTimeline> {
  const parts = await replica.lane.run(async () => (await replica.readPartsNow([orderId])).get(orderId));
  const base = parts?.base;
  const {settings, actor} = replica;
  // An order that was placed here and is not sent yet has no log anywhere.
  const isOnlyHere = base === undefined && (parts?.entries.length ?? 0) > 0;
  const {logged, problem} = isOnlyHere ? NOTHING : await logs.read(orderId, base?.version, [actor.id, actor.role, replica.session?.epoch ?? ''].join('|'));
  const told = new Set(logged.map(({commandId}) => commandId));
  const commands = (parts?.entries ?? []).filter((entry) => entry.state !== 'refused' && !isContained(entry, base) && !told.has(entry.command.id)).map(({command}) => command);
  // As the view decides them: a device's own clock may be hours off.
  const addedAt = new Map((parts?.entries ?? []).map((entry) => [entry.id, entry.addedAt]));
  const contextOf = ({id}: {readonly id: string}) => ({settings, actor, now: addedAt.get(id) ?? settings.updatedAt});
  return {entries: timelineOf(logged, {order: base, pending: {commands, contextOf}}), problem};
}
