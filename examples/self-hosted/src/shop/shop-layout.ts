import {html} from 'hono/html';
import type {Language} from '../pages/language.ts';
import {languageSwitch} from '../pages/language-switch.ts';
import {layout, type Markup} from '../pages/layout.ts';
import {stringsFor} from '../pages/strings/index.ts';
import {countPieces, type Basket} from './basket.ts';

/** A page of the storefront. */
export function shopLayout(page: {language: Language; storeName: string; title: string; basket: Basket; content: Markup; scripts?: readonly string[]}): Markup {
  const {language, storeName, title, basket, content, scripts = []} = page;
  const strings = stringsFor(language);
  const pieces = countPieces(basket);
  return layout({
    language,
    title: `${title} · ${storeName}`,
    styles: ['shop'],
    scripts,
    body: html`<body class="shop">
      <header class="shop-head">
        <a class="shop-name" href="/shop">${storeName}</a>
        <nav>${languageSwitch(language)} <a class="basket-link" href="/shop/basket">${strings.basket}<span class="count">${pieces === 0 ? '' : strings.basketCount(pieces)}</span></a></nav>
      </header>
      <main>${content}</main>
    </body>`,
  });
}
