import type {CommandBody, Refusal} from '@packline/core';
import type {DispatchAnswer, OrderEngine} from '@packline/core/engine';
import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {CommandRequestEvent} from '../events/command-request.ts';
import {PacklineProblemEvent} from '../events/packline-problem.ts';
import {PacklineRefusalEvent} from '../events/packline-refusal.ts';
import type {RefusalDismissRequestEvent} from '../events/refusal-dismiss-request.ts';

/** Requests that become a command; each class is in a file of the same name in `events/`. */
export const COMMAND_REQUESTS = [
  'parcel-pack-request',
  'parcel-unpack-request',
  'parcel-add-request',
  'parcel-remove-request',
  'parcel-verify-request',
  'parcel-unlock-request',
  'parcel-schedule-request',
  'parcel-send-request',
  'receipt-accept-request',
  'receipt-deny-request',
] as const;

/** What was asked for and refused at once, kept until the next request or until it was read. */
export interface RefusedRequest {
  readonly orderId: string;
  readonly body: CommandBody;
  readonly refusal: Refusal;
}

type Host = ReactiveControllerHost & HTMLElement;

/**
 * Hears requests on its element, dispatches them to the engine, hands answers back: on the event itself
 * (`event.answer`), as {@link EngineController.refused} for the strip, and as `packline-refusal` for the host.
 *
 * A request is carried out after all its listeners ran, so that any of them can prevent it, and by the innermost
 * controller only.
 */
export class EngineController implements ReactiveController {
  /** The newest refusal of this element. */
  refused: RefusedRequest | undefined;
  /** How many requests are being decided and kept; under a millisecond each, as a rule. */
  pending = 0;
  readonly #host: Host;
  #engine: OrderEngine | undefined;

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
    host.addEventListener('refusal-dismiss-request', (event) => this.#dismiss(event));
    for (const type of COMMAND_REQUESTS) host.addEventListener(type, (event) => this.#hear(event as CommandRequestEvent));
  }

  hostConnected(): void {}

  /** Tells the controller its engine; called by the element. */
  connect(engine: OrderEngine | undefined): void {
    this.#engine = engine;
  }

  /** The refusal was read. */
  dismiss(): void {
    this.refused = undefined;
    this.#host.requestUpdate();
  }

  #hear(event: CommandRequestEvent): void {
    event.answer ??= Promise.resolve().then(() => (event.defaultPrevented ? undefined : this.#dispatch(event)));
  }

  async #dispatch({orderId, body}: CommandRequestEvent): Promise<DispatchAnswer | undefined> {
    const engine = this.#engine;
    if (engine === undefined) return undefined;
    this.pending += 1;
    this.refused = undefined;
    this.#host.requestUpdate();
    try {
      const answer = await engine.dispatch(orderId, body);
      if (!answer.ok) {
        this.refused = {orderId, body, refusal: answer.refusal};
        this.#host.dispatchEvent(new PacklineRefusalEvent(orderId, body, answer.refusal));
      }
      return answer;
    } catch (error) {
      this.#host.dispatchEvent(new PacklineProblemEvent(error));
      return undefined;
    } finally {
      this.pending -= 1;
      this.#host.requestUpdate();
    }
  }

  #dismiss(event: RefusalDismissRequestEvent): void {
    const engine = this.#engine;
    if (engine === undefined) return;
    event.stopPropagation();
    queueMicrotask(() => {
      if (event.defaultPrevented) return;
      engine.dismissRefusal(event.entryId).catch((error: unknown) => this.#host.dispatchEvent(new PacklineProblemEvent(error)));
    });
  }
}
