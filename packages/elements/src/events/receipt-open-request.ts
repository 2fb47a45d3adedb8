/** *Receipt*: show the upload of this order. */
export class ReceiptOpenRequestEvent extends Event {
  readonly orderId: string;

  constructor(orderId: string) {
    super('receipt-open-request', {bubbles: true, composed: true, cancelable: true});
    this.orderId = orderId;
  }
}

declare global {
  interface HTMLElementEventMap {
    'receipt-open-request': ReceiptOpenRequestEvent;
  }
}
