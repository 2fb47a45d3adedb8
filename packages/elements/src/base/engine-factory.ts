import type {SharedEngine} from '@packline/core/engine';

/** An API token, or a function that gives a fresh one each time it is asked. */
export type Token = string | (() => string | Promise<string>);

/** What a widget knows when it has no engine but an address. */
export interface EngineFactoryOptions {
  /** Base URL of the backend, for example `https://shop.example/`. */
  readonly endpoint: string;
  readonly token: Token;
}

/** Makes the engine for an address, or gives the one that is there already. The widget releases it when it leaves. */
export type EngineFactory = (options: EngineFactoryOptions) => SharedEngine | Promise<SharedEngine>;

let factory: EngineFactory | undefined;
const waiting = new Set<() => void>();

/**
 * Says how widgets with an `endpoint` get their engine. `connectElements()` does it for Packline's own protocol; a
 * host with another backend gives its own.
 */
export function setEngineFactory(next: EngineFactory): void {
  factory = next;
  for (const notify of waiting) notify();
  waiting.clear();
}

/** Settles with an engine once there is a factory. */
export async function makeEngine(options: EngineFactoryOptions): Promise<SharedEngine> {
  if (factory === undefined) {
    const patience = setTimeout(() => console.warn("Packline: a widget has an endpoint, but nobody said how to connect. Call connectElements() of '@packline/elements/connect'."), 1000);
    await new Promise<void>((resolve) => waiting.add(resolve));
    clearTimeout(patience);
  }
  const make = factory as EngineFactory;
  return make(options);
}
