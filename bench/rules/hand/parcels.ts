import {recogniseTrackingNumber, type Applied, type CommandOf, type DecisionContext, type Order, type Parcel, type ParcelContent, type RefusalCode} from '@packline/core';
import {begin, finish, finishUndoably, happened, withParcel, type Change} from './changes.ts';
import {leftOf, refusal} from './refusal.ts';

type ParcelCommand = CommandOf<'parcel.remove' | 'parcel.pack' | 'parcel.unpack' | 'parcel.verify' | 'parcel.unlock' | 'parcel.schedule' | 'parcel.send'>;
type Dispatch = CommandOf<'order.dispatch'>;

/** Why goods may not leave. */
export function keptBack({holds, payment, paymentMethod}: Order): RefusalCode | undefined {
  if (holds.length > 0) return 'send/on-hold';
  if (payment === 'refunded') return 'send/refunded';
  const enough = payment === 'paid' || payment === 'overpaid' || payment === 'part_refunded' || payment === 'not_required' || paymentMethod.allowUnpaidDispatch;
  return enough ? undefined : 'send/not-paid';
}

/** Everything that is asked of one parcel of a placed sale. */
export function ofParcel(order: Order, command: ParcelCommand, context: DecisionContext): Applied {
  const no = (code: RefusalCode): Applied => refusal(code, order, command, context);
  const index = order.parcels.findIndex(({id}) => id === command.parcelId);
  const parcel = order.parcels[index];
  if (parcel === undefined) return no('parcel/not-found');
  if (parcel.sentAt !== undefined) return no('parcel/already-sent');
  const {parcelId} = command;
  const isEmpty = parcel.contents.length === 0;
  const isVerified = parcel.verifiedAt !== undefined;
  const change = begin(order, context);
  const {draft} = change;
  const put = (changed: Parcel): void => {
    draft.parcels = withParcel(order.parcels, index, changed);
  };
  switch (command.type) {
    case 'parcel.remove':
      happened(change, {type: 'parcel.removed', parcelId});
      draft.parcels = order.parcels.filter(({id}) => id !== parcelId);
      return finish(change, command);
    case 'parcel.schedule': {
      const {shipOn} = command;
      const {shipOn: _old, ...rest} = parcel;
      happened(change, {type: 'parcel.scheduled', parcelId, shipOn});
      put(shipOn === null ? rest : {...rest, shipOn});
      return finish(change, command);
    }
    case 'parcel.pack': {
      if (isVerified) return no('parcel/verified');
      const {lineId, quantity} = command;
      const line = order.lines.find(({id}) => id === lineId);
      if (line === undefined) return no('line/not-found');
      if (!line.requiresShipping) return no('line/not-shipped');
      const place = parcel.contents.findIndex((content) => content.lineId === lineId);
      const content = parcel.contents[place];
      if (content?.verified) return no('parcel/line-verified');
      if (!Number.isSafeInteger(quantity) || quantity <= 0) return no('order/wrong-quantity');
      if (quantity > leftOf(order, lineId)) return no('parcel/not-enough-left');
      happened(change, {type: 'parcel.packed', parcelId, lineId, quantity});
      put({...parcel, contents: changed(parcel.contents, place, {lineId, quantity: (content?.quantity ?? 0) + quantity, verified: false}), packedAt: context.now, packedBy: context.actor.name});
      return finish(change, command);
    }
    case 'parcel.unpack': {
      if (isVerified) return no('parcel/verified');
      const {lineId, quantity} = command;
      if (!order.lines.some(({id}) => id === lineId)) return no('line/not-found');
      const place = parcel.contents.findIndex((content) => content.lineId === lineId);
      const content = parcel.contents[place];
      if (isEmpty) return no('parcel/not-enough-packed');
      if (content?.verified) return no('parcel/line-verified');
      if (!Number.isSafeInteger(quantity) || quantity <= 0) return no('order/wrong-quantity');
      if (content === undefined || quantity > content.quantity) return no('parcel/not-enough-packed');
      happened(change, {type: 'parcel.unpacked', parcelId, lineId, quantity});
      const contents = quantity === content.quantity ? parcel.contents.filter((other) => other !== content) : changed(parcel.contents, place, {...content, quantity: content.quantity - quantity});
      put({...parcel, contents, packedAt: context.now, packedBy: context.actor.name});
      return finish(change, command);
    }
    case 'parcel.verify': {
      if (isEmpty) return no('parcel/empty');
      if (isVerified) return no('parcel/verified');
      const {lineId} = command;
      if (lineId !== undefined) {
        const content = parcel.contents.find((one) => one.lineId === lineId);
        if (content === undefined) return no('parcel/not-enough-packed');
        if (content.verified) return no('parcel/line-verified');
      }
      happened(change, {type: 'parcel.verified', parcelId, ...(lineId === undefined ? {} : {lineId})});
      put(verified(parcel, lineId, context));
      return finish(change, command);
    }
    case 'parcel.unlock': {
      const {lineId, reason} = command;
      if (isEmpty) return no('parcel/not-verified');
      if (reason.trim() === '') return no('parcel/reason-missing');
      const content = parcel.contents.find((one) => one.lineId === lineId);
      if (isVerified ? lineId !== undefined && content === undefined : content?.verified !== true) return no(isVerified ? 'line/not-found' : 'parcel/not-verified');
      happened(change, {type: 'parcel.unlocked', parcelId, reason, ...(lineId === undefined ? {} : {lineId})});
      put(unlocked(parcel, lineId));
      return finish(change, command);
    }
    case 'parcel.send': {
      if (isEmpty) return no('parcel/empty');
      if (!isVerified) return no('parcel/not-verified');
      const code = keptBack(order);
      if (code !== undefined) return no(code);
      put(sent(change, parcel, command.remark, command.trackingNumber));
      return finishUndoably(change, command, {act: 'send', parcelIds: [parcelId]}, () => 'parcel-sent');
    }
  }
}

function changed(contents: readonly ParcelContent[], place: number, content: ParcelContent): ParcelContent[] {
  const copy = contents.slice();
  if (place < 0) copy.push(content);
  else copy[place] = content;
  return copy;
}

function verified(parcel: Parcel, lineId: string | undefined, {now, actor}: DecisionContext): Parcel {
  const contents = parcel.contents.map((content) => (lineId === undefined || content.lineId === lineId ? {...content, verified: true} : content));
  return contents.every((content) => content.verified) ? {...parcel, contents, verifiedAt: now, verifiedBy: actor.name} : {...parcel, contents};
}

function unlocked({verifiedAt: _at, verifiedBy: _by, ...parcel}: Parcel, lineId: string | undefined): Parcel {
  return {...parcel, contents: parcel.contents.map((content) => (lineId === undefined || content.lineId === lineId ? {...content, verified: false} : content))};
}

function sent(change: Change, parcel: Parcel, remark?: string, typed?: string): Parcel {
  const {now, actor} = change.context;
  const words = remark?.trim() === '' ? undefined : remark;
  const trackingNumber = typed?.trim() || (words === undefined ? undefined : recogniseTrackingNumber(words));
  const written = {...(words === undefined ? {} : {remark: words}), ...(trackingNumber === undefined ? {} : {trackingNumber})};
  happened(change, {type: 'parcel.sent', parcelId: parcel.id, ...written});
  return {...parcel, sentAt: now, sentBy: actor.name, ...written};
}

function scheduled(change: Change, parcel: Parcel, {shipOn}: Dispatch): Parcel {
  if (shipOn === undefined) return parcel;
  happened(change, {type: 'parcel.scheduled', parcelId: parcel.id, shipOn});
  return {...parcel, shipOn};
}

/** Bulk dispatch of one placed sale. */
export function dispatch(order: Order, command: Dispatch, context: DecisionContext): Applied {
  const no = (code: RefusalCode): Applied => refusal(code, order, command, context);
  const rest = order.lines.flatMap(({id, requiresShipping}) => {
    const quantity = requiresShipping ? leftOf(order, id) : 0;
    return quantity > 0 ? [{lineId: id, quantity, verified: false}] : [];
  });
  const unsent = order.parcels.filter(({sentAt}) => sentAt === undefined);
  const isAll = command.mode === 'all_items';
  if (rest.length === 0 && unsent.every(({contents}) => contents.length === 0)) return no('parcel/nothing-to-send');
  if (isAll && unsent.length > 1) return no('parcel/several-unsent');
  if (!isAll && !unsent.some(({contents}) => contents.some((content) => content.verified))) return no('parcel/nothing-verified');
  const code = keptBack(order);
  if (code !== undefined) return no(code);
  const change = begin(order, context);
  const ids = isAll ? allItems(change, command, unsent[0], rest) : packedOnly(change, command);
  if (ids === undefined) return no('parcel/exists');
  return finishUndoably(change, command, {act: 'send', parcelIds: ids}, () => 'parcel-sent');
}

function allItems(change: Change, command: Dispatch, target: Parcel | undefined, rest: readonly ParcelContent[]): string[] | undefined {
  const {draft, context} = change;
  const {now, actor} = context;
  const parcelId = target?.id ?? `${command.id}-p`;
  if (target === undefined && draft.parcels.some(({id}) => id === parcelId)) return undefined;
  let parcel: Parcel = target ?? {id: parcelId, contents: [], transit: 'none'};
  if (target === undefined) happened(change, {type: 'parcel.added', parcelId});
  if (target?.verifiedAt === undefined || rest.length > 0) {
    const reason = 'order.dispatch all_items';
    if (target?.verifiedAt !== undefined) {
      happened(change, {type: 'parcel.unlocked', parcelId, reason});
      parcel = unlocked(parcel, undefined);
    } else if (target !== undefined) {
      for (const {lineId, verified: isVerified} of target.contents) {
        if (!isVerified || !rest.some((content) => content.lineId === lineId)) continue;
        happened(change, {type: 'parcel.unlocked', parcelId, reason, lineId});
        parcel = unlocked(parcel, lineId);
      }
    }
    if (rest.length > 0) {
      happened(change, {type: 'parcel.filled', parcelId, contents: rest});
      const grown = parcel.contents.map((content) => {
        const more = rest.find(({lineId}) => lineId === content.lineId);
        return more === undefined ? content : {...content, quantity: content.quantity + more.quantity};
      });
      const added = rest.filter(({lineId}) => !parcel.contents.some((content) => content.lineId === lineId));
      parcel = {...parcel, contents: [...grown, ...added], packedAt: now, packedBy: actor.name};
    }
    happened(change, {type: 'parcel.verified', parcelId});
    parcel = verified(parcel, undefined, context);
  }
  parcel = sent(change, scheduled(change, parcel, command), command.remark);
  const index = draft.parcels.findIndex(({id}) => id === parcelId);
  draft.parcels = index < 0 ? [...draft.parcels, parcel] : withParcel(draft.parcels, index, parcel);
  return [parcelId];
}

function packedOnly(change: Change, command: Dispatch): string[] | undefined {
  const {draft, context} = change;
  const parcels: Parcel[] = [];
  const added: Parcel[] = [];
  const ids: string[] = [];
  for (const [index, parcel] of draft.parcels.entries()) {
    if (parcel.sentAt !== undefined || !parcel.contents.some((content) => content.verified)) {
      parcels.push(parcel);
      continue;
    }
    const parcelId = parcel.id;
    const left = parcel.contents.filter((content) => !content.verified);
    let going = parcel;
    if (left.length > 0) {
      const toParcelId = `${command.id}-r${index + 1}`;
      if (draft.parcels.some(({id}) => id === toParcelId)) return undefined;
      happened(change, {type: 'parcel.split', parcelId, toParcelId, contents: left});
      going = {...parcel, contents: parcel.contents.filter((content) => content.verified)};
      added.push({id: toParcelId, contents: left, transit: 'none', packedAt: context.now, packedBy: context.actor.name});
    }
    if (parcel.verifiedAt === undefined) {
      happened(change, {type: 'parcel.verified', parcelId});
      going = verified(going, undefined, context);
    }
    parcels.push(sent(change, scheduled(change, going, command), command.remark));
    ids.push(parcelId);
  }
  draft.parcels = [...parcels, ...added];
  return ids;
}
