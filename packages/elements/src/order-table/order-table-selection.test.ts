import {expect} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import {find} from '../../test/find.ts';
import {all, linesOf, numbersOf, openTable, settle, textOf, type} from '../../test/order-table.ts';
import {closeShops, openShop} from '../../test/shop.ts';
import type {OrderTable} from './order-table.ts';

const selected = (table: OrderTable) => [...table.selectedIds].sort().map((id) => Number(id.slice(1)));
const checkOf = (table: OrderTable, number: number) => {
  const row = all(table, '.row:not([hidden])').find((candidate) => candidate.querySelector('.open-order')?.textContent === String(number));
  if (row === undefined) throw new Error(`${number} is not on screen.`);
  return find(row, '.cell.select');
};
const press = async (table: OrderTable, number: number, options: MouseEventInit = {}) => {
  checkOf(table, number).dispatchEvent(new MouseEvent('click', {bubbles: true, ...options}));
  await settle(table);
};
const keys = async (table: OrderTable, ...pressed: string[]) => {
  for (const key of pressed) await sendKeys({press: key});
  await settle(table);
};
/** What readers are told the keys are on: what the row says, found the way they do. */
const active = (table: OrderTable) => {
  const id = find(table, '.grid').getAttribute('aria-activedescendant');
  const row = id === null ? null : table.renderRoot.querySelector(`#${id}`);
  return row?.querySelector('.open-order')?.textContent ?? null;
};
const cursors = (table: OrderTable) => all(table, '.row.cursor:not([hidden]) .open-order').map((button) => button.textContent);

describe('selecting orders', () => {
  afterEach(closeShops);

  it('ticks single ones, a range with Shift, and none after all', async () => {
    const table = await openTable(await openShop({count: 100}));
    const heard: number[] = [];
    table.addEventListener('selection-change', ({count, orderIds}) => heard.push(count === orderIds.length ? count : -1));
    await press(table, 1098);
    expect([selected(table), checkOf(table, 1098).firstElementChild?.ariaChecked]).to.deep.equal([[1098], 'true']);
    await press(table, 1094, {shiftKey: true});
    expect(selected(table)).to.deep.equal([1094, 1095, 1096, 1097, 1098]);
    await press(table, 1096);
    expect(selected(table)).to.deep.equal([1094, 1095, 1097, 1098]);
    expect(textOf(table, '.command b')).to.deep.equal(['4 orders selected']);
    find(table, '.command button[aria-label="Clear selection"]').click();
    await settle(table);
    expect([selected(table), all(table, '.command').length, heard]).to.deep.equal([[], 0, [1, 5, 4, 0]]);
  });

  it('selects all, and says what is out of view', async () => {
    const shop = await openShop({count: 10_000, order: (index) => (index % 10 === 0 ? {customer: {name: 'Priya Nair'}} : {})});
    const table = await openTable(shop);
    const box = find(table, '.head .check');
    box.click();
    await settle(table);
    expect([table.selectedIds.length, box.ariaChecked]).to.deep.equal([10_000, 'true']);
    box.click();
    await settle(table);
    expect([table.selectedIds.length, box.ariaChecked]).to.deep.equal([0, 'false']);
    await press(table, 10_999);
    await type(table, 'nair');
    expect(textOf(table, '.command .raised')).to.deep.equal(['1 order selected1 out of viewSelect all 1,000 results']);
    expect(box.ariaChecked).to.equal('false');
    find(table, '.command button.text').click();
    await settle(table);
    expect([table.selectedIds.length, box.ariaChecked]).to.deep.equal([1001, 'true']);
  }).timeout(60_000);

  it('leaves room under the last order, so that the bar hides none', async () => {
    const table = await openTable(await openShop({count: 60}), 1280, 500);
    await press(table, 1060);
    await keys(table, 'End');
    const last = all(table, '.row.cursor')[0]?.getBoundingClientRect();
    const bar = find(table, '.command .raised').getBoundingClientRect();
    expect(last?.bottom ?? 1e9).to.be.at.most(bar.top);
  });

  it('starts on a phone with a long press or with Select; a tap then ticks instead of opening', async () => {
    const table = await openTable(await openShop({count: 20}), 360, 640);
    const opened: string[] = [];
    table.addEventListener('order-open-request', ({orderId}) => opened.push(orderId));
    const row = () => all(table, '.row:not([hidden])').find((candidate) => candidate.querySelector('.open-order')?.textContent === '1018') as HTMLElement;
    const tap = async () => {
      find(row(), '.customer').click();
      await settle(table);
    };
    await tap();
    expect([opened, selected(table)]).to.deep.equal([['o1018'], []]);
    const finger = {bubbles: true, pointerType: 'touch', isPrimary: true};
    find(row(), '.customer').dispatchEvent(new PointerEvent('pointerdown', finger));
    await new Promise((resolve) => setTimeout(resolve, 600));
    const menu = new MouseEvent('contextmenu', {bubbles: true, cancelable: true});
    row().dispatchEvent(menu);
    row().dispatchEvent(new PointerEvent('pointerup', finger));
    await tap(); // the click some browsers send after it
    expect([selected(table), opened.length, menu.defaultPrevented]).to.deep.equal([[1018], 1, true]);
    find(row(), '.customer').dispatchEvent(new PointerEvent('pointerdown', finger));
    row().dispatchEvent(new PointerEvent('pointerup', finger));
    await tap();
    expect([selected(table), opened.length]).to.deep.equal([[], 1]);
    await tap();
    expect(opened.length, 'nothing selected: a tap opens').to.equal(2);
    find(table, '.head-line button').click();
    await settle(table);
    expect(textOf(table, '.command b')).to.deep.equal(['0 orders selected']);
    await tap();
    expect(selected(table)).to.deep.equal([1018]);
    find(table, '.command button.icon').click();
    await settle(table);
    expect(all(table, '.command').length).to.equal(0);
  });

  it('does not take a scroll for a long press', async () => {
    const table = await openTable(await openShop({count: 20}), 360, 640);
    const row = all(table, '.row')[3] as HTMLElement;
    row.dispatchEvent(new PointerEvent('pointerdown', {bubbles: true, pointerType: 'touch'}));
    row.dispatchEvent(new PointerEvent('pointercancel', {bubbles: true, pointerType: 'touch'}));
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(selected(table)).to.deep.equal([]);
  });
});

describe('the order list by keyboard alone', () => {
  afterEach(closeShops);

  it('moves, selects, opens, packs, searches and clears', async () => {
    const table = await openTable(await openShop({count: 200}));
    const heard: string[] = [];
    for (const type of ['order-open-request', 'parcel-open-request', 'receipt-open-request'] as const) table.addEventListener(type, ({orderId}) => heard.push(`${type} ${orderId}`));
    find(table, '.grid').focus();
    expect(active(table)).to.equal('1200');
    await keys(table, 'ArrowDown', 'j', 'j', 'k', 'ArrowUp');
    expect([active(table), cursors(table)]).to.deep.equal(['1199', ['1199']]);
    await keys(table, 'x', 'Shift+ArrowDown', 'Shift+ArrowDown');
    expect(selected(table)).to.deep.equal([1197, 1198, 1199]);
    await keys(table, 'Enter', 'p', 'r');
    expect(heard).to.deep.equal(['order-open-request o1197', 'parcel-open-request o1197', 'receipt-open-request o1197']);
    await keys(table, 'Escape');
    expect(selected(table)).to.deep.equal([]);
    await keys(table, 'Space');
    expect(selected(table)).to.deep.equal([1197]);
    await keys(table, '/');
    expect((table.shadowRoot?.activeElement as HTMLInputElement | null)?.type).to.equal('search');
    await sendKeys({type: 'xjk1005'}); // letters go into the field now
    await settle(table);
    expect(selected(table)).to.deep.equal([1197]);
    await keys(table, 'Escape');
    expect(table.queryText).to.equal('');
    await sendKeys({type: '1005'});
    await keys(table, 'ArrowDown');
    expect([numbersOf(table), active(table), table.shadowRoot?.activeElement?.className]).to.deep.equal([['1005'], '1005', 'grid']);
  });

  it('keeps the line of the cursor in sight, whole, from the first to the last', async () => {
    const table = await openTable(await openShop({count: 300}), 1280, 480);
    const grid = find(table, '.grid');
    grid.focus();
    const isWhole = () => {
      const row = find(table, '.row.cursor:not([hidden])').getBoundingClientRect();
      const room = grid.getBoundingClientRect();
      return row.top >= room.top + 34 - 1 && row.bottom <= room.bottom + 1;
    };
    for (const [key, number] of [['End', '1001'], ['PageUp', undefined], ['Home', '1300'], ['PageDown', undefined], ['PageDown', undefined], ['ArrowDown', undefined]] as const) {
      await keys(table, key);
      expect(isWhole(), key).to.equal(true);
      if (number !== undefined) expect([active(table), cursors(table)], key).to.deep.equal([number, [number]]);
    }
  });

  it('never tells readers of another line than that of the cursor, however one scrolls', async () => {
    const table = await openTable(await openShop({count: 3000}), 1280, 480);
    const grid = find(table, '.grid');
    grid.focus();
    await keys(table, 'ArrowDown', 'ArrowDown');
    for (const top of [44, 88, 500, 5000, 20_000, 100, 0]) {
      grid.scrollTop = top;
      await settle(table);
      expect(active(table) ?? '3998', `at ${top}`).to.equal('3998');
      for (const number of cursors(table)) expect(number).to.equal('3998');
    }
    expect(active(table)).to.equal('3998');
  });

  it('has tabs that arrows walk', async () => {
    const table = await openTable(await openShop({count: 3}));
    find(table, '.tab[aria-selected=true]').focus();
    await keys(table, 'ArrowRight');
    expect([table.view, table.shadowRoot?.activeElement?.id]).to.deep.equal(['to_review', 'tab-to_review']);
    await keys(table, 'ArrowLeft');
    expect(table.view).to.equal('all');
  });

  it('closes the filters by Esc before it clears the selection', async () => {
    const table = await openTable(await openShop({count: 3}));
    find(table, '.grid').focus();
    await keys(table, 'x');
    find(table, '.filter-button').click();
    find(table, '.filter-button').focus();
    await keys(table, 'Escape');
    expect([table.renderRoot.querySelector(':popover-open'), selected(table)]).to.deep.equal([null, [1003]]);
    await keys(table, 'Escape');
    expect(selected(table)).to.deep.equal([]);
  });

  it('leaves one-letter keys to the page when they are switched off', async () => {
    const table = await openTable(await openShop({count: 3}));
    table.shortcuts = 'off';
    await settle(table);
    find(table, '.grid').focus();
    await keys(table, 'x', 'j');
    expect([selected(table), active(table)]).to.deep.equal([[], '1003']);
    await keys(table, 'ArrowDown');
    expect(active(table)).to.equal('1002');
    expect(all(table, 'footer .hints').length).to.equal(0);
    expect(linesOf(table).length).to.equal(3);
  });
});
