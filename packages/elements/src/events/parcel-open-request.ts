/** The delivery icon was pressed: show the packer of this order. */
export class ParcelOpenRequestEvent extends Event {
  readonly orderId: string;

  constructor(orderId: string) {
    super('parcel-open-request', {bubbles: true, composed: true, cancelable: true});
    this.orderId = orderId;
  }
}

declare global {
  interface HTMLElementEventMap {
    'parcel-open-request': ParcelOpenRequestEvent;
  }
}
