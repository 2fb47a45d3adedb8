import {minorDigits, type Role} from '@packline/core';
import {Hono} from 'hono';
import {html} from 'hono/html';
import type {Language} from '../pages/language.ts';
import {languageOf} from '../pages/language.ts';
import type {Markup} from '../pages/layout.ts';
import {requireSession, type StaffEnv} from '../pages/require-session.ts';
import {staffPage} from '../pages/staff-page.ts';
import {stringsFor} from '../pages/strings/index.ts';
import type {Services} from '../services.ts';
import {TILL_METHODS, TILL_SHIPPING} from './till-methods.ts';

/** Who may stand at the counter. */
export const TILL_ROLES: readonly Role[] = ['owner', 'clerk'];

/** `/till`: the counter of a physical store. It holds no order, so that its service worker may keep it for days without a network. */
export function tillPage(services: Services): Hono<StaffEnv> {
  const {storage, storeId} = services;
  return new Hono<StaffEnv>().use(requireSession(services, TILL_ROLES)).get('/', async (context) => {
    const {settings} = await storage.readFeedState(storeId);
    const language = languageOf(context);
    return context.html(
      staffPage({
        language,
        storeName: settings.storeName,
        place: 'till',
        role: context.get('session').role,
        title: stringsFor(language).till.title,
        styles: ['till'],
        scripts: ['/assets/till.js'],
        fills: true,
        content: counter(language, settings),
      }),
    );
  });
}

function counter(language: Language, {currency, storeName}: {currency: string; storeName: string}): Markup {
  const words = stringsFor(language).till;
  const radio = (name: string, value: string, text: string, {checked = false, later = false} = {}): Markup =>
    html`<label class="choice" ${later ? html`data-later hidden` : ''}><input type="radio" name="${name}" value="${value}" ${checked ? html`checked` : ''} /><span>${text}</span></label>`;
  return html`<main
      id="till"
      class="till"
      data-view="products"
      data-language="${language}"
      data-currency="${currency}"
      data-digits="${minorDigits(currency)}"
      data-store="${storeName}"
      data-words="${JSON.stringify(words.script)}"
      data-methods="${JSON.stringify(TILL_METHODS)}"
      data-handed="${JSON.stringify(TILL_SHIPPING.handed)}"
      data-collect="${JSON.stringify(TILL_SHIPPING.collect)}"
    >
      <section class="till-products" aria-label="${words.products}">
        <div class="till-head">
          <label class="out-of-sight" for="till-search">${words.search}</label>
          <input id="till-search" type="search" autocomplete="off" spellcheck="false" autofocus placeholder="${words.search}" aria-keyshortcuts="/" />
          <p class="till-state" role="status"></p>
        </div>
        <ul class="product-grid"></ul>
        <p class="empty no-products" hidden>${words.noProducts}</p>
      </section>
      <section class="till-cart" aria-labelledby="cart-title">
        <div class="till-head">
          <button type="button" class="link to-products" data-to="products">${words.toProducts}</button>
          <h1 id="cart-title">${words.cart}</h1>
          <button type="button" class="link last-sale" hidden>${words.lastSale}</button>
          <button type="button" class="link clear">${words.clear}</button>
        </div>
        <form class="sale" autocomplete="off">
          <div class="cart-body">
            <ul class="cart-lines"></ul>
            <p class="empty cart-empty">${words.empty}</p>
            <fieldset>
              <legend>${words.handover}</legend>
              <div class="choices two">${radio('handover', 'now', words.handNow, {checked: true})} ${radio('handover', 'collect', words.handLater)}</div>
            </fieldset>
            <div class="collect-fields" hidden>
              <div class="field"><label for="till-name">${words.name}</label><input id="till-name" name="name" maxlength="200" /></div>
              <div class="field"><label for="till-phone">${words.phone}</label><input id="till-phone" name="phone" type="tel" maxlength="100" /></div>
            </div>
            <fieldset>
              <legend>${words.payment}</legend>
              <div class="choices">${TILL_METHODS.map(({code, later}, index) => radio('payment', code, words.methods[code], {checked: index === 0, later}))}</div>
            </fieldset>
            <div class="till-fields">
              <div class="field">
                <label for="till-discount">${words.discount}</label>
                <input id="till-discount" name="discount" inputmode="decimal" maxlength="20" aria-describedby="discount-wrong discount-hint" />
                <p class="hint" id="discount-hint">${words.discountHint}</p>
                <p class="wrong" id="discount-wrong" role="status"></p>
              </div>
              <div class="field cash-fields"><label for="till-received">${words.received}</label><input id="till-received" name="received" inputmode="decimal" maxlength="20" /></div>
            </div>
          </div>
          <div class="till-pay">
            <dl class="till-sums">
              <div class="row-subtotal"><dt>${words.subtotal}</dt><dd class="sum-subtotal number"></dd></div>
              <div class="row-discount" hidden><dt>${words.discount}</dt><dd class="sum-discount number"></dd></div>
              <div class="row-total"><dt>${words.total}</dt><dd class="sum-total number"></dd></div>
              <div class="row-change" hidden><dt>${words.change}</dt><dd class="sum-change number"></dd></div>
            </dl>
            <p class="strip till-problem" role="alert" tabindex="-1" hidden></p>
            <button class="primary wide charge" type="submit" aria-describedby="charge-why" aria-keyshortcuts="Control+Enter"></button>
            <p class="hint" id="charge-why"></p>
          </div>
        </form>
      </section>
      <button type="button" class="till-dock" data-to="cart"><span class="dock-count"></span><span class="dock-go">${words.toCart}</span><span class="dock-total number"></span></button>
      <dialog aria-label="${words.slip}">
        <div class="slip"></div>
        <div class="slip-acts"><button type="button" class="print">${words.print}</button><button type="button" class="primary new-sale">${words.newSale}</button></div>
      </dialog>
      <noscript><p class="notice">${words.noScript}</p></noscript>
    </main>`;
}
