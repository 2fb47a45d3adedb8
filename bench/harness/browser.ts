import {chromium, type Browser, type CDPSession, type Page} from 'playwright-core';

// Without a GPU, a user namespace or a network of its own, as in a container; the last four keep it from calling home.
export const CHROMIUM_ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface MainThread {
  /** How long its tasks took by the clock: `TaskDuration`. */
  readonly taskSeconds: number;
  /** Of that, how long a processor worked on them: `ThreadTime`. What the machine does besides is not in it. */
  readonly processorSeconds: number;
}

/** A page in a Chromium of its own, with the debugger's view of it. */
export interface BenchBrowser {
  readonly page: Page;
  /** Seconds of main-thread work since the page began, as the browser itself counts them. */
  mainThread(): Promise<MainThread>;
  /** Bytes alive after a full collection: JavaScript objects and the memory behind typed arrays. */
  memory(): Promise<{readonly heap: number; readonly buffers: number}>;
  version(): string;
  close(): Promise<void>;
}

/** One browser for one peer in one run: no heap, code cache or JIT of another peer in it. */
export async function openBrowser(url: string, viewport: {readonly width: number; readonly height: number}): Promise<BenchBrowser> {
  const browser: Browser = await chromium.launch({executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', args: CHROMIUM_ARGUMENTS});
  try {
    const page = await browser.newPage({viewport});
    page.setDefaultTimeout(0);
    page.on('pageerror', (error) => console.error(`The page at ${url} failed: ${error.message}`));
    const cdp: CDPSession = await page.context().newCDPSession(page);
    await cdp.send('Performance.enable', {timeDomain: 'timeTicks'});
    await page.goto(url);
    return {
      page,
      async mainThread() {
        const {metrics} = await cdp.send('Performance.getMetrics');
        const read = (wanted: string) => metrics.find(({name}) => name === wanted)?.value ?? Number.NaN;
        return {taskSeconds: read('TaskDuration'), processorSeconds: read('ThreadTime')};
      },
      async memory() {
        for (let round = 0; round < 3; round += 1) await cdp.send('HeapProfiler.collectGarbage');
        const usage = (await cdp.send('Runtime.getHeapUsage')) as {usedSize: number; backingStorageSize?: number};
        return {heap: usage.usedSize, buffers: usage.backingStorageSize ?? 0};
      },
      version: () => browser.version(),
      close: () => browser.close(),
    };
  } catch (error) {
    await browser.close();
    throw error;
  }
}
