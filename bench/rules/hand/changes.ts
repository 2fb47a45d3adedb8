import type {Applied, Command, DecisionContext, Order, OrderEvent, OrderEventBody, Parcel} from '@packline/core';
import {derive, type Draft} from './derive.ts';

/** A change under way: the draft of the order after it, and what happened. */
export interface Change {
  readonly draft: Draft;
  readonly events: OrderEvent[];
  readonly context: DecisionContext;
}

export function begin(order: Order, context: DecisionContext): Change {
  return {draft: {...order, updatedAt: context.now}, events: [], context};
}

export function happened({events, context}: Change, body: OrderEventBody): void {
  events.push({...body, at: context.now, by: context.actor.name});
}

/** The parcels with one replaced. */
export function withParcel(parcels: readonly Parcel[], index: number, parcel: Parcel): Parcel[] {
  const copy = parcels.slice();
  copy[index] = parcel;
  return copy;
}

/** The order is new: derived values, version, sequence number. */
export function finish({draft, events, context}: Change, command: Command): Applied {
  derive(draft, context.settings);
  return done(draft, events, command);
}

export function done(draft: Draft, events: readonly OrderEvent[], {device}: Command): Applied {
  draft.version += 1;
  if (device !== undefined) {
    const before = Object.hasOwn(draft.applied, device.id) ? (draft.applied[device.id] ?? 0) : 0;
    draft.applied = {...draft.applied, [device.id]: Math.max(device.seq, before)};
  }
  return {ok: true, order: draft, events};
}

/** As {@link finish}, for what can be taken back while its letter is held. */
export function finishUndoably(change: Change, command: Command, act: Record<string, unknown>, letterOf: (after: Draft) => string): Applied {
  const {draft, events, context} = change;
  const {settings, now, actor} = context;
  derive(draft, settings);
  if (settings.undoSeconds > 0) {
    const nowMs = Date.parse(now);
    const until = new Date(nowMs + settings.undoSeconds * 1000).toISOString();
    const {email} = draft.customer;
    const isWrittenTo = email !== undefined && email.trim() !== '' && draft.channel.code !== 'import' && draft.channel.code !== 'till';
    const undoable = {commandId: command.id, until, by: actor.name, ...act, ...(isWrittenTo ? {letter: letterOf(draft)} : {})} as unknown as NonNullable<Order['undoable']>[number];
    happened(change, {type: 'act.undoable', act: undoable});
    draft.undoable = [...(draft.undoable ?? []).filter((other) => Date.parse(other.until) > nowMs), undoable];
  }
  return done(draft, events, command);
}
