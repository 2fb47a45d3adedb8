import {FEED_SECONDS} from '../data/feed-rate.ts';
import {openBrowser} from '../harness/browser.ts';
import {LIST} from './layout.ts';
// The page's own script declares what it offers.
import type {} from './page.ts';

const SCROLL_STEPS = 500;
const SCROLL_LIMIT_MS = 15_000;
const MIB = 1024 * 1024;

const viewport = (around: number) => ({width: LIST.width, height: LIST.height + around});

/** How many pixels a peer draws above and below its list. */
export async function measureAround(url: string): Promise<number> {
  const {page, close} = await openBrowser(url, viewport(0));
  try {
    return await page.evaluate(() => tableBench.measureAround());
  } finally {
    await close();
  }
}

/** The figures of one peer in one run, in a browser of its own. Times in milliseconds, memory in MiB. */
export async function measureTable(url: string, around: number): Promise<Readonly<Record<string, number>>> {
  const browser = await openBrowser(url, viewport(around));
  const {page, mainThread, memory} = browser;
  /** Milliseconds of the main thread that something took, by the clock and of a processor. */
  const working = async <Result>(task: () => Promise<Result>): Promise<{result: Result; mainMs: number; processorMs: number}> => {
    const before = await mainThread();
    const result = await task();
    const after = await mainThread();
    return {result, mainMs: (after.taskSeconds - before.taskSeconds) * 1000, processorMs: (after.processorSeconds - before.processorSeconds) * 1000};
  };
  try {
    const orders = await page.evaluate((room) => tableBench.load(room), around);
    const data = await memory();
    const paint = await working(() => page.evaluate(() => tableBench.firstPaint()));
    await page.waitForTimeout(500);
    const mounted = await memory();
    const elements = await page.evaluate(() => tableBench.elements());
    const scroll = await working(() => page.evaluate(([steps, limit]) => tableBench.scroll(steps, limit), [SCROLL_STEPS, SCROLL_LIMIT_MS] as const));
    await page.evaluate(() => tableBench.toTop());
    const select = await working(() => page.evaluate(() => tableBench.selectAll()));
    const selectedCount = await page.evaluate(() => tableBench.selectedCount());
    const used = await memory();
    await page.evaluate(() => tableBench.selectNone());
    const sort = await working(() => page.evaluate(() => tableBench.sortByTotal()));
    const sortRight = await page.evaluate(() => tableBench.isSortedByTotal());
    await page.evaluate(() => tableBench.sortByNewest());
    const feed = await working(() => page.evaluate((seconds) => tableBench.feed(seconds), FEED_SECONDS));
    const {steps} = scroll.result;
    return {
      paintMs: paint.result,
      paintProcessorMs: paint.processorMs,
      scrollMainMs: scroll.mainMs / steps,
      scrollProcessorMs: scroll.processorMs / steps,
      scrollSteps: steps,
      scrollBlank: (scroll.result.blankFrames / steps) * 100,
      scrollWrong: (scroll.result.wrongFrames / steps) * 100,
      scrollLate: (scroll.result.lateFrames / steps) * 100,
      scrollP95FrameMs: scroll.result.p95FrameMs,
      scrollWallMs: (scroll.result.wallMs / steps) * SCROLL_STEPS,
      scrollReachedEnd: Number(scroll.result.reachedEnd),
      selectMs: select.result,
      selectProcessorMs: select.processorMs,
      selectedShare: (selectedCount / orders) * 100,
      sortMs: sort.result,
      sortProcessorMs: sort.processorMs,
      sortRight: Number(sortRight),
      feedMainMs: (feed.mainMs / feed.result.wallMs) * 1000,
      feedProcessorMs: (feed.processorMs / feed.result.wallMs) * 1000,
      feedLongTasks: feed.result.longTasks,
      feedLate: feed.result.lateFrames,
      feedRowsChecked: feed.result.rowsChecked,
      feedRight: (feed.result.rowsRight / feed.result.rowsChecked) * 100,
      heapMiB: (mounted.heap - data.heap) / MIB,
      buffersMiB: (mounted.buffers - data.buffers) / MIB,
      heapAfterSelectMiB: (used.heap + used.buffers - data.heap - data.buffers) / MIB,
      dataMiB: (data.heap + data.buffers) / MIB,
      elements,
    };
  } finally {
    await browser.close();
  }
}
