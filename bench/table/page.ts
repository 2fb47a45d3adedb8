import type {Order} from '@packline/core';
import {fetchLines, fetchOrders} from '../harness/fetch-orders.ts';
import {feedChanges, type FeedFigures} from './feed-changes.ts';
import {LIST} from './layout.ts';
import type {TablePeer} from './peer.ts';
import {afterFrame, Screen, untilSeen} from './screen.ts';
import {scrollThrough, type ScrollFigures} from './scroll-through.ts';

/** What the program outside may ask of the page, in this order. Times in milliseconds. */
export interface TableBenchPage {
  /** Instead of all the rest: pixels of height that the peer draws around its list (tabs, search, footer). */
  measureAround(): Promise<number>;
  /** @param around what `measureAround` found, so that all have as many rows on the screen */
  load(around: number): Promise<number>;
  firstPaint(): Promise<number>;
  scroll(steps: number, limitMs: number): Promise<ScrollFigures>;
  toTop(): Promise<void>;
  selectAll(): Promise<number>;
  selectedCount(): number;
  selectNone(): Promise<void>;
  sortByTotal(): Promise<number>;
  isSortedByTotal(): Promise<boolean>;
  sortByNewest(): Promise<void>;
  feed(seconds: number): Promise<FeedFigures>;
  elements(): number;
}

declare global {
  var tableBench: TableBenchPage;
}

const GLIDED_MS = 1000;

/** Puts a table under measurement on the page. */
export function start(peer: TablePeer): void {
  const host = document.getElementById('host') as HTMLElement;
  const giveRoom = (around: number) => {
    host.style.width = `${String(LIST.width)}px`;
    host.style.height = `${String(LIST.height + around)}px`;
  };
  giveRoom(0);
  const screen = new Screen(peer);
  /** Oldest first, as they arrive. */
  const numbers: string[] = [];
  const totalOf = new Map<string, number>();
  let sortedTotals: Float64Array;
  let changes: Order[] = [];

  const newestIsFirst = () => screen.firstRow()?.number === numbers[0];
  /** Between two measurements: what the last one left to do is done. */
  const settle = () => new Promise((resolve) => setTimeout(resolve, 300));
  /** Begins just after a frame, like every other peer, and ends after the frame in which it can be seen. */
  const timed = async (act: () => void, isThere: () => boolean, what: string) => {
    await afterFrame();
    const began = performance.now();
    act();
    await untilSeen(isThere, what);
    return performance.now() - began;
  };

  globalThis.tableBench = {
    async measureAround() {
      await peer.load(await fetchLines('/orders/0'));
      await peer.loaded();
      peer.mount(host);
      await settle();
      return host.clientHeight - peer.scroller().clientHeight;
    },
    async load(around) {
      giveRoom(around);
      const count = await fetchOrders(async (orders) => {
        for (const {number, totals} of orders) {
          numbers.push(number);
          totalOf.set(number, totals.total.amount);
        }
        await peer.load(orders);
      });
      await peer.loaded();
      numbers.reverse();
      sortedTotals = Float64Array.from(totalOf.values()).sort();
      changes = await fetchLines('/changes');
      return count;
    },
    firstPaint: () => timed(() => peer.mount(host), () => host.childElementCount > 0 && newestIsFirst(), 'The first order number'),
    scroll: (steps, limitMs) => scrollThrough(peer, screen, numbers, steps, limitMs),
    async toTop() {
      peer.scroller().scrollTop = 0;
      await untilSeen(newestIsFirst, 'The first order number');
      await settle();
    },
    selectAll: () => timed(() => peer.selectAll(), () => screen.showsSelection(), 'The selection'),
    selectedCount: () => peer.selectedCount(),
    async selectNone() {
      peer.selectNone();
      await afterFrame();
      await settle();
    },
    sortByTotal: () => timed(() => peer.sortBy('total'), () => totalOf.get(screen.firstRow()?.number ?? '') === sortedTotals[0], 'The smallest order'),
    async isSortedByTotal() {
      // Rows that glide to their places are there by then.
      await new Promise((resolve) => setTimeout(resolve, GLIDED_MS));
      // Equal totals may stand in any order: the totals are compared, not the numbers.
      const {blank, wrong} = screen.probe((number, place) => totalOf.get(number) === sortedTotals[place]);
      return !blank && !wrong;
    },
    async sortByNewest() {
      peer.sortBy('newest');
      await untilSeen(newestIsFirst, 'The newest order');
      await settle();
    },
    feed: (seconds) => feedChanges(peer, screen, changes, seconds),
    elements: () => countElements(host),
  };
}

function countElements(root: ParentNode): number {
  let sum = 0;
  for (const element of root.querySelectorAll('*')) sum += 1 + (element.shadowRoot ? countElements(element.shadowRoot) : 0);
  return sum;
}
