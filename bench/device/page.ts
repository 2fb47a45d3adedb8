import type {Order} from '@packline/core';
import {fetchOrders} from '../harness/fetch-orders.ts';
import type {DevicePeer, OpenRun} from './peer.ts';
import {watchPage, type Watched} from './watch-page.ts';

export interface WriteRun extends Watched {
  readonly writeMs: number;
  readonly storedMiB: number;
}

export interface FeedRun extends Watched {
  readonly feedMs: number;
  readonly orders: number;
}

/** What the program outside may ask of the page. */
export interface DeviceBenchPage {
  /** Milliseconds spent on keeping all orders; reading and parsing them is not counted. */
  write(): Promise<WriteRun>;
  /** Fills the device for `open` and `feed`. */
  fill(): Promise<{readonly fillMs: number} & Watched>;
  open(): Promise<OpenRun & Watched>;
  /** Opens, and lets a bulk of changed orders come. */
  feed(): Promise<FeedRun>;
}

declare global {
  var deviceBench: DeviceBenchPage;
}

/** Puts a way of keeping orders into the page. */
export function start(peer: DevicePeer): void {
  const writeAll = async (): Promise<number> => {
    let spent = 0;
    const timed = async (work: () => Promise<void>): Promise<void> => {
      const began = performance.now();
      await work();
      spent += performance.now() - began;
    };
    await timed(() => peer.begin());
    await fetchOrders((orders: Order[]) => timed(() => peer.write(orders)));
    await timed(() => peer.end());
    return spent;
  };
  globalThis.deviceBench = {
    async write() {
      const stop = watchPage();
      const writeMs = await writeAll();
      const watched = await stop();
      const {usage = 0} = await navigator.storage.estimate();
      return {writeMs, storedMiB: usage / 1024 / 1024, ...watched};
    },
    async fill() {
      const stop = watchPage();
      const began = performance.now();
      await (peer.fill?.() ?? writeAll());
      return {fillMs: performance.now() - began, ...(await stop())};
    },
    async open() {
      const stop = watchPage();
      const run = await peer.open();
      return {...run, ...(await stop())};
    },
    async feed() {
      await peer.open();
      const {orders} = (await (await fetch('/bulk/come')).json()) as {orders: number};
      const stop = watchPage();
      const began = performance.now();
      await peer.feed();
      const feedMs = performance.now() - began;
      await new Promise((resolve) => setTimeout(resolve, 1500)); // what is done after it belongs to it
      const watched = await stop();
      await fetch('/bulk/go');
      return {feedMs, orders, ...watched};
    },
  };
}
