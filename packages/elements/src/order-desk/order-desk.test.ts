import {firstParcelId} from '@packline/core';
import {createOrderEngine, type MissingPlatform} from '@packline/core/engine';
import {aTimeout, expect, fixture, html, waitUntil} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import {find} from '../../test/find.ts';
import {all, settle, textOf} from '../../test/order-table.ts';
import {drawReceipt} from '../../test/receipt-review.ts';
import {closeShops, openShop, type Shop} from '../../test/shop.ts';
import {openStrictPage} from '../../test/strict-page.ts';
import './define.ts';
import {readRoute, writeRoute} from './desk-route.ts';
import type {OrderDesk} from './order-desk.ts';

const until = (desk: OrderDesk, isSo: () => boolean, what: string) => waitUntil(async () => (await settle(desk), isSo()), what, {timeout: 9000});
const here = location.pathname + location.search;

async function openDesk(shop: Shop, {width = 1280, lang = 'en'} = {}): Promise<OrderDesk> {
  const desk = await fixture<OrderDesk>(html`<order-desk lang=${lang} .engine=${shop.engine}></order-desk>`);
  desk.style.width = `${width}px`;
  desk.style.height = '760px';
  await settle(desk);
  return desk;
}
const shopWithReceipt = async (count = 3) => {
  const shop = await openShop({count});
  shop.upload('o1001', await drawReceipt());
  await shop.synced();
  return shop;
};
/** Which pane one sees. */
const pane = (desk: OrderDesk) => {
  const shown = all(desk, '.pane:not([hidden])')[0];
  return shown?.querySelector('order-table, receipt-review, parcel-packer')?.localName ?? shown?.querySelector('h2')?.textContent ?? 'empty';
};
const press = async (desk: OrderDesk, selector: string, words?: string) => {
  const button = all(desk, selector).find((candidate) => words === undefined || candidate.textContent?.trim() === words);
  if (button === undefined) throw new Error(`Nothing to press: ${selector} ${words ?? ''}`);
  button.click();
  await settle(desk);
};
const rowButton = async (desk: OrderDesk, number: string, selector: string) => {
  const table = find(desk, 'order-table');
  await waitUntil(() => table.shadowRoot?.textContent?.includes(number), `${number} is in the list`);
  const row = [...(table.shadowRoot?.querySelectorAll('.row:not([hidden])') ?? [])].find((candidate) => candidate.querySelector('.open-order')?.textContent === number);
  row?.querySelector<HTMLElement>(selector)?.click();
  await settle(desk);
};

describe('addresses of the desk', () => {
  it('are read and written, and a damaged one leads to the list', () => {
    for (const hash of ['#', '#order/o1', '#receipts', '#receipts/o%2F1', '#delivery/o1']) expect(writeRoute(readRoute(hash))).to.equal(hash);
    for (const hash of ['', '#nowhere', '#order', '#delivery/', '#order/%']) expect(readRoute(hash)).to.deep.equal({pane: 'list', orderId: undefined});
  });
});

describe('the desk', () => {
  beforeEach(() => {
    sessionStorage.clear();
    localStorage.removeItem('packline-missing-read');
  });
  afterEach(async () => {
    await closeShops();
    history.replaceState(null, '', here);
    document.documentElement.style.colorScheme = '';
    document.body.style.background = '';
  });

  it('shows the list under one head, with the shop, its state and how many receipts wait', async () => {
    const desk = await openDesk(await shopWithReceipt());
    expect([pane(desk), textOf(desk, 'header h1, header .shop, header .sync')]).to.deep.equal(['order-table', ['Orders', 'Packline', 'Live']]);
    await press(desk, 'header button.wide', 'Review 1 receipt');
    expect([pane(desk), location.hash, all(desk, 'header').length]).to.deep.equal(['receipt-review', '#receipts', 0]);
  });

  it('goes to an order, its receipt and its delivery, and back the way one came', async () => {
    const desk = await openDesk(await shopWithReceipt());
    await rowButton(desk, '1001', '.open-order');
    await until(desk, () => pane(desk) === '1001', 'the order');
    expect(location.hash).to.equal('#order/o1001');
    expect(desk.shadowRoot?.activeElement?.className ?? '').to.contain('back');
    await press(desk, '.pane footer button', 'Receipt');
    expect([pane(desk), location.hash]).to.deep.equal(['receipt-review', '#receipts/o1001']);
    history.back();
    await until(desk, () => pane(desk) === '1001', 'the order again');
    await press(desk, '.pane footer button', 'Delivery');
    expect([pane(desk), location.hash]).to.deep.equal(['parcel-packer', '#delivery/o1001']);
    find(desk, 'parcel-packer').dispatchEvent(new Event('pane-close-request', {bubbles: true, composed: true}));
    await until(desk, () => pane(desk) === '1001', 'back at the order');
    await press(desk, '.back');
    await until(desk, () => pane(desk) === 'order-table', 'back at the list');
    await until(desk, () => desk.shadowRoot?.activeElement?.localName === 'order-table', 'with the keys');
    await rowButton(desk, '1002', '.open-parcels');
    expect([pane(desk), location.hash]).to.deep.equal(['parcel-packer', '#delivery/o1002']);
  });

  it('keeps the address in step with the review, so that a reload finds the same receipt', async () => {
    const shop = await shopWithReceipt();
    shop.upload('o1002', await drawReceipt());
    await shop.synced();
    const desk = await openDesk(shop);
    await press(desk, 'header button.wide');
    const review = find(desk, 'receipt-review');
    const title = () => review.shadowRoot?.querySelector('.side h3')?.textContent;
    await until(desk, () => title() === '1001', 'the first one');
    const steps = history.length;
    review.shadowRoot?.querySelectorAll<HTMLElement>('.queue button')[1]?.click();
    await until(desk, () => title() === '1002', 'the second one');
    expect([location.hash, history.length]).to.deep.equal(['#receipts/o1002', steps]);
    review.shadowRoot?.querySelector<HTMLElement>('.top button')?.click();
    await until(desk, () => pane(desk) === '1002', 'its order');
    history.back();
    await until(desk, () => pane(desk) === 'receipt-review' && find(desk, 'receipt-review').shadowRoot?.querySelector('.side h3')?.textContent === '1002', 'back at the same receipt');
  });

  it('begins at the place its address names, and goes to the list from there', async () => {
    history.replaceState(null, '', '#order/o1002');
    const desk = await openDesk(await openShop({count: 3}));
    await until(desk, () => pane(desk) === '1002', 'the order');
    await press(desk, '.back');
    await until(desk, () => pane(desk) === 'order-table', 'the list');
    location.hash = '#order/nobody';
    await until(desk, () => textOf(desk, '.empty h2').length === 1, 'it says so');
    expect(textOf(desk, '.empty h2')[0]).to.match(/not/);
  });

  it('keeps the list as it was: search, place and selection', async () => {
    const desk = await openDesk(await openShop({count: 80}));
    const table = find(desk, 'order-table');
    const grid = () => table.shadowRoot?.querySelector('.grid');
    grid()?.scrollTo(0, 500);
    await settle(desk);
    location.hash = '#order/o1002';
    await until(desk, () => pane(desk) === '1002', 'the order');
    history.back();
    await until(desk, () => pane(desk) === 'order-table', 'the list');
    expect([find(desk, 'order-table') === table, grid()?.scrollTop]).to.deep.equal([true, 500]);
  });

  it('shows everything of an order as text: customer, address, note, lines, sums, parcels', async () => {
    const evil = '<img src=x onerror="window.stolen = true">';
    const shop = await openShop();
    shop.place({customer: {name: evil, phone: '+852 5500 2093', email: 'a@example.com'}, customerNote: evil, paid: {method: 'cash'}, shippingFee: {amount: 3200, scale: 2, currency: 'HKD'}});
    shop.act('o1001', {type: 'parcel.pack', parcelId: firstParcelId('o1001'), lineId: '1', quantity: 2});
    await shop.synced();
    history.replaceState(null, '', '#order/o1001');
    const desk = await openDesk(shop);
    await until(desk, () => pane(desk) === '1001', 'the order');
    expect(textOf(desk, '.pane-head .status')).to.deep.equal(['ProcessingPacking 2/2']);
    expect(textOf(desk, '.facts dd').join('|')).to.contain(`${evil}|+852 5500 2093a@example.com`);
    expect(textOf(desk, '.lines tfoot tr')).to.deep.equal(['Shipping HK$ 32.00', 'Total HK$ 232.00'].map((words) => words.replace(/ (?=HK)/, '')));
    expect(textOf(desk, '.parcels li')[0]).to.match(/^#1 Parcel\w{4}2 items/);
    expect([all(desk, 'img').length, (window as {stolen?: boolean}).stolen]).to.deep.equal([0, undefined]);
  });

  it('shows a packer no amount and no contact but the last digits of the telephone', async () => {
    const shop = await openShop({count: 2, actor: {id: 'kit', name: 'Kit', role: 'packer'}, order: () => ({customer: {name: '陳大文', email: 'chan@example.com', phone: '5500 1020'}, shippingFee: {amount: 3000, scale: 2, currency: 'HKD'}})});
    const desk = await openDesk(shop);
    const table = find(desk, 'order-table');
    await waitUntil(() => table.shadowRoot?.textContent?.includes('1001'), 'the list is there');
    expect([...(table.shadowRoot?.querySelectorAll('.row:not([hidden]) .cell.total') ?? [])].map((cell) => cell.textContent?.trim())).to.deep.equal(['', '']);
    await rowButton(desk, '1001', '.open-order');
    await until(desk, () => all(desk, '.order-pane').length === 1, 'the order is open');
    const text = all(desk, '.order-pane')[0]?.textContent ?? '';
    expect(text).to.include('凍頂烏龍').and.to.include('…1020');
    expect(text).to.not.match(/HK\$|0\.00|chan@|5500/);
    expect(all(desk, '#receipt')[0]?.getAttribute('aria-disabled'), 'a slip shows an amount').to.equal('true');
  });

  it('marks an order as paid, and cancels one, after asking', async () => {
    const shop = await openShop({count: 2, order: () => ({paymentMethod: {code: 'bank', needsReceipt: false, allowUnpaidDispatch: false}})});
    history.replaceState(null, '', '#order/o1001');
    const desk = await openDesk(shop);
    await until(desk, () => pane(desk) === '1001', 'the order');
    await press(desk, '#acts-button');
    await press(desk, '#acts button', 'Mark as paid');
    expect(textOf(desk, 'dialog h2')).to.deep.equal(['Mark 1001 as paid, HK$200.00?']);
    await press(desk, 'dialog button.quiet');
    expect(shop.backend.received.length).to.equal(0);
    await press(desk, '#acts button', 'Mark as paid');
    await press(desk, 'dialog button.primary');
    await until(desk, () => textOf(desk, '.pane-head .status')[0]?.startsWith('Processing') === true, 'paid');
    location.hash = '#order/o1002';
    await until(desk, () => pane(desk) === '1002', 'the other one');
    await press(desk, '#acts button', 'Cancel order');
    expect(textOf(desk, 'dialog footer button')).to.deep.equal(['Keep the order', 'Cancel order']);
    await press(desk, 'dialog button.primary');
    await until(desk, () => textOf(desk, '.pane-head .status')[0] === 'Cancelled', 'cancelled');
    await until(desk, () => shop.backend.orders.some(({id, status}) => id === 'o1002' && status === 'cancelled'), 'the server has it');
  });

  it('lists what was not sent and what was refused, and forgets a refusal that was read', async () => {
    const shop = await openShop({count: 2, order: () => ({paid: {method: 'cash'}})});
    const desk = await openDesk(shop);
    shop.backend.disconnect();
    await shop.engine.dispatch('o1001', {type: 'parcel.pack', parcelId: firstParcelId('o1001'), lineId: '1', quantity: 2});
    await shop.engine.dispatch('o1002', {type: 'order.cancel'});
    await until(desk, () => textOf(desk, '.unsent-button')[0] === '2 unsent', 'counted');
    await until(desk, () => textOf(desk, '.sync')[0] === 'Offline', 'offline');
    await press(desk, '.unsent-button');
    expect(textOf(desk, '.outbox li > div')).to.satisfy(([first, second]: string[]) => /^1001 Pack.*Waiting/.test(first ?? '') && /^1002 Cancel order.*Waiting/.test(second ?? ''));
    shop.backend.reconnect();
    shop.act('o1001', {type: 'parcel.pack', parcelId: firstParcelId('o1001'), lineId: '1', quantity: 1});
    await press(desk, 'dialog button.primary', 'Send now');
    await until(desk, () => textOf(desk, '.unsent-button')[0] === '1 refused', 'one was refused');
    expect(textOf(desk, '.sync')).to.deep.equal(['Live']);
    await press(desk, '.unsent-button');
    expect(textOf(desk, '.outbox li > div')[0]).to.contain('Only 1 unit of 凍頂烏龍 150 g is left to pack.');
    await press(desk, '.outbox button', 'Dismiss');
    await until(desk, () => textOf(desk, 'dialog p')[0] === 'Everything was sent.', 'nothing is left');
    await sendKeys({press: 'Escape'});
    await until(desk, () => all(desk, 'dialog, .unsent-button').length === 0, 'closed');
  });

  it('asks before it signs out, says what was not sent, and tells the page', async () => {
    const shop = await openShop({count: 2, order: () => ({paid: {method: 'cash'}})});
    const desk = await openDesk(shop);
    shop.backend.disconnect();
    await shop.engine.dispatch('o1001', {type: 'order.cancel'});
    await until(desk, () => all(desk, '.unsent-button').length === 1, 'unsent');
    await press(desk, '#more-button');
    await press(desk, '#more button', 'Sign out');
    expect(textOf(desk, 'dialog p')).to.deep.equal(['Orders are removed from this device. 1 change was not sent. It is kept here and sent after the next sign-in.']);
    let signedOut = 0;
    desk.addEventListener('signed-out', () => (signedOut += 1));
    await press(desk, 'dialog button.quiet');
    desk.signOut();
    await settle(desk);
    await press(desk, 'dialog button.primary');
    await until(desk, () => signedOut === 1, 'the page is told');
    await until(desk, () => shop.engine.status.orderCount === 0, 'nothing is left on the device');
  });

  it('says once what this address lacks', async () => {
    const shop = await openShop({count: 1});
    const missing: MissingPlatform[] = ['service-worker', 'crypto'];
    const engine = createOrderEngine({
      backend: shop.backend,
      storage: 'memory',
      platform: {database: undefined, locks: undefined, storage: undefined, missing, openChannel: () => undefined, onWake: () => () => {}, onHide: () => () => {}, onLeave: () => () => {}, random: Math.random},
    });
    await engine.ready;
    const desk = await openDesk({...shop, engine});
    expect(textOf(desk, '.missing li')).to.deep.equal(['The page cannot be reloaded while offline.', 'Pictures are compared more slowly.']);
    await press(desk, '.missing button');
    expect(all(desk, '.missing').length).to.equal(0);
    const again = await openDesk({...shop, engine});
    expect(all(again, '.missing').length).to.equal(0);
    await engine.close();
  });

  it('has one head on a phone, with only what is worth saying', async () => {
    const shop = await shopWithReceipt();
    const desk = await openDesk(shop, {width: 360});
    const heads = () => all(desk, 'header, .pane:not([hidden]) .pane-head').length + all(desk, '.pane:not([hidden]) > receipt-review, .pane:not([hidden]) > parcel-packer').length;
    expect([heads(), find(desk, '.sync').checkVisibility()]).to.deep.equal([1, false]);
    for (const hash of ['#order/o1001', '#receipts/o1001', '#delivery/o1001']) {
      location.hash = hash;
      await until(desk, () => pane(desk) !== 'order-table' && heads() > 0, hash);
      expect(heads(), hash).to.equal(1);
    }
    location.hash = '#receipts/o1001';
    shop.backend.disconnect();
    await until(desk, () => pane(desk) === 'receipt-review' && find(desk, '.sync').checkVisibility(), 'offline is said in the pane');
    await press(desk, '#more-button').catch(() => undefined);
  });

  for (const lang of ['en', 'zh-Hant']) {
    for (const colorScheme of ['light', 'dark'] as const) {
      it(`passes an accessibility check in ${lang}, ${colorScheme}, in every pane`, async () => {
        document.documentElement.style.colorScheme = colorScheme;
        document.body.style.background = colorScheme === 'dark' ? '#151614' : '#fff';
        const desk = await openDesk(await shopWithReceipt(), {lang});
        for (const hash of ['#', '#order/o1001', '#receipts/o1001', '#delivery/o1001']) {
          location.hash = hash;
          await aTimeout(300);
          for (const width of [1280, 360]) {
            desk.style.width = `${width}px`;
            await settle(desk);
            await expect(desk, `${hash} ${width}`).to.be.accessible();
          }
        }
        desk.signOut();
        await aTimeout(250);
        await expect(desk, 'a question').to.be.accessible();
      }).timeout(60_000);
    }
  }

  it('works under a strict policy with Trusted Types', async () => {
    const page = await openStrictPage('../src/order-desk/define.ts');
    const shop = await shopWithReceipt();
    const desk = page.document.createElement('order-desk');
    desk.engine = shop.engine;
    page.document.body.append(desk);
    await until(desk, () => pane(desk) === 'order-table', 'the list');
    // A document made from text has no address to push; its hash can be set.
    for (const [hash, name] of [['#order/o1001', '1001'], ['#receipts/o1001', 'receipt-review'], ['#delivery/o1001', 'parcel-packer']] as const) {
      if (page.document.defaultView !== null) page.document.defaultView.location.hash = hash;
      await until(desk, () => pane(desk) === name, hash);
      await aTimeout(100);
    }
    desk.signOut();
    await aTimeout(100);
    expect(page.violations).to.deep.equal([]);
    page.close();
  });
});
