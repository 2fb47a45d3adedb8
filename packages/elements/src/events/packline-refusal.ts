import type {CommandBody, Refusal} from '@packline/core';

/** A request was refused at once, on this device. The widget shows the sentence itself; this is for the host. */
export class PacklineRefusalEvent extends Event {
  readonly orderId: string;
  readonly body: CommandBody;
  readonly refusal: Refusal;

  constructor(orderId: string, body: CommandBody, refusal: Refusal) {
    super('packline-refusal', {bubbles: true, composed: true});
    this.orderId = orderId;
    this.body = body;
    this.refusal = refusal;
  }
}

declare global {
  interface HTMLElementEventMap {
    'packline-refusal': PacklineRefusalEvent;
  }
}
