import {aTimeout, expect, nextFrame} from '@open-wc/testing';
import {emulateMedia} from '@web/test-runner-commands';
import {find} from '../../test/find.ts';
import {all, numbersOf, openTable, settle, textOf, type} from '../../test/order-table.ts';
import {closeShops, line, openShop} from '../../test/shop.ts';
import {openStrictPage} from '../../test/strict-page.ts';

const EVIL = '<img src=x onerror="window.stolen = true">';

/** Orders in many states, with two of everything that a row can show. */
const variedShop = async () => {
  const shop = await openShop({count: 12, order: (index) => (index % 2 === 0 ? {paid: {method: 'cash'}} : {customer: {id: 'c9'}, channel: {code: 'till', name: '旺角'}, lines: [line(), line({sku: 'B'})]})});
  shop.upload('o1002');
  shop.act('o1004', {type: 'order.cancel'});
  shop.act('o1003', {type: 'parcel.add', parcelId: 'o1003-p2'});
  shop.act('o1005', {type: 'order.dispatch', mode: 'all_items'});
  await shop.synced();
  shop.backend.disconnect();
  await shop.engine.dispatch('o1001', {type: 'order.dispatch', mode: 'all_items'});
  return shop;
};

describe('the order list on anybody’s page', () => {
  afterEach(async () => {
    await closeShops();
    document.documentElement.style.colorScheme = '';
    document.body.style.background = '';
    document.documentElement.dir = '';
  });

  it('takes text from outside as text', async () => {
    const shop = await openShop();
    shop.place({number: '<b>1</b>', customer: {name: EVIL}, channel: {code: 'x', name: EVIL}, lines: [line({name: EVIL})]});
    await shop.synced();
    const table = await openTable(shop);
    expect(find(table, '.row .customer').textContent).to.equal(EVIL);
    expect(find(table, '.row .number').textContent).to.equal('<b>1</b>');
    await type(table, EVIL);
    expect(all(table, 'img').length).to.equal(0);
    await type(table, `${EVIL} nothing`);
    expect([all(table, 'img').length, (window as {stolen?: boolean}).stolen]).to.deep.equal([0, undefined]);
  });

  for (const lang of ['en', 'zh-Hant']) {
    for (const colorScheme of ['light', 'dark'] as const) {
      it(`passes an accessibility check in ${lang}, ${colorScheme}, at every width`, async () => {
        document.documentElement.style.colorScheme = colorScheme;
        document.body.style.background = colorScheme === 'dark' ? '#151614' : '#fff';
        const table = await openTable(await variedShop(), 1280, 700, lang);
        for (const width of [1280, 1000, 700, 360]) {
          table.style.width = `${width}px`;
          await settle(table);
          await expect(table, `${width} px`).to.be.accessible();
        }
        find(table, '.row .select').click();
        await settle(table);
        await expect(table, 'with a selection').to.be.accessible();
        table.style.width = '1000px';
        await type(table, 'nothing at all');
        find(table, '.filter-button').click();
        await aTimeout(50);
        await expect(table, 'with filters, and nothing found').to.be.accessible();
      }).timeout(60_000);
    }
  }

  it('says in Chinese what it says in English', async () => {
    const table = await openTable(await variedShop(), 1280, 700, 'zh-Hant');
    expect(textOf(table, '.tab').at(-1)).to.equal('全部12');
    expect(find(table, '.row .status').textContent).to.contain('付款審核');
    table.lang = 'en';
    await settle(table);
    expect(find(table, '.row .status').textContent).to.contain('Payment Review');
    expect(find(table, '.row .open-order').ariaLabel).to.equal('Open 1012');
  });

  it('is mirrored in right-to-left pages', async () => {
    document.documentElement.dir = 'rtl';
    const table = await openTable(await openShop({count: 5}));
    const left = (selector: string) => find(table, `.row ${selector}`).getBoundingClientRect().left;
    expect(left('.total')).to.be.lessThan(left('.status'));
    expect(left('.status')).to.be.lessThan(left('.number'));
    expect(left('.number')).to.be.lessThan(left('.select'));
    find(table, '.grid').scrollTop = 1;
    await settle(table);
    expect(numbersOf(table).length).to.equal(5);
    find(table, '.tab[aria-selected=true]').focus();
    find(table, '.tab[aria-selected=true]').dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight', bubbles: true, composed: true}));
    await settle(table);
    expect(table.view, 'right is back').to.equal('packed');
  });

  it('shows every column that a width has room for, and none cut', async () => {
    const table = await openTable(await variedShop());
    const seen = (row: Element) => [...row.querySelectorAll<HTMLElement>('.cell')].filter((cell) => cell.offsetWidth > 0 && cell.offsetHeight > 0).map(({classList}) => classList[1]);
    const columnsAt = async (width: number) => {
      table.style.width = `${width}px`;
      await settle(table);
      const row = find(table, '.row:not([hidden])');
      const room = row.getBoundingClientRect();
      for (const cell of row.querySelectorAll<HTMLElement>('.cell')) {
        const box = cell.getBoundingClientRect();
        if (box.width > 0) expect(box.right <= room.right + 1 && box.bottom <= room.bottom + 1, `${cell.className} at ${width}`).to.equal(true);
      }
      expect(find(table, '.grid').scrollWidth, `no sideways scroll at ${width}`).to.be.at.most(find(table, '.grid').clientWidth);
      return seen(row).join(' ');
    };
    expect(await columnsAt(1280)).to.equal('select parcels number date customer items channel status total');
    expect(await columnsAt(900)).to.equal('select parcels number date customer channel status total');
    expect(await columnsAt(640)).to.equal('select parcels number date customer status total');
    expect(await columnsAt(360)).to.equal('parcels number date customer items status total');
    expect(await columnsAt(320)).to.equal('parcels customer status total');
  });

  it('lets no text run into the next column, however long it is', async () => {
    const shop = await openShop({count: 3, order: () => ({placedAt: '2011-11-30T04:00:00Z', channel: {code: 'till', name: 'A till with a long name'}, customer: {name: '歐陽靜文 Au Yeung Ching Man Alexandra'}, lines: [line({name: 'WOOD 2 DRAWER CABINET WHITE FINISH, LARGE AND HEAVY'}), line({sku: 'B'})]})});
    shop.backend.disconnect();
    await shop.engine.dispatch('o1003', {type: 'order.cancel'});
    const end = (node: Node) => {
      const range = document.createRange();
      range.selectNodeContents(node);
      return range.getBoundingClientRect().right;
    };
    for (const lang of ['en', 'zh-Hant']) {
      const table = await openTable(shop, 1280, 400, lang);
      await aTimeout(50);
      for (const width of [1280, 1110, 900, 640]) {
        table.style.width = `${width}px`;
        await settle(table);
        const row = find(table, '.row:not([hidden])');
        const left = (selector: string) => find(row, selector).getBoundingClientRect().left;
        if (width >= 1100) expect(find(row, '.more').getBoundingClientRect().right, `items at ${width}`).to.be.at.most(left('.channel'));
        if (width >= 860) expect(end(find(row, '.date')), `date at ${width} in ${lang}`).to.be.at.most(left('.customer') - 6);
        expect(find(row, '.unsent').getBoundingClientRect().right, `mark at ${width}`).to.be.at.most(left('.total'));
        for (const cell of row.querySelectorAll('.customer, .channel, .status, .number')) expect(getComputedStyle(cell).overflowX, cell.className).to.equal('clip');
      }
    }
  });

  it('keeps what is selected visible in forced colours', async () => {
    await emulateMedia({forcedColors: 'active'});
    const table = await openTable(await openShop({count: 3}));
    find(table, '.row .select').click();
    await settle(table);
    expect(getComputedStyle(find(table, '.row.selected')).outlineStyle).to.equal('dashed');
    await emulateMedia({forcedColors: 'none'});
  });

  it('works under a strict policy with Trusted Types', async () => {
    const page = await openStrictPage('../src/order-table/define.ts');
    const shop = await openShop({count: 300});
    const table = page.document.createElement('order-table');
    table.engine = shop.engine;
    table.style.height = '600px';
    page.document.body.append(table);
    await aTimeout(100);
    await table.updateComplete;
    find(table, '.grid').scrollTop = 3000;
    await nextFrame();
    await aTimeout(50);
    find(table, '.row .select').click();
    find(table, '.filter-button').click();
    await table.updateComplete;
    await aTimeout(50);
    expect(find(table, '.row .select').offsetWidth, 'styled').to.equal(36);
    expect(all(table, '.row:not([hidden])').length).to.be.greaterThan(10);
    expect(find<HTMLElement>(table, '.panel').getBoundingClientRect().top).to.be.greaterThan(50);
    expect(page.violations).to.deep.equal([]);
    // The policy is really on: what it forbids is stopped and heard.
    expect(() => (page.document.body.innerHTML = '<b></b>')).to.throw();
    await aTimeout(50);
    expect(page.violations.length).to.equal(1);
    page.close();
  });
});
