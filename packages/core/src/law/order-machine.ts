import {setup} from 'xstate';
import type {CommandType} from '../order/command.ts';
import type {RefusalCode} from '../shared/refusal-codes.ts';
import type {OrderFact} from './facts.ts';
import {movesOf, type Condition} from './moves.ts';

const {refuse, refuseIf, refuseUnless, stay, go, goIf} = movesOf<OrderFact>();

const EXPECTED = refuseUnless('versionExpected', 'order/version-changed');
const OF_A_SALE = refuseUnless('isSale', 'order/not-a-sale');
const MAY_LEAVE = [
  refuseIf('held', 'send/on-hold'),
  refuseIf('refunded', 'send/refunded'),
  refuseUnless('paidEnough', 'send/not-paid'),
] as const;

const REFUND = [
  refuseUnless('sameCurrency', 'payment/wrong-currency'),
  refuseUnless('amountPositive', 'payment/not-positive'),
  refuseUnless('inRange', 'order/out-of-range'),
  refuseUnless('refundCovered', 'payment/too-much-refunded'),
  stay,
] as const;

/** What is written must make sense; a draft has nothing packed or sent that could stand in the way. */
const SENSIBLE_EDIT = [
  EXPECTED,
  refuseUnless('linesKnown', 'line/not-found'),
  refuseUnless('idsUnique', 'order/duplicate-id'),
  refuseUnless('quantitiesValid', 'order/wrong-quantity'),
  refuseUnless('hasLines', 'order/empty'),
  refuseUnless('oneCurrency', 'order/mixed-currencies'),
  refuseUnless('inRange', 'order/out-of-range'),
] as const;
const EDIT = refuseUnless('editChanges', 'order/nothing-to-change');

const TAGS = [refuseUnless('tagsAsked', 'tags/empty'), refuseUnless('tagsFit', 'tags/too-many'), stay] as const;

/** Remarks among colleagues and putting away have a place in every life. */
const NOTE = [refuseUnless('messageGiven', 'note/empty'), stay] as const;
const ARCHIVE = [refuseIf('archivedAlready', 'order/nothing-to-change'), stay] as const;

/** A customer is forgotten when nobody needs to reach them any more. */
const ERASE = [refuseIf('unfinished', 'erase/not-finished'), refuseIf('erasedAlready', 'order/nothing-to-change'), stay] as const;

const REVERSE = [
  refuseUnless('entryKnown', 'payment/entry-not-found'),
  refuseUnless('entryReceived', 'payment/not-received'),
  refuseUnless('sameCurrency', 'payment/wrong-currency'),
  refuseUnless('amountPositive', 'payment/not-positive'),
  refuseUnless('inRange', 'order/out-of-range'),
  refuseUnless('reversalCovered', 'payment/too-much-reversed'),
  stay,
] as const;

const MAY_BE_UNDONE = [
  refuseUnless('undoKnown', 'undo/not-found'),
  refuseUnless('undoAllowed', 'actor/not-allowed'),
  refuseUnless('undoOpen', 'undo/too-late'),
  refuseIf('undoOvertaken', 'undo/later-work'),
] as const;

/** Every parcel command needs the parcel; what happens inside it is the parcel machine's matter. */
const TO_A_PARCEL = [refuseUnless('parcelKnown', 'parcel/not-found'), stay];

/**
 * Which moves an order has. Two independent axes: `lifecycle`, and `review` (is an upload waiting for a decision?).
 * Payment and fulfillment are not states but functions of the facts (derive-payment.ts, derive-fulfillment.ts).
 *
 * Guards read only {@link OrderFact}s. On hot paths the table derived from this machine answers instead
 * (law-table.ts); a test proves that both always say the same.
 */
export const orderMachine = /* @__PURE__ */ setup({
  types: {
    context: {} as {readonly facts: Readonly<Record<OrderFact, boolean>>},
    events: {} as {type: CommandType},
  },
  guards: {fact: ({context}, {fact, is}: Condition<OrderFact>) => context.facts[fact] === is},
  actions: {allow: () => {}, refuse: (_, _params: {code: RefusalCode}) => {}},
}).createMachine({
  id: 'order',
  type: 'parallel',
  context: {facts: {} as Record<OrderFact, boolean>},
  states: {
    lifecycle: {
      initial: 'absent',
      states: {
        absent: {
          on: {
            'order.place': [
              refuseIf('numberTaken', 'order/number-taken'),
              refuseUnless('hasLines', 'order/empty'),
              refuseUnless('idsUnique', 'order/duplicate-id'),
              refuseUnless('quantitiesValid', 'order/wrong-quantity'),
              refuseUnless('oneCurrency', 'order/mixed-currencies'),
              refuseUnless('inRange', 'order/out-of-range'),
              goIf('isDraft', 'draft'),
              goIf('isSale', 'placed'),
              go('closed'),
            ],
            '*': refuse('order/not-found'),
          },
        },
        draft: {
          on: {
            'order.place': refuse('order/exists'),
            'order.confirm': [goIf('isSale', 'placed'), go('closed')],
            'order.edit': [...SENSIBLE_EDIT, EDIT, stay],
            'order.cancel': go('cancelled'),
            'note.add': NOTE,
            'tags.change': TAGS,
            '*': refuse('order/draft'),
          },
        },
        placed: {
          on: {
            'order.place': refuse('order/exists'),
            'order.confirm': refuse('order/not-draft'),
            'order.edit': [
              ...SENSIBLE_EDIT,
              refuseUnless('keepsSent', 'line/already-sent'),
              refuseIf('goodsPacked', 'edit/goods-packed'),
              refuseIf('undoesPacking', 'edit/undoes-packing'),
              EDIT,
              stay,
            ],
            'order.cancel': [refuseIf('sentSomething', 'order/already-sent'), go('cancelled')],
            'line.cancel': [
              refuseUnless('linesKnown', 'line/not-found'),
              refuseUnless('quantitiesValid', 'order/wrong-quantity'),
              refuseUnless('enoughUnsent', 'line/not-enough-unsent'),
              refuseIf('undoesPacking', 'edit/undoes-packing'),
              goIf('cancelsAll', 'cancelled'),
              stay,
            ],
            'order.close': [refuseIf('reviewOpen', 'order/not-finished'), refuseIf('somethingToSend', 'order/not-finished'), go('closed')],
            'order.archive': ARCHIVE,
            'order.erase': ERASE,
            'note.add': NOTE,
            'tags.change': TAGS,
            'hold.add': [refuseUnless('messageGiven', 'hold/reason-missing'), stay],
            'hold.release': [refuseUnless('holdKnown', 'hold/not-found'), stay],
            'order.expire': [
              refuseIf('moneyMoved', 'order/payment-moved'),
              refuseIf('reviewOpen', 'order/payment-moved'),
              refuseIf('allowsUnpaid', 'order/unpaid-allowed'),
              refuseUnless('somethingDue', 'payment/nothing-due'),
              stay,
            ],
            'order.dispatch': [
              refuseUnless('somethingToSend', 'parcel/nothing-to-send'),
              refuseUnless('oneUnsentParcelAtMost', 'parcel/several-unsent'),
              refuseUnless('somethingVerified', 'parcel/nothing-verified'),
              ...MAY_LEAVE,
              refuseUnless('parcelNew', 'parcel/exists'),
              stay,
            ],
            // Each as if it were sent by itself.
            'order.send': [
              refuseUnless('chosenKnown', 'parcel/not-found'),
              refuseUnless('someChosen', 'parcel/nothing-ready'),
              refuseUnless('chosenUnsent', 'parcel/already-sent'),
              refuseUnless('chosenFilled', 'parcel/empty'),
              refuseUnless('chosenVerified', 'parcel/not-verified'),
              ...MAY_LEAVE,
              stay,
            ],
            'order.schedule': [refuseUnless('someUnsent', 'parcel/nothing-to-send'), stay],
            'order.undo': [...MAY_BE_UNDONE, stay],
            'receipt.submit': [refuseUnless('receiptNew', 'receipt/exists'), stay],
            // Allowed or not by the state of the review below.
            'receipt.accept': EXPECTED,
            'receipt.deny': EXPECTED,
            'payment.record': [
              refuseUnless('sameCurrency', 'payment/wrong-currency'),
              refuseUnless('amountPositive', 'payment/not-positive'),
              refuseUnless('inRange', 'order/out-of-range'),
              refuseUnless('somethingDue', 'payment/nothing-due'),
              stay,
            ],
            'payment.refund': REFUND,
            'payment.reverse': REVERSE,
            'parcel.add': [refuseUnless('parcelNew', 'parcel/exists'), stay],
            'parcel.remove': TO_A_PARCEL,
            'parcel.pack': TO_A_PARCEL,
            'parcel.unpack': TO_A_PARCEL,
            'parcel.verify': TO_A_PARCEL,
            'parcel.unlock': TO_A_PARCEL,
            'parcel.schedule': TO_A_PARCEL,
            'parcel.measure': TO_A_PARCEL,
            'parcel.send': TO_A_PARCEL,
            'parcel.track': TO_A_PARCEL,
            'parcel.report': TO_A_PARCEL,
          },
        },
        closed: {
          on: {
            'order.place': refuse('order/exists'),
            'payment.refund': [OF_A_SALE, ...REFUND],
            // What became of a parcel is told for as long as it takes.
            'parcel.track': [OF_A_SALE, ...TO_A_PARCEL],
            'parcel.report': [OF_A_SALE, ...TO_A_PARCEL],
            // What is undone is not finished: somebody must be able to work on it again.
            'order.undo': [OF_A_SALE, ...MAY_BE_UNDONE, go('placed')],
            'order.archive': ARCHIVE,
            'order.erase': ERASE,
            'note.add': NOTE,
            '*': [OF_A_SALE, refuse('order/closed')],
          },
        },
        cancelled: {
          on: {
            'order.place': refuse('order/exists'),
            'payment.refund': REFUND,
            'order.archive': ARCHIVE,
            'order.erase': ERASE,
            'note.add': NOTE,
            '*': refuse('order/cancelled'),
          },
        },
      },
    },
    review: {
      initial: 'idle',
      states: {
        idle: {
          on: {
            // When no money is expected the upload is kept as history and opens no review.
            'receipt.submit': goIf('awaitsPayment', 'open'),
            // An upload that was decided is open again.
            'order.undo': goIf('reopensReview', 'open'),
            'receipt.accept': [refuseUnless('receiptKnown', 'receipt/not-found'), refuse('receipt/not-open')],
            'receipt.deny': [refuseUnless('receiptKnown', 'receipt/not-found'), refuse('receipt/not-open')],
          },
        },
        open: {
          on: {
            'receipt.accept': [
              refuseUnless('receiptKnown', 'receipt/not-found'),
              refuseUnless('receiptIsOpen', 'receipt/not-open'),
              refuseUnless('samePicture', 'receipt/other-picture'),
              refuseUnless('sameCurrency', 'payment/wrong-currency'),
              refuseUnless('amountPositive', 'payment/not-positive'),
              refuseUnless('inRange', 'order/out-of-range'),
              go('idle'),
            ],
            'receipt.deny': [
              refuseUnless('receiptKnown', 'receipt/not-found'),
              refuseUnless('receiptIsOpen', 'receipt/not-open'),
              refuseUnless('samePicture', 'receipt/other-picture'),
              refuseUnless('messageGiven', 'receipt/reason-missing'),
              go('idle'),
            ],
            // Cancelling ends the question: the open upload is superseded.
            'order.cancel': go('idle'),
            'line.cancel': goIf('cancelsAll', 'idle'),
          },
        },
      },
    },
  },
});
