import type {EngineLink} from '../sync/engine-link.ts';
import type {Instant} from '../shared/instant.ts';
import type {EngineStatus, MissingPlatform} from './order-engine.ts';

/** Where the sync loop is, in one word. */
export type SyncPlace = 'opening' | 'connecting' | 'following' | 'online' | 'waiting' | 'signedOut';

/** Everything a status is made of. */
export interface StatusFacts {
  readonly place: SyncPlace;
  readonly closed: boolean;
  /** The device cannot keep orders, and why. */
  readonly failure: string | undefined;
  /** What works less well, and why. */
  readonly problem: string | undefined;
  /** The feed was read to its end since this page opened. */
  readonly upToDate: boolean;
  readonly upToDateAt: Instant | undefined;
  readonly offlineSince: Instant | undefined;
  readonly leading: boolean;
  /** What the leading tab said, for tabs that follow. */
  readonly link: EngineLink | undefined;
  readonly orderCount: number;
  readonly loading: EngineStatus['loading'];
  readonly clockSkewMs: number | undefined;
  readonly unsentCount: number;
  readonly refusedCount: number;
  readonly missing: readonly MissingPlatform[];
}

function phaseOf(facts: StatusFacts): EngineStatus['phase'] {
  if (facts.closed) return 'closed';
  if (facts.failure !== undefined) return 'failed';
  switch (facts.place) {
    case 'opening':
      return 'opening';
    case 'signedOut':
      return 'signed-out';
    case 'waiting':
      return 'offline';
    case 'connecting':
      return facts.offlineSince === undefined ? 'loading' : 'offline';
    case 'following':
      return facts.link?.phase ?? 'loading';
    case 'online':
      return facts.upToDate ? 'live' : 'loading';
  }
}

/** One frozen picture. */
export function statusOf(facts: StatusFacts): EngineStatus {
  const follows = facts.place === 'following';
  const {orderCount, unsentCount, refusedCount, leading, missing, loading, clockSkewMs} = facts;
  return Object.freeze({
    phase: phaseOf(facts),
    orderCount,
    unsentCount,
    refusedCount,
    upToDateAt: follows ? (facts.link?.upToDateAt ?? facts.upToDateAt) : facts.upToDateAt,
    offlineSince: follows ? facts.link?.offlineSince : facts.offlineSince,
    leading,
    loading,
    clockSkewMs,
    missing,
    problem: facts.failure ?? facts.problem,
  });
}

/** The same picture, told apart from another only by what is in it. */
export function sameStatus(left: EngineStatus, right: EngineStatus): boolean {
  return (Object.keys(left) as (keyof EngineStatus)[]).every((key) => left[key] === right[key]);
}
