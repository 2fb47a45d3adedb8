import type {Order} from '../order/order.ts';
import type {MailTemplate} from './effect.ts';

/** Orders that nobody waits at a screen for: the till hands over by itself, an import tells of the past. */
const SILENT_CHANNELS: ReadonlySet<string> = new Set(['import', 'till']);

/** Where the customer is written to; undefined when no letter goes to them. */
export function letterboxOf(order: Pick<Order, 'customer' | 'channel'>): string | undefined {
  const to = order.customer.email;
  return to === undefined || to.trim() === '' || SILENT_CHANNELS.has(order.channel.code) ? undefined : to;
}

/** A sale whose money question is settled, so that it can be packed or is done. */
export function isConfirmed(order: Pick<Order, 'kind' | 'status'> | undefined): boolean {
  return order !== undefined && order.kind === 'sale' && (order.status === 'processing' || order.status === 'complete');
}

/** What an *Accept* is answered with, by the order as it is afterwards. */
export function answerToAccept(after: Pick<Order, 'kind' | 'status'>): MailTemplate {
  return isConfirmed(after) ? 'order-confirmed' : 'part-payment';
}

/** The one key of a letter, for ever; of the letters about parcels each has its own. */
export function letterKey(orderId: string, commandId: string, template: MailTemplate, parcelId?: string): string {
  return `${orderId}/${commandId}/${template}${parcelId === undefined ? '' : `/${parcelId}`}`;
}
