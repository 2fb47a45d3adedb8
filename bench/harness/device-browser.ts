import {chromium, type BrowserContext, type Page} from 'playwright-core';
import {CHROMIUM_ARGUMENTS} from './browser.ts';

/** A page in a Chromium process of its own on a profile that lies on the disk: what it keeps is there for the next one. */
export interface DeviceBrowser {
  readonly page: Page;
  close(): Promise<void>;
}

/**
 * Starts Chromium on a profile directory, made when it is missing.
 * @param profile closed by any earlier browser: two at once damage it.
 */
export async function openDeviceBrowser(url: string, profile: string): Promise<DeviceBrowser> {
  const context: BrowserContext = await chromium.launchPersistentContext(profile, {
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: CHROMIUM_ARGUMENTS,
    viewport: {width: 800, height: 600},
  });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    page.setDefaultTimeout(0);
    page.on('pageerror', (error) => console.error(`The page at ${url} failed: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') console.error(`The page at ${url}: ${message.text()}`);
    });
    await page.goto(url);
    return {page, close: () => context.close()};
  } catch (error) {
    await context.close();
    throw error;
  }
}
