import type {OrderCache} from '../cache/order-cache.ts';
import type {Clock} from '../ports/clock.ts';
import type {Logger} from '../ports/logger.ts';
import {seekLeadership} from '../sync/leadership.ts';
import {NoticeBoard} from '../sync/notice-board.ts';
import type {Notice} from '../sync/notices.ts';
import type {News} from './change-notices.ts';
import {followTabs} from './follow-tabs.ts';
import {loadReplica} from './load-replica.ts';
import {maintainReplica, saveIndex} from './maintain-replica.ts';
import type {Platform} from './platform.ts';
import {Replica} from './replica.ts';

/** What a replica tells the engine it lives in. */
export interface ReplicaHost {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly platform: Platform;
  newId(): string;
  /** Finished orders from before this moment may leave the device; undefined when none may. */
  oldBeforeMs(): number | undefined;
  onNews(news: News): void;
  /** Notices of other tabs that are not about orders. */
  onNotice(notice: Notice): void;
  /** The feed has to be read, although nobody said that there is more. */
  onStale(): void;
  onLead(): void;
  onFollow(): void;
  onError(error: unknown): void;
}

/** A replica with what keeps it in step: notices between tabs, leadership, housekeeping. */
export interface LiveReplica {
  readonly replica: Replica;
  readonly isLeading: boolean;
  /** The page came into view or the network is back: notices may have been lost. */
  wake(): void;
  /** The page goes out of view. */
  hide(): void;
  close(): Promise<void>;
}

/** Opens a cache's replica, fills its view, and keeps it in step until `close`. */
export async function goLive(cache: OrderCache, host: ReplicaHost): Promise<LiveReplica> {
  const board = new NoticeBoard(cache.lasting ? host.platform.openChannel(`packline|${cache.name}`) : undefined);
  const housekeeping: {changed?: () => void} = {};
  let isClosed = false;
  const onError = (error: unknown): void => {
    if (!isClosed) host.onError(error); // what was still being read when it closed is of no interest
  };
  const onNews = (news: News): void => {
    housekeeping.changed?.();
    host.onNews(news);
  };
  /** A database that cannot be read is left alone: nothing goes on listening for it. */
  const giveUp = (error: unknown): never => {
    isClosed = true;
    board.close();
    throw error;
  };
  const replica: Replica = await Replica.open({cache, board, onNews, onDamage: () => void heal()}, host.newId()).catch(giveUp);
  /** The feed is read from its beginning; the outbox and what can be read stay as they are. */
  const heal = async (): Promise<void> => {
    try {
      const {fullReadSince} = await replica.readState();
      if (fullReadSince !== null) return; // it is being read already
      host.logger.warn('Some orders on this device can no longer be read; they are fetched again.');
      await replica.startFullRead();
      board.post({kind: 'stale'});
      host.onStale();
    } catch (error) {
      onError(error);
    }
  };
  const tabs = followTabs(replica, host.clock, onError);
  board.hear((notice) => {
    tabs.hear(notice);
    if (notice.kind !== 'changed') host.onNotice(notice);
  });
  const {done} = await loadReplica(replica, host.logger).catch((error: unknown) => {
    tabs.stop();
    return giveUp(error);
  });
  tabs.loaded();
  done.catch(onError);
  host.onNews({orderIds: 'all', outbox: true, status: true, settings: true});

  const maintenance = maintainReplica(replica, {clock: host.clock, oldBeforeMs: () => host.oldBeforeMs(), onError});
  let isLeading = false;
  const stopLeading = seekLeadership({
    cache,
    locks: host.platform.locks,
    board,
    clock: host.clock,
    tabId: host.newId(),
    onLeave: (callback) => host.platform.onLeave(callback),
    beat: () => board.post({kind: 'beat', revision: replica.seen.upTo}),
    onLead: () => {
      isLeading = true;
      housekeeping.changed = maintenance.changed;
      maintenance.changed();
      host.onLead();
    },
    onFollow: () => {
      isLeading = false;
      delete housekeeping.changed;
      tabs.wake(); // it was taken from a tab that slept: what the others did meanwhile may not have been told here
      host.onFollow();
    },
  });
  return {
    replica,
    get isLeading() {
      return isLeading;
    },
    wake: tabs.wake,
    hide: () => {
      if (isLeading) maintenance.hidden();
    },
    close: async () => {
      maintenance.stop();
      tabs.stop();
      const {fullReadSince} = await replica.readState().catch(() => ({fullReadSince: 0}));
      if (isLeading && replica.isWhole && fullReadSince === null && replica.unsavedChanges > 0) await saveIndex(replica).catch(onError);
      isClosed = true;
      await stopLeading();
      await replica.close();
    },
  };
}
