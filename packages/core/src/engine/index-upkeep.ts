import type {OrderIndex} from '../index/order-index.ts';
import type {Clock} from '../ports/clock.ts';
import {SLICE_MS, yieldToPage} from './pace.ts';

/** How long after a change the index may stay as it is: answers are right, only slower. */
const REST_MS = 100;

/** Makes the search index fast again after changes, in slices that leave the page free. */
export function keepIndexFast(readIndex: () => OrderIndex | undefined, clock: Clock): {changed: () => void; stop: () => void} {
  let cancel: (() => void) | undefined;
  let isStopped = false;
  const work = async (): Promise<void> => {
    while (!isStopped && readIndex()?.maintain(SLICE_MS) === true) await yieldToPage();
    cancel = undefined;
  };
  return {
    changed: () => {
      if (!isStopped) cancel ??= clock.after(REST_MS, () => void work());
    },
    stop: () => {
      isStopped = true;
      cancel?.();
    },
  };
}
