import type {Logger} from '@packline/core';
import {describeError} from './observability/describe-error.ts';
import type {Storage} from './storage/storage.ts';
import {createWakeBus, type WakeBus} from './wake-bus.ts';

/** Milliseconds between two looks at the feed when nobody gives a hint. */
const LOOK_MS = 1000;
/** Changed orders that are told of in one wake. */
const MOST_MOVES = 5000;

/**
 * A wake bus for one of several processes. The feed itself is the truth: it is looked at every second and whenever another
 * process hints at a commit, and whatever moved since the last look is told here. So a lost hint costs a second, never a
 * change. Own commits are told at once, like on a bus of one process.
 *
 * @param from head of the feed when the process began to serve
 */
export function createSharedWakeBus({storage, storeId, log, from}: {storage: Pick<Storage, 'readMoves' | 'hints'>; storeId: string; log: Logger; from: number}): WakeBus {
  const here = createWakeBus();
  const {hints} = storage;
  /** Everything up to here has been told to listeners of this process. */
  let told = from;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let again = false;
  let isAway = false;
  let stopped = false;

  async function readOn(): Promise<void> {
    for (let hasMore = true; hasMore && !stopped; ) {
      const after = told;
      const {position, orders, hasMore: isMore} = await storage.readMoves(storeId, after, MOST_MOVES);
      hasMore = isMore;
      // A restored database may be behind what was told; from there on it counts again.
      if (position < after && told === after) told = position;
      if (position <= told) continue;
      told = position;
      here.publish({position, orders});
    }
  }

  function look(): void {
    if (stopped) return;
    if (looking) {
      again = true;
      return;
    }
    clearTimeout(timer);
    looking = readOn()
      .then(
        () => (isAway = false),
        (error: unknown) => {
          if (!isAway) log.warn('The feed could not be looked at; it will be tried again.', {error: describeError(error)});
          isAway = true;
        },
      )
      .then(() => {
        looking = undefined;
        if (again && !isAway) look();
        else if (!stopped) timer = setTimeout(look, LOOK_MS);
        again = false;
      });
  }

  const unlisten = hints?.listen(storeId, (position) => {
    if (position > told) look();
  });
  timer = setTimeout(look, LOOK_MS);
  return {
    publish(wake) {
      here.publish(wake);
      const first = Math.min(wake.position, ...wake.orders.values());
      if (first === told + 1) told = wake.position;
      // Somebody else committed in between; listeners here have not heard of it.
      else if (first > told) look();
      void hints?.tell(storeId, wake.position);
    },
    subscribe: here.subscribe,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await unlisten?.();
      await looking;
    },
  };
}
