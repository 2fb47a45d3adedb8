import type {Command} from '../order/command.ts';
import type {OrderEvent, OrderEventType} from '../order/event.ts';
import type {Order} from '../order/order.ts';
import type {Settings} from '../settings/settings.ts';
import type {Effect, MailTemplate} from './effect.ts';
import {answerToAccept, isConfirmed, letterboxOf, letterKey} from './letters.ts';

/**
 * What asks for no confirmation, whatever the status is afterwards: a correction among staff, or a denial, which has a
 * letter of its own.
 */
const NO_NEWS: ReadonlySet<OrderEventType> = new Set(['order.edited', 'line.cancelled', 'hold.added', 'hold.released', 'receipt.denied', 'act.undone']);

/** True for an event after which nobody is told that their order is in work. */
function isNoNews(event: OrderEvent): boolean {
  return NO_NEWS.has(event.type) || (event.type === 'payment.entered' && event.entry.kind === 'reversed');
}

/**
 * The mails that follow from one command: pure, so that the same transition asks for the same letters for ever.
 * No letter goes to a customer whose address is not known.
 */
export function effectsOf(input: {
  readonly before: Order | undefined;
  readonly after: Order;
  readonly events: readonly OrderEvent[];
  readonly command: Pick<Command, 'id'>;
  readonly settings: Pick<Settings, 'undoSeconds'>;
}): readonly Effect[] {
  const {before, after, events, command, settings} = input;
  const to = letterboxOf(after);
  if (to === undefined) return [];
  const mail = (template: MailTemplate, data: Effect['data'] = {}, parcelId?: string): Effect => ({
    key: letterKey(after.id, command.id, template, parcelId),
    kind: 'mail',
    template,
    orderId: after.id,
    to,
    holdSeconds: settings.undoSeconds,
    data,
  });
  const mails: Effect[] = [];
  // An *Accept* is always answered, also where goods may leave unpaid and the order was Processing before.
  const accepted = events.some((event) => event.type === 'receipt.accepted');
  if (!accepted && isConfirmed(after) && !isConfirmed(before) && !events.some(isNoNews)) mails.push(mail('order-confirmed'));
  for (const event of events) {
    if (event.type === 'receipt.accepted') {
      const template = answerToAccept(after);
      mails.push(mail(template, template === 'part-payment' ? {receiptId: event.receiptId} : {}));
    }
    if (event.type === 'receipt.denied') mails.push(mail('receipt-denied', {receiptId: event.receiptId, message: event.message}));
    if (event.type === 'parcel.sent') mails.push(mail('parcel-sent', {parcelId: event.parcelId}, event.parcelId));
  }
  return mails;
}
