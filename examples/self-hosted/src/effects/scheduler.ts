import {describeError} from '../observability/describe-error.ts';
import {forgetDeliveries} from '../channels/forget-deliveries.ts';
import {bringOrdersUpToDate} from '../orders/bring-up-to-date.ts';
import type {Services} from '../services.ts';
import {carryOutRetention} from '../operations/retention/carry-out-retention.ts';
import {expireUnpaid} from './expire-unpaid.ts';
import {releaseHolds} from './release-holds.ts';

/** Milliseconds between two rounds; a fifth is left to chance, so that several processes do not all look at once. */
const INTERVAL_MS = 60_000;
const JITTER = 0.2;

export interface Scheduler {
  /** Settles when everything has been looked through once. */
  readonly firstRound: Promise<void>;
  /** Waits for the round that is running. */
  stop(): Promise<void>;
}

/**
 * Gives the commands that nobody gives but the clock: what is not paid in time expires, a hold with an end ends. Nothing
 * else in the shop depends on the time. It also goes on with what a stop interrupted. Every process may have one: the
 * commands' ids follow from order, reason and version, so whatever two of them ask for is decided once.
 */
export function startScheduler(services: Services): Scheduler {
  let running: Promise<void> = Promise.resolve();
  const attempt = async (work: () => Promise<unknown>, failed: string): Promise<void> => {
    try {
      await work();
    } catch (error) {
      services.log.error(failed, {error: describeError(error)});
    }
  };
  const lookRound = async (): Promise<void> => {
    await attempt(() => bringOrdersUpToDate(services, services.stopping), 'Stored orders could not be brought up to date.');
    await attempt(() => expireUnpaid(services), 'Unpaid orders could not be looked through.');
    await attempt(() => releaseHolds(services), 'Orders on hold could not be looked through.');
    await attempt(() => carryOutRetention(services), 'Old orders could not be looked through for what is to be forgotten.');
    await attempt(() => forgetDeliveries(services), 'Old messages of channels could not be forgotten.');
  };
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const look = (): void => {
    running = lookRound().then(() => {
      if (!stopped) timer = setTimeout(look, INTERVAL_MS * (1 - JITTER + 2 * JITTER * Math.random()));
    });
  };
  look();
  return {
    firstRound: running,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
