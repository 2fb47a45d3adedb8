import type {LeadershipParts} from './leadership-parts.ts';

/** Leads while it holds the Web Lock; the browser hands it on when the tab goes. */
export function leadByLock({cache, onLead}: LeadershipParts, locks: LockManager): () => Promise<void> {
  const stop = new AbortController();
  let release = (): void => {};
  const held = locks.request(`packline-lead|${cache.name}`, {signal: stop.signal}, async () => {
    if (stop.signal.aborted) return;
    onLead();
    await new Promise<void>((resolve) => (release = resolve));
  });
  const ended = held.catch(() => {}); // aborted while waiting
  return async () => {
    stop.abort();
    release();
    await ended;
  };
}
