/**
 * `npm run pictures [-- --data FILE] [--to FOLDER]`: the real server with the demo shop and imported orders, photographed
 * at phone and desk width, in light and dark, in both languages where it tells something. The README shows some of them.
 */
import {execFile} from 'node:child_process';
import {mkdir} from 'node:fs/promises';
import {resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseArgs, promisify} from 'node:util';
import type {Browser, Page} from 'playwright-core';
import {launchBrowser, signIn} from '../journeys/support/browser.ts';
import {ServerProcess} from '../journeys/support/server-process.ts';

const run = promisify(execFile);
const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const {values: options} = parseArgs({options: {data: {type: 'string'}, to: {type: 'string'}}});
const data = resolve(process.env['INIT_CWD'] ?? process.cwd(), options.data ?? at('../../node-scripts/fixtures/online-retail-500.csv.gz'));
const folder = resolve(process.env['INIT_CWD'] ?? process.cwd(), options.to ?? at('../../../docs/pictures'));

const WIDTHS = {360: {height: 780, isPhone: true}, 768: {height: 900, isPhone: false}, 1280: {height: 860, isPhone: false}} as const;

interface Look {
  readonly width: keyof typeof WIDTHS;
  readonly scheme: 'light' | 'dark';
  readonly lang: 'en' | 'zh-Hant';
}

const LOOKS: readonly Look[] = [
  {width: 1280, scheme: 'light', lang: 'en'},
  {width: 1280, scheme: 'dark', lang: 'en'},
  {width: 768, scheme: 'light', lang: 'zh-Hant'},
  {width: 360, scheme: 'light', lang: 'en'},
  {width: 360, scheme: 'dark', lang: 'zh-Hant'},
];

async function photograph(browser: Browser, server: ServerProcess, look: Look, names: Names): Promise<void> {
  const {height, isPhone} = WIDTHS[look.width];
  const context = await browser.newContext({
    viewport: {width: look.width, height},
    colorScheme: look.scheme,
    locale: look.lang === 'en' ? 'en-GB' : 'zh-HK',
    timezoneId: 'Asia/Hong_Kong',
    isMobile: isPhone,
    hasTouch: isPhone,
    deviceScaleFactor: isPhone ? 2 : 1,
  });
  const page = await context.newPage();
  const save = async (name: string, fullPage = false) => {
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({path: resolve(folder, `${name}-${look.width}-${look.scheme}${look.lang === 'en' ? '' : '-zh'}.png`), fullPage});
  };
  await context.addCookies([]);
  await signInWith(page, server, look.lang);
  const open = async (hash: string) => {
    await page.goto(`${server.url}/desk?lang=${look.lang}${hash}`);
    await page.reload();
    await page.waitForTimeout(1500);
  };
  await open('');
  // Every order is on this device before anything is photographed.
  await page.locator('order-desk .sync.live').waitFor({state: 'attached', timeout: 180_000});
  await page.waitForTimeout(500);
  await page.locator('order-table .rows .row:visible').nth(3).waitFor();
  await save('desk');
  await open('#receipts');
  await page.locator('receipt-review canvas[role=img]').waitFor();
  await page.waitForTimeout(500);
  await save('review');
  await open(`#delivery/${names.packing}`);
  await save('packer');
  await open(`#order/${names.packing}`);
  await save('order');
  await page.goto(`${server.url}/shop?lang=${look.lang}`);
  await save('storefront', isPhone);
  for (const [name, link] of Object.entries(names.links)) {
    await page.goto(`${link}?lang=${look.lang}`);
    await page.waitForTimeout(800);
    await save(name, true);
  }
  await context.close();
}

async function signInWith(page: Page, server: ServerProcess, lang: string): Promise<void> {
  await page.goto(`${server.url}/?lang=en`);
  await signIn(page, server.url, server.token);
  await page.goto(`${server.url}/desk?lang=${lang}`);
}

interface Names {
  /** An order of the demo shop that is being packed into two parcels. */
  readonly packing: string;
  /** The customer's pages: one that waits for a receipt, one that was sent. */
  readonly links: Readonly<Record<string, string>>;
}

/** Buys two orders in the storefront; one is paid and sent. */
async function findNames(browser: Browser, server: ServerProcess): Promise<Names> {
  const {orders} = await server.api<{orders: {id: string; parcels: unknown[]; number: string}[]}>(`/v1/orders?limit=50&q=${encodeURIComponent('status:processing fulfillment:packing')}`);
  const packing = orders.find((order) => order.parcels.length === 2) ?? orders[0];
  if (packing === undefined) throw new Error('The demo shop has no order that is being packed.');
  const {placeOrder} = await import('../journeys/support/shopper.ts');
  const waiting = await placeOrder(browser, server.url, '何美玲 Ho Mei Ling', ['TEA-DD-150']);
  const sent = await placeOrder(browser, server.url, '林穎彤 Lam Wing Tung', ['TEA-DD-150', 'TEA-TGY-200']);
  const found = await server.api<{orders: {id: string}[]}>(`/v1/orders?limit=1&q=${sent.number}`);
  const orderId = found.orders[0]?.id ?? '';
  await server.command({type: 'payment.record', orderId});
  await server.command({type: 'order.dispatch', orderId, mode: 'all_items', remark: 'Leave with the caretaker if nobody is home. SF1432 0098 7716'});
  return {packing: packing.id, links: {'customer-upload': waiting.page.url(), 'customer-sent': sent.page.url()}};
}

await mkdir(folder, {recursive: true});
const server = await ServerProcess.start({demo: true});
const browser = await launchBrowser();
try {
  await run(process.execPath, [at('../../node-scripts/import-orders.ts'), data], {env: {...process.env, PACKLINE_URL: server.url, PACKLINE_TOKEN: server.token}, maxBuffer: 64 * 1024 * 1024});
  const names = await findNames(browser, server);
  for (const look of LOOKS) {
    await photograph(browser, server, look, names);
    console.log(`${look.width} px, ${look.scheme}, ${look.lang}: done`);
  }
  console.log(`The pictures are in ${folder}.`);
} finally {
  await browser.close();
  await server.remove();
}
