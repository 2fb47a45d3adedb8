import {answerToAccept, letterboxOf} from '../effects/letters.ts';
import type {MailTemplate} from '../effects/effect.ts';
import type {Command} from '../order/command.ts';
import type {DecisionContext} from '../order/decision.ts';
import type {OrderEventBody} from '../order/event.ts';
import type {Order} from '../order/order.ts';
import type {UndoableAct} from '../order/undoable-act.ts';
import {deriveOrder, type OrderFactsOnly} from './derive-order.ts';
import {evolve} from './evolve.ts';

/**
 * The events of an *Accept*, a *Deny* or a *Send* with what lets it be taken back, while the shop holds its letters.
 * The letter is written down as it is asked for now: whoever edits the customer later must not change what is withdrawn.
 */
export function undoably(order: Order, events: readonly OrderEventBody[], command: Command, context: DecisionContext): OrderEventBody[] {
  const {now, settings, actor} = context;
  if (!(settings.undoSeconds > 0)) return [...events];
  const until = new Date(Date.parse(now) + settings.undoSeconds * 1000).toISOString();
  return [...events, {type: 'act.undoable', act: {commandId: command.id, until, by: actor.name, ...actOf(order, events, context)}}];
}

function actOf(order: Order, events: readonly OrderEventBody[], context: DecisionContext): Omit<UndoableAct, 'commandId' | 'until' | 'by'> {
  const letter = (template: () => MailTemplate): {letter?: MailTemplate} => (letterboxOf(order) === undefined ? {} : {letter: template()});
  const [first] = events;
  if (first?.type === 'receipt.denied') return {act: 'deny', receiptId: first.receiptId, ...letter(() => 'receipt-denied')};
  if (first?.type === 'receipt.accepted') {
    const entryIds = events.flatMap((event) => (event.type === 'payment.entered' ? [event.entry.id] : []));
    const sentBefore = order.parcels.flatMap(({id, sentAt}) => (sentAt === undefined ? [] : [id]));
    return {act: 'accept', receiptId: first.receiptId, entryIds, ...(sentBefore.length === 0 ? {} : {sentBefore}), ...letter(() => answerToAccept(afterwards(order, events, context)))};
  }
  const parcelIds = events.flatMap((event) => (event.type === 'parcel.sent' ? [event.parcelId] : []));
  return {act: 'send', parcelIds, ...letter(() => 'parcel-sent')};
}

function afterwards(order: Order, events: readonly OrderEventBody[], {settings, now, actor}: DecisionContext): Order {
  let facts: OrderFactsOnly = order;
  for (const event of events) facts = evolve(facts, {...event, at: now, by: actor.name});
  return deriveOrder(facts, settings);
}
