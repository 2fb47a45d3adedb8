import type {Command, DecisionContext, Order, RefusalCode} from '@packline/core';

type Params = Record<string, string | number>;

export function leftOf(order: Order, lineId: string): number {
  let left = 0;
  for (const line of order.lines) if (line.id === lineId) left = line.quantity - line.cancelled;
  for (const {contents} of order.parcels) for (const content of contents) if (content.lineId === lineId) left -= content.quantity;
  return left;
}

/** A refusal with what its sentence needs. */
export function refusal(code: RefusalCode, order: Order | undefined, command: Command, context: DecisionContext): {ok: false; refusal: {code: RefusalCode; params: Params}} {
  const params: Params = {};
  const number = order === undefined ? (command.type === 'order.place' ? command.order.number : undefined) : order.number;
  if (number !== undefined && number !== '') params['number'] = number;
  if (code === 'actor/not-allowed') params['role'] = context.actor.role;
  if (order !== undefined) fill(params, code, order, command);
  return {ok: false, refusal: {code, params}};
}

function fill(params: Params, code: RefusalCode, order: Order, command: Command): void {
  if (order.cancelledAt !== undefined) params['cancelledAt'] = order.cancelledAt;
  if ('parcelId' in command) {
    const index = order.parcels.findIndex(({id}) => id === command.parcelId);
    const parcel = order.parcels[index];
    if (parcel !== undefined) {
      params['position'] = index + 1;
      if (parcel.sentAt !== undefined) stamp(params, parcel.sentAt, parcel.sentBy);
      else stamp(params, parcel.verifiedAt, parcel.verifiedBy);
    }
  }
  if ('lineId' in command && command.lineId !== undefined) {
    const line = order.lines.find(({id}) => id === command.lineId);
    if (line !== undefined) {
      params['name'] = line.name;
      params['left'] = leftOf(order, line.id);
    }
  }
  if ('quantity' in command) params['wanted'] = command.quantity;
  if ('receiptId' in command) {
    const receipt = order.receipts.find(({id}) => id === command.receiptId);
    if (receipt !== undefined) {
      params['state'] = receipt.state;
      stamp(params, receipt.decidedAt, receipt.decidedBy);
    }
  }
  if (command.type === 'order.dispatch') params['unsentParcels'] = order.parcels.filter(({sentAt}) => sentAt === undefined).length;
  if (code === 'parcel/not-enough-left' && 'lineId' in command) {
    let last: Order['parcels'][number] | undefined;
    for (const parcel of order.parcels) {
      if (parcel.packedAt === undefined || !parcel.contents.some(({lineId}) => lineId === command.lineId)) continue;
      if (last?.packedAt === undefined || parcel.packedAt > last.packedAt) last = parcel;
    }
    stamp(params, last?.packedAt, last?.packedBy);
  }
  if (code === 'order/already-sent') {
    const index = order.parcels.findIndex(({sentAt, transit}) => sentAt !== undefined && transit !== 'returned');
    params['position'] = index + 1;
    stamp(params, order.parcels[index]?.sentAt, order.parcels[index]?.sentBy);
  }
  const hold = order.holds[0];
  if (code === 'send/on-hold' && hold !== undefined) {
    params['reason'] = hold.reason;
    params['by'] = hold.by;
  }
}

function stamp(params: Params, at: string | undefined, by: string | undefined): void {
  if (at === undefined) return;
  params['at'] = at;
  params['by'] = by ?? '';
}
