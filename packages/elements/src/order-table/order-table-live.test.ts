import {BackendError, firstParcelId} from '@packline/core';
import {aTimeout, expect, waitUntil} from '@open-wc/testing';
import {find} from '../../test/find.ts';
import {all, numbersOf, openTable, settle, textOf} from '../../test/order-table.ts';
import {closeShops, openShop, type Shop} from '../../test/shop.ts';
import type {OrderTable} from './order-table.ts';

const rowOf = (table: OrderTable, number: string) => all(table, '.row:not([hidden])').find((row) => row.querySelector('.open-order')?.textContent === number);
const statusOf = (table: OrderTable, number: string) => rowOf(table, number)?.querySelector<HTMLElement>('.cell.status')?.innerText.replaceAll(/\s+/g, ' ').trim();
const pack = (orderId: string, quantity: number) => ({type: 'parcel.pack', parcelId: firstParcelId(orderId), lineId: '1', quantity}) as const;
const PAID = {paid: {method: 'cash'}} as const;

/** Orders wait a moment before they are asked for again. */
const until = (table: OrderTable, isSo: () => boolean, what: string) => waitUntil(async () => (await settle(table), isSo()), what, {timeout: 9000});

describe('the order list, live', () => {
  afterEach(closeShops);

  it('redraws a changed order where it stands, also while scrolled and selected', async () => {
    const shop = await openShop({count: 200, order: () => PAID});
    const table = await openTable(shop);
    find(table, '.grid').scrollTop = 44 * 50;
    await settle(table);
    const row = rowOf(table, '1148');
    expect(statusOf(table, '1148')).to.equal('Processing');
    shop.act('o1148', pack('o1148', 1));
    await until(table, () => statusOf(table, '1148') === 'Processing Packing 1/2', 'packing shows');
    expect(rowOf(table, '1148') === row, 'in the same element').to.equal(true);
    expect(row?.querySelector('.open-parcels')?.getAttribute('aria-label')).to.equal('Delivery, packing');
  });

  it('lets new orders in while it stands idle at the top, tinted for a moment', async () => {
    const shop = await openShop({count: 30});
    const table = await openTable(shop);
    shop.place();
    await until(table, () => numbersOf(table)[0] === '1031', 'the new order is first');
    expect(rowOf(table, '1031')?.classList.contains('fresh')).to.equal(true);
    expect(all(table, '.pill').length).to.equal(0);
    await until(table, () => rowOf(table, '1031')?.classList.contains('fresh') === false, 'the tint goes');
  });

  it('keeps the cursor on its order when others come in above it', async () => {
    const shop = await openShop({count: 30});
    const table = await openTable(shop);
    rowOf(table, '1027')?.querySelector<HTMLElement>('.customer')?.click();
    shop.place();
    await until(table, () => numbersOf(table)[0] === '1031', 'the new order is first');
    expect(all(table, '.row.cursor .open-order').map((button) => button.textContent)).to.deep.equal(['1027']);
  });

  it('lets new orders wait behind a pill while one scrolls, and while orders are selected', async () => {
    const shop = await openShop({count: 100});
    const table = await openTable(shop);
    const grid = find(table, '.grid');
    grid.scrollTop = 400;
    await settle(table);
    const before = numbersOf(table);
    shop.place();
    shop.place();
    await until(table, () => textOf(table, '.pill')[0] === '2 new', 'the pill counts');
    expect(numbersOf(table)).to.deep.equal(before);
    find(table, '.pill button').click();
    await settle(table);
    expect([grid.scrollTop, numbersOf(table).slice(0, 3), all(table, '.pill').length]).to.deep.equal([0, ['1102', '1101', '1100'], 0]);

    rowOf(table, '1099')?.querySelector<HTMLElement>('.select')?.click();
    shop.place();
    await until(table, () => textOf(table, '.pill')[0] === '1 new', 'the pill counts again');
    expect(numbersOf(table)[0]).to.equal('1102');
    find(table, '.pill button').click();
    await settle(table);
    expect([numbersOf(table)[0], table.selectedIds]).to.deep.equal(['1103', ['o1099']]);
    shop.place();
    await until(table, () => all(table, '.pill').length === 1, 'it waits while something is selected');
    table.clearSelection();
    await until(table, () => numbersOf(table)[0] === '1104', 'then it comes in');
  });

  it('counts in the pill only what the open view shows', async () => {
    const shop = await openShop({count: 60, order: () => PAID});
    const table = await openTable(shop);
    all(table, '.tab')[1]?.click();
    await settle(table);
    find(table, '.grid').scrollTop = 300;
    await settle(table);
    shop.place({kind: 'credit', lines: [{sku: 'X', name: 'Back', quantity: -1, unitPrice: {amount: 100, scale: 2, currency: 'HKD'}}]});
    await shop.synced();
    await aTimeout(400);
    await settle(table);
    expect(all(table, '.pill').length).to.equal(0);
    shop.place(PAID);
    await until(table, () => textOf(table, '.pill')[0] === '1 new', 'one fits');
  });

  it('marks what the server does not know yet, and what it refused, until that was read', async () => {
    const shop = await openShop({count: 5, order: () => PAID});
    const table = await openTable(shop);
    shop.backend.disconnect();
    await shop.engine.dispatch('o1003', pack('o1003', 2));
    await until(table, () => statusOf(table, '1003') === 'Processing Packing 2/2 Unsent' || statusOf(table, '1003') === 'Processing Packed Unsent', 'the mark stands beside the status');
    await until(table, () => textOf(table, '.strips').join('').includes('1 change is kept on this device.'), 'the strip says so');
    expect(find(table, '.strips b').textContent).to.match(/^Offline since \d\d:\d\d\.$/);

    // Meanwhile somebody else packs one of the two: ours cannot be.
    shop.backend.reconnect();
    shop.act('o1003', pack('o1003', 1));
    await shop.synced();
    await until(table, () => all(table, '.strip.trouble').length === 1, 'the refusal stands under the search');
    const said = textOf(table, '.strip.trouble p')[0];
    expect(said).to.equal('1003 Packing was refused. Only 1 unit of 凍頂烏龍 150 g is left to pack.');
    expect(statusOf(table, '1003')).to.equal('Processing Packing 1/2 1 refused');
    const opened: string[] = [];
    table.addEventListener('order-open-request', ({orderId}) => opened.push(orderId));
    all(table, '.strip.trouble button')[0]?.click();
    all(table, '.strip.trouble button')[1]?.click();
    await until(table, () => all(table, '.strip.trouble').length === 0, 'dismissed');
    expect(opened).to.deep.equal(['o1003']);
    await until(table, () => statusOf(table, '1003') === 'Processing Packing 1/2', 'no mark any more');
  });

  it('says when the token is not accepted any more', async () => {
    const shop = await openShop({count: 2});
    const table = await openTable(shop);
    shop.backend.failNext(3, new BackendError('backend/signed-out', 'The token is not valid.', {retriable: false}));
    await shop.engine.syncNow().catch(() => undefined);
    await until(table, () => textOf(table, '.strip b').includes('You are signed out.'), 'the strip says so');
    expect(numbersOf(table)).to.deep.equal(['1002', '1001']);
  });

  it('survives that the server starts its feed anew', async () => {
    const shop = await openShop({count: 40});
    const table = await openTable(shop);
    find(table, '.grid').scrollTop = 300;
    shop.backend.restore();
    shop.act('o1040', {type: 'order.cancel'});
    await shop.synced();
    find(table, '.grid').scrollTop = 0;
    await until(table, () => statusOf(table, '1040') === 'Cancelled', 'what was done meanwhile shows');
    expect(table.count).to.equal(40);
  });
});

async function twoShops(): Promise<readonly [Shop, Shop]> {
  return [await openShop({count: 8}), await openShop({count: 5, order: (index) => ({number: `B${index}`, customer: {name: 'Other shop'}})})];
}

describe('two order lists on one page', () => {
  afterEach(closeShops);

  it('share neither rows nor search nor selection nor keys', async () => {
    const [one, other] = await twoShops();
    const left = await openTable(one, 900, 400);
    const right = await openTable(other, 900, 400);
    find(left, '.row .select').click();
    left.queryText = '1005';
    await settle(left);
    await settle(right);
    expect([left.count, right.count, left.selectedIds.length, right.selectedIds.length, right.queryText]).to.deep.equal([1, 5, 1, 0, '']);
    expect(numbersOf(right)).to.deep.equal(['B4', 'B3', 'B2', 'B1', 'B0']);
    find(right, '.grid').focus();
    document.activeElement?.shadowRoot?.activeElement?.dispatchEvent(new KeyboardEvent('keydown', {key: 'x', bubbles: true, composed: true}));
    await settle(right);
    expect([left.selectedIds.length, right.selectedIds]).to.deep.equal([1, ['oB4']]);
  });
});
