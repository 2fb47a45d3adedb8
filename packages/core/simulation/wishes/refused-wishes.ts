import type {CommandBody} from '../../src/order/command.ts';
import type {Order} from '../../src/order/order.ts';
import type {Money} from '../../src/shared/money.ts';
import type {RefusalCode} from '../../src/shared/refusal-codes.ts';
import {filled, HASH, loose, packing, sent, unsent, verified, type WishParts} from './allowed-wishes.ts';
import {anySale, hkd} from './new-orders.ts';

type Maker = (parts: WishParts) => CommandBody | undefined;

const HUGE: Money = {amount: Number.MAX_SAFE_INTEGER, scale: 2, currency: 'HKD'};
const OTHER = 'b'.repeat(64);
const UNDO: CommandBody = {type: 'order.undo', undoes: 'nothing'};
const packs = (parcelId: string, lineId: string, quantity = 1): CommandBody => ({type: 'parcel.pack', parcelId, lineId, quantity});
const toFirst = (order: Order, lineId: string, quantity = 1): CommandBody => packs(packing(order)[0]?.id ?? 'nowhere', lineId, quantity);
const unpacks = (parcelId: string, lineId: string, quantity = 1): CommandBody => ({type: 'parcel.unpack', parcelId, lineId, quantity});
const accepts = (order: Order, changes: object = {}): CommandBody | undefined => {
  const receipt = order.receipts.find(({state}) => state === 'submitted');
  return receipt && {type: 'receipt.accept', receiptId: receipt.id, hash: receipt.hash, ...changes};
};
const sends = (order: Order): CommandBody | undefined => {
  const [parcel] = verified(order);
  return parcel && {type: 'parcel.send', parcelId: parcel.id};
};
const places = (parts: WishParts, changes: object): CommandBody => ({type: 'order.place', order: {...anySale(parts.dice), ...changes}});
const firstReceived = (order: Order) => order.payments.find(({kind}) => kind === 'received');

/**
 * For each refusal a wish that this order may answer with it; undefined where it surely does not. Whether it really
 * does is for the law to say: what is counted is the answer. A code without an entry does not compile.
 */
export const REFUSED_WISHES = {
  'actor/not-allowed': () => ({type: 'payment.record'}),
  // Of these two only a server knows; see `server-only` in choose-wish.ts.
  'command/id-reused': ({unique}) => ({type: 'note.add', text: `another wish under an id that is taken ${unique}`}),
  'order/number-taken': (parts) => (parts.order.number === '' ? undefined : places(parts, {number: parts.order.number})),
  'order/exists': (parts) => places(parts, {}),
  'order/not-found': () => ({type: 'parcel.add', parcelId: 'p'}),
  'order/draft': ({order}) => (order.lifecycle === 'draft' ? {type: 'parcel.add', parcelId: 'p'} : undefined),
  'order/not-draft': ({order}) => (order.lifecycle === 'placed' ? {type: 'order.confirm'} : undefined),
  'order/cancelled': ({order}) => (order.lifecycle === 'cancelled' ? {type: 'order.confirm'} : undefined),
  'order/closed': ({order}) => (order.lifecycle === 'closed' ? {type: 'order.confirm'} : undefined),
  'order/not-a-sale': ({order}) => (order.kind === 'sale' ? undefined : {type: 'parcel.add', parcelId: 'p'}),
  'order/version-changed': ({order}) => accepts(order, {expectedVersion: 0}) ?? {type: 'order.edit', changes: {staffNote: 'x'}, expectedVersion: 0},
  'order/already-sent': ({order}) => (sent(order).length > 0 ? {type: 'order.cancel'} : undefined),
  'order/not-finished': ({order}) => (loose(order).length > 0 ? {type: 'order.close'} : undefined),
  'erase/not-finished': () => ({type: 'order.erase'}),
  'order/nothing-to-change': ({order}) => ({type: 'order.archive', archived: order.archived}),
  'order/empty': (parts) => places(parts, {lines: []}),
  'order/mixed-currencies': (parts) => places(parts, {shippingFee: {amount: 1, scale: 0, currency: 'JPY'}}),
  'order/out-of-range': ({order}) => ({type: 'payment.refund', amount: {...HUGE, currency: order.currency}}),
  'order/wrong-quantity': (parts) => places(parts, {kind: 'sale', lines: [{sku: 'x', name: 'x', quantity: 0, unitPrice: hkd(1)}]}),
  'order/duplicate-id': (parts) => places(parts, {kind: 'sale', lines: ['1', '1'].map((id) => ({id, sku: 'x', name: 'x', quantity: 1, unitPrice: hkd(1)}))}),
  'order/payment-moved': () => ({type: 'order.expire'}),
  'order/unpaid-allowed': () => ({type: 'order.expire'}),
  'edit/undoes-packing': ({order}) => {
    const content = unsent(order).flatMap(({contents}) => contents)[0];
    return content && {type: 'order.edit', changes: {lines: [{remove: content.lineId}]}};
  },
  'edit/goods-packed': () => ({type: 'order.edit', changes: {shippingMethod: {code: 'none', carrier: 'none'}}}),
  'line/not-found': ({order}) => toFirst(order, 'nothing'),
  'line/not-shipped': ({order}) => toFirst(order, order.lines.find(({requiresShipping}) => !requiresShipping)?.id ?? '1'),
  'line/already-sent': ({order}) => {
    const content = sent(order).flatMap(({contents}) => contents)[0];
    return content && {type: 'order.edit', undoPacking: true, changes: {lines: [{remove: content.lineId}]}};
  },
  'line/not-enough-unsent': ({order}) => ({type: 'line.cancel', lineId: order.lines[0]?.id ?? '1', quantity: 999, undoPacking: true}),
  'note/empty': () => ({type: 'note.add', text: '  '}),
  'tags/empty': () => ({type: 'tags.change'}),
  'tags/too-many': ({order}) => (order.tags.length === 0 ? undefined : {type: 'tags.change', add: Array.from({length: 100}, (_, index) => `t${index}`)}),
  'hold/reason-missing': () => ({type: 'hold.add', reason: ' '}),
  'hold/not-found': () => ({type: 'hold.release', holdId: 'none'}),
  'undo/not-found': () => UNDO,
  'undo/too-late': ({order}) => (order.undoable?.[0] === undefined ? undefined : {type: 'order.undo', undoes: order.undoable[0].commandId}),
  'undo/later-work': ({order, dice}) => {
    const act = dice.of(order.undoable ?? []);
    return act && {type: 'order.undo', undoes: act.commandId};
  },
  'receipt/not-found': () => ({type: 'receipt.accept', receiptId: 'unseen', hash: HASH}),
  'receipt/exists': ({order}) => (order.receipts[0] === undefined ? undefined : {type: 'receipt.submit', receiptId: order.receipts[0].id, hash: HASH, mediaType: 'image/png', sizeBytes: 1}),
  'receipt/not-open': ({order}) => {
    const decided = order.receipts.find(({state}) => state !== 'submitted');
    return decided && {type: 'receipt.deny', receiptId: decided.id, hash: decided.hash, message: 'no'};
  },
  'receipt/other-picture': ({order}) => accepts(order, {hash: OTHER}),
  'receipt/reason-missing': ({order}) => {
    const receipt = order.receipts.find(({state}) => state === 'submitted');
    return receipt && {type: 'receipt.deny', receiptId: receipt.id, hash: receipt.hash, message: ' '};
  },
  'payment/wrong-currency': () => ({type: 'payment.record', amount: {amount: 1, scale: 0, currency: 'XAF'}}),
  'payment/nothing-due': () => ({type: 'payment.record'}),
  'payment/not-positive': ({order}) => ({type: 'payment.refund', amount: {amount: 0, scale: 2, currency: order.currency}}),
  'payment/too-much-refunded': ({order}) => ({type: 'payment.refund', amount: {...order.totals.payable, amount: 90_000_000}}),
  'payment/entry-not-found': () => ({type: 'payment.reverse', entryId: 'none'}),
  'payment/not-received': ({order}) => {
    const other = order.payments.find(({kind}) => kind !== 'received');
    return other && {type: 'payment.reverse', entryId: other.id};
  },
  'payment/too-much-reversed': ({order}) => {
    const entry = firstReceived(order);
    return entry && {type: 'payment.reverse', entryId: entry.id, amount: {...entry.amount, amount: entry.amount.amount + 1}};
  },
  'parcel/not-found': () => packs('nowhere', '1'),
  'parcel/exists': ({order}) => (order.parcels[0] === undefined ? undefined : {type: 'parcel.add', parcelId: order.parcels[0].id}),
  'parcel/already-sent': ({order}) => (sent(order)[0] === undefined ? undefined : packs(sent(order)[0]?.id ?? '', '1')),
  'parcel/verified': ({order}) => (verified(order)[0] === undefined ? undefined : packs(verified(order)[0]?.id ?? '', '1')),
  'parcel/line-verified': ({order}) => {
    const parcel = filled(order).find(({contents}) => contents.some((one) => one.verified));
    return parcel && unpacks(parcel.id, parcel.contents.find((one) => one.verified)?.lineId ?? '');
  },
  'parcel/not-verified': ({order}) => (filled(order)[0] === undefined ? undefined : {type: 'parcel.send', parcelId: filled(order)[0]?.id ?? ''}),
  'parcel/empty': ({order}) => {
    const empty = packing(order).find(({contents}) => contents.length === 0);
    return empty && {type: 'parcel.verify', parcelId: empty.id};
  },
  'parcel/not-enough-left': ({order}) => toFirst(order, order.lines[0]?.id ?? '1', 999),
  'parcel/not-enough-packed': ({order}) => (filled(order)[0] === undefined ? undefined : unpacks(filled(order)[0]?.id ?? '', filled(order)[0]?.contents[0]?.lineId ?? '', 999)),
  'parcel/reason-missing': ({order}) => (verified(order)[0] === undefined ? undefined : {type: 'parcel.unlock', parcelId: verified(order)[0]?.id ?? '', reason: ' '}),
  'parcel/several-unsent': ({order}) => (unsent(order).length > 1 ? {type: 'order.dispatch', mode: 'all_items'} : undefined),
  'parcel/nothing-to-send': () => ({type: 'order.dispatch', mode: 'all_items'}),
  'parcel/nothing-verified': () => ({type: 'order.dispatch', mode: 'packed_only'}),
  'parcel/nothing-ready': () => ({type: 'order.send'}),
  'parcel/nothing-to-change': ({order}) => (order.parcels[0] === undefined ? undefined : {type: 'parcel.track', parcelId: order.parcels[0].id, trackingNumber: order.parcels[0].trackingNumber ?? null}),
  'parcel/not-sent': ({order}) => (unsent(order)[0] === undefined ? undefined : {type: 'parcel.report', parcelId: unsent(order)[0]?.id ?? '', transit: 'delivered'}),
  'send/on-hold': ({order}) => (order.holds.length > 0 ? sends(order) : undefined),
  'send/not-paid': ({order}) => sends(order) ?? {type: 'order.dispatch', mode: 'all_items'},
  'send/refunded': ({order}) => (order.payment === 'refunded' ? (sends(order) ?? {type: 'order.dispatch', mode: 'all_items'}) : undefined),
} satisfies Readonly<Record<RefusalCode, Maker>>;

/** A wish that may be refused with this code, or undefined. */
export function refusedWish(code: RefusalCode, parts: WishParts): CommandBody | undefined {
  return REFUSED_WISHES[code](parts);
}
