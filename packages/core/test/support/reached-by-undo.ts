import type {CommandBody} from '../../src/order/command.ts';
import {ask, type DecidedCode, type Questions} from './ask.ts';
import {COD, hkd, line} from './new-order.ts';
import {NOW, seconds} from './people.ts';
import {HASH, Story} from './story.ts';

const P1 = 'o1-p1';
const measure: CommandBody = {type: 'parcel.measure', parcelId: P1, weightGrams: 850};
const track: CommandBody = {type: 'parcel.track', parcelId: P1, trackingNumber: 'RR123456785HK'};
const report: CommandBody = {type: 'parcel.report', parcelId: P1, transit: 'in_transit'};
const sendAll: CommandBody = {type: 'order.send'};
const sendNamed: CommandBody = {type: 'order.send', parcelIds: [P1]};
const schedule: CommandBody = {type: 'order.schedule', shipOn: '2026-11-24'};
const undo: CommandBody = {type: 'order.undo', undoes: 'act'};
const reverse = {type: 'payment.reverse', entryId: 'act-received'} as const;
const accept: CommandBody = {type: 'receipt.accept', receiptId: 'r1', hash: HASH};
const deny: CommandBody = {type: 'receipt.deny', receiptId: 'r1', hash: HASH, message: 'Too small to read'};
const dispatch: CommandBody = {type: 'order.dispatch', mode: 'all_items'};
const close: CommandBody = {type: 'order.close'};
const yen = {amount: 1, scale: 0, currency: 'JPY'};
const huge = {amount: Number.MAX_SAFE_INTEGER, scale: 6, currency: 'HKD'};

/** At one moment, so that the act can be undone. */
const now = () => new Story('o1', {now: NOW});
const paid = () => now().place({paid: {method: 'card'}});
const verified = paid().packs(1, '1', 2).verifies(1);
const packed = paid().packs(1, '1', 2);
const unpaid = now().place().packs(1, '1', 2).verifies(1);
const ready = paid().packs(1, '1', 2).verifies(1).does({type: 'parcel.schedule', parcelId: P1, shipOn: '2026-11-24'});
const inReview = () => now().place().uploads('r1');
const accepted = inReview().does(accept, {commandId: 'act'});
const asFull = inReview().does({...accept, amount: hkd(49_000), acceptAsFull: true}, {commandId: 'act'});
const denied = inReview().does(deny, {commandId: 'act'});
const sent = paid().packs(1, '1', 2).verifies(1).does({type: 'parcel.send', parcelId: P1}, {commandId: 'act'});
const allSent = () => paid().does(dispatch, {commandId: 'act'});
const told = allSent().does(report);
const closed = allSent().does(close);
const closedTold = allSent().does(report).does(close);
const closedDenied = now().place({paymentMethod: COD}).does(dispatch).uploads('r1').does(deny, {commandId: 'act'}).does(close);
const closedCredit = now().place({kind: 'credit', lines: [line({quantity: -1})]});
const newerWaits = inReview().does(deny, {commandId: 'act'}).uploads('r2');

/** One of each type that is about several parcels, a parcel's data, or an act. */
export const MORE_BODIES: readonly CommandBody[] = [measure, track, report, sendAll, schedule, undo, reverse];

/** Ways into the refusals that only these types give. */
export const REACHED_BY_UNDO = {
  'payment/entry-not-found': [ask(inReview().order, reverse)],
  'payment/not-received': [ask(asFull.order, {...reverse, entryId: 'act-waived'})],
  'payment/too-much-reversed': [ask(asFull.order, {...reverse, amount: hkd(49_001)})],
  'undo/not-found': [ask(accepted.order, {...undo, undoes: 'other'}), ask(closed.order, {...undo, undoes: 'other'}), ask(verified.order, undo)],
  'undo/too-late': [ask(accepted.order, undo, {now: seconds(10)}), ask(accepted.order, undo, {undoClosed: true}), ask(closed.order, undo, {now: seconds(10)})],
  'undo/later-work': [ask(told.order, undo), ask(closedTold.order, undo)],
  'parcel/nothing-ready': [ask(verified.order, sendAll), ask(verified.order, {...sendAll, parcelIds: []})],
  'parcel/nothing-to-change': [
    ask(verified.order, {type: 'parcel.measure', parcelId: P1}),
    ask(verified.order, {...track, trackingNumber: null}),
    ask(sent.order, {...track, trackingNumber: ' '}),
    ask(told.order, report),
  ],
  'parcel/not-sent': [ask(verified.order, report), ask(packed.order, report)],
} satisfies Partial<Record<DecidedCode, Questions>>;

/** More ways into refusals that other types give as well. */
export const ALSO_REACHED = {
  'actor/not-allowed': [ask(accepted.order, undo, {role: 'packer'}), ask(closedDenied.order, undo, {role: 'packer'})],
  'parcel/not-found': [ask(verified.order, {...sendAll, parcelIds: [P1, 'nowhere']}), ...[track, report].map((body) => ask(closed.order, {...body, parcelId: 'nowhere'}))],
  'order/not-a-sale': [track, report, undo].map((body) => ask(closedCredit.order, body)),
  'parcel/already-sent': [ask(sent.order, measure), ask(sent.order, sendNamed)],
  'parcel/empty': [ask(paid().order, sendNamed)],
  'parcel/not-verified': [ask(packed.order, sendNamed)],
  'parcel/nothing-to-send': [ask(allSent().order, schedule)],
  'send/on-hold': [ask(paid().packs(1, '1', 2).verifies(1).holds('fraud check').order, sendNamed)],
  'send/not-paid': [ask(unpaid.order, sendNamed)],
  'send/refunded': [ask(paid().packs(1, '1', 2).verifies(1).does({type: 'payment.refund', amount: hkd(50_000)}).order, sendNamed)],
  'payment/wrong-currency': [ask(accepted.order, {...reverse, amount: yen})],
  'payment/not-positive': [ask(accepted.order, {...reverse, amount: hkd(0)})],
  'order/out-of-range': [ask(accepted.order, {...reverse, amount: huge})],
} satisfies Partial<Record<DecidedCode, readonly unknown[]>>;

export const MORE_ALLOWED: Questions = [
  ask(verified.order, sendNamed),
  ask(ready.order, sendAll),
  ask(verified.order, schedule),
  ...[accepted, denied, sent, closed, closedDenied, newerWaits].map(({order}) => ask(order, undo)),
  ask(closed.order, undo, {role: 'packer'}),
  ask(accepted.order, reverse),
  ask(asFull.order, reverse),
  ask(verified.order, measure),
  ...[verified, sent, closed].map(({order}) => ask(order, track)),
  ...[sent, closed].map(({order}) => ask(order, report)),
];
