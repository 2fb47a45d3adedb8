import type {Order} from '@packline/core';

/** What takes orders in. */
export interface Buildable {
  /** Takes orders in, oldest first. */
  add(orders: readonly Order[]): void;
  /** Does whatever is still to do before it is ready. */
  finish(): void;
}

/** Milliseconds spent on taking all orders in; reading them is not counted. */
export async function timeBuild(peer: Buildable, forEachChunk: (take: (orders: Order[]) => void) => Promise<unknown>): Promise<number> {
  let spent = 0;
  const timed = (work: () => void) => {
    const began = performance.now();
    work();
    spent += performance.now() - began;
  };
  await forEachChunk((orders) => timed(() => peer.add(orders)));
  timed(() => peer.finish());
  return spent;
}
