import fc from 'fast-check';
import {COMMAND_TYPES, type Command, type CommandBody, type CommandType} from '../../src/order/command.ts';
import type {DecisionContext, Role} from '../../src/order/decision.ts';
import type {NewOrder} from '../../src/order/new-order.ts';
import type {Order} from '../../src/order/order.ts';
import {deriveOrder} from '../../src/rules/derive-order.ts';
import type {Parcel} from '../../src/parcel/parcel.ts';
import {decide} from '../../src/rules/decide.ts';
import {unsentUnits} from '../../src/rules/edit-facts.ts';
import {may} from '../../src/rules/permissions.ts';
import {hasPlaces, unallocatedOf} from '../../src/rules/places.ts';
import {editing} from './any-edit.ts';
import {newOrder} from './new-order.ts';
import {contextOf, seconds} from './people.ts';
import {Picker} from './picker.ts';
import {HASH, OTHER_HASH} from './story.ts';

/** One wish before it is known which order it meets: a type, and numbers from which everything else is chosen. */
export interface Step {
  readonly type: CommandType;
  readonly picks: readonly number[];
  readonly role: Role;
  readonly device: number;
}

/** What packing and paying are made of is asked for more often than the rest. */
const OFTEN: readonly CommandType[] = ['parcel.add', 'parcel.pack', 'parcel.pack', 'parcel.pack', 'parcel.pack', 'parcel.verify', 'parcel.verify', 'parcel.send', 'order.dispatch', 'receipt.submit', 'receipt.accept', 'payment.record', 'payment.record', 'order.expire', 'order.undo', 'order.undo'];
const TYPES: readonly CommandType[] = [...COMMAND_TYPES, ...OFTEN, ...OFTEN];
const ROLES: readonly Role[] = ['owner', 'clerk', 'packer', 'system', 'shopper', 'viewer'];

/** Steps of every command type, mostly by people who may. */
export const anyStep: fc.Arbitrary<Step> = fc
  .record({
    type: fc.constantFrom(...TYPES),
    picks: fc.array(fc.nat(9999), {minLength: 6, maxLength: 6}),
    role: fc.constantFrom(...ROLES),
    device: fc.nat(2),
  })
  .map((step) => ({...step}));

/** An open parcel by preference; for most acts one with something in it. */
function parcelIdOf(order: Order | undefined, pick: Picker, suits: (parcel: Parcel) => boolean = ({contents}) => contents.length > 0): string {
  if (order === undefined || order.parcels.length === 0 || pick.seldom(16)) return 'nowhere';
  const suitable = order.parcels.filter((parcel) => parcel.sentAt === undefined && suits(parcel));
  const parcels = suitable.length > 0 && !pick.seldom(6) ? suitable : order.parcels;
  return parcels[pick.below(parcels.length)]?.id ?? 'nowhere';
}

/** A sent parcel by preference. */
function anyParcelIdOf(order: Order | undefined, pick: Picker): string {
  const sent = (order?.parcels ?? []).filter(({sentAt}) => sentAt !== undefined);
  return sent.length > 0 && !pick.seldom(4) ? (sent[pick.below(sent.length)]?.id ?? 'nowhere') : parcelIdOf(order, pick);
}

function lineIdOf(order: Order | undefined, pick: Picker): string {
  if (order === undefined || order.lines.length === 0 || pick.seldom(16)) return 'nothing';
  const unpacked = order.lines.filter((line) => hasPlaces(order, line) && unallocatedOf(order, line) > 0);
  const lines = unpacked.length > 0 && !pick.seldom(4) ? unpacked : order.lines;
  return lines[pick.below(lines.length)]?.id ?? 'nothing';
}

function receiptIdOf(order: Order | undefined, pick: Picker): string {
  const receipts = order?.receipts ?? [];
  if (receipts.length === 0 || pick.seldom()) return 'unseen';
  return receipts.at(-1 - (pick.seldom(4) ? pick.below(receipts.length) : 0))?.id ?? 'unseen';
}

function amountOf(order: Order | undefined, pick: Picker) {
  const currency = pick.seldom() ? 'XAF' : (order?.currency ?? 'HKD');
  const {amount, scale} = order?.totals.payable ?? {amount: 1000, scale: 2};
  return {amount: pick.of(amount, Math.floor(amount / 2), amount + 1, 1, 0, Math.floor(amount / 3), Number.MAX_SAFE_INTEGER), scale: pick.seldom() ? 6 : scale, currency};
}

function packing(order: Order | undefined, pick: Picker): CommandBody {
  const lineId = lineIdOf(order, pick);
  const line = order?.lines.find(({id}) => id === lineId);
  const left = order === undefined || line === undefined ? 1 : Math.max(1, unallocatedOf(order, line));
  return {type: 'parcel.pack', parcelId: parcelIdOf(order, pick, ({verifiedAt}) => verifiedAt === undefined), lineId, quantity: pick.of(1, left, 1, left, 1, left, 2, left + 1, pick.seldom(4) ? 0.5 : 1)};
}

/** How to wish for each type; a type without an entry does not compile. */
const BODIES: Readonly<Record<CommandType, (order: Order | undefined, pick: Picker, unique: string) => CommandBody>> = {
  'order.place': (_order, pick) => ({type: 'order.place', order: pick.of<NewOrder>(newOrder(), newOrder({lines: []}), newOrder({paid: {method: 'card'}}))}),
  'order.confirm': () => ({type: 'order.confirm'}),
  'order.edit': editing,
  'line.cancel': (order, pick) => {
    const lineId = lineIdOf(order, pick);
    const line = order?.lines.find(({id}) => id === lineId);
    const left = order === undefined || line === undefined ? 1 : unsentUnits(order, lineId);
    // Seldom all that is left, or many a story would be over soon.
    return {type: 'line.cancel', lineId, quantity: pick.of(1, 1, Math.max(1, left - 1), left, left + 1), ...(pick.seldom(2) ? {undoPacking: true} : {}), ...(pick.seldom(4) ? {reason: 'out of stock'} : {})};
  },
  'order.close': () => ({type: 'order.close'}),
  'order.archive': (order, pick) => ({type: 'order.archive', archived: pick.seldom(4) ? order?.archived === true : order?.archived !== true}),
  // Seldom, or few stories would have names to lose.
  'order.erase': (order, pick) => (pick.seldom(4) ? {type: 'order.erase'} : packing(order, pick)),
  'note.add': (_order, pick) => ({type: 'note.add', text: pick.of('Rings back 會回電', '<b>text stays text</b>', ' \n')}),
  'tags.change': (order, pick) => ({type: 'tags.change', ...(pick.seldom(4) ? {} : {add: pick.of<string[]>(['vip'], [' 急件 ', 'vip'], ['', ' '], Array.from({length: 100}, (_, index) => `t${index}`))}), ...(pick.seldom(3) ? {remove: order?.tags.slice(0, 1 + pick.below(100)) ?? []} : {})}),
  'hold.add': (_order, pick) => (pick.seldom(3) ? {type: 'hold.add', reason: 'fraud check', ...(pick.seldom(2) ? {until: '2026-12-01T00:00:00.000Z', note: 'asked the bank'} : {})} : {type: 'hold.add', reason: pick.of('address unclear', ' ')}),
  'hold.release': (order, pick) => (pick.seldom(2) ? {type: 'hold.release'} : {type: 'hold.release', holdId: pick.seldom(4) ? 'unheard-of' : (order?.holds.at(-1)?.id ?? 'none'), ...(pick.seldom(2) ? {note: 'address is right'} : {})}),
  // Seldom, or every story would be over soon.
  'order.cancel': (order, pick) => (pick.seldom(4) ? {type: 'order.cancel', reason: 'changed their mind'} : packing(order, pick)),
  'order.expire': () => ({type: 'order.expire'}),
  'order.dispatch': (_order, pick) => ({type: 'order.dispatch', mode: pick.of('packed_only', 'packed_only', 'all_items'), ...(pick.seldom(2) ? {shipOn: '2026-11-24'} : {}), ...(pick.seldom(2) ? {remark: 'SF1432009877160'} : {})}),
  'order.send': (order, pick) => {
    const named = (order?.parcels ?? []).filter(({sentAt}) => sentAt === undefined && !pick.seldom(3)).map(({id}) => id);
    return {type: 'order.send', ...(pick.seldom(2) || named.length === 0 ? {} : {parcelIds: pick.seldom() ? [...named, 'nowhere'] : named}), ...(pick.seldom(2) ? {remark: 'SF1432009877160'} : {})};
  },
  'order.schedule': (_order, pick) => ({type: 'order.schedule', shipOn: pick.of<string | null>('2026-11-24', '2026-11-25', null)}),
  'order.undo': (order, pick) => ({type: 'order.undo', undoes: pick.seldom() ? 'unheard-of' : (order?.undoable?.at(pick.seldom(4) ? 0 : -1)?.commandId ?? 'nothing')}),
  'receipt.submit': (order, pick, unique) => ({type: 'receipt.submit', receiptId: pick.seldom() ? receiptIdOf(order, pick) : `r-${unique}`, hash: pick.of(HASH, OTHER_HASH), mediaType: 'image/png', sizeBytes: 10}),
  'receipt.accept': (order, pick) => {
    const receiptId = receiptIdOf(order, pick);
    const seen = order?.receipts.find(({id}) => id === receiptId)?.hash ?? HASH;
    return {
      type: 'receipt.accept',
      receiptId,
      hash: pick.seldom() ? OTHER_HASH : seen,
      ...(pick.seldom(2) ? {amount: amountOf(order, pick)} : {}),
      ...(pick.seldom(2) ? {acceptAsFull: true} : {}),
      ...(pick.seldom(8) ? {expectedVersion: pick.of(order?.version ?? 0, 0)} : {}),
    };
  },
  'receipt.deny': (order, pick) => {
    const receiptId = receiptIdOf(order, pick);
    return {type: 'receipt.deny', receiptId, hash: order?.receipts.find(({id}) => id === receiptId)?.hash ?? HASH, message: pick.seldom() ? ' ' : 'Too small to read 太小'};
  },
  'payment.record': (order, pick) => ({type: 'payment.record', ...(pick.seldom(3) ? {amount: amountOf(order, pick)} : {})}),
  'payment.refund': (order, pick) => ({type: 'payment.refund', amount: amountOf(order, pick)}),
  'payment.reverse': (order, pick) => {
    const entries = (order?.payments ?? []).filter(({kind}) => kind === 'received' || pick.seldom(4));
    return {type: 'payment.reverse', entryId: pick.seldom() ? 'unheard-of' : (entries[pick.below(entries.length)]?.id ?? 'none'), ...(pick.seldom(2) ? {amount: amountOf(order, pick)} : {}), ...(pick.seldom(4) ? {note: 'cheque bounced'} : {})};
  },
  'parcel.add': (order, pick, unique) => ({type: 'parcel.add', parcelId: pick.seldom() ? parcelIdOf(order, pick) : `p-${unique}`}),
  'parcel.remove': (order, pick) => (pick.seldom(3) ? {type: 'parcel.remove', parcelId: parcelIdOf(order, pick)} : packing(order, pick)),
  'parcel.pack': packing,
  'parcel.unpack': (order, pick) => ({type: 'parcel.unpack', parcelId: parcelIdOf(order, pick), lineId: lineIdOf(order, pick), quantity: pick.of(1, 1, 2, pick.seldom(3) ? -1 : 5)}),
  'parcel.verify': (order, pick) => ({type: 'parcel.verify', parcelId: parcelIdOf(order, pick, ({contents, verifiedAt}) => contents.length > 0 && verifiedAt === undefined), ...(pick.seldom(3) ? {lineId: lineIdOf(order, pick)} : {})}),
  'parcel.unlock': (order, pick) => ({type: 'parcel.unlock', parcelId: parcelIdOf(order, pick, ({contents}) => contents.some(({verified}) => verified)), reason: pick.seldom() ? ' ' : 'wrong tin', ...(pick.seldom(2) ? {lineId: lineIdOf(order, pick)} : {})}),
  'parcel.schedule': (order, pick) => ({type: 'parcel.schedule', parcelId: parcelIdOf(order, pick), shipOn: pick.of<string | null>('2026-11-24', null)}),
  'parcel.measure': (order, pick) => ({
    type: 'parcel.measure',
    parcelId: parcelIdOf(order, pick),
    ...(pick.seldom(4) ? {} : {weightGrams: pick.of<number | null>(850, 1, null)}),
    ...(pick.seldom(2) ? {dimensionsMm: pick.of({length: 300, width: 200, height: 120}, null)} : {}),
  }),
  'parcel.track': (order, pick) => ({type: 'parcel.track', parcelId: anyParcelIdOf(order, pick), trackingNumber: pick.of<string | null>('SF1432009877161', ' RR123456785HK ', null, '')}),
  'parcel.report': (order, pick) => ({type: 'parcel.report', parcelId: anyParcelIdOf(order, pick), transit: pick.of('in_transit', 'delivered', 'exception', 'returned', 'returning', 'attempt_failed', 'out_for_delivery', 'ready_to_collect'), ...(pick.seldom(3) ? {note: 'rang the courier'} : {})}),
  'parcel.send': (order, pick) => ({type: 'parcel.send', parcelId: parcelIdOf(order, pick, ({verifiedAt}) => verifiedAt !== undefined), ...(pick.seldom(2) ? {remark: '單號 SF1432009877160'} : {}), ...(pick.seldom(4) ? {trackingNumber: 'RR123456785HK'} : {})}),
};

export interface Asked {
  readonly command: Command;
  readonly context: DecisionContext;
}

/**
 * The `index`-th step as a command to this order, by one of three devices. Two times in three it is one that the order
 * allows, where a few tries find one: stories get somewhere, and are still told no often enough.
 */
export function askedOf(step: Step, order: Order | undefined, index: number): Asked {
  const first = toCommand(step.type, step, order, index);
  if ((step.picks[5] ?? 0) % 3 === 1) return first;
  const others = step.picks.slice(0, 4).map((pick) => toCommand(TYPES[pick % TYPES.length] ?? 'parcel.pack', step, order, index));
  return [first, ...others].find(({command, context}) => decide(order, command, context).ok) ?? first;
}

function toCommand(type: CommandType, step: Step, order: Order | undefined, index: number): Asked {
  const unique = `${index}-${type.replace('.', '')}`;
  const body = BODIES[type](order, new Picker(step.picks), unique);
  const command: Command = {id: `c-${unique}`, schemaVersion: 1, orderId: order?.id ?? 'o1', device: {id: `d${step.device}`, seq: index + 1}, ...body};
  // Mostly somebody who may.
  const role = may(step.role, type) || (step.picks[0] ?? 0) % 12 === 11 ? step.role : 'owner';
  return {command, context: contextOf({role, now: seconds(3 * (index + 1)), nextNumber: String(1000 + index)})};
}

/** What other versions and the world beyond do to an order at once: holds, couriers, reversals, an order that is closed as it is. */
export const anyMeanwhile: fc.Arbitrary<(order: Order) => Order> = fc
  .record({
    held: fc.constantFrom(false, false, false, true),
    transits: fc.array(fc.constantFrom('none' as const, 'in_transit' as const, 'delivered' as const, 'returned' as const, 'exception' as const), {minLength: 1, maxLength: 3}),
    closed: fc.constantFrom(false, false, false, false, false, false, false, true),
    reversed: fc.constantFrom(false, false, false, true),
  })
  .map((world) => (order: Order) => meanwhile(order, world));

function meanwhile(order: Order, {held, transits, closed, reversed}: {held: boolean; transits: readonly Order['parcels'][number]['transit'][]; closed: boolean; reversed: boolean}): Order {
  const parcels = order.parcels.map((parcel, index) => (parcel.sentAt === undefined ? parcel : {...parcel, transit: transits[index % transits.length] ?? 'none'}));
  const received = order.payments.find(({kind}) => kind === 'received');
  const payments = reversed && received !== undefined && !order.payments.some(({kind}) => kind === 'reversed') ? [...order.payments, {...received, id: `${received.id}-back`, kind: 'reversed' as const, reverses: received.id}] : order.payments;
  const lifecycle = closed && order.lifecycle === 'placed' ? 'closed' : order.lifecycle;
  return deriveOrder({...order, parcels, payments, lifecycle, holds: held ? [...order.holds, {id: 'h-world', reason: 'fraud check', at: order.updatedAt, by: 'Mei'}] : order.holds}, contextOf().settings);
}
