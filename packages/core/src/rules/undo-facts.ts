import type {OrderFact} from '../law/facts.ts';
import type {Order} from '../order/order.ts';
import type {UndoableAct} from '../order/undoable-act.ts';
import {compare} from '../shared/money.ts';
import {moneyMoved} from './derive-payment.ts';
import type {OrderQuestion} from './order-facts.ts';

type UndoFact = Extract<OrderFact, 'undoKnown' | 'undoAllowed' | 'undoOpen' | 'undoOvertaken' | 'reopensReview'>;

/** The act that is to be undone, while the order still holds it. */
export function actToUndo(order: Pick<Order, 'undoable'> | undefined, undoes: string): UndoableAct | undefined {
  return order?.undoable?.find(({commandId}) => commandId === undoes);
}

function actOf({order, command}: OrderQuestion): UndoableAct | undefined {
  return command.type === 'order.undo' ? actToUndo(order, command.undoes) : undefined;
}

/** Parcels with which things went on since: sent after the *Accept*, or on their way after the *Send*. */
export function laterParcels(order: Pick<Order, 'parcels'>, act: UndoableAct): readonly string[] {
  const {sentBefore = [], parcelIds = []} = act;
  const went = order.parcels.filter(({id, sentAt, transit}) => (act.act === 'accept' ? sentAt !== undefined && !sentBefore.includes(id) : parcelIds.includes(id) && transit !== 'none'));
  return went.map(({id}) => id);
}

/** The money of an *Accept* was taken back or given back since, so that its entries cannot go as if they had not been. */
function moneyWentOn(order: Pick<Order, 'payments' | 'currency'>, {entryIds = []}: UndoableAct): boolean {
  // Entries stand in the order in which they were made: what came after them came since.
  const since = entryIds.length === 0 ? [] : order.payments.slice(order.payments.findIndex(({id}) => entryIds.includes(id)) + 1);
  if (since.some(({reverses}) => entryIds.includes(reverses ?? ''))) return true;
  if (!since.some(({kind}) => kind === 'refunded')) return false;
  const {accepted, refunded} = moneyMoved({...order, payments: order.payments.filter(({id}) => !entryIds.includes(id))});
  return compare(refunded, accepted) > 0;
}

/** What the law asks about taking an act back. */
export const undoFacts: Readonly<Record<UndoFact, (question: OrderQuestion) => boolean>> = {
  undoKnown: (question) => actOf(question) !== undefined,
  // A packer does not decide about money, and so does not undo such a decision.
  undoAllowed: (question) => question.context.actor.role !== 'packer' || actOf(question)?.act === 'send',
  undoOpen: (question) => {
    const {until} = actOf(question) ?? {};
    const {now, undoClosed} = question.context;
    return until !== undefined && undoClosed !== true && Date.parse(now) < Date.parse(until);
  },
  undoOvertaken: (question) => {
    const {order} = question;
    const act = actOf(question);
    return order !== undefined && act !== undefined && (laterParcels(order, act).length > 0 || moneyWentOn(order, act));
  },
  reopensReview: (question) => actOf(question)?.receiptId !== undefined,
};
