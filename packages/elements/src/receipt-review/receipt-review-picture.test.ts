import {aTimeout, expect, nextFrame, waitUntil} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import {find} from '../../test/find.ts';
import {all, settle, textOf} from '../../test/order-table.ts';
import {drawReceipt, openReview} from '../../test/receipt-review.ts';
import {closeShops, openShop} from '../../test/shop.ts';
import {openStrictPage} from '../../test/strict-page.ts';
import type {ReceiptReview} from './receipt-review.ts';

const until = (review: ReceiptReview, isSo: () => boolean, what: string) => waitUntil(async () => (await settle(review), isSo()), what, {timeout: 9000});
const isThere = (review: ReceiptReview) => until(review, () => all(review, '.tools').length === 1, 'the picture is there');
const stageOf = (review: ReceiptReview) => find<HTMLCanvasElement>(review, '.stage > canvas');
/** The colour at a share of the stage's width and height. */
const colourAt = async (review: ReceiptReview, x = 0.5, y = 0.5) => {
  await nextFrame();
  await nextFrame();
  const canvas = stageOf(review);
  const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getContext('2d')?.getImageData(Math.round(canvas.width * x), Math.round(canvas.height * y), 1, 1).data ?? [];
  return alpha < 255 ? 'none' : `${red} ${green} ${blue}`;
};
const percent = (review: ReceiptReview) => Number(/\d+/.exec(find(review, '.percent').textContent ?? '')?.[0]);
const RED = '255 0 0';

describe('the picture of a receipt', () => {
  beforeEach(() => sessionStorage.clear());
  afterEach(async () => {
    await closeShops();
    document.documentElement.style.colorScheme = '';
    document.body.style.background = '';
  });

  it('is fitted, and zoomed, turned and fitted again by keys', async () => {
    const shop = await openShop({count: 1});
    shop.upload('o1001', await drawReceipt('#f00', 400, 200));
    await shop.synced();
    const review = await openReview(shop);
    await isThere(review);
    const {clientWidth, clientHeight} = stageOf(review);
    const room = clientHeight - 60; // the tool bar has the rest
    const fitted = Math.round(Math.min((clientWidth * 0.88) / 400, (room * 0.88) / 200) * 100);
    expect(percent(review)).to.equal(fitted);
    expect([await colourAt(review), await colourAt(review, 0.5, 0.02)]).to.deep.equal([RED, 'none']);
    await sendKeys({press: '+'});
    await settle(review);
    expect(percent(review)).to.be.closeTo(fitted * 1.25, 1);
    await sendKeys({press: '-'});
    await sendKeys({press: 'r'});
    await settle(review);
    expect(percent(review)).to.equal(Math.round(Math.min((clientWidth * 0.88) / 200, (room * 0.88) / 400) * 100));
    expect(await colourAt(review, 0.5, 0.15), 'it stands upright now').to.equal(RED);
    for (let index = 0; index < 40; index += 1) await sendKeys({press: '+'});
    await settle(review);
    expect(percent(review), 'not for ever').to.equal(800);
    await sendKeys({press: '0'});
    await settle(review);
    expect(percent(review)).to.be.lessThan(200);
  });

  it('is moved by hand, and cannot be lost', async () => {
    const shop = await openShop({count: 1});
    shop.upload('o1001', await drawReceipt('#f00'));
    await shop.synced();
    const review = await openReview(shop);
    await isThere(review);
    const stage = stageOf(review);
    const at = (type: string, clientX: number, clientY: number) => stage.dispatchEvent(new PointerEvent(type, {pointerId: 1, pointerType: 'mouse', clientX, clientY}));
    at('pointerdown', 0, 0);
    at('pointermove', 200, 0);
    expect([await colourAt(review, 0.5), await colourAt(review, 0.7)].includes(RED)).to.equal(true);
    at('pointermove', 90_000, 90_000);
    at('pointerup', 90_000, 90_000);
    const {width, height} = stage;
    const pixels = stage.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
    await colourAt(review);
    const after = stage.getContext('2d')?.getImageData(width - 20, height - 20, 1, 1).data;
    expect(pixels.length > 0 && after?.[0], 'a corner of it stays in sight').to.equal(255);
  });

  it('goes to the next one by a swipe of a finger, and back', async () => {
    const shop = await openShop({count: 2});
    for (const id of ['o1001', 'o1002']) shop.upload(id, await drawReceipt());
    await shop.synced();
    const review = await openReview(shop, {width: 360, height: 720});
    await isThere(review);
    const swipe = async (from: number, to: number) => {
      const finger = {pointerId: 1, pointerType: 'touch', clientY: 100};
      stageOf(review).dispatchEvent(new PointerEvent('pointerdown', {...finger, clientX: from}));
      stageOf(review).dispatchEvent(new PointerEvent('pointermove', {...finger, clientX: to}));
      stageOf(review).dispatchEvent(new PointerEvent('pointerup', {...finger, clientX: to}));
      await settle(review);
    };
    await swipe(200, 100);
    await until(review, () => textOf(review, '.side h3')[0] === '1002', 'the next one');
    expect(textOf(review, '.position')).to.deep.equal(['2 of 2']);
    await swipe(100, 110); // a tap that slipped
    expect(textOf(review, '.side h3')).to.deep.equal(['1002']);
    await swipe(100, 250);
    await until(review, () => textOf(review, '.side h3')[0] === '1001', 'and back');
    find(review, '.head button[aria-label="next"]').click();
    await until(review, () => textOf(review, '.side h3')[0] === '1002', 'by a button too');
  });

  it('shows in the row, small', async () => {
    const shop = await openShop({count: 2});
    shop.upload('o1001', await drawReceipt('#f00'));
    shop.upload('o1002', await drawReceipt('#00f'));
    await shop.synced();
    const review = await openReview(shop);
    await isThere(review);
    const colours = () => all(review, 'canvas.thumb').map((thumb) => Array.from((thumb as HTMLCanvasElement).getContext('2d')?.getImageData(20, 20, 1, 1).data ?? []).join(' '));
    await until(review, () => colours().join() === '255 0 0 255,0 0 255 255', 'both are drawn');
    expect(find(review, '.ready').textContent).to.equal('Next picture is ready offline');
  });

  it('that cannot be read says so, and is asked for again by hand', async () => {
    const shop = await openShop({count: 1});
    shop.upload('o1001', new Blob(['this is no picture']));
    await shop.synced();
    const review = await openReview(shop);
    await until(review, () => textOf(review, '.stage .message p')[0] === 'The picture cannot be shown.', 'it says so');
    expect(find(review, '#accept').ariaDisabled, 'it can still be decided').to.equal(null);
    const before = all(review, '.stage .message button');
    expect(before.map((button) => button.textContent)).to.deep.equal(['Try again']);
    before[0]?.click();
    await until(review, () => all(review, '.stage .message button').length === 1, 'tried again');
  });

  it('that is out of reach comes by itself once the shop is back', async () => {
    const shop = await openShop({count: 1});
    shop.upload('o1001', await drawReceipt('#f00'));
    await shop.synced();
    shop.backend.disconnect();
    const review = await openReview(shop);
    await until(review, () => shop.engine.status.phase === 'offline' && textOf(review, '.stage .message p').length > 0, 'offline');
    expect(textOf(review, '.stage .message p')[0]).to.equal('The picture is not on this device. It comes once the shop can be reached.');
    shop.backend.reconnect();
    await shop.synced();
    await isThere(review);
    expect(await colourAt(review)).to.equal(RED);
  });

  it('is tried again by hand when the server stumbled', async () => {
    const shop = await openShop({count: 1});
    const receiptId = shop.upload('o1001', 'lost');
    await shop.synced();
    const review = await openReview(shop);
    await until(review, () => all(review, '.stage .message button').length === 1, 'it says so');
    shop.backend.keepReceipt('o1001', receiptId, await drawReceipt('#f00'));
    find(review, '.stage .message button').click();
    await isThere(review);
    expect(await colourAt(review)).to.equal(RED);
  });

  it('that is a PDF is opened in a tab of its own', async () => {
    const shop = await openShop({count: 1});
    shop.upload('o1001', new Blob(['%PDF-1.7'], {type: 'application/pdf'}), 'application/pdf');
    await shop.synced();
    const review = await openReview(shop);
    await until(review, () => textOf(review, '.stage .message p')[0] === 'This receipt is a PDF. Open it to look at it.', 'it says so');
    const tabs: string[] = [];
    const {open} = window;
    window.open = (address) => {
      tabs.push(String(address));
      return null;
    };
    find(review, '.stage .message button').click();
    window.open = open;
    expect(tabs.length).to.equal(1);
    expect(await (await fetch(tabs[0] ?? '')).text()).to.equal('%PDF-1.7');
  });

  it('of twenty orders one after the other stays whole, whichever is looked at', async () => {
    const shop = await openShop({count: 20});
    for (let index = 0; index < 20; index += 1) shop.upload(`o${1001 + index}`, await drawReceipt(index % 2 === 0 ? '#f00' : '#00f', 200, 300));
    await shop.synced();
    const review = await openReview(shop);
    for (const index of [0, 1, 2, 9, 10, 19, 0, 5, 1, 18]) {
      all(review, '.queue button')[index]?.click();
      await until(review, () => textOf(review, '.side h3')[0] === String(1001 + index) && all(review, '.tools').length === 1, `picture ${index}`);
      expect(await colourAt(review), `picture ${index}`).to.equal(index % 2 === 0 ? RED : '0 0 255');
    }
  }).timeout(30_000);

  for (const lang of ['en', 'zh-Hant']) {
    for (const colorScheme of ['light', 'dark'] as const) {
      it(`and all around it pass an accessibility check in ${lang}, ${colorScheme}, at every width`, async () => {
        document.documentElement.style.colorScheme = colorScheme;
        document.body.style.background = colorScheme === 'dark' ? '#151614' : '#fff';
        const shop = await openShop({count: 3});
        for (const id of ['o1001', 'o1002', 'o1003']) shop.upload(id, await drawReceipt());
        await shop.synced();
        const review = await openReview(shop, {lang});
        await isThere(review);
        for (const width of [1280, 900, 640, 360]) {
          review.style.width = `${width}px`;
          await settle(review);
          await expect(review, `${width} px`).to.be.accessible();
        }
        find(review, '#deny').click();
        await settle(review);
        await expect(review, 'a message is needed').to.be.accessible();
        find(review, '#accept').click();
        await aTimeout(250);
        await expect(review, 'the question').to.be.accessible();
      }).timeout(60_000);
    }
  }

  it('works under a strict policy with Trusted Types', async () => {
    const page = await openStrictPage('../src/receipt-review/define.ts');
    const shop = await openShop({count: 2});
    shop.upload('o1001', await drawReceipt('#f00'));
    await shop.synced();
    const review = page.document.createElement('receipt-review');
    review.engine = shop.engine;
    review.style.height = '600px';
    page.document.body.append(review);
    await until(review, () => all(review, '.tools').length === 1, 'the picture is there');
    find(review, '#accept').click();
    await settle(review);
    expect(await colourAt(review)).to.equal(RED);
    expect(page.violations).to.deep.equal([]);
    page.close();
  });
});
