import type {OrderEngine} from '@packline/core/engine';

/** A widget looks for an engine above it. Whoever has one calls `provide`, at once and whenever it becomes another. */
export class EngineRequestEvent extends Event {
  readonly provide: (engine: OrderEngine | undefined) => void;
  /** Set by the provider: the widget calls it when it leaves. */
  stop: (() => void) | undefined;

  constructor(provide: (engine: OrderEngine | undefined) => void) {
    super('packline-engine-request', {bubbles: true, composed: true});
    this.provide = provide;
  }
}

/** Widgets that found nobody; they ask again when a provider appears, because a page may upgrade inside out. */
const waiting = new Set<() => void>();

/**
 * Asks for an engine from above, and keeps listening to whoever answers.
 * @returns Ends it.
 */
export function requestEngine(element: Element, take: (engine: OrderEngine | undefined) => void): () => void {
  let stop: (() => void) | undefined;
  const ask = () => {
    const event = new EngineRequestEvent(take);
    element.dispatchEvent(event);
    stop = event.stop;
    if (stop !== undefined) waiting.delete(ask);
    else waiting.add(ask);
  };
  ask();
  return () => {
    waiting.delete(ask);
    stop?.();
  };
}

/** An engine given to everything inside one element. */
export interface EngineProvider {
  /** Gives another one, or none. */
  set(engine: OrderEngine | undefined): void;
  stop(): void;
}

/**
 * Gives an engine to every widget inside `root`.
 * @example
 * const provider = provideEngine(document.body, engine); // a page with its own engine
 */
export function provideEngine(root: EventTarget, engine?: OrderEngine): EngineProvider {
  let current = engine;
  const takers = new Set<(engine: OrderEngine | undefined) => void>();
  const answer = (event: Event) => {
    const request = event as EngineRequestEvent;
    if (event.composedPath()[0] === root) return; // the provider's own question goes further up
    event.stopPropagation();
    takers.add(request.provide);
    request.stop = () => takers.delete(request.provide);
    request.provide(current);
  };
  root.addEventListener('packline-engine-request', answer);
  for (const ask of Array.from(waiting)) ask(); // a copy: who finds nobody again waits again
  return {
    set(next) {
      if (next === current) return;
      current = next;
      for (const take of takers) take(next);
    },
    stop() {
      root.removeEventListener('packline-engine-request', answer);
      for (const take of takers) take(undefined);
      takers.clear();
    },
  };
}
