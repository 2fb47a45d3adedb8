import {expect, waitUntil} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import {find} from '../../test/find.ts';
import {all, settle, textOf} from '../../test/order-table.ts';
import {drawReceipt, openReview} from '../../test/receipt-review.ts';
import {closeShops, hkd, line, openShop, type Shop} from '../../test/shop.ts';
import type {ReceiptReview} from './receipt-review.ts';

/** `count` orders of HK$200.00 whose receipts wait, oldest first. */
async function shopWithReceipts(count: number): Promise<Shop> {
  const shop = await openShop({count});
  const picture = await drawReceipt();
  for (let index = 0; index < count; index += 1) shop.upload(`o${1001 + index}`, picture);
  await shop.synced();
  return shop;
}
const until = (review: ReceiptReview, isSo: () => boolean, what: string) => waitUntil(async () => (await settle(review), isSo()), what, {timeout: 9000});
const orderOf = (shop: Shop, number: number) => {
  const order = shop.backend.orders.find(({id}) => id === `o${number}`);
  if (order === undefined) throw new Error(`There is no order ${number}.`);
  return order;
};
const press = async (review: ReceiptReview, selector: string) => {
  find(review, selector).click();
  await settle(review);
};
const opened = async (shop: Shop, options: Parameters<typeof openReview>[1] = {}) => {
  const review = await openReview(shop, options);
  await until(review, () => all(review, '.tools').length === 1, 'the first picture is there');
  return review;
};
const current = (review: ReceiptReview) => textOf(review, '.side h3')[0];
const type = async (review: ReceiptReview, selector: string, text: string) => {
  const field = find<HTMLInputElement>(review, selector);
  field.value = text;
  field.dispatchEvent(new InputEvent('input', {bubbles: true}));
  await settle(review);
};
const results = (review: ReceiptReview) => all(review, '.queue button').map((cell) => cell.querySelector('.reader')?.textContent ?? '');

describe('the review of receipts', () => {
  beforeEach(() => sessionStorage.clear());
  afterEach(closeShops);

  it('begins with the one that waited longest, says where one is, and shows facts, amounts and lines', async () => {
    const review = await opened(await shopWithReceipts(3));
    expect(current(review)).to.equal('1001');
    expect(textOf(review, '.head h2, .position')).to.deep.equal(['Receipts to review', '1 of 3']);
    expect(textOf(review, '.queue button')).to.deep.equal(['1001200.00', '1002200.00', '1003200.00']);
    expect(find(review, '.queue [aria-current]').textContent).to.contain('1001');
    expect(textOf(review, '.facts dd').slice(0, 3)).to.deep.equal(['Payment ReviewReceipt to review', '陳嘉欣 Chan Ka Yan', 'FPS 轉數快, needs a receipt']);
    expect(textOf(review, '.difference')).to.deep.equal(['No differenceHK$ 0.00']);
    expect(textOf(review, '.lines')).to.deep.equal(['凍頂烏龍 150 g2200.00']);
    expect(find(review, '#accept').textContent?.trim()).to.contain('Accept HK$200.00');
  });

  it('opens the order it is told to, and tells who asks to see the whole order', async () => {
    const shop = await shopWithReceipts(3);
    const review = await opened(shop, {orderId: 'o1003'});
    expect([current(review), textOf(review, '.position')]).to.deep.equal(['1003', ['3 of 3']]);
    const heard: string[] = [];
    review.addEventListener('order-open-request', ({orderId}) => heard.push(orderId));
    review.addEventListener('pane-close-request', () => heard.push('close'));
    await press(review, '.top button');
    await press(review, '.back');
    expect(heard).to.deep.equal(['o1003', 'close']);
  });

  it('accepts after OK: the order goes on to Processing, the result stays in the row, the next one opens', async () => {
    const shop = await shopWithReceipts(3);
    const review = await opened(shop);
    find(review, '#accept').focus();
    await sendKeys({press: 'Enter'});
    await settle(review);
    expect(textOf(review, 'dialog h2')).to.deep.equal(['Accept HK$200.00 for 1001?']);
    expect(textOf(review, 'dialog p')[0]).to.equal('陳嘉欣 Chan Ka Yan gets the confirmation mail. The mail leaves after 10 s.');
    expect(orderOf(shop, 1001).status).to.equal('payment_review');
    expect(review.shadowRoot?.activeElement?.textContent).to.equal('OK');
    await sendKeys({press: 'Enter'});
    await until(review, () => current(review) === '1002', 'the next one opens');
    expect([results(review), textOf(review, '.position'), textOf(review, '.toast p')]).to.deep.equal([['accepted', '', ''], ['2 of 3'], ['1001 accepted.']]);
    await until(review, () => orderOf(shop, 1001).status === 'processing', 'the server has it');
    expect(orderOf(shop, 1001).receipts[0]?.acceptedAmount).to.deep.equal(hkd(20_000));
    await until(review, () => review.shadowRoot?.activeElement?.id === 'accept', 'focus is on the next Accept');
  });

  it('does nothing when the question is cancelled', async () => {
    const shop = await shopWithReceipts(1);
    const review = await opened(shop);
    await press(review, '#accept');
    await press(review, 'dialog button.quiet');
    expect([all(review, 'dialog').length, shop.backend.received.length, current(review)]).to.deep.equal([0, 0, '1001']);
  });

  it('asks what a smaller amount means: part paid, or full with the difference recorded', async () => {
    const shop = await shopWithReceipts(2);
    const review = await opened(shop);
    await type(review, '#amount', '');
    expect(find<HTMLInputElement>(review, '#amount').value, 'can be emptied').to.equal('');
    expect([find(review, '#accept').ariaDisabled, textOf(review, '.difference')]).to.deep.equal(['true', ['This is not an amount such as 1280.00.']]);
    await type(review, '#amount', '150');
    expect(textOf(review, '.difference')).to.deep.equal(['HK$50.00 less than to pay']);
    await press(review, '#accept');
    expect(textOf(review, 'dialog label')).to.deep.equal(['Accept as part paid, HK$50.00 still due', 'Accept as full, record the difference']);
    await press(review, 'dialog button.primary');
    await until(review, () => orderOf(shop, 1001).payment === 'part_paid', 'part paid');
    expect(orderOf(shop, 1001).status).to.equal('pending_payment');

    await until(review, () => current(review) === '1002', 'the next one opens');
    await type(review, '#amount', 'HK$199.90');
    await press(review, '#accept');
    find<HTMLInputElement>(review, 'dialog label:last-child input').click();
    await press(review, 'dialog button.primary');
    await until(review, () => orderOf(shop, 1002).status === 'processing', 'accepted as full');
    expect(orderOf(shop, 1002).receipts[0]?.acceptedAmount).to.deep.equal(hkd(19_990));
  });

  it('denies only with a message to the customer', async () => {
    const shop = await shopWithReceipts(2);
    const review = await opened(shop);
    await press(review, '#deny');
    expect(review.shadowRoot?.activeElement?.id).to.equal('message');
    expect([find(review, '#message').ariaInvalid, textOf(review, '#message-hint')]).to.deep.equal(['true', ['Write a message to the customer first.']]);
    await type(review, '#message', '金額不符 <b>please</b>');
    expect(find(review, '#message').ariaInvalid).to.equal(null);
    await press(review, '#deny');
    await until(review, () => current(review) === '1002', 'the next one opens');
    await until(review, () => orderOf(shop, 1001).receipts[0]?.state === 'denied', 'the server has it');
    expect(orderOf(shop, 1001).receipts[0]?.message).to.equal('金額不符 <b>please</b>');
    expect([results(review), find<HTMLTextAreaElement>(review, '#message').value]).to.deep.equal([['denied', ''], '']);
    await sendKeys({press: 'Escape'});
    all(review, '.queue button')[0]?.click();
    await until(review, () => current(review) === '1001', 'back to the denied one');
    expect(textOf(review, '.history q')).to.deep.equal(['金額不符 <b>please</b>']);
    expect(all(review, '.side b').length, 'text stays text').to.equal(0);
  });

  it('keeps what was typed when one goes to the next and back', async () => {
    const review = await opened(await shopWithReceipts(3));
    await type(review, '#message', 'Please send the whole slip.');
    await type(review, '#amount', '180');
    find(review, '#accept').focus();
    await sendKeys({press: 'j'});
    await until(review, () => current(review) === '1002', 'the next one');
    expect([find<HTMLTextAreaElement>(review, '#message').value, find<HTMLInputElement>(review, '#amount').value]).to.deep.equal(['', '200.00']);
    await sendKeys({press: 'k'});
    await until(review, () => current(review) === '1001', 'and back');
    expect([find<HTMLTextAreaElement>(review, '#message').value, find<HTMLInputElement>(review, '#amount').value]).to.deep.equal(['Please send the whole slip.', '180']);
  });

  it('works by keys alone: next, amount, deny, accept', async () => {
    const shop = await shopWithReceipts(3);
    const review = await opened(shop);
    (document.activeElement as HTMLElement | null)?.blur();
    await sendKeys({press: 'j'});
    await until(review, () => current(review) === '1002', 'J goes on');
    await sendKeys({press: 'e'});
    expect(review.shadowRoot?.activeElement?.id).to.equal('amount');
    await sendKeys({press: 'd'}); // a letter in a field, not a decision
    expect(shop.backend.received.length).to.equal(0);
    find(review, '.back').focus();
    await sendKeys({press: 'd'});
    expect(review.shadowRoot?.activeElement?.id).to.equal('message');
    find(review, '.back').focus();
    await type(review, '#amount', '200');
    await sendKeys({press: 'a'});
    await settle(review);
    await sendKeys({press: 'Enter'});
    await until(review, () => orderOf(shop, 1002).status === 'processing', 'A and Enter accept');
  });

  it('goes on in the row when others decide or upload meanwhile', async () => {
    const shop = await shopWithReceipts(3);
    const review = await opened(shop);
    shop.place();
    shop.upload('o1004', await drawReceipt());
    shop.act('o1003', {type: 'order.cancel'});
    await shop.synced();
    await until(review, () => textOf(review, '.queue button').join() === '1001200.00,1002200.00,1004200.00', 'one gone, one new at the end');
    expect(current(review)).to.equal('1001');
  });

  it('says when another device was first, and that the newer picture has to be looked at', async () => {
    const shop = await shopWithReceipts(2);
    const review = await opened(shop);
    shop.backend.disconnect();
    await until(review, () => shop.engine.status.phase === 'offline', 'offline');
    await press(review, '#accept');
    await press(review, 'dialog button.primary');
    await until(review, () => current(review) === '1002', 'it goes on offline');
    const [receipt] = orderOf(shop, 1001).receipts;
    shop.act('o1001', {type: 'receipt.deny', receiptId: receipt?.id ?? '', hash: receipt?.hash ?? '', message: 'No'});
    shop.backend.reconnect();
    await shop.synced();
    await until(review, () => all(review, '.queue .result .tone-trouble').length === 1, 'the row shows it went wrong');
    all(review, '.queue button')[0]?.click();
    await until(review, () => all(review, '.strip.trouble').length === 1, 'the strip says it');
    expect(textOf(review, '.strip.trouble p')[0]).to.match(/^Accept was refused\. ./);
    find(review, '.strip.trouble button').click();
    await until(review, () => all(review, '.strip.trouble').length === 0, 'dismissed');
  });

  it('ends with nothing to review', async () => {
    const shop = await shopWithReceipts(1);
    const review = await opened(shop);
    await press(review, '#accept');
    await press(review, 'dialog button.primary');
    await until(review, () => results(review)[0] === 'accepted', 'accepted');
    expect(current(review), 'what was decided stays in sight').to.equal('1001');
    expect(all(review, '#accept, #deny').length).to.equal(0);
    const empty = await openReview(await openShop({count: 1}));
    expect(textOf(empty, '.empty h2')).to.deep.equal(['No receipts to review']);
  });

  it('says what cannot be accepted, and why', async () => {
    const shop = await openShop({count: 1});
    const review = await openReview(shop, {orderId: 'o1001'});
    await until(review, () => textOf(review, '.stage h2')[0] === 'This order has no receipt', 'no receipt');
    expect(all(review, '#accept').length).to.equal(0);
  });

  it('counts in the row what is out of sight', async () => {
    const review = await opened(await shopWithReceipts(14), {width: 900});
    const more = () => Number(/\d+/.exec(find(review, '.more').textContent ?? '')?.[0] ?? 0);
    expect(more()).to.be.within(5, 9);
    find(review, '.queue').scrollLeft = 10_000;
    await until(review, () => more() === 0, 'all are in sight at the end');
  });

  it('lists lines, fees and discounts', async () => {
    const shop = await openShop({count: 1, order: () => ({lines: [line(), line({sku: 'B', name: 'Gift box'})], shippingFee: hkd(3200), discounts: [{name: 'Friends', amount: hkd(1000)}]})});
    shop.upload('o1001', await drawReceipt());
    await shop.synced();
    const review = await opened(shop);
    expect(textOf(review, '.lines > :not(:empty)')).to.deep.equal(['凍頂烏龍 150 g', '2', '200.00', 'Gift box', '2', '200.00', 'Shipping, 順豐', '32.00', 'Friends', '−10.00']);
  });
});
