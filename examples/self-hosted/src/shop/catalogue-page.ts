import {html} from 'hono/html';
import type {Language} from '../pages/language.ts';
import type {Markup} from '../pages/layout.ts';
import {stringsFor} from '../pages/strings/index.ts';
import type {Basket} from './basket.ts';
import {price} from './format-price.ts';
import {PRODUCTS, picturePath, type Product} from './products.ts';
import {shopLayout} from './shop-layout.ts';

/** `/shop`: everything on one page, by kind. */
export function cataloguePage(language: Language, storeName: string, basket: Basket): Markup {
  const strings = stringsFor(language);
  const short = language === 'en' ? 'en' : 'zh';
  const card = (product: Product): Markup => html`<li class="product" id="${product.sku}">
    <img src="${picturePath(product.sku)}" alt="" width="96" height="96" />
    <div class="words">
      <h3>${product.name[short]}</h3>
      <p class="muted">${product.about[short]}</p>
    </div>
    ${price(product.cents)}
    <form method="post" action="/shop/basket">
      <input type="hidden" name="add" value="${product.sku}" />
      <button type="submit" aria-label="${strings.addNamed(product.name[short])}">${strings.add}</button>
    </form>
  </li>`;
  const kinds = ['tea', 'ware', 'gift'] as const;
  return shopLayout({
    language,
    storeName,
    title: strings.storefront,
    basket,
    content: html`<h1 class="lead">${strings.shopLead}</h1>
      ${kinds.map(
        (kind) => html`<section>
          <h2>${strings.kinds[kind]}</h2>
          <ul class="products">
            ${PRODUCTS.filter((product) => product.kind === kind).map(card)}
          </ul>
        </section>`,
      )}`,
  });
}
