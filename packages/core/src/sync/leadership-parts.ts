import type {OrderCache} from '../cache/order-cache.ts';
import type {Clock} from '../ports/clock.ts';
import type {NoticeBoard} from './notice-board.ts';

/** What seeking leadership needs and whom it tells. */
export interface LeadershipParts {
  readonly cache: OrderCache;
  readonly locks: LockManager | undefined;
  readonly board: NoticeBoard;
  readonly clock: Clock;
  /** This tab's own id. */
  readonly tabId: string;
  /** Calls back when the page is left. */
  readonly onLeave: (callback: () => void) => () => void;
  /** Tells the other tabs that this one leads and lives. */
  readonly beat: () => void;
  readonly onLead: () => void;
  readonly onFollow: () => void;
}
