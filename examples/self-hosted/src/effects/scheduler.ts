import {bringOrdersUpToDate} from '../orders/bring-up-to-date.ts';
import type {Services} from '../services.ts';
import {expireUnpaid} from './expire-unpaid.ts';
import {releaseHolds} from './release-holds.ts';

const INTERVAL_MS = 60_000;

/**
 * Gives the commands that nobody gives but the clock: what is not paid in time expires, a hold with an end ends. Nothing
 * else in the shop depends on the time. It also goes on with what a stop interrupted.
 */
export function startScheduler(services: Services): {stop(): Promise<void>} {
  let running: Promise<void> | undefined;
  const attempt = async (work: () => Promise<unknown>, failed: string): Promise<void> => {
    try {
      await work();
    } catch (error) {
      services.log.error(failed, {error: String(error)});
    }
  };
  const lookRound = async (): Promise<void> => {
    await attempt(() => bringOrdersUpToDate(services, services.stopping), 'Stored orders could not be brought up to date.');
    await attempt(() => expireUnpaid(services), 'Unpaid orders could not be looked through.');
    await attempt(() => releaseHolds(services), 'Orders on hold could not be looked through.');
  };
  const look = (): void => {
    running ??= lookRound().finally(() => (running = undefined));
  };
  const timer = setInterval(look, INTERVAL_MS);
  look();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
