/** Something broke: a device, a network, a caller's mistake. For the host's log; the widget says what a person needs. */
export class PacklineProblemEvent extends Event {
  readonly error: unknown;

  constructor(error: unknown) {
    super('packline-problem', {bubbles: true, composed: true});
    this.error = error;
  }
}

declare global {
  interface HTMLElementEventMap {
    'packline-problem': PacklineProblemEvent;
  }
}
