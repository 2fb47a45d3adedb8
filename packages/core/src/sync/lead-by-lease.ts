import type {LeadershipParts} from './leadership-parts.ts';

/** How often a leader says that it lives, and how long its silence is waited for. */
const BEAT_MS = 2_500;
const SILENCE_MS = 10_000;
/** How long a living leader may take to answer a newcomer. */
const ANSWER_MS = 1_000;

/**
 * Leads by a lease in the cache, where there are no Web Locks (plain HTTP). A leader renews it; who sees it unchanged
 * for ten seconds by its own clock takes it over, so the tabs' clocks need not agree. A newcomer asks first: a page
 * that was reloaded need not wait for its own old lease to run out.
 */
export function leadByLease({cache, board, clock, tabId, onLeave, beat, onLead, onFollow}: LeadershipParts): () => Promise<void> {
  let leading = false;
  let stopped = false;
  let last = {owner: '', beat: -1, seenAtMs: 0};
  let isAnswered = false;
  let cancel = (): void => {};

  /** One look at the lease: renews, takes or leaves it. */
  const look = async (takeAnyway: boolean): Promise<void> => {
    const now = clock.monotonicMs();
    const leadsNow = await cache.write(async (tx) => {
      const lease = await tx.readNote('lease');
      const isMine = lease?.owner === tabId;
      if (lease !== undefined && !isMine) {
        const changed = lease.owner !== last.owner || lease.beat !== last.beat;
        if (changed) last = {...lease, seenAtMs: now};
        if (!takeAnyway && (changed || now - last.seenAtMs < SILENCE_MS)) return false;
      }
      await tx.writeNote('lease', {owner: tabId, beat: (lease?.beat ?? 0) + 1});
      return true;
    });
    if (stopped) return;
    if (leadsNow) beat();
    if (leadsNow === leading) return;
    leading = leadsNow;
    if (leading) onLead();
    else onFollow();
  };

  const renew = async (takeAnyway = false): Promise<void> => {
    cancel();
    try {
      await look(takeAnyway);
    } catch {
      // The cache is closing or full; the next beat tries again.
    }
    if (!stopped) cancel = clock.after(BEAT_MS, () => void renew());
  };

  const unhear = board.hear((notice) => {
    if (notice.kind === 'link') isAnswered = true;
    if (notice.kind === 'lead-is-free' && !stopped) void renew(true);
  });
  // There is no time left to give the lease back: the others are told that it no longer counts.
  const unleave = onLeave(() => {
    if (leading) board.post({kind: 'lead-is-free'});
  });
  const start = async (): Promise<void> => {
    await renew();
    if (leading || stopped) return;
    board.post({kind: 'who-leads'});
    const beating = cancel;
    const unask = clock.after(ANSWER_MS, () => {
      if (!isAnswered && !leading && !stopped) void renew(true);
    });
    cancel = () => {
      beating();
      unask();
    };
  };
  void start();

  return async () => {
    stopped = true;
    cancel();
    unhear();
    unleave();
    if (!leading) return;
    await cache.write(async (tx) => {
      if ((await tx.readNote('lease'))?.owner === tabId) await tx.deleteNote('lease');
    }).catch(() => {});
    board.post({kind: 'lead-is-free'});
  };
}
