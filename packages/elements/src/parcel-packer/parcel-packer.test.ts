import type {NewOrder} from '@packline/core';
import {aTimeout, expect, fixture, html, waitUntil} from '@open-wc/testing';
import {emulateMedia, sendKeys, setViewport} from '@web/test-runner-commands';
import {find} from '../../test/find.ts';
import {commandOf, hkd, openShop, teaOrder, type PackingShop} from '../../test/packing-shop.ts';
import './define.ts';
import type {ParcelPacker} from './parcel-packer.ts';

const P1 = 'o1-p1';
const wide = {width: 1280, height: 900};
const phone = {width: 360, height: 780};

let shop: PackingShop;

async function open(orders: Readonly<Record<string, NewOrder>> = {o1: teaOrder('10475')}, orderId = 'o1', options: Parameters<typeof openShop>[1] = {}): Promise<ParcelPacker> {
  shop = await openShop(orders, options);
  return show(orderId);
}

async function show(orderId = 'o1', lang = 'en'): Promise<ParcelPacker> {
  const packer = await fixture<ParcelPacker>(html`<parcel-packer lang=${lang} .engine=${shop.engine} .orderId=${orderId}></parcel-packer>`);
  await waitUntil(() => text(packer, '.head') !== '' && packer.shadowRoot?.querySelector('.bars') === null, 'the order is shown');
  return packer;
}

const all = (packer: ParcelPacker, selector: string) => [...packer.renderRoot.querySelectorAll<HTMLElement>(selector)];
/** As a person reads it: without what only readers hear, key caps and reasons that stand hidden. */
function text(packer: ParcelPacker, selector: string): string {
  const copy = packer.renderRoot.querySelector(selector)?.cloneNode(true) as HTMLElement | undefined;
  for (const hidden of copy?.querySelectorAll('.key, .reader, .reason, .tile, .menu') ?? []) hidden.remove();
  return copy?.textContent?.replaceAll(/\s+/g, ' ').trim() ?? '';
}
const texts = (packer: ParcelPacker, selector: string) => all(packer, selector).map((_, index) => text(packer, `${selector}:nth-child(${index + 1})`));
const said = (packer: ParcelPacker) => find(packer, '.reader[role=status]').textContent ?? '';
const packButtons = (packer: ParcelPacker) => all(packer, '.pack').map((button) => button.getAttribute('aria-label'));
const focused = (packer: ParcelPacker) => packer.shadowRoot?.activeElement as HTMLElement | null;

/** Presses what has this name. */
function press(packer: ParcelPacker, name: string): void {
  const button = all(packer, 'button').find((candidate) => (candidate.getAttribute('aria-label') ?? candidate.querySelector('span:not(.key)')?.textContent ?? candidate.textContent)?.trim() === name);
  if (button === undefined) throw new Error(`No button is called ${name}; there are ${all(packer, 'button').map((other) => other.getAttribute('aria-label') ?? other.textContent?.trim()).join(', ')}.`);
  button.click();
}

/** Waits until the engine has answered and the widget has drawn. */
async function settle(packer: ParcelPacker): Promise<void> {
  await aTimeout(20);
  await packer.updateComplete;
}
async function pressed(packer: ParcelPacker, name: string): Promise<void> {
  press(packer, name);
  await settle(packer);
}
async function type(packer: ParcelPacker, selector: string, words: string): Promise<void> {
  const field = find<HTMLInputElement>(packer, selector);
  field.value = words;
  field.dispatchEvent(new InputEvent('input', {bubbles: true}));
  await packer.updateComplete;
}

const packAll = [
  {type: 'parcel.pack', parcelId: P1, lineId: 'oolong', quantity: 3},
  {type: 'parcel.pack', parcelId: P1, lineId: 'scoop', quantity: 1},
  {type: 'parcel.pack', parcelId: P1, lineId: 'gaiwan', quantity: 1},
] as const;

describe('parcel-packer', () => {
  beforeEach(async () => {
    sessionStorage.clear();
    await setViewport(wide);
  });
  afterEach(async () => {
    document.documentElement.style.colorScheme = '';
    document.body.style.background = '';
    await shop.close();
  });

  describe('shows', () => {
    it('number, status, customer, where it goes and how, and only the end of the phone', async () => {
      const packer = await open();
      expect(text(packer, '.head')).to.match(/^10475 ?Processing ?林穎彤 Lam Wing Tung$/);
      expect(text(packer, '.shipping')).to.equal('Shipping details Flat 12B, Block 3, Cheung Wah Estate Fanling · phone ending 6712 General courier');
      expect(packer.shadowRoot?.textContent).to.not.match(/9123|lam@example|HK\$/);
    });

    it('a cell for every unit, grouped, and a bar above 24', async () => {
      const packer = await open();
      expect([text(packer, '.progress > p'), all(packer, '.meter .cell').length]).to.deep.equal(['Nothing packed, 5 to go', 5]);
      await shop.act('o1', {type: 'parcel.pack', parcelId: P1, lineId: 'oolong', quantity: 2}, {type: 'parcel.verify', parcelId: P1});
      await settle(packer);
      expect(text(packer, '.progress > p')).to.equal('2 of 5 packed, 3 not in any box');
      expect(all(packer, '.meter .cell.verified').length).to.equal(2);
      expect(texts(packer, '.legend > li')).to.deep.equal(['2 verified in #1', '3 not packed']);
      await shop.close();

      const many = await open({o1: teaOrder('2', {lines: [{id: 'a', sku: 'A', name: 'Tea', quantity: 25, unitPrice: hkd(100)}]})});
      await shop.act('o1', {type: 'parcel.pack', parcelId: P1, lineId: 'a', quantity: 20});
      await settle(many);
      const [done, left] = all(many, '.meter > .cell').map((cell) => cell.offsetWidth);
      expect((done ?? 0) / (left ?? 1)).to.be.closeTo(4, 0.2);
    });

    it('that there is nothing to deliver, that it is not here, and that there is no engine', async () => {
      const packer = await open({o1: teaOrder('1', {shippingMethod: {code: 'none', carrier: 'none'}})});
      expect(text(packer, '.empty h2')).to.equal('Nothing to deliver');
      expect(text((await show('gone')), '.empty h2')).to.equal('This order is not on this device');
      const alone = await fixture<ParcelPacker>(html`<parcel-packer lang="en"></parcel-packer>`);
      expect(text(alone, '.empty h2')).to.equal('This widget has nothing to show yet.');
    });

    it('why nothing can be done with a cancelled order, a draft, or by somebody who only looks', async () => {
      const packer = await open();
      await shop.act('o1', {type: 'order.cancel'});
      await settle(packer);
      expect(text(packer, '.items-pane .strip')).to.equal('Order 10475 was cancelled. Nothing more can be done to it.');
      await shop.close();
      const draft = await open({o1: teaOrder('2', {draft: true})});
      expect(text(draft, '.items-pane .strip')).to.equal('Order 2 is a draft. Confirm it first.');
      await shop.close();
      const looking = await open(undefined, undefined, {actor: {id: 'v', name: 'Vi', role: 'viewer'}});
      expect(text(looking, '.items-pane .strip')).to.equal('Your role does not include this. Ask the owner of the shop.');
      expect(packButtons(looking).length).to.equal(3);
      expect(all(looking, '.pack:not([aria-disabled])').length).to.equal(0);
    });
  });

  describe('packs', () => {
    it('all that is left of an item into the open parcel, and takes it out again', async () => {
      const packer = await open();
      expect(packButtons(packer)).to.deep.equal(['Pack to #1: 凍頂烏龍 Dong Ding oolong 150 g', 'Pack to #1: Bamboo scoop 茶則', 'Pack to #1: Gaiwan 蓋碗 110 ml']);
      await pressed(packer, 'Pack to #1: 凍頂烏龍 Dong Ding oolong 150 g');
      expect(text(packer, '.item:first-child')).to.equal('凍頂烏龍 Dong Ding oolong 150 g3 ordered, all in #1 Packed');
      expect(text(packer, '.content')).to.match(/oolong 150 g TEA-DD-150 3 Take out$/);
      expect(said(packer)).to.contain('3 of 5 packed');

      await pressed(packer, 'One fewer: 凍頂烏龍 Dong Ding oolong 150 g');
      expect(text(packer, '.item:first-child .where')).to.equal('3 ordered, 2 in #1, 1 to pack');
      await pressed(packer, 'Take out: 凍頂烏龍 Dong Ding oolong 150 g');
      expect(text(packer, '.contents')).to.equal('Nothing in this parcel yet Use Pack to #1 beside an item.');
    });

    it('fewer with the stepper, within what is left', async () => {
      const packer = await open();
      const stepper = () => find(packer, '.item:first-child .stepper');
      const [fewer, more] = [...stepper().querySelectorAll('button')];
      expect([all(packer, '.stepper').length, text(packer, '.stepper output')]).to.deep.equal([1, '3']);
      more?.click();
      fewer?.click();
      await packer.updateComplete;
      fewer?.click();
      await packer.updateComplete;
      fewer?.click();
      await packer.updateComplete;
      expect(text(packer, '.stepper output')).to.equal('1');
      await pressed(packer, 'Pack to #1: 凍頂烏龍 Dong Ding oolong 150 g');
      expect(text(packer, '.item:first-child .where')).to.equal('3 ordered, 1 in #1, 2 to pack');
      expect(text(packer, '.stepper output')).to.equal('2');
    });

    it('into a second parcel by its tab', async () => {
      const packer = await open();
      await pressed(packer, 'Pack to #1: Bamboo scoop 茶則');
      await pressed(packer, '+ Add Parcel');
      expect(texts(packer, '.tab')).to.deep.equal(['#1 Parcel1', '#2 Parcel0']);
      expect(find(packer, '.tab:nth-child(2)').getAttribute('aria-selected')).to.equal('true');
      await pressed(packer, 'Pack to #2: Gaiwan 蓋碗 110 ml');
      find(packer, '#tab-1').click();
      await packer.updateComplete;
      expect(text(packer, '.content .name')).to.equal('Bamboo scoop 茶則');
      expect(packButtons(packer)).to.deep.equal(['Pack to #1: 凍頂烏龍 Dong Ding oolong 150 g']);
      expect(texts(packer, '.legend > li')).to.deep.equal(['1 packing in #1', '1 packing in #2', '3 not packed']);
    });

    it('not into a verified parcel: says so once and opens the other', async () => {
      const packer = await open();
      await pressed(packer, 'Pack to #1: Bamboo scoop 茶則');
      await pressed(packer, '+ Add Parcel');
      find(packer, '#tab-1').click();
      await packer.updateComplete;
      find(packer, '#verify').click();
      await settle(packer);
      expect(text(packer, '.items-pane .strip')).to.match(/^#1 is verified, so nothing can be added to it\. ?Open #2$/);
      const off = find(packer, '.pack');
      expect(off.getAttribute('aria-disabled')).to.equal('true');
      expect(find(packer, `#${off.getAttribute('aria-describedby')}`).textContent).to.equal('#1 is verified, so its quantities are locked. Unlock it to change them.');
      off.click();
      await settle(packer);
      expect(text(packer, '.progress > p')).to.equal('1 of 5 packed, 4 not in any box');
      await pressed(packer, 'Open #2');
      expect(packButtons(packer)[0]).to.equal('Pack to #2: 凍頂烏龍 Dong Ding oolong 150 g');
      expect(all(packer, '.items-pane .strip').length).to.equal(0);
    });

    it('removes a parcel, and asks first when something is in it', async () => {
      const packer = await open();
      await pressed(packer, '+ Add Parcel');
      press(packer, 'More');
      await aTimeout(20);
      await pressed(packer, 'Remove parcel');
      expect(texts(packer, '.tab')).to.deep.equal(['#1 Parcel0']);
      await pressed(packer, 'Pack to #1: Bamboo scoop 茶則');
      press(packer, 'More');
      await aTimeout(20);
      find(packer, '#more button').click();
      await packer.updateComplete;
      expect(text(packer, 'dialog h2')).to.equal('Remove #1?');
      find(packer, 'dialog .primary').click();
      await settle(packer);
      expect(text(packer, '.parcel-pane .empty h2')).to.equal('No parcel');
      expect(text(packer, '.progress > p')).to.equal('Nothing packed, 5 to go');
      await pressed(packer, '+ Add Parcel');
      expect(packButtons(packer).length).to.equal(3);
    });
  });

  describe('verifies', () => {
    it('the whole parcel by its switch, after which its quantities are locked', async () => {
      const packer = await open();
      const toggle = () => find<HTMLInputElement>(packer, '#verify');
      expect([toggle().getAttribute('role'), toggle().closest('label')?.querySelector('span')?.textContent]).to.deep.equal(['switch', 'Verify Packed']);
      expect([toggle().getAttribute('aria-disabled'), text(packer, '#verify-text')]).to.deep.equal(['true', '#1 is empty. Pack something into it first.']);
      toggle().click();
      await settle(packer);
      expect(toggle().checked).to.equal(false);

      await pressed(packer, 'Pack to #1: Gaiwan 蓋碗 110 ml');
      toggle().click();
      await settle(packer);
      expect(toggle().checked).to.equal(true);
      expect(text(packer, '.verify')).to.match(/^Verified by Mei at \d\d:\d\d\. Quantities are locked\. Verify Packed Unlock…$/);
      expect(all(packer, '.content .take > button, .content input').length).to.equal(0);
      expect((await shop.engine.readOrder('o1'))?.parcels[0]?.verifiedBy).to.equal('Mei');
    });

    it('item by item; the last check verifies the parcel', async () => {
      const packer = await open();
      await shop.act('o1', ...packAll.slice(1));
      await settle(packer);
      const checks = () => all(packer, '.content .check') as HTMLInputElement[];
      expect(checks().map((check) => check.getAttribute('aria-label'))).to.deep.equal(['Verify Bamboo scoop 茶則', 'Verify Gaiwan 蓋碗 110 ml']);
      checks()[0]?.click();
      await settle(packer);
      expect([checks()[0]?.checked, find<HTMLInputElement>(packer, '#verify').checked]).to.deep.equal([true, false]);
      expect(all(packer, '.content:first-child .take > *').length).to.equal(0);
      expect(all(packer, '.content:nth-child(2) .take > *').length).to.equal(1);
      checks()[1]?.click();
      await settle(packer);
      expect(find<HTMLInputElement>(packer, '#verify').checked).to.equal(true);
      expect(texts(packer, '.tab')).to.deep.equal(['#1 Parcel2']);
    });

    it('is undone with a reason only, for a parcel and for one item', async () => {
      const packer = await open();
      await shop.act('o1', ...packAll, {type: 'parcel.verify', parcelId: P1});
      await settle(packer);
      find(packer, '#verify').click(); // off means unlock
      await packer.updateComplete;
      await aTimeout(0);
      expect([text(packer, 'dialog h2'), focused(packer)?.id, find<HTMLInputElement>(packer, '#verify').checked]).to.deep.equal(['Unlock #1?', 'reason', true]);
      find(packer, 'dialog .primary').click();
      await packer.updateComplete;
      expect(text(packer, '#reason-hint')).to.equal('Write down why it is unlocked first.');
      await type(packer, '#reason', 'wrong size');
      find(packer, 'dialog .primary').click();
      await settle(packer);
      expect([all(packer, 'dialog').length, find<HTMLInputElement>(packer, '#verify').checked]).to.deep.equal([0, false]);
      await shop.engine.settled();
      expect(JSON.stringify(await shop.backend.readEvents('o1'))).to.contain('wrong size');

      find(packer, '.content:first-child .check').click();
      await settle(packer);
      find(packer, '.content:first-child .check').click();
      await packer.updateComplete;
      await aTimeout(0);
      expect(text(packer, 'dialog h2')).to.equal('Unlock 凍頂烏龍 Dong Ding oolong 150 g?');
      await sendKeys({press: 'Escape'});
      await settle(packer);
      expect(find<HTMLInputElement>(packer, '.content:first-child .check').checked).to.equal(true);
    });
  });

  describe('makes ready', () => {
    it('for today in the shop’s zone, for another day, and not', async () => {
      const packer = await open();
      const today = new Intl.DateTimeFormat('en-CA', {timeZone: 'Asia/Hong_Kong'}).format(new Date());
      const day = async () => (await shop.engine.readOrder('o1'))?.parcels[0]?.shipOn;
      find(packer, '#ready').click();
      await settle(packer);
      expect(await day()).to.equal(today);
      const field = find<HTMLInputElement>(packer, '.day input');
      expect([field.value, field.getAttribute('aria-label')]).to.deep.equal([today, 'Delivery date']);
      field.value = '2031-11-24';
      field.dispatchEvent(new Event('change'));
      await settle(packer);
      expect([await day(), text(packer, '.day .shown')]).to.deep.equal(['2031-11-24', 'Mon, 24 Nov 2031']);
      find(packer, '#ready').click();
      await settle(packer);
      expect([await day(), field.value]).to.deep.equal([undefined, '2031-11-24']);
      find(packer, '#ready').click();
      await settle(packer);
      expect(await day()).to.equal('2031-11-24');
    });
  });

  describe('sends', () => {
    it('what is verified, with the remark; the tracking code in it is recognised before and kept after', async () => {
      const packer = await open();
      await shop.act('o1', ...packAll);
      await settle(packer);
      const send = () => find(packer, '#send');
      expect([send().className, send().getAttribute('aria-disabled')]).to.deep.equal(['', 'true']);
      expect(find(packer, `#${send().getAttribute('aria-describedby')}`).textContent).to.equal('#1 is not verified yet. Use Verify Packed first.');
      send().click();
      await settle(packer);
      expect(said(packer)).to.equal('#1 is not verified yet. Use Verify Packed first.');

      find(packer, '#verify').click();
      await settle(packer);
      expect([send().className, send().getAttribute('aria-disabled')]).to.deep.equal(['primary', null]);
      await type(packer, '#remark', 'Leave with the caretaker. SF1432 0098 7716 00');
      expect(text(packer, '#remark-hint')).to.equal('Tracking code SF14320098771600 recognised');
      send().click();
      await settle(packer);
      expect(text(packer, '.verify')).to.match(/^Sent by Mei, \d\d:\d\d\.$/);
      expect(text(packer, '.sent-facts')).to.equal('Tracking numberSF14320098771600 Remark for the customerLeave with the caretaker. SF1432 0098 7716 00');
      expect(text(packer, '.head .status')).to.match(/^Complete ?Sent( ?Unsent)?$/);
      expect(said(packer)).to.equal('#1 was sent. 10475 is complete.');
      expect([all(packer, '#send, #remark, #ready, .content button').length, text(packer, 'footer .primary')]).to.deep.equal([0, 'Back to the list']);
    });

    it('one of two parcels, then the other', async () => {
      const packer = await open();
      await shop.act('o1', ...packAll.slice(0, 2), {type: 'parcel.verify', parcelId: P1}, {type: 'parcel.add', parcelId: 'p2'}, {...packAll[2], parcelId: 'p2'}, {type: 'parcel.verify', parcelId: 'p2'});
      await settle(packer);
      find(packer, '#tab-1').click();
      await packer.updateComplete;
      find(packer, '#send').click();
      await settle(packer);
      expect(text(packer, '.head .status')).to.contain('Part sent 4/5');
      await pressed(packer, 'Open #2');
      find(packer, '#send').click();
      await settle(packer);
      expect(text(packer, '.head .status')).to.contain('Complete');
    });

    it('not before it is paid, and says so beside the button', async () => {
      const {paid: _paid, ...unpaid} = teaOrder('10481');
      const packer = await open({o1: unpaid});
      await shop.act('o1', ...packAll, {type: 'parcel.verify', parcelId: P1});
      await settle(packer);
      expect([text(packer, '#send-why'), find(packer, '#send').className]).to.deep.equal(['Order 10481 is not paid yet. Send it once the payment is in.', '']);
    });

    it('and keeps a remark that was typed: over tabs, a new widget, and a refused Send', async () => {
      const packer = await open();
      await shop.act('o1', ...packAll, {type: 'parcel.verify', parcelId: P1}, {type: 'parcel.add', parcelId: 'p2'});
      await shop.engine.settled();
      find(packer, '#tab-1').click();
      await packer.updateComplete;
      await type(packer, '#remark', 'Leave with the caretaker');
      find(packer, '#tab-2').click();
      await packer.updateComplete;
      expect(find<HTMLTextAreaElement>(packer, '#remark').value).to.equal('');
      const another = await show();
      find(another, '#tab-1').click();
      await another.updateComplete;
      const remark = () => find<HTMLTextAreaElement>(another, '#remark').value;
      expect(remark()).to.equal('Leave with the caretaker');

      shop.backend.disconnect();
      find(another, '#send').click();
      await settle(another);
      expect(all(another, '#remark').length).to.equal(0);
      shop.backend.reconnect();
      shop.backend.publish(commandOf('o1', {type: 'parcel.unlock', parcelId: P1, reason: 'one more'}));
      await shop.engine.syncNow();
      await waitUntil(() => all(another, '.strips .trouble').length > 0, 'the refusal is shown');
      await settle(another);
      expect(text(another, '.strips .trouble')).to.match(/^Send was refused\. #1 is not verified yet\. Use Verify Packed first\. ?Dismiss$/);
      expect(remark()).to.equal('Leave with the caretaker');
      await pressed(another, 'Dismiss');
      await waitUntil(() => all(another, '.strips .trouble').length === 0, 'the refusal is gone');
      find(another, '#verify').click();
      await settle(another);
      find(another, '#send').click();
      await shop.engine.settled();
      await settle(another);
      expect(shop.backend.orders.find(({id}) => id === 'o1')?.parcels[0]?.remark).to.equal('Leave with the caretaker');
      expect(Object.keys(sessionStorage).filter((key) => key.includes('remark'))).to.deep.equal([]);
    });
  });

  describe('works offline', () => {
    it('and says what waits', async () => {
      const packer = await open();
      shop.backend.disconnect();
      await shop.engine.syncNow();
      await waitUntil(() => all(packer, '.strips .strip').length === 1, 'offline is shown');
      await pressed(packer, 'Pack to #1: Gaiwan 蓋碗 110 ml');
      find(packer, '#verify').click();
      await settle(packer);
      expect(text(packer, '.strips')).to.match(/^Offline since \d\d:\d\d\. 2 changes are kept on this device\.$/);
      expect(text(packer, '.head .status')).to.match(/Unsent$/);
      expect(text(packer, '#send-why')).to.equal('Offline: it is sent once the shop can be reached.');
      await pressed(packer, '+ Add Parcel');
      expect(texts(packer, '.tab')).to.deep.equal(['#1 Parcel1', '#2 Parcel0Unsent']);
      shop.backend.reconnect();
      await shop.engine.syncNow();
      await waitUntil(() => all(packer, '.unsent, .strips .strip').length === 0, 'everything was sent');
      expect(shop.backend.orders.find(({id}) => id === 'o1')?.parcels.map(({verifiedBy}) => verifiedBy)).to.deep.equal(['Mei', undefined]);
    });

    it('and tells who was faster over the last unit', async () => {
      const packer = await open();
      shop.backend.disconnect();
      await pressed(packer, 'Pack to #1: Gaiwan 蓋碗 110 ml');
      shop.backend.publish(commandOf('o1', {type: 'parcel.add', parcelId: 'theirs'}), commandOf('o1', {type: 'parcel.pack', parcelId: 'theirs', lineId: 'gaiwan', quantity: 1}));
      shop.backend.reconnect();
      await shop.engine.syncNow();
      await waitUntil(() => all(packer, '.strips .trouble').length > 0, 'the refusal is shown');
      expect(text(packer, '.strips .trouble')).to.contain('Packing was refused. Nothing is left of Gaiwan 蓋碗 110 ml. All units are in a box.');
      expect(texts(packer, '.tab')).to.deep.equal(['#1 Parcel0', '#2 Parcel1']);
    });
  });

  describe('asks its host', () => {
    it('who may prevent an act; the switch goes back', async () => {
      const packer = await open();
      await pressed(packer, 'Pack to #1: Gaiwan 蓋碗 110 ml');
      const heard: string[] = [];
      for (const name of ['parcel-verify-request', 'parcel-schedule-request']) {
        packer.addEventListener(name, (event) => {
          heard.push(event.type);
          event.preventDefault();
        });
      }
      find(packer, '#verify').click();
      find(packer, '#ready').click();
      await settle(packer);
      expect(heard).to.deep.equal(['parcel-verify-request', 'parcel-schedule-request']);
      expect([find<HTMLInputElement>(packer, '#verify').checked, find<HTMLInputElement>(packer, '#ready').checked]).to.deep.equal([false, false]);
    });

    it('to close, and takes focus on its back button', async () => {
      const packer = await open();
      let closed = 0;
      document.body.addEventListener('pane-close-request', () => (closed += 1), {once: true});
      packer.focus();
      expect(focused(packer)?.getAttribute('aria-label')).to.equal('Back to the list');
      await sendKeys({press: 'Enter'});
      expect(closed).to.equal(1);
    });

    it('and shows what was refused at once beside the work, until read', async () => {
      const packer = await open();
      const {dispatch} = shop.engine;
      shop.engine.dispatch = () => Promise.resolve({ok: false, refusal: {code: 'parcel/already-sent', params: {position: 1, by: 'Ken', at: new Date().toISOString()}}});
      await pressed(packer, 'Pack to #1: Gaiwan 蓋碗 110 ml');
      shop.engine.dispatch = dispatch;
      expect(text(packer, '.strips .trouble')).to.match(/^Packing was refused\. #1 was sent by Ken at \d\d:\d\d\. It can no longer be changed\. ?Dismiss$/);
      await pressed(packer, 'Dismiss');
      expect(all(packer, '.strips .strip').length).to.equal(0);
    });

    it('and says when a device can keep nothing', async () => {
      const packer = await open();
      const {dispatch} = shop.engine;
      shop.engine.dispatch = () => Promise.reject(new Error('The device is full.'));
      await pressed(packer, 'Pack to #1: Gaiwan 蓋碗 110 ml');
      shop.engine.dispatch = dispatch;
      expect(text(packer, '.toasts')).to.equal('This could not be kept on this device.');
    });
  });

  describe('scans', () => {
    const scan = async (packer: ParcelPacker, code: string) => {
      const field = find<HTMLInputElement>(packer, '#scan');
      field.value = code;
      field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, composed: true, cancelable: true}));
      await settle(packer);
    };

    it('one unit into the open parcel, one after the other, and says wrong ones in words', async () => {
      const packer = await open();
      await scan(packer, 'tea-dd-150');
      expect(text(packer, '#scan-hint')).to.equal('凍頂烏龍 Dong Ding oolong 150 g → #1 1 of 3 packed.');
      expect(find<HTMLInputElement>(packer, '#scan').value).to.equal('');
      await scan(packer, 'TEA-DD-150');
      await scan(packer, 'TEA-DD-150');
      await scan(packer, 'TEA-DD-150');
      expect(text(packer, '#scan-hint')).to.equal('All 3 of 凍頂烏龍 Dong Ding oolong 150 g are packed. Put this one back.');
      await scan(packer, '4891234506711');
      expect(text(packer, '#scan-hint')).to.equal('4891234506711 is not in this order. Put it back, or look at the order number again.');
      expect(said(packer)).to.equal(text(packer, '#scan-hint'));
      expect(text(packer, '.progress > p')).to.equal('3 of 5 packed, 2 not in any box');
    });

    it('faster than the engine answers', async () => {
      const packer = await open();
      const field = find<HTMLInputElement>(packer, '#scan');
      for (const code of ['TEA-DD-150', 'SCP-B', 'TEA-DD-150']) {
        field.value = code;
        field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, composed: true, cancelable: true}));
      }
      await settle(packer);
      expect(text(packer, '.progress > p')).to.equal('3 of 5 packed, 2 not in any box');
    });

    it('says why a verified parcel takes no more', async () => {
      const packer = await open();
      await shop.act('o1', packAll[1], {type: 'parcel.verify', parcelId: P1});
      await settle(packer);
      await scan(packer, 'GW-110-W');
      expect(text(packer, '#scan-hint')).to.equal('Gaiwan 蓋碗 110 ml #1 is verified, so its quantities are locked. Unlock it to change them.');
      expect(all(packer, '.strips .strip').length).to.equal(0);
    });

    it('anywhere in the pane: a burst of keys is a scan, its Enter presses nothing, its letters are no shortcuts', async () => {
      const packer = await open();
      await shop.act('o1', packAll[1]);
      await settle(packer);
      find(packer, '.pack').focus(); // Enter here would pack all three
      for (const key of [...'GW-110-W', 'Enter']) focused(packer)?.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, composed: true, cancelable: true}));
      await aTimeout(80);
      await settle(packer);
      expect(text(packer, '#scan-hint')).to.equal('Gaiwan 蓋碗 110 ml → #1 1 of 1 packed.');
      expect(text(packer, '.progress > p')).to.equal('2 of 5 packed, 3 not in any box');
      expect(find<HTMLInputElement>(packer, '#verify').checked).to.equal(false);
    });
  });

  describe('by keyboard alone', () => {
    const key = async (packer: ParcelPacker, name: string) => {
      await sendKeys({press: name});
      await aTimeout(80); // a letter waits a moment, in case it is the first of a scan
      await settle(packer);
    };

    it('packs, verifies and sends with letters', async () => {
      const packer = await open();
      packer.focus();
      await key(packer, 'p');
      await key(packer, 'p');
      expect(text(packer, '.progress > p')).to.equal('4 of 5 packed, 1 not in any box');
      await key(packer, 's');
      expect(said(packer)).to.equal('#1 is not verified yet. Use Verify Packed first.');
      await key(packer, 'n');
      await key(packer, 'p');
      expect(texts(packer, '.tab')).to.deep.equal(['#1 Parcel4', '#2 Parcel1']);
      for (const name of ['v', 's', '1', 'v', 's']) await key(packer, name);
      expect(text(packer, '.head .status')).to.contain('Complete');
    });

    it('goes on to the next item when a button is gone, and moves by arrows', async () => {
      const packer = await open();
      find(packer, '.pack').focus();
      await key(packer, 'ArrowDown');
      expect(focused(packer)?.id).to.equal('pack-1');
      await key(packer, 'Enter');
      expect(focused(packer)?.id).to.equal('pack-0');
      await key(packer, 'Enter');
      await key(packer, 'Enter');
      expect(text(packer, '.progress > p')).to.equal('All 5 packed');
      expect(focused(packer)?.id).to.equal('verify');
      await key(packer, 'Space');
      await key(packer, '/');
      expect(focused(packer)?.id).to.equal('scan');
      await key(packer, 's'); // goes into the field
      expect(text(packer, '.head .status')).to.not.contain('Complete');
    });

    it('moves between tabs, mirrored in right-to-left pages', async () => {
      const packer = await open();
      await shop.act('o1', {type: 'parcel.add', parcelId: 'p2'});
      await settle(packer);
      find(packer, '#tab-1').focus();
      await key(packer, 'ArrowRight');
      expect([focused(packer)?.id, focused(packer)?.getAttribute('aria-selected')]).to.deep.equal(['tab-2', 'true']);
      packer.dir = 'rtl';
      await key(packer, 'ArrowRight');
      expect(focused(packer)?.id).to.equal('tab-1');
      await key(packer, 'End');
      expect(focused(packer)?.id).to.equal('tab-2');
    });

    it('leaves letters alone where the page has its own', async () => {
      const packer = await open();
      packer.shortcuts = 'off';
      await packer.updateComplete;
      packer.focus();
      await key(packer, 'p');
      expect(text(packer, '.progress > p')).to.equal('Nothing packed, 5 to go');
      expect(all(packer, '.key').length).to.equal(0);
    });
  });

  describe('on a phone', () => {
    it('has its parcels and one button at the thumb, and does the same work', async () => {
      await setViewport(phone);
      const packer = await open();
      await waitUntil(() => all(packer, '.dock').length === 1, 'the dock is there');
      expect([text(packer, '#next-act'), find(packer, '#next-act').getAttribute('aria-disabled'), text(packer, '#next-why')]).to.deep.equal(['Verify Packed', 'true', '#1 is empty. Pack something into it first.']);
      expect(text(packer, '.item .tally')).to.equal('0/3');
      for (const button of all(packer, '.pack')) button.click();
      await settle(packer);
      find(packer, '#next-act').click();
      await settle(packer);
      expect(text(packer, '#next-act')).to.equal('Send #1');
      find(packer, '#next-act').click();
      await settle(packer);
      expect(text(packer, '.head .status')).to.contain('Complete');
      expect(find(packer, '.scroll').scrollWidth).to.equal(packer.clientWidth);
    });

    it('shows right and wrong scans as the one big signal, and takes one back', async () => {
      await setViewport(phone);
      const packer = await open();
      await waitUntil(() => all(packer, '.dock').length === 1, 'the dock is there');
      await pressed(packer, 'Scan, or type a barcode or SKU');
      expect([focused(packer)?.id, text(packer, '.band')]).to.deep.equal(['scan', 'Scan the next item']);
      await sendKeys({type: 'scp-b'});
      await sendKeys({press: 'Enter'});
      await settle(packer);
      expect(text(packer, '.band.right')).to.equal('Bamboo scoop 茶則 → #11 of 1 packed. Undo');
      await pressed(packer, 'Undo');
      expect(text(packer, '.progress > p')).to.equal('Nothing packed, 5 to go');
      await sendKeys({type: 'nothing'});
      await sendKeys({press: 'Enter'});
      await settle(packer);
      expect(text(packer, '.band.wrong')).to.contain('nothing is not in this order.');
    });

    it('has targets of 44 px where fingers are', async () => {
      await setViewport(phone);
      const packer = await open();
      await waitUntil(() => all(packer, '.dock').length === 1, 'the dock is there');
      for (const target of all(packer, '.dock button')) expect(target.offsetHeight, target.textContent ?? '').to.be.at.least(44);
      expect(find(packer, '#next-act').offsetHeight).to.equal(48);
    });
  });

  describe('with 1,114 items', () => {
    const lines = Array.from({length: 1114}, (_, index) => ({id: String(index + 1), sku: `SKU-${index}`, name: `Item ${index}`, quantity: 1 + (index % 3), unitPrice: hkd(100)}));

    it('asks the engine a dozen questions, not one an item', async () => {
      const packer = await open({o1: teaOrder('573585', {lines})});
      await shop.act('o1', ...lines.slice(0, 20).map(({id, quantity}) => ({type: 'parcel.pack', parcelId: P1, lineId: id, quantity}) as const));
      await settle(packer);
      let asked = 0;
      const {engine} = shop;
      const wouldRefuse = engine.wouldRefuse.bind(engine);
      engine.wouldRefuse = (...question) => {
        asked += 1;
        return wouldRefuse(...question);
      };
      find(packer, '.pack').click();
      await waitUntil(() => text(packer, '.progress > p').startsWith('42 of'), 'it is packed');
      expect(asked).to.be.lessThan(60);
      await engine.settled();
      await settle(packer);
      asked = 0;
      await type(packer, '#remark', 'typing asks nothing');
      expect(asked).to.equal(0);
      expect(all(packer, '.item').length).to.equal(1114);
    });

    it('lays out only the rows in sight', async () => {
      const packer = await open({o1: teaOrder('573585', {lines})});
      expect(getComputedStyle(find(packer, '.item')).contentVisibility).to.equal('auto');
      expect(all(packer, '.item').at(-1)?.querySelector('.pack')?.checkVisibility({contentVisibilityAuto: true})).to.equal(false);
    });
  });

  describe('for everybody', () => {
    for (const lang of ['en', 'zh-Hant']) {
      for (const colorScheme of ['light', 'dark'] as const) {
        it(`passes an accessibility check in ${lang}, ${colorScheme}, on a desk and on a phone`, async () => {
          document.documentElement.style.colorScheme = colorScheme;
          document.body.style.background = colorScheme === 'dark' ? '#151614' : '#fff';
          shop = await openShop({o1: teaOrder('10475', {customerNote: 'Gift, please no price inside'})});
          await shop.act('o1', {...packAll[0], quantity: 2}, packAll[1], {type: 'parcel.verify', parcelId: P1, lineId: 'scoop'});
          const packer = await show('o1', lang);
          await expect(packer).to.be.accessible();
          await shop.act('o1', {type: 'parcel.add', parcelId: 'p2'}, {type: 'parcel.verify', parcelId: P1});
          await settle(packer);
          await expect(packer).to.be.accessible();
          await setViewport(phone);
          await waitUntil(() => all(packer, '.dock').length === 1, 'the dock is there');
          await expect(packer).to.be.accessible();
          await shop.act('o1', {type: 'parcel.send', parcelId: P1, remark: 'SF1432009877160'});
          await settle(packer);
          await expect(packer).to.be.accessible();
        });
      }
    }

    it('keeps the meter, switches and tabs readable in forced colours', async () => {
      await emulateMedia({forcedColors: 'active'});
      const packer = await open();
      await shop.act('o1', packAll[1], {type: 'parcel.verify', parcelId: P1});
      await settle(packer);
      const fill = (stage: string) => getComputedStyle(find(packer, `.meter .${stage}`)).backgroundColor;
      expect(fill('verified')).to.not.equal(fill('left'));
      await emulateMedia({forcedColors: 'none'});
    });

    it('needs no inline style, no inline script and no markup from text', async () => {
      shop = await openShop({o1: teaOrder('10475', {lines: [{id: 'a', sku: 'A', name: '<b onclick="alert(1)">Tea</b>', quantity: 30, unitPrice: hkd(100)}]})});
      const frame = await fixture<HTMLIFrameElement>(html`<iframe width="1200" height="800"></iframe>`);
      const policy = `default-src 'none'; script-src ${location.origin}; style-src 'none'; require-trusted-types-for 'script'; trusted-types lit-html`;
      frame.srcdoc = `<!doctype html><html lang="en"><head><meta http-equiv="Content-Security-Policy" content="${policy}"><script type="module" src="${new URL('define.ts', import.meta.url).href}"></script></head><body></body></html>`;
      await new Promise((resolve) => frame.addEventListener('load', resolve, {once: true}));
      const page = frame.contentDocument;
      if (page === null) throw new Error('The frame is empty.');
      const violations: string[] = [];
      page.addEventListener('securitypolicyviolation', (event) => violations.push(`${event.violatedDirective} ${event.blockedURI}`));
      await frame.contentWindow?.customElements.whenDefined('parcel-packer');
      const packer = page.createElement('parcel-packer');
      packer.engine = shop.engine;
      packer.orderId = 'o1';
      page.body.append(packer);
      await waitUntil(() => packer.shadowRoot?.querySelector('.item') != null, 'the order is shown');
      await shop.act('o1', {type: 'parcel.pack', parcelId: P1, lineId: 'a', quantity: 20});
      await aTimeout(50);
      expect(packer.shadowRoot?.querySelector('.item .name')?.textContent).to.equal('<b onclick="alert(1)">Tea</b>');
      expect(packer.shadowRoot?.querySelector<HTMLElement>('.meter .packing')?.style.flexGrow).to.equal('20');
      expect(violations).to.deep.equal([]);
    });
  });
});
