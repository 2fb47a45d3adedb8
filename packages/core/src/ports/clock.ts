import type {Instant} from '../shared/instant.ts';

/** Time as the engine sees it; tests and simulations turn it by hand. */
export interface Clock {
  now(): Instant;
  /** Milliseconds that only go forward, for waiting and backing off. */
  monotonicMs(): number;
  /** Calls back once after `delayMs`; the answer cancels it. */
  after(delayMs: number, callback: () => void): () => void;
}
