import type {CommandBody} from '../../src/order/command.ts';
import type {LineEdit, OrderEdit} from '../../src/order/order-edit.ts';
import {ask, type DecidedCode, type Question, type Questions} from './ask.ts';
import {COD, HANDED_OVER, hkd, line, newOrder} from './new-order.ts';
import {ALSO_REACHED, MORE_ALLOWED, MORE_BODIES, REACHED_BY_UNDO} from './reached-by-undo.ts';
import {HASH, OTHER_HASH, Story} from './story.ts';

export type {DecidedCode, Question} from './ask.ts';

const P1 = 'o1-p1';
const paid = {paid: {method: 'card'}};
const toParcel = {parcelId: P1, lineId: '1', quantity: 1};
const huge = {amount: Number.MAX_SAFE_INTEGER, scale: 2, currency: 'HKD'};
const pack: CommandBody = {type: 'parcel.pack', ...toParcel};
const unpack: CommandBody = {type: 'parcel.unpack', ...toParcel};
const verify: CommandBody = {type: 'parcel.verify', parcelId: P1};
const unlock: CommandBody = {type: 'parcel.unlock', parcelId: P1, reason: 'wrong tin'};
const send: CommandBody = {type: 'parcel.send', parcelId: P1};
const record: CommandBody = {type: 'payment.record'};
const refund: CommandBody = {type: 'payment.refund', amount: hkd(1)};
const submit: CommandBody = {type: 'receipt.submit', receiptId: 'r1', hash: HASH, mediaType: 'image/png', sizeBytes: 1};
const accept = {type: 'receipt.accept', receiptId: 'r1', hash: HASH} as const;
const deny = {type: 'receipt.deny', receiptId: 'r1', hash: HASH, message: 'Too small to read'} as const;
const allItems: CommandBody = {type: 'order.dispatch', mode: 'all_items'};
const packedOnly: CommandBody = {type: 'order.dispatch', mode: 'packed_only'};
const edit = (changes: OrderEdit, more: {undoPacking?: boolean; expectedVersion?: number} = {}): CommandBody => ({type: 'order.edit', changes, ...more});
const editLines = (...lines: readonly LineEdit[]): CommandBody => edit({lines});
const cancelLine = (lineId: string, quantity: number): CommandBody => ({type: 'line.cancel', lineId, quantity});
const close: CommandBody = {type: 'order.close'};
const archive: CommandBody = {type: 'order.archive', archived: true};
const erase: CommandBody = {type: 'order.erase'};
const unarchive: CommandBody = {type: 'order.archive', archived: false};
const note = (text = 'Rings back'): CommandBody => ({type: 'note.add', text});
const tags = (...add: readonly string[]): CommandBody => ({type: 'tags.change', add});
const hold = (reason = 'fraud check'): CommandBody => ({type: 'hold.add', reason});
const release: CommandBody = {type: 'hold.release'};
const yen = {amount: 1, scale: 0, currency: 'JPY'};
const place = (changes: Parameters<typeof newOrder>[0] = {}): CommandBody => ({type: 'order.place', order: newOrder(changes)});

const unpaid = new Story().place();
const draft = new Story().place({draft: true});
const fresh = new Story().place(paid);
const packed = new Story().place(paid).packs(1, '1', 2);
const lineVerified = new Story().place(paid).packs(1, '1', 2).packs(1, '2', 2).verifies(1, '1');
const verified = new Story().place(paid).packs(1, '1', 2).verifies(1);
const sent = new Story().place(paid).packs(1, '1', 2).verifies(1).sends(1);
const cancelled = new Story().place(paid).does({type: 'order.cancel'});
const closed = new Story().place(paid).does(allItems).does(close);
const allSent = () => new Story().place(paid).does(allItems);
const cancelledUnpaid = () => new Story().place().does({type: 'order.cancel'});
const erasedSent = allSent().does(erase);
const erasedClosed = allSent().does(close).does(erase);
const erasedCancelled = cancelledUnpaid().does(erase);
const creditDraft = new Story().place({kind: 'credit', draft: true, lines: [line({quantity: -1})]});
const credit = new Story().place({kind: 'credit', lines: [line({quantity: -1})]});
const inReview = new Story().place().uploads('r1');
const denied = new Story().place().uploads('r1').does(deny);
const superseded = new Story().place().uploads('r1').uploads('r2');
const unpaidVerified = new Story().place().packs(1, '1', 2).verifies(1);
const held = new Story().place(paid).packs(1, '1', 2).verifies(1).holds('fraud check');
const refunded = new Story().place(paid).packs(1, '1', 2).verifies(1).does({type: 'payment.refund', amount: hkd(50_000)});
const cod = new Story().place({paymentMethod: COD});
const free = new Story().place({lines: [line({unitPrice: hkd(0)})]});

/** Every command to an order that does not exist, or that is a draft, cancelled, closed or no sale. */
const EVERY_BODY: readonly CommandBody[] = [
  edit({}), cancelLine('1', 1), close, archive, erase, note(), tags('vip'), hold(), release,
  {type: 'order.confirm'}, {type: 'order.cancel'}, {type: 'order.expire'}, allItems, packedOnly, submit, accept, deny, record, refund,
  {type: 'parcel.add', parcelId: 'p9'}, {type: 'parcel.remove', parcelId: P1}, pack, unpack, verify, unlock, {type: 'parcel.schedule', parcelId: P1, shipOn: null}, send,
  ...MORE_BODIES,
];
const except = (...types: readonly CommandBody['type'][]) => EVERY_BODY.filter(({type}) => !types.includes(type));

/** At least one real way into every refusal: a code without one does not compile. */
const REACHED_HERE: Readonly<Record<Exclude<DecidedCode, keyof typeof REACHED_BY_UNDO>, Questions>> = {
  'actor/not-allowed': [
    ask(fresh.order, pack, {role: 'viewer'}),
    ask(fresh.order, record, {role: 'packer'}),
    ask(inReview.order, accept, {role: 'shopper'}),
  ],
  'order/exists': [ask(fresh.order, place()), ask(draft.order, place()), ask(closed.order, place()), ask(cancelled.order, place())],
  'order/not-found': except().map((body) => ask(undefined, body)) as unknown as Questions,
  'order/number-taken': [ask(undefined, place({number: '536365'}), {numberTaken: true})],
  'order/draft': except('order.confirm', 'order.cancel', 'order.edit', 'note.add', 'tags.change').map((body) => ask(draft.order, body)) as unknown as Questions,
  'order/not-draft': [ask(fresh.order, {type: 'order.confirm'})],
  'order/cancelled': except('payment.refund', 'order.archive', 'order.erase', 'note.add').map((body) => ask(cancelled.order, body)) as unknown as Questions,
  'order/closed': except('payment.refund', 'order.archive', 'order.erase', 'order.undo', 'note.add', 'parcel.track', 'parcel.report').map((body) => ask(closed.order, body)) as unknown as Questions,
  'order/not-a-sale': except('order.archive', 'order.erase', 'note.add').map((body) => ask(credit.order, body)) as unknown as Questions,
  'order/version-changed': [ask(inReview.order, {...accept, expectedVersion: 1}), ask(inReview.order, {...deny, expectedVersion: 1}), ask(fresh.order, edit({customerNote: 'x'}, {expectedVersion: 9})), ask(draft.order, edit({customerNote: 'x'}, {expectedVersion: 9}))],
  'order/already-sent': [ask(sent.order, {type: 'order.cancel'})],
  'order/empty': [ask(undefined, place({lines: []})), ...[draft, fresh].map(({order}) => ask(order, editLines({remove: '1'}, {remove: '2'})))],
  'order/mixed-currencies': [
    ask(undefined, place({lines: [line({unitPrice: {amount: 1, scale: 0, currency: 'JPY'}})]})),
    ask(undefined, place({shippingFee: {amount: 1, scale: 0, currency: 'JPY'}})),
    ask(undefined, place({paid: {method: 'card', amount: {amount: 1, scale: 0, currency: 'JPY'}}})),
    ...[draft, fresh].map(({order}) => ask(order, edit({shippingFee: yen}))),
  ],
  'order/out-of-range': [
    ask(undefined, place({lines: [line({unitPrice: huge})]})),
    ask(undefined, place({lines: [line({quantity: Number.MAX_SAFE_INTEGER, unitPrice: hkd(0)}), line({quantity: 1, unitPrice: hkd(0)})]})),
    ask(undefined, place({shippingFee: huge, discounts: [{name: 'all of it', amount: huge}]})),
    ask(unpaid.order, {type: 'payment.record', amount: huge}),
    ask(inReview.order, {...accept, amount: huge}),
    ask(fresh.order, {...refund, amount: huge}),
    ask(closed.order, {...refund, amount: huge}),
    ask(cancelled.order, {...refund, amount: huge}),
    ...[draft, fresh].map(({order}) => ask(order, edit({shippingFee: huge}))),
  ],
  'order/wrong-quantity': [
    ask(creditDraft.order, editLines({lineId: '1', quantity: 0})),
    ask(fresh.order, cancelLine('1', 0)),
    ask(fresh.order, cancelLine('1', 0.5)),
    ask(undefined, place({lines: [line({quantity: 0})]})),
    ask(undefined, place({lines: [line({quantity: -1})]})),
    ask(undefined, place({lines: [line({quantity: 1.5})]})),
    ask(undefined, place({kind: 'credit', lines: [line({quantity: 0})]})),
    ask(fresh.order, {...pack, quantity: 0.5}),
    ask(fresh.order, {...pack, quantity: 0}),
    ask(packed.order, {...pack, quantity: -1}),
    ask(packed.order, {...pack, quantity: Number.NaN}),
    ask(packed.order, {...unpack, quantity: -1}),
    ask(packed.order, {...unpack, quantity: 0.5}),
    ...[draft, fresh].map(({order}) => ask(order, editLines({lineId: '1', quantity: 0}))),
  ],
  'order/duplicate-id': [
    ask(undefined, place({lines: [line({id: '2'}), line()]})),
    ...[draft, fresh].flatMap(({order}) => [ask(order, editLines({add: line({id: '1'})})), ask(order, editLines({lineId: '1', quantity: 1}, {remove: '1'}))]),
  ],
  'order/not-finished': [ask(fresh.order, close), ask(inReview.order, close), ask(new Story().place({lines: [line({requiresShipping: false})]}).uploads('r1').order, close)],
  'order/nothing-to-change': [ask(draft.order, edit({})), ask(fresh.order, edit({})), ...[fresh, closed, cancelled, credit].map(({order}) => ask(order, unarchive)), ...[erasedSent, erasedClosed, erasedCancelled].map(({order}) => ask(order, erase))],
  'erase/not-finished': [...[fresh, inReview, held, cancelled].map(({order}) => ask(order, erase)), ask(new Story().place(paid).does(allItems).does(close).does({type: 'parcel.report', parcelId: P1, transit: 'exception'}).order, erase)] as unknown as Questions,
  'edit/undoes-packing': [ask(packed.order, editLines({remove: '1'})), ask(verified.order, editLines({lineId: '1', quantity: 1})), ask(verified.order, cancelLine('1', 2))],
  'edit/goods-packed': [packed, sent].map(({order}) => ask(order, edit({shippingMethod: HANDED_OVER}, {undoPacking: true}))) as unknown as Questions,
  'line/already-sent': [ask(sent.order, editLines({lineId: '1', quantity: 1})), ask(sent.order, editLines({remove: '1'}))],
  'line/not-enough-unsent': [ask(fresh.order, cancelLine('1', 4)), ask(sent.order, cancelLine('1', 2))],
  'note/empty': [draft, fresh, closed, cancelled].map(({order}) => ask(order, note(' \n '))) as unknown as Questions,
  'tags/empty': [draft, fresh].map(({order}) => ask(order, tags(' '))) as unknown as Questions,
  'tags/too-many': [draft, fresh].map(({order}) => ask(order, tags(...Array.from({length: 101}, (_, index) => `t${index}`)))) as unknown as Questions,
  'hold/reason-missing': [ask(fresh.order, hold(' '))],
  'hold/not-found': [ask(fresh.order, release), ask(held.order, {...release, holdId: 'h9'})],
  'order/payment-moved': [ask(fresh.order, {type: 'order.expire'}), ask(inReview.order, {type: 'order.expire'})],
  'order/unpaid-allowed': [ask(cod.order, {type: 'order.expire'})],
  'receipt/not-found': [ask(unpaid.order, accept), ask(unpaid.order, deny), ask(inReview.order, {...accept, receiptId: 'r9'}), ask(inReview.order, {...deny, receiptId: 'r9'})],
  'receipt/exists': [ask(inReview.order, submit)],
  'receipt/not-open': [ask(denied.order, accept), ask(denied.order, deny), ask(superseded.order, accept), ask(superseded.order, deny)],
  'receipt/other-picture': [ask(inReview.order, {...accept, hash: OTHER_HASH}), ask(inReview.order, {...deny, hash: OTHER_HASH})],
  'receipt/reason-missing': [ask(inReview.order, {...deny, message: ' \n '})],
  'payment/wrong-currency': [
    ask(unpaid.order, {...record, amount: {amount: 1, scale: 0, currency: 'JPY'}}),
    ask(fresh.order, {...refund, amount: {amount: 1, scale: 0, currency: 'JPY'}}),
    ask(closed.order, {...refund, amount: {amount: 1, scale: 0, currency: 'JPY'}}),
    ask(cancelled.order, {...refund, amount: {amount: 1, scale: 0, currency: 'JPY'}}),
    ask(inReview.order, {...accept, amount: {amount: 1, scale: 0, currency: 'JPY'}}),
  ],
  'payment/nothing-due': [ask(fresh.order, record), ask(free.order, {type: 'order.expire'})],
  'payment/not-positive': [
    ask(unpaid.order, {...record, amount: hkd(0)}),
    ask(inReview.order, {...accept, amount: hkd(-1)}),
    ask(fresh.order, {...refund, amount: hkd(-1)}),
    ask(closed.order, {...refund, amount: hkd(0)}),
    ask(cancelled.order, {...refund, amount: hkd(0)}),
  ],
  'payment/too-much-refunded': [ask(fresh.order, {...refund, amount: hkd(50_001)}), ask(closed.order, {...refund, amount: hkd(50_001)}), ask(cancelled.order, {...refund, amount: hkd(50_001)})],
  'parcel/not-found': except('parcel.add')
    .filter((body) => 'parcelId' in body)
    .map((body) => ask(fresh.order, {...body, parcelId: 'nowhere'})) as unknown as Questions,
  'parcel/exists': [
    ask(fresh.order, {type: 'parcel.add', parcelId: P1}),
    // The id a dispatch would derive is taken: by a sent parcel, or by the one that would get what stays behind.
    ask({...sent.order, parcels: sent.order.parcels.map((parcel) => ({...parcel, id: 'q-p'}))}, allItems),
    ask({...lineVerified.order, parcels: [...lineVerified.order.parcels, {id: 'q-r1', contents: [], transit: 'none'}]}, packedOnly),
  ],
  'parcel/already-sent': [pack, unpack, verify, unlock, send, {type: 'parcel.schedule', parcelId: P1, shipOn: null} as const, {type: 'parcel.remove', parcelId: P1} as const].map((body) => ask(sent.order, body)) as unknown as Questions,
  'parcel/verified': [ask(verified.order, pack), ask(verified.order, unpack), ask(verified.order, verify)],
  'parcel/line-verified': [ask(lineVerified.order, pack), ask(lineVerified.order, unpack), ask(lineVerified.order, {...verify, lineId: '1'})],
  'parcel/not-verified': [ask(packed.order, send), ask(packed.order, unlock), ask(packed.order, {...unlock, lineId: '1'}), ask(fresh.order, unlock)],
  'parcel/empty': [ask(fresh.order, verify), ask(fresh.order, send)],
  'parcel/not-enough-left': [ask(fresh.order, {...pack, quantity: 4}), ask(packed.order, {...pack, quantity: 2})],
  'parcel/not-enough-packed': [ask(fresh.order, unpack), ask(packed.order, {...unpack, quantity: 3}), ask(packed.order, {...unpack, lineId: '2'}), ask(packed.order, {...verify, lineId: '2'})],
  'parcel/reason-missing': [ask(verified.order, {...unlock, reason: ' '}), ask(lineVerified.order, {...unlock, reason: '', lineId: '1'})],
  'parcel/several-unsent': [ask(new Story().place(paid).does({type: 'parcel.add', parcelId: 'p2'}).order, allItems)],
  'parcel/nothing-to-send': [ask(new Story().place(paid).does(allItems).order, allItems), ask(new Story().place({...paid, shippingMethod: {code: 'none', carrier: 'none'}}).order, packedOnly)],
  'parcel/nothing-verified': [ask(packed.order, packedOnly), ask(fresh.order, packedOnly)],
  'line/not-found': [
    ask(fresh.order, {...pack, lineId: '9'}), ask(fresh.order, {...unpack, lineId: '9'}), ask(packed.order, {...pack, lineId: '9'}), ask(packed.order, {...unpack, lineId: '9'}), ask(verified.order, {...unlock, lineId: '2'}),
    ask(fresh.order, cancelLine('9', 1)),
    ...[draft, fresh].map(({order}) => ask(order, editLines({remove: '9'}))),
  ],
  'line/not-shipped': [
    ask(new Story().place({lines: [line(), line({sku: 'POST', requiresShipping: false})]}).order, {...pack, lineId: '2'}),
    ask(new Story().place({lines: [line(), line({sku: 'POST', requiresShipping: false})]}).packs(1, '1', 1).order, {...pack, lineId: '2'}),
  ],
  'send/on-hold': [ask(held.order, send), ask(held.order, allItems), ask(held.order, packedOnly)],
  'send/not-paid': [ask(unpaidVerified.order, send), ask(unpaidVerified.order, allItems), ask(unpaidVerified.order, packedOnly)],
  'send/refunded': [ask(refunded.order, send), ask(refunded.order, allItems)],
};

const also: Partial<Record<string, readonly Question[]>> = ALSO_REACHED;

/** Real ways into every refusal. */
export const REACHED = Object.fromEntries(Object.entries({...REACHED_HERE, ...REACHED_BY_UNDO}).map(([code, questions]) => [code, [...questions, ...(also[code] ?? [])]])) as unknown as Readonly<Record<DecidedCode, Questions>>;

/** What is allowed: with the refusals above, a question for every transition of both machines. */
export const ALLOWED: readonly Question[] = [
  ask(undefined, place()),
  ask(undefined, place({draft: true})),
  ask(undefined, place({kind: 'credit', lines: [line({quantity: -1})]})),
  ask(draft.order, {type: 'order.confirm'}),
  ask(draft.order, {type: 'order.cancel'}),
  ...[draft, fresh, held, sent].flatMap(({order}) => [ask(order, edit({customerNote: 'ring twice'})), ask(order, tags('vip'))]),
  ...[draft, fresh, closed, cancelled, credit].map(({order}) => ask(order, note())),
  ...[fresh, closed, cancelled, credit].map(({order}) => ask(order, archive)),
  ...[allSent(), closed, cancelledUnpaid(), credit].map(({order}) => ask(order, erase)),
  ask(allSent().does(erase).does(note()).order, erase),
  ask(verified.order, edit({lines: [{remove: '1'}]}, {undoPacking: true})),
  ask(fresh.order, cancelLine('1', 3)),
  ask(new Story().place({lines: [line()]}).order, cancelLine('1', 3)),
  ask(new Story().place({lines: [line()]}).uploads('r1').order, cancelLine('1', 3)),
  ask(new Story().place(paid).does(allItems).order, close),
  ask(fresh.order, hold()),
  ask(held.order, release),
  ask(new Story().place({kind: 'credit', draft: true, lines: [line({quantity: -1})]}).order, {type: 'order.confirm'}),
  ask(fresh.order, {type: 'order.cancel'}),
  ask(inReview.order, {type: 'order.cancel'}),
  ask(unpaid.order, {type: 'order.expire'}),
  ask(fresh.order, allItems),
  ask(verified.order, packedOnly),
  ask(unpaid.order, submit),
  ask(fresh.order, submit),
  // The upload goes on waiting for a decision while something of the order is left.
  ask(inReview.order, {type: 'line.cancel', lineId: '1', quantity: 1}),
  ask(inReview.order, accept),
  ask(inReview.order, deny),
  ask(unpaid.order, record),
  ...[fresh, closed, cancelled].map(({order}) => ask(order, refund)),
  ask(fresh.order, {type: 'parcel.add', parcelId: 'p9'}),
  ...[fresh, packed, verified].flatMap(({order}) => [ask(order, {type: 'parcel.remove', parcelId: P1}), ask(order, {type: 'parcel.schedule', parcelId: P1, shipOn: '2026-11-24'})]),
  ask(fresh.order, pack),
  ask(packed.order, pack),
  ask(packed.order, unpack),
  ask(packed.order, {...unpack, quantity: 2}),
  ask(packed.order, verify),
  ask(new Story().place(paid).packs(1, '1', 1).packs(1, '2', 1).order, {...verify, lineId: '1'}),
  ask(lineVerified.order, {...unlock, lineId: '1'}),
  ask(verified.order, unlock),
  ask(verified.order, send),
  ...MORE_ALLOWED,
];
