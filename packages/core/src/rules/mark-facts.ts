import type {OrderFact} from '../law/facts.ts';
import type {Command} from '../order/command.ts';
import type {OrderQuestion} from './order-facts.ts';
import {changedTags, cleanTags, MAX_TAGS, releasedHolds} from './staff-marks.ts';

/** The words without which such a command says nothing: to the customer, among colleagues, why something is held. */
export function wordsOf(command: Command): string {
  if (command.type === 'receipt.deny') return command.message;
  if (command.type === 'note.add') return command.text;
  return command.type === 'hold.add' ? command.reason : '';
}

type MarkFact = Extract<OrderFact, 'tagsAsked' | 'tagsFit' | 'holdKnown' | 'archivedAlready'>;

/** What the law asks about tags, holds and putting away. */
export const markFacts: Readonly<Record<MarkFact, (question: OrderQuestion) => boolean>> = {
  tagsAsked: ({command}) => command.type === 'tags.change' && cleanTags(command.add).length + cleanTags(command.remove).length > 0,
  tagsFit: ({order, command}) => order !== undefined && command.type === 'tags.change' && changedTags(order.tags, command).length <= MAX_TAGS,
  holdKnown: ({order, command}) => order !== undefined && command.type === 'hold.release' && releasedHolds(order, command).length > 0,
  archivedAlready: ({order, command}) => command.type === 'order.archive' && command.archived === order?.archived,
};
