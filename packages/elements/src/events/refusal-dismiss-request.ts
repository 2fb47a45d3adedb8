/** A refusal kept in the outbox was read. */
export class RefusalDismissRequestEvent extends Event {
  /** `OutboxEntry.id`. */
  readonly entryId: string;

  constructor(entryId: string) {
    super('refusal-dismiss-request', {bubbles: true, composed: true, cancelable: true});
    this.entryId = entryId;
  }
}

declare global {
  interface HTMLElementEventMap {
    'refusal-dismiss-request': RefusalDismissRequestEvent;
  }
}
