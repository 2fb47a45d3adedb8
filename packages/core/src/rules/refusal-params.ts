import type {Command, CommandOf} from '../order/command.ts';
import type {DecisionContext} from '../order/decision.ts';
import type {Order} from '../order/order.ts';
import {packingOf, type Parcel} from '../parcel/parcel.ts';
import type {RefusalCode} from '../shared/refusal-codes.ts';
import type {Refusal} from '../shared/refusal.ts';
import {editParams} from './edit-params.ts';
import {unallocatedOf} from './places.ts';
import {chosenParcels} from './send-parcels.ts';
import {actToUndo, laterParcels} from './undo-facts.ts';

/**
 * The facts a sentence about a refusal may need: which parcel (its #n), how many are left, who was faster and when.
 * Only facts that every role may see: no amounts, no addresses.
 */
export function refusalOf(code: RefusalCode, order: Order | undefined, command: Command, context: DecisionContext): Refusal {
  const params: Record<string, string | number> = {};
  const number = order?.number ?? (command.type === 'order.place' ? command.order.number : undefined);
  if (number !== undefined && number !== '') params['number'] = number;
  if (code === 'actor/not-allowed') params['role'] = context.actor.role;
  if (order === undefined) return {code, params};
  if (order.cancelledAt !== undefined) params['cancelledAt'] = order.cancelledAt;
  if ('parcelId' in command) addParcel(params, order, command.parcelId);
  if (command.type === 'order.send') addChosen(params, order, command, code);
  if (command.type === 'order.undo') addUndo(params, order, command);
  if ('lineId' in command && command.lineId !== undefined) addLine(params, order, command.lineId);
  if ('quantity' in command) params['wanted'] = command.quantity;
  if ('receiptId' in command) addReceipt(params, order, command.receiptId);
  if (command.type === 'order.dispatch') params['unsentParcels'] = order.parcels.filter((parcel) => parcel.sentAt === undefined).length;
  if (code === 'parcel/not-enough-left' && 'lineId' in command) addHolder(params, order, command.lineId);
  if (code === 'order/already-sent') addSent(params, order);
  Object.assign(params, editParams(code, order, command));
  const hold = order.holds[0];
  if (code === 'send/on-hold' && hold !== undefined) Object.assign(params, {reason: hold.reason, by: hold.by});
  return {code, params};
}

function addParcel(params: Record<string, string | number>, order: Order, parcelId: string): void {
  const index = order.parcels.findIndex((parcel) => parcel.id === parcelId);
  const parcel = order.parcels[index];
  if (parcel === undefined) return;
  params['position'] = index + 1;
  if (parcel.sentAt !== undefined) Object.assign(params, {at: parcel.sentAt, by: parcel.sentBy ?? ''});
  else if (parcel.verifiedAt !== undefined) Object.assign(params, {at: parcel.verifiedAt, by: parcel.verifiedBy ?? ''});
}

function addLine(params: Record<string, string | number>, order: Order, lineId: string): void {
  const line = order.lines.find((candidate) => candidate.id === lineId);
  if (line === undefined) return;
  params['name'] = line.name;
  params['left'] = unallocatedOf(order, line);
}

function addReceipt(params: Record<string, string | number>, order: Order, receiptId: string): void {
  const receipt = order.receipts.find((candidate) => candidate.id === receiptId);
  if (receipt === undefined) return;
  params['state'] = receipt.state;
  if (receipt.decidedAt !== undefined) Object.assign(params, {at: receipt.decidedAt, by: receipt.decidedBy ?? ''});
}

/** Of several parcels, the one that stands in the way. */
function addChosen(params: Record<string, string | number>, order: Order, command: CommandOf<'order.send'>, code: RefusalCode): void {
  const inTheWay = chosenParcels(order, command).find((parcel) => {
    if (code === 'parcel/already-sent') return parcel.sentAt !== undefined;
    return code === 'parcel/empty' ? packingOf(parcel) === 'empty' : code === 'parcel/not-verified' && packingOf(parcel) !== 'verified';
  });
  if (inTheWay !== undefined) addParcel(params, order, inTheWay.id);
}

/** Until when it could be undone, and the parcel with which work went on. */
function addUndo(params: Record<string, string | number>, order: Order, {undoes}: CommandOf<'order.undo'>): void {
  const act = actToUndo(order, undoes);
  if (act === undefined) return;
  params['until'] = act.until;
  const [later] = laterParcels(order, act);
  if (later !== undefined) params['position'] = order.parcels.findIndex(({id}) => id === later) + 1;
}

/** Who was faster: the last person to pack this line somewhere. */
function addHolder(params: Record<string, string | number>, order: Order, lineId: string | undefined): void {
  let holder: Parcel | undefined;
  for (const parcel of order.parcels) {
    if (parcel.packedAt === undefined || !parcel.contents.some((content) => content.lineId === lineId)) continue;
    if (holder?.packedAt === undefined || parcel.packedAt > holder.packedAt) holder = parcel;
  }
  if (holder?.packedAt !== undefined) Object.assign(params, {at: holder.packedAt, by: holder.packedBy ?? ''});
}

function addSent(params: Record<string, string | number>, order: Order): void {
  const index = order.parcels.findIndex((parcel) => parcel.sentAt !== undefined && parcel.transit !== 'returned');
  const parcel = order.parcels[index];
  if (parcel?.sentAt !== undefined) Object.assign(params, {position: index + 1, at: parcel.sentAt, by: parcel.sentBy ?? ''});
}
