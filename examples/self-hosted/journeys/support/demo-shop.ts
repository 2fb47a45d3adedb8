import {after, before} from 'node:test';
import type {Browser} from 'playwright-core';
import {launchBrowser} from './browser.ts';
import {ServerProcess} from './server-process.ts';

/** What the tests of a file share. */
export interface DemoShop {
  readonly server: ServerProcess;
  readonly browser: Browser;
}

/**
 * Starts a server with the demo shop and a browser before the tests of this file, and ends both after them.
 *
 * @param prepare what else has to be there before the first test; hooks of the file itself would not wait for the shop.
 */
export function useDemoShop(prepare?: () => Promise<void>): DemoShop {
  let server: ServerProcess | undefined;
  let browser: Browser | undefined;
  before(async () => {
    server = await ServerProcess.start({demo: true});
    browser = await launchBrowser();
    await prepare?.();
  });
  after(async () => {
    await browser?.close();
    await server?.remove();
  });
  const started = <Part>(part: Part | undefined): Part => {
    if (part === undefined) throw new Error('The demo shop is there once the tests begin.');
    return part;
  };
  return {
    get server() {
      return started(server);
    },
    get browser() {
      return started(browser);
    },
  };
}
