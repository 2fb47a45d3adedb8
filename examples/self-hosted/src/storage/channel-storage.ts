import type {Instant} from '@packline/core';

/** The shape of the documents a channel sends. */
export type ChannelFormat = 'packline' | 'woocommerce' | 'shopify';

/** A secret and, for a while after it was changed, the one before it. Both are `whsec_…`: signatures need them as they are. */
export interface SecretPair {
  readonly secret: string;
  readonly oldSecret: string | undefined;
  /** Until when the old one is good. */
  readonly oldSecretUntil: Instant | undefined;
}

/** Somewhere orders come from by webhook. */
export interface ChannelRecord extends SecretPair {
  readonly id: string;
  /** What the owner calls it; every order that comes through it carries this name. */
  readonly name: string;
  /** `order.channel.code`; external ids are unique within it. */
  readonly code: string;
  readonly format: ChannelFormat;
  readonly createdAt: Instant;
}

/**
 * received: being looked at, or the server stopped meanwhile · placed: an order came of it · duplicate: its order was there
 * before · ignored: it asks for nothing here · invalid: the document cannot be used · refused: the rules said no ·
 * rejected: signature or time did not fit · failed: our fault.
 */
export type DeliveryOutcome = 'received' | 'placed' | 'duplicate' | 'ignored' | 'invalid' | 'refused' | 'rejected' | 'failed';

/** One message that was delivered to a channel, however often. */
export interface DeliveryRecord {
  readonly channelId: string;
  /** The sender's `webhook-id`; of a rejected one an id of ours. */
  readonly id: string;
  readonly receivedAt: Instant;
  readonly lastAt: Instant;
  /** How often it arrived. */
  readonly times: number;
  /** How often it was replayed by hand. */
  readonly replays: number;
  readonly outcome: DeliveryOutcome;
  /** Why it came to nothing, for the owner; of a rejected one a code (`RejectionReason`). Empty otherwise. */
  readonly reason: string;
  readonly orderId: string | undefined;
  readonly orderNumber: string | undefined;
  /** The document, kept only while it can be replayed. */
  readonly body: string | undefined;
}

/** What became of a delivery. */
export interface DeliveryVerdict {
  readonly outcome: DeliveryOutcome;
  readonly reason?: string;
  /** The order it is about; that is there only when there is a number too. */
  readonly orderId?: string;
  readonly orderNumber?: string;
}

/** on · off: by the owner · disabled: by the server, after it had failed for long. */
export type EndpointState = 'on' | 'off' | 'disabled';

/** An address that is told about events. */
export interface EndpointRecord extends SecretPair {
  readonly id: string;
  readonly url: string;
  /** Names of events. */
  readonly kinds: readonly string[];
  readonly state: EndpointState;
  /** Since when nothing has arrived there. */
  readonly failingSince: Instant | undefined;
  readonly createdAt: Instant;
}

/** One try to deliver an event to an address. */
export interface AttemptRecord {
  readonly id: string;
  readonly endpointId: string;
  readonly eventId: string;
  readonly kind: string;
  readonly orderId: string | undefined;
  readonly at: Instant;
  /** 1 is the first. */
  readonly attempt: number;
  readonly outcome: 'delivered' | 'failed';
  /** HTTP status of the answer, if there was one. */
  readonly status: number | undefined;
  readonly error: string | undefined;
  readonly tookMs: number;
}

/** Where orders come from and where news goes, with what became of each message. */
export interface ChannelStorage {
  listChannels(storeId: string): Promise<readonly ChannelRecord[]>;
  findChannel(storeId: string, channelId: string): Promise<ChannelRecord | undefined>;
  /** Writes a channel; one with the same id is replaced. */
  writeChannel(storeId: string, channel: ChannelRecord): Promise<void>;
  /** Removes a channel and what is known of its deliveries; its orders stay. */
  removeChannel(storeId: string, channelId: string): Promise<void>;
  /** Notes that a message arrived, once more if it is known; settles with what was known and this arrival. */
  noteDelivery(storeId: string, arrival: {channelId: string; id: string; now: Instant; body: string}): Promise<DeliveryRecord>;
  findDelivery(storeId: string, channelId: string, id: string): Promise<DeliveryRecord | undefined>;
  /** Writes down what became of it. A message that has placed an order stays so, whatever later arrivals of it come to. */
  settleDelivery(storeId: string, channelId: string, id: string, verdict: DeliveryVerdict): Promise<void>;
  /** Counts a replay by hand; settles with the new count. */
  countReplay(storeId: string, channelId: string, id: string): Promise<number>;
  /** A message that was not let in. Only the newest `most` of a channel are kept: anybody can send such. */
  noteRejection(storeId: string, rejection: {channelId: string; id: string; now: Instant; reason: string}, most: number): Promise<void>;
  /** Newest first. */
  listDeliveries(storeId: string, limit: number): Promise<readonly DeliveryRecord[]>;
  /** Forgets deliveries that last arrived before then. */
  forgetDeliveries(storeId: string, before: Instant): Promise<void>;

  listEndpoints(storeId: string): Promise<readonly EndpointRecord[]>;
  findEndpoint(storeId: string, endpointId: string): Promise<EndpointRecord | undefined>;
  /** Writes an endpoint; one with the same id is replaced. */
  writeEndpoint(storeId: string, endpoint: EndpointRecord): Promise<void>;
  /** Removes an endpoint and the log of what was sent there. */
  removeEndpoint(storeId: string, endpointId: string): Promise<void>;
  /** Notes since when an endpoint fails (undefined: it works), and switches one that is on off when it has failed for too long. */
  noteHealth(storeId: string, endpointId: string, health: {failingSince: Instant | undefined; disable: boolean}): Promise<void>;
  /** Writes down a try. Only the newest `most` of an endpoint are kept. */
  noteAttempt(storeId: string, attempt: AttemptRecord, most: number): Promise<void>;
  /** Newest first. */
  listAttempts(storeId: string, limit: number): Promise<readonly AttemptRecord[]>;
}
