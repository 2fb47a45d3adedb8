import type {LeadershipParts} from './leadership-parts.ts';

/** How often a leader says that it lives, and how long its silence is borne: together less than ten seconds. */
const BEAT_MS = 2_500;
const SILENCE_MS = 7_000;

/**
 * Leads while it holds the Web Lock; the browser hands it on when the tab goes. A tab that was frozen keeps its lock and
 * does nothing, so a leader says every few seconds that it lives, and from one that falls silent the lock is taken. What
 * lost it lines up again when it wakes.
 */
export function leadByLock({cache, board, clock, beat, onLead, onFollow}: LeadershipParts, locks: LockManager): () => Promise<void> {
  const name = `packline-lead|${cache.name}`;
  const stop = new AbortController();
  let isLeading = false;
  let release = (): void => {};
  let heardAtMs = clock.monotonicMs();
  let lookedAtMs = heardAtMs;
  let taking: Promise<void> | undefined;
  let cancel = (): void => {};

  const hold = async (): Promise<void> => {
    if (stop.signal.aborted || isLeading) return;
    isLeading = true;
    beat();
    onLead();
    await new Promise<void>((resolve) => (release = resolve));
  };
  /** Settles when the lock was given back, taken away, or is no longer wanted. */
  const seek = async (options: LockOptions): Promise<void> => {
    let held = false;
    try {
      await locks.request(name, options, () => {
        held = !isLeading;
        return hold();
      });
    } catch {
      // Taken by another tab, or no longer wanted.
    }
    if (!held || stop.signal.aborted) return;
    isLeading = false;
    heardAtMs = clock.monotonicMs();
    onFollow();
  };
  const rest = (): Promise<void> => new Promise((resolve) => {
    const wake = clock.after(BEAT_MS, resolve);
    stop.signal.addEventListener('abort', () => {
      wake();
      resolve();
    }, {once: true});
  });
  const lineUp = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      await seek({signal: stop.signal});
      // A page that is being left is refused at once, again and again.
      if (!stop.signal.aborted) await rest();
    }
  };
  const look = (): void => {
    const now = clock.monotonicMs();
    // This tab slept itself: whoever leads is heard first.
    if (now - lookedAtMs > 2 * BEAT_MS) heardAtMs = now;
    lookedAtMs = now;
    if (isLeading) beat();
    else if (board.isOpen && now - heardAtMs >= SILENCE_MS) taking ??= seek({steal: true}).finally(() => (taking = undefined));
    cancel = clock.after(BEAT_MS, look);
  };
  const unhear = board.hear(({kind}) => {
    if (kind === 'beat') heardAtMs = clock.monotonicMs();
  });
  const inLine = lineUp();
  look();

  return async () => {
    stop.abort();
    cancel();
    unhear();
    release();
    await Promise.all([inLine, taking]);
  };
}
