import type {CommandBody, CommandType} from '../../src/order/command.ts';
import type {OrderEdit} from '../../src/order/order-edit.ts';
import type {Order, OrderLine} from '../../src/order/order.ts';
import type {Parcel} from '../../src/parcel/parcel.ts';
import {hasPlaces, unallocatedOf} from '../../src/rules/places.ts';
import type {Money} from '../../src/shared/money.ts';
import type {Dice} from '../world/dice.ts';
import {anySale} from './new-orders.ts';

/** What a wish is made from: the order as this device shows it, dice, and a text that no other wish has. */
export interface WishParts {
  readonly order: Order;
  readonly dice: Dice;
  readonly unique: string;
}

type Maker<Type extends CommandType> = (parts: WishParts) => Extract<CommandBody, {type: Type}> | undefined;

const TRANSITS = ['in_transit', 'out_for_delivery', 'ready_to_collect', 'delivered', 'attempt_failed', 'exception', 'returning', 'returned'] as const;
const DAYS = ['2026-11-24', '2026-11-30', null] as const;
export const HASH = 'a'.repeat(64);

export const unsent = (order: Order): Parcel[] => order.parcels.filter(({sentAt}) => sentAt === undefined);
export const sent = (order: Order): Parcel[] => order.parcels.filter(({sentAt}) => sentAt !== undefined);
export const verified = (order: Order): Parcel[] => unsent(order).filter(({verifiedAt}) => verifiedAt !== undefined);
export const packing = (order: Order): Parcel[] => unsent(order).filter(({verifiedAt}) => verifiedAt === undefined);
export const filled = (order: Order): Parcel[] => packing(order).filter(({contents}) => contents.length > 0);
const openReceipt = (order: Order) => order.receipts.find(({state}) => state === 'submitted');

/** Lines with units that are in no parcel yet. */
export function loose(order: Order): OrderLine[] {
  return order.lines.filter((line) => hasPlaces(order, line) && unallocatedOf(order, line) > 0);
}

function part(money: Money, dice: Dice): Money {
  return {...money, amount: Math.max(1, Math.floor(money.amount * dice.oneOf(0.2, 0.5, 1, 1.2)))};
}

/**
 * For each command type a wish that this order allows, as far as can be told from it; undefined where there is none.
 * A type without an entry does not compile.
 */
export const ALLOWED_WISHES = {
  'order.place': ({dice}) => ({type: 'order.place', order: anySale(dice)}),
  'order.confirm': ({order}) => (order.lifecycle === 'draft' ? {type: 'order.confirm'} : undefined),
  'order.cancel': ({order}) => (order.lifecycle === 'placed' ? {type: 'order.cancel', reason: 'changed their mind'} : undefined),
  'order.expire': () => ({type: 'order.expire'}),
  'order.dispatch': ({dice}) => ({type: 'order.dispatch', mode: dice.oneOf('packed_only', 'all_items'), ...(dice.chance(0.5) ? {shipOn: '2026-11-24'} : {}), ...(dice.chance(0.5) ? {remark: 'SF1432009877160'} : {})}),
  'order.edit': ({order, dice, unique}) => {
    const line = dice.of(order.lines);
    if (line === undefined) return undefined;
    return {
      type: 'order.edit',
      undoPacking: dice.chance(0.7),
      changes: dice.oneOf<OrderEdit>(
        {lines: [{lineId: line.id, quantity: line.quantity + dice.oneOf(-1, 1, 2)}]},
        {lines: [{add: {id: `l-${unique}`, sku: 'BOX', name: 'Gift box 禮盒', quantity: 2, unitPrice: {...order.totals.payable, amount: 500, scale: 2}}}]},
        {lines: order.lines.length > 1 ? [{remove: line.id}] : [{lineId: line.id, name: 'Another name'}]},
        {shippingAddress: {lines: [`${unique} Nathan Road`], city: 'Hong Kong'}},
        {staffNote: 'call first', customer: {...order.customer, name: '陳小文'}},
        {shippingFee: {amount: dice.below(9) * 100, scale: 2, currency: order.currency}},
      ),
    };
  },
  'line.cancel': ({order, dice}) => {
    const line = dice.of(order.lines);
    return line === undefined ? undefined : {type: 'line.cancel', lineId: line.id, quantity: 1, reason: 'sold out', undoPacking: dice.chance(0.7)};
  },
  'order.send': ({order, dice}) => {
    const ready = verified(order);
    if (ready.length === 0) return undefined;
    return {type: 'order.send', ...(ready.every(({shipOn}) => shipOn === undefined) || dice.chance(0.5) ? {parcelIds: ready.map(({id}) => id)} : {}), remark: 'On its way'};
  },
  'order.schedule': ({order, dice}) => (unsent(order).length === 0 ? undefined : {type: 'order.schedule', shipOn: dice.oneOf(...DAYS)}),
  'order.close': () => ({type: 'order.close'}),
  'order.archive': ({order}) => ({type: 'order.archive', archived: !order.archived}),
  'order.erase': () => ({type: 'order.erase'}),
  'order.undo': ({order, dice}) => {
    const act = dice.of(order.undoable ?? []);
    return act === undefined ? undefined : {type: 'order.undo', undoes: act.commandId};
  },
  'note.add': ({unique}) => ({type: 'note.add', text: `記住 ${unique}`}),
  'tags.change': ({order, dice, unique}) => ({type: 'tags.change', ...(order.tags.length > 0 && dice.chance(0.4) ? {remove: [order.tags[0] ?? '']} : {add: [dice.oneOf('vip', '急件', unique)]})}),
  'hold.add': ({order, dice}) => (order.holds.length > 0 && dice.chance(0.7) ? undefined : {type: 'hold.add', reason: 'address?', ...(dice.chance(0.3) ? {until: '2026-12-01T00:00:00.000Z'} : {})}),
  'hold.release': ({order, dice}) => {
    const hold = dice.of(order.holds);
    if (hold === undefined) return undefined;
    return {type: 'hold.release', ...(dice.chance(0.5) ? {holdId: hold.id} : {})};
  },
  'receipt.submit': ({dice, unique}) => ({type: 'receipt.submit', receiptId: `r-${unique}`, hash: dice.oneOf(HASH, 'c'.repeat(64)), mediaType: 'image/png', sizeBytes: 10}),
  'receipt.accept': ({order, dice}) => {
    const receipt = openReceipt(order);
    if (receipt === undefined) return undefined;
    return {type: 'receipt.accept', receiptId: receipt.id, hash: receipt.hash, ...(dice.chance(0.4) ? {amount: part(order.totals.payable, dice)} : {}), ...(dice.chance(0.3) ? {acceptAsFull: true} : {})};
  },
  'receipt.deny': ({order}) => {
    const receipt = openReceipt(order);
    return receipt === undefined ? undefined : {type: 'receipt.deny', receiptId: receipt.id, hash: receipt.hash, message: 'Too small to read 太小'};
  },
  'payment.record': ({order, dice}) => ({type: 'payment.record', ...(dice.chance(0.3) ? {amount: part(order.totals.payable, dice)} : {})}),
  'payment.reverse': ({order, dice}) => {
    const entry = dice.of(order.payments.filter(({kind}) => kind === 'received'));
    return entry === undefined ? undefined : {type: 'payment.reverse', entryId: entry.id, ...(dice.chance(0.4) ? {amount: {...entry.amount, amount: Math.max(1, Math.floor(entry.amount.amount / 2))}} : {})};
  },
  'payment.refund': ({order, dice}) => {
    const entry = dice.of(order.payments.filter(({kind}) => kind === 'received'));
    return entry === undefined ? undefined : {type: 'payment.refund', amount: {...entry.amount, amount: Math.max(1, Math.floor(entry.amount.amount * dice.oneOf(0.1, 0.3, 1)))}};
  },
  'parcel.add': ({order, unique}) => (unsent(order).length > 2 ? undefined : {type: 'parcel.add', parcelId: `p-${unique}`}),
  'parcel.remove': ({order, dice}) => {
    const parcel = dice.of(unsent(order));
    return parcel === undefined || order.parcels.length < 2 ? undefined : {type: 'parcel.remove', parcelId: parcel.id};
  },
  'parcel.pack': ({order, dice}) => {
    const [parcel, line] = [dice.of(packing(order)), dice.of(loose(order))];
    if (parcel === undefined || line === undefined) return undefined;
    return {type: 'parcel.pack', parcelId: parcel.id, lineId: line.id, quantity: dice.oneOf(1, 1, unallocatedOf(order, line))};
  },
  'parcel.unpack': ({order, dice}) => {
    const parcel = dice.of(filled(order));
    const content = dice.of(parcel?.contents.filter((one) => !one.verified) ?? []);
    return parcel === undefined || content === undefined ? undefined : {type: 'parcel.unpack', parcelId: parcel.id, lineId: content.lineId, quantity: dice.oneOf(1, content.quantity)};
  },
  'parcel.verify': ({order, dice}) => {
    const parcel = dice.of(filled(order));
    const content = dice.of(parcel?.contents.filter((one) => !one.verified) ?? []);
    return parcel === undefined ? undefined : {type: 'parcel.verify', parcelId: parcel.id, ...(content !== undefined && dice.chance(0.2) ? {lineId: content.lineId} : {})};
  },
  'parcel.unlock': ({order, dice}) => {
    const parcel = dice.of(unsent(order).filter(({contents}) => contents.some((one) => one.verified)));
    return parcel === undefined ? undefined : {type: 'parcel.unlock', parcelId: parcel.id, reason: 'wrong tin', ...(dice.chance(0.3) ? {lineId: parcel.contents.find((one) => one.verified)?.lineId ?? ''} : {})};
  },
  'parcel.schedule': ({order, dice}) => {
    const parcel = dice.of(unsent(order));
    return parcel === undefined ? undefined : {type: 'parcel.schedule', parcelId: parcel.id, shipOn: dice.oneOf(...DAYS)};
  },
  'parcel.measure': ({order, dice}) => {
    const parcel = dice.of(unsent(order));
    return parcel === undefined ? undefined : {type: 'parcel.measure', parcelId: parcel.id, weightGrams: 100 + dice.below(900), ...(dice.chance(0.4) ? {dimensionsMm: {length: 100 + dice.below(100), width: 80, height: 50}} : {})};
  },
  'parcel.send': ({order, dice}) => {
    const parcel = dice.of(verified(order));
    return parcel === undefined ? undefined : {type: 'parcel.send', parcelId: parcel.id, ...(dice.chance(0.5) ? {remark: '單號 SF1432009877160'} : {}), ...(dice.chance(0.3) ? {trackingNumber: 'RR123456785HK'} : {})};
  },
  'parcel.track': ({order, dice, unique}) => {
    const parcel = dice.of(order.parcels);
    return parcel === undefined ? undefined : {type: 'parcel.track', parcelId: parcel.id, trackingNumber: `SF${unique.replaceAll(/\D/g, '').padStart(12, '1').slice(-12)}`};
  },
  'parcel.report': ({order, dice}) => {
    const parcel = dice.of(sent(order));
    return parcel === undefined ? undefined : {type: 'parcel.report', parcelId: parcel.id, transit: dice.oneOf(...TRANSITS)};
  },
} satisfies {readonly [Type in CommandType]: Maker<Type>};

/** A wish of this type for this order, or undefined. */
export function allowedWish(type: CommandType, parts: WishParts): CommandBody | undefined {
  return (ALLOWED_WISHES[type] as Maker<CommandType>)(parts);
}
