import type {Instant, Order, OrderEvent} from '@packline/core';
import type {EndpointRecord} from '../storage/channel-storage.ts';
import type {NewEffect} from '../storage/effect-storage.ts';

/** What an endpoint can be told about; docs/guides/channels.md says when each one comes. */
export const WEBHOOK_KINDS = ['order.placed', 'order.status_changed', 'order.cancelled', 'receipt.submitted', 'parcel.sent'] as const;

export type WebhookKind = (typeof WEBHOOK_KINDS)[number];

/** Kind of the effects that tell an endpoint. */
export const WEBHOOK_EFFECT = 'webhook';

/** What is kept of an event until it is told; the order itself is read when it is. */
export interface WebhookWish {
  readonly endpointId: string;
  /** The message's `webhook-id`: the same event has the same for ever, at whatever endpoint. */
  readonly eventId: string;
  readonly kind: WebhookKind | 'ping';
  readonly at: Instant;
  /** Version of the order that the event made. */
  readonly version: number;
  /** What happened, by name: `from`, `to`, `parcelId`, `receiptId`. */
  readonly facts: Readonly<Record<string, string>>;
}

/** One decided command. */
interface Decided {
  readonly before: Order | undefined;
  readonly after: Order;
  readonly events: readonly OrderEvent[];
  readonly now: Instant;
}

/** The effects that tell every endpoint what it wants to know of a command: pure, and the same for the same command. */
export function webhookEffects(endpoints: readonly EndpointRecord[], decided: Decided): readonly NewEffect[] {
  const listening = endpoints.filter(({state}) => state === 'on');
  if (listening.length === 0) return [];
  const wishes = wishesOf(decided);
  return listening.flatMap(({id, kinds}) => wishes.filter(({kind}) => kinds.includes(kind)).map((wish) => toEffect({...wish, endpointId: id}, decided.after.id)));
}

/** `webhook:{endpointId}:{eventId}`: told once, however often it is tried. */
function toEffect(wish: WebhookWish, orderId: string): NewEffect {
  return {key: `webhook:${wish.endpointId}:${wish.eventId}`, kind: WEBHOOK_EFFECT, orderId, payload: JSON.stringify(wish), createdAt: wish.at, dueAt: wish.at};
}

function wishesOf({before, after, events, now}: Decided): readonly Omit<WebhookWish, 'endpointId'>[] {
  const wish = (kind: WebhookKind, facts: Readonly<Record<string, string>> = {}, more = ''): Omit<WebhookWish, 'endpointId'> => ({
    eventId: `${after.id}.${after.version}.${kind}${more}`,
    kind,
    at: now,
    version: after.version,
    facts,
  });
  const wishes: Omit<WebhookWish, 'endpointId'>[] = [];
  for (const event of events) {
    if (event.type === 'order.placed' && after.lifecycle !== 'draft') wishes.push(wish('order.placed'));
    // A draft is only a note until somebody confirms it.
    if (event.type === 'order.confirmed') wishes.push(wish('order.placed'));
    if (event.type === 'order.cancelled') wishes.push(wish('order.cancelled', event.reason === undefined ? {} : {reason: event.reason}));
    if (event.type === 'receipt.submitted') wishes.push(wish('receipt.submitted', {receiptId: event.receipt.id}));
    if (event.type === 'parcel.sent') wishes.push(wish('parcel.sent', {parcelId: event.parcelId}, `.${event.parcelId}`));
  }
  if (before !== undefined && (before.status !== after.status || before.statusDetail?.code !== after.statusDetail?.code)) {
    wishes.push(wish('order.status_changed', {from: before.status, to: after.status, ...detail('fromDetail', before), ...detail('toDetail', after)}));
  }
  return wishes;
}

function detail<Name extends string>(name: Name, {statusDetail}: Order): Partial<Record<Name, string>> {
  return (statusDetail === undefined ? {} : {[name]: statusDetail.code}) as Partial<Record<Name, string>>;
}
