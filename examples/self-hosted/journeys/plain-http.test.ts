import assert from 'node:assert/strict';
import {test} from 'node:test';
import {newSession, signIn, whenLive} from './support/browser.ts';
import {useDemoShop} from './support/demo-shop.ts';
import {findUnpacked, openPacker, packAll, readEvents, rowOf} from './support/orders.ts';

const shop = useDemoShop();

test('a shop on plain HTTP in the local network works, and says once what is missing there', async () => {
  const {page, complaints} = await newSession(shop.browser);
  const url = `http://shop.test:${shop.server.port}`;
  await signIn(page, url, shop.server.token);
  assert.equal(await page.evaluate(() => isSecureContext), false);
  await whenLive(page);

  const notice = page.getByText('On this address some things work less well.');
  await notice.waitFor();
  await page.getByText('The page cannot be reloaded while offline.').waitFor();
  await page.locator('order-desk .missing').getByRole('button', {name: 'OK'}).click();
  assert.equal(await notice.count(), 0);
  await page.reload();
  await whenLive(page);
  assert.equal(await notice.count(), 0, 'it is said once');

  const order = await findUnpacked(shop.server);
  const packer = await openPacker(page, order.number);
  await packAll(packer);
  await packer.getByRole('switch', {name: 'Verify Packed'}).click();
  await packer.getByRole('button', {name: /back/i}).first().click();
  await rowOf(page, order.number).filter({hasText: 'Packed'}).filter({hasNotText: 'Unsent'}).waitFor();
  assert.ok((await readEvents(shop.server, order.id)).includes('parcel.verified'));
  assert.deepEqual(complaints, []);
});
