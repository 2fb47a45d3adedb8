import {openBrowser} from '../harness/browser.ts';
import {runInNode} from '../harness/run-in-node.ts';
// The page's own script declares what it offers.
import type {} from './page.ts';
import type {QueryRun} from './session.ts';

const MIB = 1024 * 1024;

/** One peer in a browser of its own. */
export async function measureInBrowser(url: string): Promise<QueryRun> {
  const {page, memory, close} = await openBrowser(url, {width: 800, height: 600});
  try {
    const before = await memory();
    const buildMs = await page.evaluate(() => queryBench.build());
    const after = await memory();
    const worked = await page.evaluate(() => queryBench.work());
    return {buildMs, memoryMiB: (after.heap + after.buffers - before.heap - before.buffers) / MIB, worked};
  } finally {
    await close();
  }
}

/** One peer in a Node process of its own. */
export async function measureInNode(peer: string, ordersPath: string): Promise<QueryRun> {
  return runInNode(new URL('node-run.ts', import.meta.url), [peer, ordersPath], ['--expose-gc', '--max-old-space-size=4096']);
}
