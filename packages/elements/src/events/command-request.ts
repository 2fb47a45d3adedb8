import type {CommandBody} from '@packline/core';
import type {DispatchAnswer} from '@packline/core/engine';

/**
 * A widget asks for a command. The nearest engine controller carries it out after all listeners were called;
 * `preventDefault()` in any of them keeps it from doing so, and the host may answer by itself.
 */
export abstract class CommandRequestEvent<Body extends CommandBody = CommandBody> extends Event {
  readonly orderId: string;
  /** The command's own fields, ready for `engine.dispatch`. */
  readonly body: Body;
  /** Set by whoever takes the request; undefined inside when it was prevented or broke. */
  answer: Promise<DispatchAnswer | undefined> | undefined;

  constructor(type: string, orderId: string, body: Body) {
    super(type, {bubbles: true, composed: true, cancelable: true});
    this.orderId = orderId;
    this.body = body;
  }
}
