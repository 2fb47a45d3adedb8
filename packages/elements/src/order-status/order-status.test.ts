import type {ShopperOrder, ShopperParcel} from '@packline/core';
import {aTimeout, expect, fixture, html, waitUntil} from '@open-wc/testing';
import {find} from '../../test/find.ts';
import {all, settle, textOf} from '../../test/order-table.ts';
import {drawReceipt} from '../../test/receipt-review.ts';
import {SHOPPER_ORDER, ShopperEdge} from '../../test/shopper-edge.ts';
import {openStrictPage} from '../../test/strict-page.ts';
import './define.ts';
import type {OrderStatus} from './order-status.ts';

const EVIL = '<img src=x onerror="window.stolen = true">';
const zero = {amount: 0, scale: 2, currency: 'HKD'};
const reviewing: ShopperOrder = {
  ...SHOPPER_ORDER,
  version: 2,
  statusDetail: {code: 'receipt_to_review'},
  payment: 'in_review',
  receipts: [{id: 'r1', state: 'submitted', uploadedAt: '2026-11-23T04:59:00.000Z', mediaType: 'image/png', content: '/v1/shop/orders/t0ken/receipts/r1/content'}],
};
const denied: ShopperOrder = {
  ...reviewing,
  version: 3,
  status: 'pending_payment',
  statusDetail: {code: 'receipt_denied'},
  receipts: [{id: 'r1', state: 'denied', uploadedAt: '2026-11-23T04:59:00.000Z', mediaType: 'image/png', content: '/v1/shop/orders/t0ken/receipts/r1/content', message: `收據金額不符 ${EVIL}`, decidedAt: '2026-11-23T05:40:00.000Z'}],
};
const parcel = (position: number, changes: Partial<ShopperParcel> = {}): ShopperParcel => ({
  id: `p${position}`,
  position,
  verifiedAt: '2026-11-23T02:31:00.000Z',
  sentAt: '2026-11-23T07:20:00.000Z',
  remark: EVIL,
  trackingNumber: 'SF1432009877' + position,
  transit: 'none',
  contents: [{lineId: '1', quantity: 1}],
  ...changes,
});
const paid = {due: zero, payment: 'paid', canUploadReceipt: false} as const;
const sent: ShopperOrder = {...reviewing, ...paid, version: 9, status: 'complete', statusDetail: {code: 'part_delivered', count: 1, of: 2}, fulfillment: 'part_delivered', parcels: [parcel(1, {transit: 'delivered'}), parcel(2, {transit: 'in_transit'})]};

let edge: ShopperEdge;
const until = (page: OrderStatus, isSo: () => boolean, what: string) => waitUntil(async () => (await settle(page), isSo()), what, {timeout: 9000});

async function openPage(answer: ShopperOrder | number = SHOPPER_ORDER, lang = 'en'): Promise<OrderStatus> {
  edge.answer = answer;
  const page = await fixture<OrderStatus>(html`<order-status lang=${lang} order-token="t0ken"></order-status>`);
  await until(page, () => all(page, 'h1').length === 1, 'the order is read');
  return page;
}
const headline = (page: OrderStatus) => textOf(page, 'h1')[0];
async function choose(page: OrderStatus, file: File): Promise<void> {
  const input = find<HTMLInputElement>(page, 'input[type=file]');
  const files = new DataTransfer();
  files.items.add(file);
  input.files = files.files;
  input.dispatchEvent(new Event('change', {bubbles: true}));
  await settle(page);
}
const picture = async (name = 'slip.png') => new File([await drawReceipt()], name, {type: 'image/png'});

describe('the customer’s page of an order', () => {
  beforeEach(() => {
    edge = new ShopperEdge();
  });
  afterEach(() => {
    edge.restore();
    document.documentElement.style.colorScheme = '';
    document.body.style.background = '';
  });

  it('says what to pay, how, and takes a receipt: chosen, seen, sent, being checked', async () => {
    const page = await openPage();
    expect([headline(page), textOf(page, '.lead')[0]]).to.deep.equal(['Upload your payment receipt', 'Order 10478, 山外茶莊 Hillside Tea']);
    expect(textOf(page, '.rows > div')).to.deep.equal(['To payHK$ 456.00', 'Pay with 轉數快 FPS167 023 489HILLSIDE TEA LTD', 'Write with the payment10478']);
    const button = find(page, '.upload button');
    button.click();
    expect([button.ariaDisabled, edge.asked]).to.deep.equal(['true', ['GET /v1/shop/orders/t0ken']]);
    const file = await picture();
    await choose(page, file);
    expect([button.ariaDisabled, textOf(page, '.drop b')[0], find<HTMLImageElement>(page, '.drop img').src.slice(0, 5)]).to.deep.equal([null, 'slip.png', 'blob:']);
    let arrived: Blob | undefined;
    edge.onUpload = (blob) => {
      arrived = blob;
      return reviewing;
    };
    button.click();
    await until(page, () => headline(page) === 'Your receipt is being checked', 'it goes on');
    expect([arrived?.size, arrived?.type, edge.asked.at(-1)]).to.deep.equal([file.size, 'image/png', 'POST /v1/shop/orders/t0ken/receipts']);
    expect(textOf(page, '.note.done')).to.deep.equal(['Your receipt arrived. The shop checks it.']);
    expect(textOf(page, '.rows .status').at(-1)).to.contain('To be checked');
  });

  it('says at once when a file is too large or of another kind, and sends nothing', async () => {
    const page = await openPage({...SHOPPER_ORDER, receiptBytes: 2_000_000});
    await choose(page, new File([new Uint8Array(2_000_001)], 'photo.jpg', {type: 'image/jpeg'}));
    expect(textOf(page, '[role=alert]')).to.deep.equal(['The file is larger than 2 MB. Choose a smaller one.']);
    await choose(page, new File(['x'], 'slip.heic', {type: 'image/heic'}));
    expect(textOf(page, '[role=alert]')).to.deep.equal(['This is not a JPEG, PNG, WebP or PDF file. Choose another one.']);
    find(page, '.upload button').click();
    await settle(page);
    expect(edge.asked.length).to.equal(1);
    await choose(page, new File(['%PDF'], 'slip.pdf', {type: 'application/pdf'}));
    expect([textOf(page, '[role=alert]'), find(page, '.upload button').ariaDisabled]).to.deep.equal([[], null]);
  });

  it('says what became of an upload that did not arrive, and tries again', async () => {
    const page = await openPage();
    const answers: ['offline' | number, string][] = [
      ['offline', 'The receipt did not arrive. Check the connection, then try again.'],
      [500, 'The receipt did not arrive. Check the connection, then try again.'],
      [413, 'The file is larger than 10 MB. Choose a smaller one.'],
      [415, 'This is not a JPEG, PNG, WebP or PDF file. Choose another one.'],
      [409, 'This order takes no more receipts. Write to the shop instead.'],
      [429, 'This order takes no more receipts. Write to the shop instead.'],
    ];
    for (const [answer, sentence] of answers) {
      edge.onUpload = () => answer;
      await choose(page, await picture());
      find(page, '.upload button').click();
      await until(page, () => all(page, '[role=alert]').length === 1, String(answer));
      expect(textOf(page, '[role=alert]'), String(answer)).to.deep.equal([sentence]);
    }
    edge.onUpload = () => reviewing;
    find(page, '.upload button').click();
    await until(page, () => headline(page) === 'Your receipt is being checked', 'the same file, sent again');
  });

  it('shows the shop’s words on a denied receipt above a new upload, as text', async () => {
    const page = await openPage(reviewing);
    edge.change(denied);
    await until(page, () => headline(page) === 'Upload the payment receipt again', 'it shows by itself');
    expect(textOf(page, '.words.attention')[0]).to.match(/^Message from the shop, .*13:40收據金額不符 <img src=x onerror="window\.stolen = true">$/);
    expect([all(page, '.words img').length, (window as {stolen?: boolean}).stolen]).to.deep.equal([0, undefined]);
    const order = find(page, '.words.attention').compareDocumentPosition(find(page, '.upload'));
    expect(order & Node.DOCUMENT_POSITION_FOLLOWING).to.be.greaterThan(0);
    expect(find<HTMLAnchorElement>(page, '.rows a').getAttribute('href')).to.contain('/v1/shop/orders/t0ken/receipts/r1/content');
    expect(all(page, '.note.done').length, 'nothing says any more that it arrived').to.equal(0);
  });

  it('follows the parcels: sent, on the way, delivered, with tracking to copy and the remark as text', async () => {
    const page = await openPage({...reviewing, ...paid, status: 'processing', fulfillment: 'packing'});
    expect(headline(page)).to.equal('Your order is being packed');
    edge.change({...reviewing, ...paid, status: 'processing', version: 4, fulfillment: 'part_sent', parcels: [parcel(1)]});
    await until(page, () => headline(page) === 'The first parcel is on its way', 'one is sent');
    edge.change(sent);
    await until(page, () => headline(page) === '1 of 2 parcels delivered', 'one is delivered');
    const [second, first] = all(page, 'section.box');
    expect([second, first].map((box) => box?.querySelector('header')?.textContent?.trim())).to.deep.equal(['Parcel 2On the way', 'Parcel 1Delivered']);
    expect(second?.querySelectorAll('.steps li.done').length).to.equal(3);
    expect(first?.querySelectorAll('.steps li:not(.done)').length).to.equal(0);
    expect(second?.querySelector('.tracking b')?.textContent).to.equal('SF14320098772');
    expect([second?.querySelector('.words')?.textContent?.trim(), all(page, '.words img').length]).to.deep.equal([EVIL, 0]);
    const copied: string[] = [];
    Object.defineProperty(navigator, 'clipboard', {configurable: true, value: {writeText: async (text: string) => void copied.push(text)}});
    second?.querySelector<HTMLButtonElement>('.tracking button')?.click();
    await until(page, () => second?.querySelector('.tracking button')?.textContent?.trim() === 'Copied', 'it says so');
    delete (navigator as {clipboard?: unknown}).clipboard;
    expect(copied).to.deep.equal(['SF14320098772']);
    expect(textOf(page, '.sums > div').at(-1)).to.equal('PaidHK$ 456.00');
  });

  it('says that it is offline, and reads again once the line is back', async () => {
    const page = await openPage();
    expect(textOf(page, '.foot')).to.deep.equal(['This page updates itself']);
    const [stream] = edge.streams;
    stream?.break();
    await until(page, () => textOf(page, '.foot')[0] === 'Offline. The page updates once it is connected.', 'it says so');
    edge.answer = reviewing;
    stream?.open();
    await until(page, () => headline(page) === 'Your receipt is being checked', 'what happened meanwhile shows');
    expect([textOf(page, '.foot'), edge.streams.length]).to.deep.equal([['This page updates itself'], 1]);
  });

  it('does not jump back when an older answer comes late', async () => {
    const page = await openPage(reviewing);
    edge.change(SHOPPER_ORDER);
    await aTimeout(30);
    await settle(page);
    expect(headline(page)).to.equal('Your receipt is being checked');
  });

  it('opens its stream again when the browser has given it up', async () => {
    const page = await openPage();
    edge.streams[0]?.break(true);
    edge.answer = sent;
    await until(page, () => edge.streams.length === 2 && headline(page) === '1 of 2 parcels delivered', 'another one is open');
    page.remove();
    expect(edge.streams.map(({readyState}) => readyState)).to.deep.equal([2, 2]);
  }).timeout(15_000);

  it('keeps a receipt that was chosen offline, and sends it by itself', async () => {
    const page = await openPage();
    edge.onUpload = () => 'offline';
    await choose(page, await picture());
    Object.defineProperty(navigator, 'onLine', {configurable: true, get: () => false});
    find(page, '.upload button').click();
    await until(page, () => textOf(page, '.note')[0] === 'You are offline. The receipt is kept here and uploaded by itself.', 'it says so');
    delete (navigator as {onLine?: unknown}).onLine;
    edge.onUpload = () => reviewing;
    dispatchEvent(new Event('online'));
    await until(page, () => headline(page) === 'Your receipt is being checked', 'it went');
  });

  it('says what is wrong with a link: expired, unknown, or no connection', async () => {
    expect(textOf(await openPage(403), 'h1, .lead')).to.deep.equal(['This link has expired', 'Ask the shop for a new one.']);
    expect(textOf(await openPage(404), 'h1, .lead')).to.deep.equal(['This order cannot be shown', 'Check the link, or ask the shop for a new one.']);
    const page = await openPage(0);
    expect(textOf(page, '.lead')).to.deep.equal(['Offline. The page updates once it is connected.']);
    edge.answer = SHOPPER_ORDER;
    find(page, 'button').click();
    await until(page, () => headline(page) === 'Upload your payment receipt', 'tried again');
  });

  it('says when the link expires while it is open, and asks no more', async () => {
    const page = await openPage();
    edge.answer = 403;
    edge.streams[0]?.dispatchEvent(new Event('change'));
    await until(page, () => textOf(page, '.foot')[0] === 'This link has expired. Ask the shop for a new one.', 'it says so');
    expect([headline(page), edge.streams[0]?.readyState]).to.deep.equal(['Upload your payment receipt', 2]);
  });

  for (const lang of ['en', 'zh-Hant']) {
    for (const colorScheme of ['light', 'dark'] as const) {
      it(`passes an accessibility check in ${lang}, ${colorScheme}`, async () => {
        document.documentElement.style.colorScheme = colorScheme;
        document.body.style.background = colorScheme === 'dark' ? '#151614' : '#fff';
        for (const answer of [SHOPPER_ORDER, denied, sent, 403]) {
          const page = await openPage(answer, lang);
          if (answer === SHOPPER_ORDER) await choose(page, await picture());
          await aTimeout(20);
          await expect(page).to.be.accessible();
          page.remove();
        }
      }).timeout(30_000);
    }
  }

  it('works under a strict policy with Trusted Types', async () => {
    const strict = await openStrictPage('../src/order-status/define.ts');
    const page = strict.document.createElement('order-status');
    // Inside the frame nothing is stubbed: there is no server, and the page says so.
    page.orderToken = 't0ken';
    strict.document.body.append(page);
    await until(page, () => all(page, 'h1').length === 1, 'it is drawn');
    expect(headline(page)).to.equal('This order cannot be shown');
    expect(strict.violations).to.deep.equal([]);
    strict.close();
  });
});
