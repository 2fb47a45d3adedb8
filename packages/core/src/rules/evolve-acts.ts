import type {OrderEvent} from '../order/event.ts';
import type {UndoableAct} from '../order/undoable-act.ts';
import type {Parcel} from '../parcel/parcel.ts';
import type {Receipt} from '../payment/receipt.ts';
import type {OrderFactsOnly} from './derive-order.ts';

type ActEvent = Extract<OrderEvent, {type: `act.${string}`}>;

/** The facts after an act became undoable, or was undone. */
export function evolveActs(facts: OrderFactsOnly, event: ActEvent): OrderFactsOnly {
  const {act} = event;
  if (event.type === 'act.undoable') {
    // The only place where time prunes them: nothing else in a document may depend on the clock.
    const open = (facts.undoable ?? []).filter(({until}) => Date.parse(until) > Date.parse(event.at));
    return {...facts, undoable: [...open, act]};
  }
  const left = (facts.undoable ?? []).filter(({commandId}) => commandId !== act.commandId).map((other) => withoutSendings(other, act));
  const {undoable: _old, ...rest} = undone(facts, event);
  // What is undone is not finished, and so not closed any more.
  const lifecycle = rest.lifecycle === 'closed' ? 'placed' : rest.lifecycle;
  return {...rest, lifecycle, ...(left.length === 0 ? {} : {undoable: left})};
}

function undone(facts: OrderFactsOnly, event: Extract<ActEvent, {type: 'act.undone'}>): OrderFactsOnly {
  const {receiptId, entryIds = [], parcelIds = []} = event.act;
  if (event.act.act === 'send') return {...facts, parcels: facts.parcels.map((parcel) => (parcelIds.includes(parcel.id) ? broughtBack(parcel) : parcel))};
  const receipts = facts.receipts.map((receipt) => (receipt.id === receiptId ? reopened(receipt, event) : receipt));
  return {...facts, receipts, payments: facts.payments.filter(({id}) => !entryIds.includes(id))};
}

/** Verified as before. Remark and tracking number stay written: whoever sends it again need not type them again. */
function broughtBack({sentAt: _at, sentBy: _by, ...parcel}: Parcel): Parcel {
  return parcel;
}

function reopened({decidedAt: _at, decidedBy: _by, acceptedAmount: _amount, message: _message, ...receipt}: Receipt, {at, by, superseded}: Extract<ActEvent, {type: 'act.undone'}>): Receipt {
  return superseded === true ? {...receipt, state: 'superseded', decidedAt: at, decidedBy: by} : {...receipt, state: 'submitted'};
}

/** A parcel that is sent again counts as sent since. */
function withoutSendings(act: UndoableAct, {parcelIds = []}: UndoableAct): UndoableAct {
  if (act.sentBefore === undefined) return act;
  const {sentBefore, ...rest} = act;
  const still = sentBefore.filter((id) => !parcelIds.includes(id));
  return still.length === 0 ? rest : {...rest, sentBefore: still};
}
