/** Milliseconds that one piece of work may hold the event loop. */
const SLICE_MS = 8;

/**
 * Cuts long work into short pieces: awaited often, it gives every other connection its turn once this work had its share.
 * @example
 * const pace = createPace();
 * for (const order of many) {
 *   await pace();
 *   handle(order);
 * }
 */
export function createPace(): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    if (performance.now() - since < SLICE_MS) return undefined;
    return new Promise((resolve) => {
      setImmediate(() => {
        since = performance.now();
        resolve();
      });
    });
  };
}
