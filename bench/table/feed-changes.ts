import type {Order} from '@packline/core';
import {BATCHES_PER_SECOND, CHANGES_PER_SECOND} from '../data/feed-rate.ts';
import type {TablePeer} from './peer.ts';
import {afterFrame, nextFrame, type Screen} from './screen.ts';
import {LATE_FRAME_MS} from './scroll-through.ts';
import {STATUS_WORDS} from './summary.ts';

/** What it was like while orders changed. */
export interface FeedFigures {
  readonly wallMs: number;
  readonly changes: number;
  readonly longTasks: number;
  readonly lateFrames: number;
  readonly rowsChecked: number;
  readonly rowsRight: number;
}

/** Gives the peer a page of changed orders every twentieth of a second, and looks whether the screen keeps up. */
export async function feedChanges(peer: TablePeer, screen: Screen, changes: readonly Order[], seconds: number): Promise<FeedFigures> {
  const pageSize = CHANGES_PER_SECOND / BATCHES_PER_SECOND;
  const pages = Math.min(seconds * BATCHES_PER_SECOND, Math.floor(changes.length / pageSize));
  const latest = new Map<string, Order>();
  let rowsChecked = 0;
  let rowsRight = 0;
  const check = () => {
    for (const row of screen.allRows()) {
      const order = row && latest.get(row.number);
      if (order === undefined) continue;
      rowsChecked += 1;
      if (row?.text.includes(STATUS_WORDS[order.status])) rowsRight += 1;
    }
  };
  let longTasks = 0;
  const observer = new PerformanceObserver((list) => (longTasks += list.getEntries().length));
  observer.observe({type: 'longtask'});
  const watch = watchFrames();
  const began = performance.now();
  for (let page = 0; page < pages; page += 1) {
    const due = began + (page * 1000) / BATCHES_PER_SECOND;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    if (page % BATCHES_PER_SECOND === 0) check();
    const orders = changes.slice(page * pageSize, (page + 1) * pageSize);
    for (const order of orders) latest.set(order.number, order);
    peer.change(orders);
  }
  await afterFrame();
  await afterFrame();
  const wallMs = performance.now() - began;
  check();
  observer.disconnect();
  return {wallMs, changes: pages * pageSize, longTasks, lateFrames: await watch.stop(), rowsChecked, rowsRight};
}

/** Counts frames that came late; asks for every frame, as a page with anything moving on it does. */
function watchFrames(): {stop(): Promise<number>} {
  let running = true;
  let lateFrames = 0;
  const watching = (async () => {
    let last = await nextFrame();
    while (running) {
      const frameAt = await nextFrame();
      if (frameAt - last > LATE_FRAME_MS) lateFrames += 1;
      last = frameAt;
    }
  })();
  return {
    async stop() {
      running = false;
      await watching;
      return lateFrames;
    },
  };
}
