import type {Buildable} from '../harness/time-build.ts';

/** A search under measurement. */
export interface SearchPeer extends Buildable {
  /**
   * The orders that match what was typed, as places in the order they came in: all of them, newest first, or what a
   * library finds, in the order it finds best.
   */
  find(text: string): Uint32Array;
  /** What may have been meant by a text that finds nothing. */
  suggest?(text: string): readonly string[];
  /** A list filtered by status and sorted in another way; `round` picks which. */
  refilter?(round: number): Uint32Array;
}
