import {openBrowser} from '../harness/browser.ts';
import {runInNode} from '../harness/run-in-node.ts';
// The page's own script declares what it offers.
import type {} from './page.ts';
import type {SearchRun} from './run.ts';
import type {TypedQuery} from './typed-queries.ts';

const MIB = 1024 * 1024;

/** One peer in a browser of its own. */
export async function measureInBrowser(url: string, queries: readonly TypedQuery[]): Promise<SearchRun> {
  const {page, memory, close} = await openBrowser(url, {width: 800, height: 600});
  try {
    const before = await memory();
    const buildMs = await page.evaluate(() => searchBench.build());
    const after = await memory();
    const typing = await page.evaluate((typed) => searchBench.type(typed), queries);
    const first = await page.evaluate((typed) => searchBench.readFirst(typed), queries);
    const suggested = await page.evaluate((typed) => searchBench.suggest(typed), queries);
    const refilters = await page.evaluate(() => searchBench.refilter());
    return {buildMs, memoryMiB: (after.heap + after.buffers - before.heap - before.buffers) / MIB, typing, first, suggested, refilters};
  } finally {
    await close();
  }
}

/** One peer in a Node process of its own. */
export async function measureInNode(peer: string, ordersPath: string, queriesPath: string): Promise<SearchRun> {
  return runInNode(new URL('node-run.ts', import.meta.url), [peer, ordersPath, queriesPath], ['--expose-gc', '--max-old-space-size=4096']);
}
