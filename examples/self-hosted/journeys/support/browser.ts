import {chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page} from 'playwright-core';

/** Debian's Chromium; hosts that end in `.test` are this machine, as a shop in a LAN would be. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP *.test 127.0.0.1',
    ],
  });
}

export interface Session {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What pages said that nobody asked for: errors in the console and uncaught exceptions. */
  readonly complaints: string[];
}

/** Notes what goes wrong in a page without making a sound. Failed connections are expected when a server is stopped. */
function listenForComplaints(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/net::ERR_|Failed to load resource/.test(message.text())) complaints.push(message.text());
  });
}

export async function newSession(browser: Browser, options: BrowserContextOptions = {}): Promise<Session> {
  const context = await browser.newContext({viewport: {width: 1280, height: 860}, locale: 'en-GB', timezoneId: 'Asia/Hong_Kong', ...options});
  const page = await context.newPage();
  const complaints: string[] = [];
  listenForComplaints(page, complaints);
  return {context, page, complaints};
}

/** Signs in on the front page with the owner's token, as a merchant does. */
export async function signIn(page: Page, url: string, token: string): Promise<void> {
  await page.goto(`${url}/`);
  await page.getByLabel(/token/i).fill(token);
  await page.getByRole('button', {name: /sign in/i}).click();
  await page.waitForURL(/\/desk/);
}

/** Settles when the desk says that it is in touch with the server. */
export async function whenLive(page: Page): Promise<void> {
  await page.locator('order-desk').getByText('Live', {exact: true}).first().waitFor();
}

/** How often the page itself was loaded; a live page stays at what it was. */
export async function navigationCount(page: Page): Promise<number> {
  return page.evaluate(() => performance.getEntriesByType('navigation').length);
}
