import {html} from 'hono/html';
import type {Language} from '../pages/language.ts';
import type {Markup} from '../pages/layout.ts';
import {stringsFor} from '../pages/strings/index.ts';
import {goodsCents, MOST_PIECES, type Basket} from './basket.ts';
import {price} from './format-price.ts';
import {picturePath} from './products.ts';
import {shopLayout} from './shop-layout.ts';

/** `/shop/basket`: what is in it, how many, and the way on. */
export function basketPage(language: Language, storeName: string, basket: Basket): Markup {
  const strings = stringsFor(language);
  const short = language === 'en' ? 'en' : 'zh';
  const lines = basket.map(
    ({product, quantity}) => html`<li class="line">
      <img src="${picturePath(product.sku)}" alt="" width="48" height="48" />
      <div class="words">
        <strong>${product.name[short]}</strong>
        <span class="muted">${price(product.cents)}</span>
      </div>
      <form class="pieces" method="post" action="/shop/basket">
        <input type="hidden" name="sku" value="${product.sku}" />
        <label class="out-of-sight" for="q-${product.sku}">${strings.quantity}, ${product.name[short]}</label>
        <input id="q-${product.sku}" name="quantity" type="number" min="0" max="${MOST_PIECES}" value="${quantity}" inputmode="numeric" />
        <button type="submit">${strings.update}</button>
        <button type="submit" class="link" name="remove" value="1" aria-label="${strings.removeNamed(product.name[short])}">${strings.remove}</button>
      </form>
      <span class="sum">${price(product.cents * quantity)}</span>
    </li>`,
  );
  const content =
    basket.length === 0
      ? html`<h1>${strings.basketTitle}</h1>
          <p class="empty">${strings.basketEmpty}</p>
          <p><a class="button" href="/shop">${strings.keepLooking}</a></p>`
      : html`<h1>${strings.basketTitle}</h1>
          <ul class="lines">
            ${lines}
          </ul>
          <p class="total-row"><span>${strings.subtotal}</span> ${price(goodsCents(basket))}</p>
          <p class="acts"><a href="/shop">${strings.keepLooking}</a> <a class="button primary" href="/shop/checkout">${strings.toCheckout}</a></p>`;
  return shopLayout({language, storeName, title: strings.basketTitle, basket, content});
}
