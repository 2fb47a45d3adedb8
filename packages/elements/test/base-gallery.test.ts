import {aTimeout, expect, fixture, html, nextFrame} from '@open-wc/testing';
import {emulateMedia, sendKeys, setViewport} from '@web/test-runner-commands';
import {find} from './find.ts';
import './gallery/base-gallery.ts';
import type {BaseGallery} from './gallery/base-gallery.ts';

const open = async (lang = 'en') => {
  const gallery = await fixture<BaseGallery>(html`<base-gallery lang=${lang}></base-gallery>`);
  await nextFrame();
  return gallery;
};
const inside = (gallery: BaseGallery, selector: string) => find(gallery, selector);
const all = (gallery: BaseGallery, selector: string) => [...gallery.renderRoot.querySelectorAll(selector)];
// Elements are compared by identity or id: chai would print a whole element tree.
const focused = (gallery: BaseGallery) => gallery.shadowRoot?.activeElement as HTMLElement | null;

describe('base, for everybody', () => {
  for (const lang of ['en', 'zh-Hant']) {
    for (const colorScheme of ['light', 'dark'] as const) {
      it(`passes an accessibility check in ${lang}, ${colorScheme}`, async () => {
        document.documentElement.style.colorScheme = colorScheme;
        document.body.style.background = colorScheme === 'dark' ? '#151614' : '#fff';
        const gallery = await open(lang);
        await expect(gallery).to.be.accessible();
        gallery.show('form');
        await gallery.updateComplete;
        await nextFrame();
        await expect(gallery).to.be.accessible();
        document.documentElement.style.colorScheme = '';
        document.body.style.background = '';
      });
    }
  }

  it('follows the page’s colours: paper by day, ink by night, a host’s accent everywhere', async () => {
    const gallery = await open();
    document.documentElement.style.colorScheme = 'dark';
    expect(getComputedStyle(gallery).backgroundColor).to.equal('rgb(21, 22, 20)');
    document.documentElement.style.colorScheme = 'light';
    expect(getComputedStyle(gallery).backgroundColor).to.equal('rgb(255, 255, 255)');
    document.documentElement.style.setProperty('--pl-accent', 'rgb(1, 2, 3)');
    expect(getComputedStyle(inside(gallery, '.link, button.text')).color).to.equal('rgb(1, 2, 3)');
    document.documentElement.style.removeProperty('--pl-accent');
    document.documentElement.style.colorScheme = '';
  });

  it('has sizes by density', async () => {
    const gallery = await open();
    const height = () => inside(gallery, '#off').offsetHeight;
    expect(height()).to.equal(32);
    gallery.density = 'compact';
    await gallery.updateComplete;
    expect(height()).to.equal(28);
    gallery.density = 'comfortable';
    await gallery.updateComplete;
    expect(height()).to.equal(36);
  });

  it('turns arrows round in right-to-left pages, and not the clock', async () => {
    const gallery = await open();
    gallery.dir = 'rtl';
    const transforms = all(gallery, '.status > .shape').map((svg) => [svg.classList.contains('mirrored'), getComputedStyle(svg).transform]);
    for (const [mirrored, transform] of transforms) expect(transform).to.equal(mirrored ? 'matrix(-1, 0, 0, 1, 0, 0)' : 'none');
    expect(transforms.filter(([mirrored]) => mirrored).length).to.equal(4);
  });

  it('keeps glyphs and switches visible in forced colours', async () => {
    await emulateMedia({forcedColors: 'active'});
    const gallery = await open();
    const toggled = getComputedStyle(inside(gallery, '.switch:checked'));
    expect(toggled.backgroundColor).to.not.equal(getComputedStyle(inside(gallery, '.switch:not(:checked)')).backgroundColor);
    expect(getComputedStyle(inside(gallery, '.status > .tone-done')).color).to.equal(getComputedStyle(gallery).color);
    await emulateMedia({forcedColors: 'none'});
  });
});

describe('a button that is off', () => {
  it('can be focused, says why, and does nothing', async () => {
    const gallery = await open();
    const button = inside(gallery, '#off');
    button.focus();
    expect(focused(gallery)?.id).to.equal('off');
    const reason = inside(gallery, `#${button.getAttribute('aria-describedby')}`);
    expect(reason.textContent).to.equal('#1 is empty. Pack something into it first.');
    expect(getComputedStyle(reason).visibility).to.equal('visible');
    button.click();
    expect(gallery.pressed).to.deep.equal([]);
  });

  it('keeps its width while busy', async () => {
    const gallery = await open();
    const busy = inside(gallery, '[aria-busy]');
    expect(busy.offsetWidth).to.be.greaterThan(80);
    busy.click();
    expect(gallery.pressed).to.deep.equal([]);
  });
});

describe('a dialog', () => {
  it('puts focus on OK in a question, and gives it back', async () => {
    const gallery = await open();
    const before = inside(gallery, 'button.text');
    before.focus();
    gallery.show('confirm');
    await gallery.updateComplete;
    await aTimeout(0);
    expect(inside(gallery, 'dialog').matches(':modal')).to.equal(true);
    expect(focused(gallery)?.textContent).to.equal('OK');
    await sendKeys({press: 'Enter'});
    await gallery.updateComplete;
    await aTimeout(0);
    expect(gallery.pressed).to.deep.equal(['ok']);
    expect(all(gallery, 'dialog').length).to.equal(0);
    expect(focused(gallery) === before).to.equal(true);
  });

  it('puts focus in the first field else, and Esc closes it', async () => {
    const gallery = await open();
    gallery.show('form');
    await gallery.updateComplete;
    await aTimeout(0);
    expect(focused(gallery)?.id).to.equal('reason');
    await sendKeys({press: 'Escape'});
    await gallery.updateComplete;
    expect([gallery.open, all(gallery, 'dialog').length]).to.deep.equal([undefined, 0]);
  });

  it('is a sheet at the bottom of a narrow window', async () => {
    await setViewport({width: 360, height: 640});
    const gallery = await open();
    gallery.show('form');
    await gallery.updateComplete;
    await aTimeout(0);
    await Promise.all(inside(gallery, 'dialog').getAnimations().map(({finished}) => finished));
    const box = inside(gallery, 'dialog').getBoundingClientRect();
    expect([Math.round(box.left), Math.round(box.width), Math.round(box.bottom)]).to.deep.equal([0, 360, 640]);
    await setViewport({width: 1000, height: 800});
  });
});

describe('a menu', () => {
  it('opens on its first item, moves by arrows and letters, and closes back to its button', async () => {
    const gallery = await open();
    const button = inside(gallery, '#more-button');
    button.focus();
    await sendKeys({press: 'Enter'});
    await aTimeout(20);
    expect(button.getAttribute('aria-expanded')).to.equal('true');
    expect(focused(gallery)?.textContent?.trim()).to.match(/^Print/);
    await sendKeys({press: 'ArrowUp'});
    expect(focused(gallery)?.getAttribute('role')).to.equal('menuitemcheckbox');
    await sendKeys({press: 'r'});
    expect(focused(gallery)?.textContent?.trim()).to.equal('Remove parcel');
    await sendKeys({press: 'Enter'});
    expect(gallery.pressed).to.deep.equal([]); // off, with a reason
    await sendKeys({press: 'Home'});
    await sendKeys({press: 'Enter'});
    expect(gallery.pressed).to.deep.equal(['print']);
    expect(inside(gallery, '#more').matches(':popover-open')).to.equal(false);
    expect(focused(gallery)?.id).to.equal('more-button');
  });
});

describe('toasts', () => {
  it('are three at most, can be acted on, and trouble stays until closed', async () => {
    const gallery = await open();
    const texts = () => all(gallery, '.toast p').map((text) => text.textContent);
    for (const text of ['1', '2', '3', '4']) gallery.toasts.show({text, stayMs: 100_000, action: {label: 'Undo', onClick: () => gallery.pressed.push(text)}});
    await gallery.updateComplete;
    expect(texts()).to.deep.equal(['2', '3', '4']);
    expect(inside(gallery, '.toasts').matches(':popover-open')).to.equal(true);
    inside(gallery, '.toast button').click();
    await gallery.updateComplete;
    expect([gallery.pressed, texts()]).to.deep.equal([['2'], ['3', '4']]);
  });

  it('go by themselves, but not while pointed at', async () => {
    const gallery = await open();
    const shown = () => all(gallery, '.toast').length;
    gallery.toasts.show({text: 'Sent', stayMs: 30});
    gallery.toasts.show({text: 'Went wrong', tone: 'trouble', stayMs: 30});
    await gallery.updateComplete;
    const list = inside(gallery, '.toasts');
    list.dispatchEvent(new PointerEvent('pointerenter'));
    await aTimeout(80);
    expect(shown()).to.equal(2);
    list.dispatchEvent(new PointerEvent('pointerleave'));
    await aTimeout(80);
    expect(shown()).to.equal(1);
  });
});
