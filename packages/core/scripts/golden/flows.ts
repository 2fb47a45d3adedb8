import type {GoldenStory} from '../../src/golden/golden-file.ts';
import {CARD, COD, HANDED_OVER, hkd, line, newOrder} from '../../test/support/new-order.ts';
import {HASH, OTHER_HASH} from '../../test/support/story.ts';
import {moneyStories} from './money-flows.ts';
import {Teller} from './teller.ts';

const P1 = 'o1-p1';
const place = (changes: Parameters<typeof newOrder>[0] = {}) => ({type: 'order.place', order: newOrder(changes)}) as const;
const upload = (receiptId: string, hash = HASH) => ({type: 'receipt.submit', receiptId, hash, mediaType: 'image/jpeg', sizeBytes: 240_000}) as const;
const pack = (parcelId: string, lineId: string, quantity: number) => ({type: 'parcel.pack', parcelId, lineId, quantity}) as const;
const verify = (parcelId: string) => ({type: 'parcel.verify', parcelId}) as const;
const send = (parcelId: string) => ({type: 'parcel.send', parcelId}) as const;
const paid = {paid: {method: 'card'}};

function bankTransfer(): Teller {
  return new Teller('a bank transfer is reviewed, packed in one parcel, sent and delivered')
    .does(place(), {role: 'shopper', nextNumber: '1000'})
    .is('payment_review awaiting_receipt')
    .does(upload('r1'), {role: 'shopper'})
    .is('payment_review receipt_to_review')
    .refused('receipt/other-picture', {type: 'receipt.accept', receiptId: 'r1', hash: OTHER_HASH})
    .does({type: 'receipt.accept', receiptId: 'r1', hash: HASH})
    .is('processing')
    .does(pack(P1, '1', 3), {role: 'packer', device: {id: 'phone', seq: 1}})
    .is('processing packing')
    .refused('parcel/not-enough-left', pack(P1, '1', 1), {role: 'packer'})
    .does(pack(P1, '2', 2), {role: 'packer', device: {id: 'phone', seq: 2}})
    .does({type: 'parcel.measure', parcelId: P1, weightGrams: 850, dimensionsMm: {length: 300, width: 200, height: 120}}, {role: 'packer'})
    .does(verify(P1), {role: 'packer', device: {id: 'phone', seq: 3}})
    .is('processing packed')
    .refused('parcel/verified', {type: 'parcel.unpack', parcelId: P1, lineId: '1', quantity: 1}, {role: 'packer'})
    .does({type: 'parcel.schedule', parcelId: P1, shipOn: '2026-11-24'}, {role: 'packer'})
    .does({type: 'parcel.send', parcelId: P1, remark: '順豐 SF1432009877160'}, {role: 'packer'})
    .is('complete sent')
    .does({type: 'parcel.track', parcelId: P1, trackingNumber: 'SF1432009877161'})
    .does({type: 'parcel.report', parcelId: P1, transit: 'in_transit'})
    .does({type: 'parcel.report', parcelId: P1, transit: 'out_for_delivery'})
    .does({type: 'parcel.report', parcelId: P1, transit: 'delivered'})
    .is('complete delivered')
    .does({type: 'order.close'})
    .refused('order/closed', {type: 'parcel.add', parcelId: 'p2'})
    .does({type: 'order.archive', archived: true})
    .refused('actor/not-allowed', {type: 'order.erase'}, {role: 'clerk'})
    .does({type: 'order.erase'}, {role: 'owner'})
    .refused('order/nothing-to-change', {type: 'order.erase'}, {role: 'owner'});
}

function deniedReceipt(): Teller {
  return new Teller('a receipt is denied, a new one accepted as full')
    .does(place({number: '1001'}))
    .does(upload('r1'), {role: 'shopper'})
    .refused('receipt/reason-missing', {type: 'receipt.deny', receiptId: 'r1', hash: HASH, message: ' '})
    .does({type: 'receipt.deny', receiptId: 'r1', hash: HASH, message: '金額不符 The amount differs'})
    .is('pending_payment receipt_denied')
    .does(upload('r2'), {role: 'shopper'})
    .does(upload('r3', OTHER_HASH), {role: 'shopper'})
    .refused('receipt/not-open', {type: 'receipt.accept', receiptId: 'r2', hash: HASH})
    .does({type: 'receipt.accept', receiptId: 'r3', hash: OTHER_HASH, amount: hkd(49_900), acceptAsFull: true, expectedVersion: 5})
    .is('processing');
}

function severalParcels(): Teller {
  return new Teller('two parcels, one line verified by itself, one unlocked, both sent at once')
    .does(place({number: '1002', ...paid}))
    .does({type: 'parcel.add', parcelId: 'p2'}, {role: 'packer'})
    .does(pack(P1, '1', 2), {role: 'packer'})
    .does(pack('p2', '1', 1), {role: 'packer'})
    .does(pack('p2', '2', 2), {role: 'packer'})
    .does({type: 'parcel.verify', parcelId: 'p2', lineId: '2'}, {role: 'packer'})
    .refused('parcel/line-verified', {type: 'parcel.unpack', parcelId: 'p2', lineId: '2', quantity: 1}, {role: 'packer'})
    .does({type: 'parcel.unlock', parcelId: 'p2', reason: 'wrong box', lineId: '2'}, {role: 'packer'})
    .does({type: 'parcel.unpack', parcelId: 'p2', lineId: '2', quantity: 1}, {role: 'packer'})
    .does(pack(P1, '2', 1), {role: 'packer'})
    .does(verify(P1), {role: 'packer'})
    .refused('parcel/nothing-ready', {type: 'order.send'}, {role: 'packer'})
    .does(verify('p2'), {role: 'packer'})
    .does({type: 'order.schedule', shipOn: '2026-11-25'}, {role: 'packer'})
    .does({type: 'order.send', remark: 'Left together'}, {role: 'packer'})
    .does({type: 'parcel.report', parcelId: 'p2', transit: 'delivered'})
    .is('complete part_delivered')
    .does({type: 'parcel.report', parcelId: P1, transit: 'exception', note: 'address invalid'})
    .does({type: 'parcel.report', parcelId: P1, transit: 'attempt_failed', note: 'nobody there'})
    .is('complete problem')
    .does({type: 'parcel.report', parcelId: P1, transit: 'returned'});
}

function bulkDispatch(): readonly Teller[] {
  const allItems = new Teller('bulk dispatch, all items: what is left is packed, verified and sent')
    .does(place({number: '1003', ...paid}))
    .does(pack(P1, '1', 1))
    .does({type: 'order.dispatch', mode: 'all_items', shipOn: '2026-11-24', remark: 'SF1432009877160'})
    .is('complete sent')
    .refused('parcel/nothing-to-send', {type: 'order.dispatch', mode: 'all_items'});
  const packedOnly = new Teller('bulk dispatch, packed items only: what is not verified stays behind in a parcel of its own')
    .does(place({number: '1004', ...paid}))
    .refused('parcel/nothing-verified', {type: 'order.dispatch', mode: 'packed_only'})
    .does(pack(P1, '1', 2))
    .does(pack(P1, '2', 2))
    .does({type: 'parcel.verify', parcelId: P1, lineId: '2'})
    .does({type: 'order.dispatch', mode: 'packed_only'})
    .is('processing part_sent')
    .does({type: 'order.dispatch', mode: 'all_items'});
  const literal = new Teller('bulk dispatch with completeOnFirstSend: complete, with what is left', {completeOnFirstSend: true})
    .does(place({number: '1005', ...paid}))
    .does(pack(P1, '1', 2))
    .does(verify(P1))
    .does({type: 'order.dispatch', mode: 'packed_only'})
    .is('complete left');
  return [allItems, packedOnly, literal];
}

function edits(): readonly Teller[] {
  const draft = new Teller('a draft is written down, edited and placed')
    .does(place({draft: true, channel: {code: 'whatsapp', name: 'WhatsApp'}}), {nextNumber: '1006'})
    .refused('order/draft', pack(P1, '1', 1))
    .does({type: 'order.edit', changes: {customer: {name: '陳大文', phone: '+852 9123 4567'}, shippingAddress: {lines: ['1 Nathan Road'], city: 'Hong Kong'}, lines: [{lineId: '1', quantity: 1}, {remove: '2'}, {add: line({id: 'tea', sku: 'TEA-02', name: '普洱茶餅', quantity: 2})}]}})
    .does({type: 'order.confirm'})
    .does({type: 'order.edit', changes: {shippingFee: hkd(3_000), discounts: [{name: 'VIP', amount: hkd(1_000)}], staffNote: 'calls before noon'}});
  const packed = new Teller('an edit after packing says what it undoes, and does it when it may')
    .does(place({number: '1007', ...paid}))
    .does(pack(P1, '1', 3))
    .does(pack(P1, '2', 2))
    .does(verify(P1))
    .refused('edit/undoes-packing', {type: 'order.edit', changes: {lines: [{lineId: '1', quantity: 1}]}})
    .does({type: 'order.edit', changes: {lines: [{lineId: '1', quantity: 1}]}, undoPacking: true})
    .does({type: 'line.cancel', lineId: '2', quantity: 1, reason: 'sold out', undoPacking: true})
    .does({type: 'order.dispatch', mode: 'all_items'})
    .refused('line/not-enough-unsent', {type: 'line.cancel', lineId: '2', quantity: 1});
  const marks = new Teller('staff keep notes, tags and a hold')
    .does(place({number: '1008', ...paid}))
    .does({type: 'note.add', text: '客人會來電'}, {role: 'packer'})
    .does({type: 'tags.change', add: ['vip', '急件']})
    .does({type: 'tags.change', add: [' gift '], remove: ['急件']})
    .does(pack(P1, '1', 1))
    .does(verify(P1))
    .does({type: 'hold.add', reason: 'fraud check', until: '2026-12-01T00:00:00.000Z'})
    .is('processing on_hold')
    .refused('send/on-hold', send(P1), {role: 'packer'})
    .does({type: 'hold.release', note: 'the bank says yes'})
    .does(send(P1), {role: 'packer'})
    .is('processing part_sent');
  return [draft, packed, marks];
}

function undoing(): Teller {
  return new Teller('accept, deny and send are taken back while their letters are held')
    .does(place({number: '1009'}))
    .does(upload('r1'), {role: 'shopper'})
    .does({type: 'receipt.deny', receiptId: 'r1', hash: HASH, message: 'Too small'}, {commandId: 'deny'})
    .does({type: 'order.undo', undoes: 'deny'}, {seconds: 5})
    .does({type: 'receipt.accept', receiptId: 'r1', hash: HASH}, {commandId: 'accept'})
    .refused('undo/too-late', {type: 'order.undo', undoes: 'accept'}, {seconds: 3, undoClosed: true})
    .does({type: 'order.undo', undoes: 'accept'}, {seconds: 3})
    .is('payment_review receipt_to_review')
    .refused('undo/not-found', {type: 'order.undo', undoes: 'accept'}, {seconds: 1})
    .does({type: 'receipt.accept', receiptId: 'r1', hash: HASH}, {commandId: 'again'})
    .does(pack(P1, '1', 3), {role: 'packer'})
    .does(verify(P1), {role: 'packer'})
    .does(send(P1), {role: 'packer', commandId: 'send'})
    .does({type: 'order.undo', undoes: 'send'}, {role: 'packer', seconds: 9})
    .does(send(P1), {role: 'packer', commandId: 'send-2'})
    .refused('undo/too-late', {type: 'order.undo', undoes: 'send-2'}, {role: 'packer', seconds: 10});
}

function till(): readonly Teller[] {
  const handedOver = new Teller('a till sale is handed over')
    .does(place({number: 'T-1', channel: {code: 'till', name: '門市'}, shippingMethod: HANDED_OVER, ...paid}))
    .is('complete handed_over');
  const keptBack = new Teller('a till sale is kept back until somebody comes for it')
    .does(place({number: 'T-2', channel: {code: 'till', name: '門市'}, shippingMethod: {code: 'shop', carrier: 'collect'}, ...paid}))
    .does({type: 'order.dispatch', mode: 'all_items'})
    .does({type: 'parcel.report', parcelId: P1, transit: 'ready_to_collect'})
    .does({type: 'parcel.report', parcelId: P1, transit: 'delivered'})
    .does({type: 'order.close'});
  return [handedOver, keptBack];
}

function cancelling(): readonly Teller[] {
  const open = new Teller('an order is cancelled while a receipt waits')
    .does(place({number: '1010'}))
    .does(upload('r1'), {role: 'shopper'})
    .does(pack(P1, '1', 1))
    .does({type: 'order.cancel', reason: 'ordered twice'})
    .is('cancelled')
    .refused('order/cancelled', send(P1));
  const returned = new Teller('what was sent and came back may be cancelled, and its money given back')
    .does(place({number: '1011', ...paid}))
    .does({type: 'order.dispatch', mode: 'all_items'})
    .refused('order/already-sent', {type: 'order.cancel'})
    .does({type: 'parcel.report', parcelId: P1, transit: 'returning'})
    .does({type: 'parcel.report', parcelId: P1, transit: 'returned'})
    .is('complete returned')
    .does({type: 'payment.refund', amount: hkd(50_000), note: '退貨'})
    .is('refunded');
  const trusted = new Teller('cash on delivery leaves unpaid')
    .does(place({number: '1012', paymentMethod: COD}))
    .is('processing')
    .does({type: 'order.dispatch', mode: 'all_items'})
    .does({type: 'payment.record', method: 'cash'});
  const unpaid = new Teller('nobody pays: the order expires, and a card payment brings it back')
    .does(place({number: '1013', paymentMethod: CARD}))
    .refused('send/not-paid', {type: 'order.dispatch', mode: 'all_items'})
    .does({type: 'order.expire'}, {role: 'system'})
    .is('expired')
    .does({type: 'payment.record'})
    .is('processing');
  return [open, returned, trusted, unpaid];
}

/** The guide's flows, each from the placing of an order. */
export function flowStories(): readonly GoldenStory[] {
  const told = [bankTransfer(), deniedReceipt(), severalParcels(), ...bulkDispatch(), ...edits(), undoing(), ...till(), ...cancelling()];
  return [...told.map((teller) => teller.story()), ...moneyStories()];
}
