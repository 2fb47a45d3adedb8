/** Which letter a customer gets. */
export type MailTemplate = 'order-confirmed' | 'part-payment' | 'receipt-denied' | 'parcel-sent';

/**
 * Work that a decision asks for and a server carries out, at least once, from a durable table. Devices never do.
 */
export interface Effect {
  /** Deterministic: the same transition always has the same key, so it is queued once, ever. Also the Message-ID. */
  readonly key: string;
  readonly kind: 'mail';
  readonly template: MailTemplate;
  readonly orderId: string;
  readonly to: string;
  /** Seconds it waits so that its act can be undone. */
  readonly holdSeconds: number;
  /** What the template needs besides the order as it is after the command. */
  readonly data: Readonly<Record<string, string>>;
}
