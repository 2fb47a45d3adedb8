import type {LoggedEvent, Order} from '@packline/core';
import type {Locator, Page} from 'playwright-core';
import type {ServerProcess} from './server-process.ts';

/** An order of the demo shop that nobody has packed yet, with one parcel and something in it to pack. */
export async function findUnpacked(server: ServerProcess, skip = 0): Promise<Order> {
  const query = encodeURIComponent('status:processing fulfillment:unfulfilled payment:paid -hold:any');
  const {orders} = await server.api<{orders: Order[]}>(`/v1/orders?limit=${skip + 1}&q=${query}`);
  const order = orders[skip];
  if (order === undefined) throw new Error('The demo shop has nothing to pack.');
  return order;
}

export async function readEvents(server: ServerProcess, orderId: string): Promise<readonly string[]> {
  const {events} = await server.api<{events: LoggedEvent[]}>(`/v1/orders/${orderId}/events`);
  return events.map(({event}) => event.type);
}

/** The row of an order in the list of the desk. */
export function rowOf(page: Page, number: string): Locator {
  return page.locator('order-table .rows .row:visible').filter({hasText: number}).first();
}

export async function openPacker(page: Page, number: string): Promise<Locator> {
  await page.getByRole('searchbox', {name: 'Search orders'}).fill(number);
  await rowOf(page, number).getByRole('button', {name: /Delivery/}).click();
  return page.locator('parcel-packer');
}

/** Packs everything that is left into parcel #1. */
export async function packAll(packer: Locator): Promise<void> {
  const pack = packer.getByRole('button', {name: /^Pack to #1/});
  await pack.first().waitFor();
  // A press packs all that is left of a line; its button then makes room for "Packed".
  for (let left = await pack.count(); left > 0; left -= 1) {
    await pack.first().click();
    await packer.page().waitForFunction((before) => (document.querySelector('order-desk')?.shadowRoot?.querySelector('parcel-packer')?.shadowRoot?.querySelectorAll('button[aria-label^="Pack to #1"]').length ?? 0) < before, left);
  }
}
