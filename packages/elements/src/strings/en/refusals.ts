import type {CommandType, RefusalCode} from '@packline/core';
import type {RefusalFacts} from '../refusal-facts.ts';

const order = ({number}: RefusalFacts) => (number === undefined ? 'This order' : `Order ${number}`);
const parcel = ({parcel: sign}: RefusalFacts) => sign ?? 'This parcel';
const item = ({name}: RefusalFacts) => name ?? 'This item';
const when = (by: string | undefined, at: string | undefined) => `${by ? ` by ${by}` : ''}${at === undefined ? '' : ` at ${at}`}`;
const byAt = ({by, at}: RefusalFacts) => when(by, at);
const units = (count: number) => (count === 1 ? '1 unit' : `${count} units`);
const parcelSigns = (count: number) => (count === 1 ? 'a parcel' : `${count} parcels`);

/** What is so, then what to do: one sentence or two for every refusal, and what was refused. */
export const refusals = {
  sentence: {
    'actor/not-allowed': () => 'Your role does not include this. Ask the owner of the shop.',
    'command/id-reused': () => 'This request was used for something else before. Do it once more.',
    'order/exists': (facts) => `${order(facts)} is already there. Open it instead of adding it again.`,
    'order/not-found': (facts) => `${order(facts)} is not there any more. Reload the list.`,
    'order/number-taken': ({number}) => `The number ${number ?? ''} belongs to another order. Choose another one.`.replace('  ', ' '),
    'order/draft': (facts) => `${order(facts)} is a draft. Confirm it first.`,
    'order/not-draft': (facts) => `${order(facts)} is not a draft any more, so there is nothing to confirm.`,
    'order/cancelled': (facts) => `${order(facts)} was cancelled. Nothing more can be done to it.`,
    'order/closed': (facts) => `${order(facts)} is closed. Only corrections are possible.`,
    'order/not-a-sale': (facts) => `${order(facts)} is bookkeeping. There is nothing to pay, pack or send.`,
    'order/version-changed': (facts) => `${order(facts)} was changed meanwhile. Look at it again, then decide.`,
    'order/already-sent': (facts) => `Part of ${facts.number === undefined ? 'this order' : `order ${facts.number}`} was sent. It can be cancelled only once everything is back.`,
    'order/empty': () => 'The order has no items. Add at least one.',
    'order/mixed-currencies': () => 'The order has amounts in several currencies. All must be in one.',
    'order/out-of-range': () => 'A number in the order is too large to be kept exactly. Check quantities and prices.',
    'order/wrong-quantity': () => 'A quantity is not possible. A sale needs whole numbers from 1.',
    'order/duplicate-id': () => 'Two lines of the order have the same id. Each line needs its own.',
    'order/payment-moved': (facts) => `${order(facts)} has a payment or a receipt, so it does not expire.`,
    'order/unpaid-allowed': (facts) => `${order(facts)} may be paid later, so it does not expire.`,
    'erase/not-finished': (facts) => `${order(facts)} is not finished. Finish, cancel or refund it first: its customer may have to be reached.`,
    'order/not-finished': (facts) => `${order(facts)} is not finished. Send or cancel what is left and decide its receipt first.`,
    'order/nothing-to-change': (facts) => `${order(facts)} is like that already. There is nothing to change.`,
    'edit/undoes-packing': ({units: count, parcels}) =>
      `${count === undefined ? 'Some of it' : units(count)} ${count === undefined || count === 1 ? 'is' : 'are'} packed${parcels === undefined ? '' : ` in ${parcelSigns(parcels)}`}. Agree that ${count === undefined || count === 1 ? 'it is' : 'they are'} taken out again, or keep the quantity.`,
    'edit/goods-packed': (facts) => `Something of ${facts.number === undefined ? 'this order' : `order ${facts.number}`} is packed or sent. Take it out of the parcels before the order stops being delivered.`,
    'line/already-sent': (facts) => `${item(facts)} was sent or cancelled in part. Its quantity cannot be less than that.`,
    'line/not-enough-unsent': (facts) =>
      facts.left === undefined || facts.left <= 0 ? `Nothing of ${facts.name ?? 'this item'} is left to cancel. All units were sent or cancelled.` : `Only ${units(facts.left)} of ${facts.name ?? 'this item'} can still be cancelled.`,
    'note/empty': () => 'The note has no words. Write something first.',
    'tags/empty': () => 'No tag was named. Choose one to add or to remove.',
    'tags/too-many': () => 'An order has at most 100 tags. Remove one first.',
    'hold/reason-missing': () => 'Write down why the order has to wait first.',
    'hold/not-found': (facts) => `${order(facts)} is not on hold any more. There is nothing to release.`,
    'undo/not-found': () => 'There is nothing to undo here any more.',
    'undo/too-late': () => 'It is too late to undo this: the customer has the letter. Correct it with a new step.',
    'undo/later-work': () => 'Something was done on top of it meanwhile, so it cannot be undone. Correct it with a new step.',
    'receipt/not-found': () => 'This receipt is not there any more. Open the order again.',
    'receipt/exists': () => 'This receipt was uploaded already.',
    'receipt/not-open': (facts) =>
      facts.state === 'accepted'
        ? `This receipt was accepted${byAt(facts)}. There is nothing left to decide.`
        : facts.state === 'denied'
          ? `This receipt was denied${byAt(facts)}. There is nothing left to decide.`
          : facts.state === 'superseded'
            ? 'The customer uploaded a newer receipt. Look at that one.'
            : 'This receipt is not waiting for a decision any more.',
    'receipt/other-picture': () => 'The picture is not the one that was shown. Look at it again, then decide.',
    'receipt/reason-missing': () => 'Write a message to the customer first. It is sent with the denial.',
    'payment/wrong-currency': () => 'The amount is in another currency than the order.',
    'payment/nothing-due': (facts) => `${order(facts)} has nothing left to pay.`,
    'payment/not-positive': () => 'The amount must be more than zero.',
    'payment/too-much-refunded': () => 'That is more than was received. Refund at most what came in.',
    'payment/entry-not-found': () => 'This payment is not in the order. Open the order again.',
    'payment/not-received': () => 'Only money that came in can be reversed. Choose a received payment.',
    'payment/too-much-reversed': () => 'That is more than is left of this payment. Reverse at most what was not reversed yet.',
    'parcel/not-found': () => 'This parcel is not there any more. Somebody removed it.',
    'parcel/exists': () => 'This parcel was added already.',
    'parcel/already-sent': (facts) => `${parcel(facts)} was sent${byAt(facts)}. It can no longer be changed.`,
    'parcel/verified': (facts) => `${parcel(facts)} is verified, so its quantities are locked. Unlock it to change them.`,
    'parcel/line-verified': (facts) => `${item(facts)} is verified in ${facts.parcel ?? 'this parcel'}, so its quantity is locked. Unlock it to change it.`,
    'parcel/not-verified': (facts) => `${parcel(facts)} is not verified yet. Use Verify Packed first.`,
    'parcel/empty': (facts) => `${parcel(facts)} is empty. Pack something into it first.`,
    'parcel/not-enough-left': (facts) =>
      facts.left === undefined || facts.left <= 0
        ? `Nothing is left of ${facts.name ?? 'this item'}. All units are in a box.`
        : `Only ${units(facts.left)} of ${facts.name ?? 'this item'} ${facts.left === 1 ? 'is' : 'are'} left to pack.`,
    'parcel/not-enough-packed': (facts) => `Fewer units of ${facts.name ?? 'this item'} are in ${facts.parcel ?? 'this parcel'} than that.`,
    'parcel/reason-missing': () => 'Write down why it is unlocked first.',
    'parcel/several-unsent': ({unsentParcels}) => `All Items only works on a single parcel, and ${unsentParcels === undefined ? 'several' : unsentParcels} are not sent yet. Use Packed Items Only.`,
    'parcel/nothing-to-send': (facts) => `${order(facts)} has nothing left to send.`,
    'parcel/nothing-verified': (facts) => `${order(facts)} has nothing verified to send. Use Verify Packed first.`,
    'parcel/nothing-ready': (facts) => `${order(facts)} has no parcel that is verified and ready to ship. Switch one to ready first.`,
    'parcel/nothing-to-change': (facts) => `${parcel(facts)} is like that already. There is nothing to change.`,
    'parcel/not-sent': (facts) => `${parcel(facts)} was not sent yet. Send it first.`,
    'line/not-found': () => 'This item is not in the order any more.',
    'line/not-shipped': (facts) => `${item(facts)} is not delivered, so it cannot be packed.`,
    'send/on-hold': ({by, reason}) => `The order is on hold${when(by, undefined)}${reason === undefined ? '' : `: ${reason}`}. Release the hold first.`,
    'send/not-paid': (facts) => `${order(facts)} is not paid yet. Send it once the payment is in.`,
    'send/refunded': (facts) => `${order(facts)} was refunded, so nothing may be sent.`,
  } as Record<RefusalCode, (facts: RefusalFacts) => string>,
  /** A refusal this version does not know, from a newer server. */
  other: 'The server refused this. Reload the page for the newest version.',
  /** Opens a strip: what was tried. */
  title: {
    'order.place': 'The new order was refused.',
    'order.confirm': 'Confirming was refused.',
    'order.edit': 'The change was refused.',
    'order.cancel': 'Cancelling was refused.',
    'line.cancel': 'Cancelling the item was refused.',
    'order.expire': 'Expiring was refused.',
    'order.dispatch': 'Dispatch was refused.',
    'order.send': 'Send was refused.',
    'order.schedule': 'The shipping date was refused.',
    'order.close': 'Closing was refused.',
    'order.archive': 'Archiving was refused.',
    'order.erase': 'Erasing was refused.',
    'order.undo': 'Undo was refused.',
    'note.add': 'The note was refused.',
    'tags.change': 'The tags were refused.',
    'hold.add': 'The hold was refused.',
    'hold.release': 'Releasing the hold was refused.',
    'receipt.submit': 'The upload was refused.',
    'receipt.accept': 'Accept was refused.',
    'receipt.deny': 'Deny was refused.',
    'payment.record': 'The payment was refused.',
    'payment.refund': 'The refund was refused.',
    'payment.reverse': 'The reversal was refused.',
    'parcel.add': 'Adding a parcel was refused.',
    'parcel.remove': 'Removing the parcel was refused.',
    'parcel.pack': 'Packing was refused.',
    'parcel.unpack': 'Unpacking was refused.',
    'parcel.verify': 'Verify Packed was refused.',
    'parcel.unlock': 'Unlocking was refused.',
    'parcel.schedule': 'The shipping date was refused.',
    'parcel.measure': 'The weight and size were refused.',
    'parcel.send': 'Send was refused.',
    'parcel.track': 'The tracking number was refused.',
    'parcel.report': 'The delivery report was refused.',
  } as Record<CommandType, string>,
};

export type RefusalStrings = typeof refusals;
