declare const setImmediate: ((callback: () => void) => unknown) | undefined;

/** Longest piece of work between two looks of the page at its user, in milliseconds. */
export const SLICE_MS = 8;

/** Lets the page paint and answer its user, without the 4 ms that timers add. */
export function yieldToPage(): Promise<void> {
  if (typeof setImmediate === 'function') return new Promise((resolve) => void setImmediate(resolve));
  return new Promise((resolve) => {
    const {port1, port2} = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/**
 * Cuts long work into slices.
 * @example
 * for (const order of orders) {
 *   index.upsert(order, 'synced');
 *   await pace.breathe();
 * }
 */
export class Pace {
  #since = performance.now();

  /** Yields when the slice is used up; costs next to nothing else. */
  async breathe(): Promise<void> {
    if (performance.now() - this.#since < SLICE_MS) return;
    await yieldToPage();
    this.#since = performance.now();
  }
}
