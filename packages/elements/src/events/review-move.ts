/** The review shows another order now. */
export class ReviewMoveEvent extends Event {
  readonly orderId: string;

  constructor(orderId: string) {
    super('review-move', {bubbles: true, composed: true});
    this.orderId = orderId;
  }
}

declare global {
  interface HTMLElementEventMap {
    'review-move': ReviewMoveEvent;
  }
}
