import type {OrderFact} from '../law/facts.ts';
import type {Command} from '../order/command.ts';
import type {OrderQuestion} from './order-facts.ts';
import {flagMask, flagsOf} from '../query/order-flags.ts';
import {isOpenOrder} from './is-open-order.ts';
import {changedTags, cleanTags, MAX_TAGS, releasedHolds} from './staff-marks.ts';

/** The words without which such a command says nothing: to the customer, among colleagues, why something is held. */
export function wordsOf(command: Command): string {
  if (command.type === 'receipt.deny') return command.message;
  if (command.type === 'note.add') return command.text;
  return command.type === 'hold.add' ? command.reason : '';
}

const REFUND_DUE = flagMask('problem', ['refund_due']);

type MarkFact = Extract<OrderFact, 'tagsAsked' | 'tagsFit' | 'holdKnown' | 'archivedAlready' | 'unfinished' | 'erasedAlready'>;

/** What the law asks about tags, holds, putting away and erasing. */
export const markFacts: Readonly<Record<MarkFact, (question: OrderQuestion) => boolean>> = {
  tagsAsked: ({command}) => command.type === 'tags.change' && cleanTags(command.add).length + cleanTags(command.remove).length > 0,
  tagsFit: ({order, command}) => order !== undefined && command.type === 'tags.change' && changedTags(order.tags, command).length <= MAX_TAGS,
  holdKnown: ({order, command}) => order !== undefined && command.type === 'hold.release' && releasedHolds(order, command).length > 0,
  // Put away or not; and whoever is owed money has to be reached.
  unfinished: ({order}) => order !== undefined && (isOpenOrder({...order, archived: false}) || (flagsOf(order) & REFUND_DUE) !== 0),
  // Whatever came since may be about a person again.
  erasedAlready: ({order}) => order?.erasedAt !== undefined && order.erasedAt === order.updatedAt,
  archivedAlready: ({order, command}) => command.type === 'order.archive' && command.archived === order?.archived,
};
