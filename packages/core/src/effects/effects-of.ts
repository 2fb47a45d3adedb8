import type {Command} from '../order/command.ts';
import type {OrderEvent} from '../order/event.ts';
import type {Order} from '../order/order.ts';
import type {Settings} from '../settings/settings.ts';
import type {Effect, MailTemplate} from './effect.ts';

/** Orders that nobody waits at a screen for: the till hands over by itself, an import tells of the past. */
const SILENT_CHANNELS: ReadonlySet<string> = new Set(['import', 'till']);

/** A sale whose money question is settled, so that it can be packed or is done. */
function isConfirmed(order: Order | undefined): boolean {
  return order !== undefined && order.kind === 'sale' && (order.status === 'processing' || order.status === 'complete');
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
  const to = after.customer.email;
  if (to === undefined || to.trim() === '' || SILENT_CHANNELS.has(after.channel.code)) return [];
  const mail = (template: MailTemplate, data: Effect['data'] = {}, suffix = ''): Effect => ({
    key: `${after.id}/${command.id}/${template}${suffix}`,
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
  if (isConfirmed(after) && (accepted || !isConfirmed(before))) mails.push(mail('order-confirmed'));
  for (const event of events) {
    if (event.type === 'receipt.accepted' && !isConfirmed(after)) mails.push(mail('part-payment', {receiptId: event.receiptId}));
    if (event.type === 'receipt.denied') mails.push(mail('receipt-denied', {receiptId: event.receiptId, message: event.message}));
    if (event.type === 'parcel.sent') mails.push(mail('parcel-sent', {parcelId: event.parcelId}, `/${event.parcelId}`));
  }
  return mails;
}
