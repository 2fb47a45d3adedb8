import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import type {Browser} from 'playwright-core';
import {launchBrowser, newSession, signIn} from './support/browser.ts';
import {findUnpacked, openPacker, packAll, readEvents, rowOf} from './support/orders.ts';
import {ServerProcess} from './support/server-process.ts';

let server: ServerProcess;
let browser: Browser;

before(async () => {
  server = await ServerProcess.start({demo: true});
  browser = await launchBrowser();
});

after(async () => {
  await browser?.close();
  await server?.remove();
});

test('a shop on plain HTTP in the local network works, and says once what is missing there', async () => {
  const {page, complaints} = await newSession(browser);
  const url = `http://shop.test:${server.port}`;
  await signIn(page, url, server.token);
  assert.equal(await page.evaluate(() => isSecureContext), false);
  await page.locator('order-desk').getByText('Live', {exact: true}).first().waitFor();

  const notice = page.getByText('On this address some things work less well.');
  await notice.waitFor();
  await page.getByText('The page cannot be reloaded while offline.').waitFor();
  await page.locator('order-desk .missing').getByRole('button', {name: 'OK'}).click();
  assert.equal(await notice.count(), 0);
  await page.reload();
  await page.locator('order-desk').getByText('Live', {exact: true}).first().waitFor();
  assert.equal(await notice.count(), 0, 'it is said once');

  const order = await findUnpacked(server);
  const packer = await openPacker(page, order.number);
  await packAll(packer);
  await packer.getByRole('switch', {name: 'Verify Packed'}).click();
  await packer.getByRole('button', {name: /back/i}).first().click();
  await rowOf(page, order.number).filter({hasText: 'Packed'}).filter({hasNotText: 'Unsent'}).waitFor();
  assert.ok((await readEvents(server, order.id)).includes('parcel.verified'));
  assert.deepEqual(complaints, []);
});
