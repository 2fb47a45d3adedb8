/** An order was pressed by its number: show it. */
export class OrderOpenRequestEvent extends Event {
  readonly orderId: string;

  constructor(orderId: string) {
    super('order-open-request', {bubbles: true, composed: true, cancelable: true});
    this.orderId = orderId;
  }
}

declare global {
  interface HTMLElementEventMap {
    'order-open-request': OrderOpenRequestEvent;
  }
}
