import type {Browser, Page} from 'playwright-core';
import {newSession} from './browser.ts';

export interface PlacedOrder {
  readonly page: Page;
  readonly number: string;
  readonly complaints: readonly string[];
}

/** Buys something in the storefront, as a shopper with a phone does, and stays on the page of the order. */
export async function placeOrder(browser: Browser, url: string, name: string, products: readonly string[] = ['TEA-DD-150']): Promise<PlacedOrder> {
  const {page, complaints} = await newSession(browser, {viewport: {width: 390, height: 844}, isMobile: true, hasTouch: true});
  await page.goto(`${url}/shop`);
  for (const sku of products) {
    await page.locator(`[id="${sku}"]`).getByRole('button').click();
    await page.waitForURL(`**/shop#${sku}`);
  }
  await page.goto(`${url}/shop/checkout`);
  await page.getByLabel('Name', {exact: true}).fill(name);
  await page.getByLabel('Phone').fill('6123 4567');
  await page.getByLabel('E-mail').fill('shopper@example.com');
  await page.getByLabel('Address').fill('Flat 12B, Block 3, Cheung Wah Estate');
  await page.getByLabel('District').fill('Fanling');
  await page.getByRole('button', {name: /place order/i}).click();
  await page.waitForURL('**/o/**');
  const words = await page.locator('order-status').getByText(/^Order \d+/).innerText();
  return {page, number: /\d+/.exec(words)?.[0] ?? '', complaints};
}

/** A small picture of a receipt, drawn by the browser itself. */
async function drawReceipt(page: Page, words: string): Promise<Buffer> {
  const base64 = await page.evaluate((text) => {
    const canvas = document.createElement('canvas');
    canvas.width = 600;
    canvas.height = 800;
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('This browser cannot draw.');
    context.fillStyle = '#fff';
    context.fillRect(0, 0, 600, 800);
    context.fillStyle = '#1f6b58';
    context.fillRect(0, 0, 600, 110);
    context.font = '36px sans-serif';
    context.fillText(text, 60, 260);
    return canvas.toDataURL('image/png').split(',')[1] ?? '';
  }, words);
  return Buffer.from(base64, 'base64');
}

/** Uploads a drawn receipt on the page of the order; settles when the server has it. */
export async function uploadReceipt({page, number}: PlacedOrder): Promise<void> {
  const buffer = await drawReceipt(page, `FPS ${number} ${Date.now()}`);
  await page.locator('order-status input[type=file]').setInputFiles({name: 'receipt.png', mimeType: 'image/png', buffer});
  const answered = page.waitForResponse((response) => response.request().method() === 'POST' && response.url().endsWith('/receipts'));
  await page.locator('order-status').getByRole('button', {name: 'Upload receipt'}).click();
  const {status} = await answered.then((response) => ({status: response.status()}));
  if (status !== 201) throw new Error(`The upload was answered with ${status}.`);
}
