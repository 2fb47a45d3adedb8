import type {GoldenStory} from '../../src/golden/golden-file.ts';
import {CARD, hkd, line, newOrder} from '../../test/support/new-order.ts';
import {HASH} from '../../test/support/story.ts';
import {Teller} from './teller.ts';

const place = (changes: Parameters<typeof newOrder>[0] = {}) => ({type: 'order.place', order: newOrder(changes)}) as const;

/** Paying in parts, too much, giving back, taking back; amounts of every kind; documents that are no sales. */
export function moneyStories(): readonly GoldenStory[] {
  const parts = new Teller('an order is paid in parts, too much, and given back')
    .does(place({number: '1020', paymentMethod: CARD}))
    .is('pending_payment')
    .does({type: 'payment.record', amount: hkd(20_000), method: 'cash'})
    .is('pending_payment part_paid')
    .does({type: 'payment.record', amount: hkd(40_000)})
    .is('processing')
    .refused('payment/nothing-due', {type: 'payment.record'})
    .does({type: 'payment.refund', amount: hkd(10_000), note: 'too much'})
    .does({type: 'payment.refund', amount: hkd(5_000)})
    .refused('payment/too-much-refunded', {type: 'payment.refund', amount: hkd(45_001)})
    .does({type: 'payment.refund', amount: hkd(45_000)})
    .is('refunded');
  const bounced = new Teller('an accepted amount turns out not to be there')
    .does(place({number: '1021'}))
    .does({type: 'receipt.submit', receiptId: 'r1', hash: HASH, mediaType: 'image/png', sizeBytes: 90_000}, {role: 'shopper'})
    .does({type: 'receipt.accept', receiptId: 'r1', hash: HASH, amount: hkd(49_000), acceptAsFull: true}, {commandId: 'accept'})
    .does({type: 'payment.reverse', entryId: 'accept-received', amount: hkd(10_000)})
    .is('pending_payment reversed')
    .refused('payment/too-much-reversed', {type: 'payment.reverse', entryId: 'accept-received', amount: hkd(39_001)})
    .does({type: 'payment.reverse', entryId: 'accept-received', note: 'cheque bounced'})
    .is('pending_payment reversed');
  const exact = new Teller('prices with a third decimal, a fee, discounts and tax: only what is payable is rounded')
    .does(
      place({
        number: '1022',
        currency: 'GBP',
        lines: [line({quantity: 3, unitPrice: {amount: 1795, scale: 3, currency: 'GBP'}}), line({quantity: 1, unitPrice: {amount: 10, scale: 0, currency: 'GBP'}})],
        shippingFee: {amount: 395, scale: 2, currency: 'GBP'},
        discounts: [{name: 'VIP', amount: {amount: 1005, scale: 3, currency: 'GBP'}}],
        tax: {amount: {amount: 267, scale: 2, currency: 'GBP'}, included: false},
      }),
    )
    .does({type: 'payment.record'})
    .does({type: 'line.cancel', lineId: '1', quantity: 1});
  const yen = new Teller('yen have no decimals, dinars have three; tax may be inside the prices')
    .does(place({number: '1023', currency: 'JPY', lines: [line({quantity: 2, unitPrice: {amount: 1205, scale: 1, currency: 'JPY'}})], tax: {amount: {amount: 21, scale: 0, currency: 'JPY'}, included: true}, paid: {method: 'card'}}));
  const dinar = new Teller('an order in dinars')
    .does(place({number: '1024', currency: 'KWD', lines: [line({quantity: 1, unitPrice: {amount: 12_345, scale: 4, currency: 'KWD'}})], paid: {method: 'card', amount: {amount: 1235, scale: 3, currency: 'KWD'}}}));
  const review = new Teller('with reviewOnlyWithReceipt an order without an upload waits for payment', {reviewOnlyWithReceipt: true}).does(place({number: '1025'})).is('pending_payment');
  const credit = new Teller('a credit keeps the source’s signed quantities and has nothing to send')
    .does(place({number: 'C1026', kind: 'credit', lines: [line({quantity: -2})]}))
    .is('credit')
    .refused('order/not-a-sale', {type: 'payment.record'});
  const adjustment = new Teller('an adjustment is written as a draft and confirmed')
    .does(place({number: 'A1027', kind: 'adjustment', draft: true, lines: [line({quantity: -1})]}))
    .does({type: 'order.confirm'})
    .is('adjustment');
  return [parts, bounced, exact, yen, dinar, review, credit, adjustment].map((teller) => teller.story());
}
