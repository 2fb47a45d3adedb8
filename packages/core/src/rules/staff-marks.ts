import type {Command, CommandOf} from '../order/command.ts';
import type {DecisionContext} from '../order/decision.ts';
import type {OrderEvent, OrderEventBody} from '../order/event.ts';
import type {Hold, Order} from '../order/order.ts';
import {derivedId} from '../shared/ids.ts';
import {toInstant} from '../shared/instant.ts';
import type {OrderFactsOnly} from './derive-order.ts';

/** The most tags an order can have. */
export const MAX_TAGS = 100;

type MarkCommand = Extract<Command, {type: 'note.add' | 'tags.change' | 'hold.add' | 'hold.release'}>;
type MarkEvent = Extract<OrderEvent, {type: 'note.added' | 'tags.changed' | 'hold.added' | 'hold.released'}>;

/** What staff put on an order for one another: remarks, tags, holds. Their ids follow from the command's. */
export function markEvents(order: Order, command: MarkCommand, {now: at, actor: {name: by}}: DecisionContext): OrderEventBody[] {
  switch (command.type) {
    case 'note.add':
      return [{type: 'note.added', note: {id: derivedId(command.id, 'note'), text: command.text, at, by}}];
    case 'tags.change':
      return [{type: 'tags.changed', tags: changedTags(order.tags, command)}];
    case 'hold.add': {
      const {reason, until, note} = command;
      const id = derivedId(command.id, 'hold');
      return [{type: 'hold.added', hold: {id, reason, ...(until === undefined ? {} : {until: toInstant(until)}), at, by, ...(note === undefined ? {} : {note})}}];
    }
    case 'hold.release':
      return releasedHolds(order, command).map(({id: holdId}) => ({type: 'hold.released' as const, holdId, ...(command.note === undefined ? {} : {note: command.note})}));
  }
}

/** The holds that a release speaks of: the one it names, else all. */
export function releasedHolds(order: Order, {holdId}: CommandOf<'hold.release'>): readonly Hold[] {
  return holdId === undefined ? order.holds : order.holds.filter((hold) => hold.id === holdId);
}

/** Tags as they are read: without space around them, none empty. */
export function cleanTags(tags: readonly string[] = []): string[] {
  return tags.map((tag) => tag.trim()).filter((tag) => tag !== '');
}

/** What is taken away goes first, so that a tag which is both taken away and given is there; none stands twice. */
export function changedTags(before: readonly string[], {add, remove}: Pick<CommandOf<'tags.change'>, 'add' | 'remove'>): readonly string[] {
  const gone = new Set(cleanTags(remove));
  return [...new Set([...cleanTags(before).filter((tag) => !gone.has(tag)), ...cleanTags(add)])];
}

/** The order after one of these events. */
export function evolveMarks(order: OrderFactsOnly, event: MarkEvent): OrderFactsOnly {
  switch (event.type) {
    case 'note.added':
      return {...order, notes: [...(order.notes ?? []), event.note]};
    case 'tags.changed':
      return {...order, tags: event.tags};
    case 'hold.added':
      return {...order, holds: [...order.holds, event.hold]};
    case 'hold.released':
      return {...order, holds: order.holds.filter((hold) => hold.id !== event.holdId)};
  }
}
