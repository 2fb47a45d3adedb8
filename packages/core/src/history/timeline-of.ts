import type {Command} from '../order/command.ts';
import type {DecisionContext} from '../order/decision.ts';
import type {LoggedEvent, OrderEvent} from '../order/event.ts';
import type {Order} from '../order/order.ts';
import type {OrderFactsOnly} from '../rules/derive-order.ts';
import {evolve} from '../rules/evolve.ts';
import {tryCommand} from '../rules/try-command.ts';
import {stepParams} from './step-params.ts';
import type {TimelineEntry, TimelineStep} from './timeline.ts';

/** From here on a device's clock is worth telling. */
const CLOCKS_DIFFER_MS = 2 * 60_000;

/** What this device wishes and the server has not said yes to. */
export interface PendingWishes {
  /** Oldest first. */
  readonly commands: readonly Command[];
  readonly contextOf: (command: Command) => DecisionContext;
}

export interface TimelineOptions {
  /** The newest known document without the pending commands; what is pending is decided on it. */
  readonly order?: Order | undefined;
  readonly pending?: PendingWishes;
}

interface Draft {
  entry: Omit<TimelineEntry, 'steps' | 'undone'>;
  readonly steps: TimelineStep[];
  undone?: NonNullable<TimelineEntry['undone']>;
}

/**
 * Everything that happened to an order, oldest first, grouped by the command that made it happen; at the end what this
 * device has not sent yet.
 *
 * @param logged the order's log from its beginning. Without its beginning (a backend that keeps the newest only) names
 * and parcel numbers are left out of the params until the order is known.
 * @example
 * for (const {at, by, steps} of timelineOf(await engine.readEvents(order.id))) show(at, by, steps.map(({type, params}) => sentence(type, params)));
 */
export function timelineOf(logged: readonly LoggedEvent[], {order, pending}: TimelineOptions = {}): readonly TimelineEntry[] {
  const drafts: Draft[] = [];
  let facts: OrderFactsOnly | undefined;
  for (const {version, index, commandId, deviceId, claimedAt, event} of logged) {
    const last = drafts.at(-1);
    const draft = last?.entry.commandId === commandId && last.entry.version === version ? last : startOf(drafts, {commandId, version, at: event.at, by: event.by, deviceId, claimedAt, pending: false});
    const before = facts;
    if (before !== undefined || event.type === 'order.placed') facts = evolve(before, event);
    draft.steps.push(toStep(event, index, before, facts));
    if (event.type === 'act.undone') markUndone(drafts, event.act.commandId, {commandId, at: event.at, by: event.by});
  }
  if (pending !== undefined) addPending(drafts, order, pending);
  return drafts.map(({entry, steps, undone}) => ({...entry, steps, ...(undone === undefined ? {} : {undone})}));
}

interface Stamp extends Pick<TimelineEntry, 'commandId' | 'version' | 'at' | 'by' | 'pending'> {
  readonly deviceId: string | undefined;
  readonly claimedAt: string | undefined;
}

function startOf(drafts: Draft[], {deviceId, claimedAt, ...stamp}: Stamp): Draft {
  const differs = claimedAt !== undefined && Math.abs(Date.parse(claimedAt) - Date.parse(stamp.at)) > CLOCKS_DIFFER_MS;
  const draft: Draft = {
    entry: {...stamp, ...(deviceId === undefined ? {} : {deviceId}), ...(differs ? {claimedAt} : {})},
    steps: [],
  };
  drafts.push(draft);
  return draft;
}

function toStep(event: OrderEvent, index: number, before: OrderFactsOnly | undefined, after: OrderFactsOnly | undefined): TimelineStep {
  return {index, type: event.type, params: after === undefined ? {} : stepParams(event, before, after), event};
}

function markUndone(drafts: readonly Draft[], commandId: string, undone: NonNullable<TimelineEntry['undone']>): void {
  for (const draft of drafts) if (draft.entry.commandId === commandId) draft.undone = undone;
}

/**
 * Each is decided on what the ones before it led to; one that is refused changes nothing and says so. One that this
 * version cannot decide only waits.
 */
function addPending(drafts: Draft[], order: Order | undefined, {commands, contextOf}: PendingWishes): void {
  let current = order;
  for (const command of commands) {
    const context = contextOf(command);
    const draft = startOf(drafts, {
      commandId: command.id,
      version: undefined,
      at: command.claimedAt ?? context.now,
      by: context.actor.name,
      deviceId: command.device?.id,
      claimedAt: undefined,
      pending: true,
    });
    const answer = tryCommand(current, command, context);
    if (answer === undefined) continue;
    if (!answer.ok) {
      draft.entry = {...draft.entry, refusal: answer.refusal};
      continue;
    }
    let facts: OrderFactsOnly | undefined = current;
    for (const [index, event] of answer.events.entries()) {
      const before = facts;
      facts = evolve(before, event);
      draft.steps.push(toStep(event, index, before, facts));
      if (event.type === 'act.undone') markUndone(drafts, event.act.commandId, {commandId: command.id, at: event.at, by: event.by});
    }
    current = answer.order;
  }
}
