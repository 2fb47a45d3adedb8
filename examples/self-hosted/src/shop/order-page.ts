import {Hono} from 'hono';
import {html} from 'hono/html';
import {readOrderLink} from '../access/order-link.ts';
import {HttpProblem} from '../http/problem.ts';
import {languageOf} from '../pages/language.ts';
import {languageSwitch} from '../pages/language-switch.ts';
import {layout} from '../pages/layout.ts';
import {stringsFor} from '../pages/strings/index.ts';
import type {Order} from '@packline/core';
import type {Services} from '../services.ts';

/** `/o/{token}`: the customer's own page of one order. The element on it reads and follows the order by itself. */
export function orderPage(services: Services): Hono {
  const {storage, storeId, linkKey, now} = services;
  return new Hono().get('/:token', async (context) => {
    const token = context.req.param('token');
    const link = readOrderLink(linkKey, token, now());
    const stored = link.ok ? await storage.readOrder(storeId, link.orderId) : undefined;
    if (!link.ok && link.reason === 'expired') throw new HttpProblem('link-expired');
    if (!stored) throw new HttpProblem('not-found', 'This link does not lead to an order.');
    const order = JSON.parse(stored.doc) as Order;
    const {settings} = await storage.readFeedState(storeId);
    const language = languageOf(context);
    const strings = stringsFor(language);
    context.header('cache-control', 'private, no-store');
    context.header('referrer-policy', 'no-referrer');
    return context.html(
      layout({
        language,
        title: `${strings.orderTitle(order.number)} · ${settings.storeName}`,
        styles: ['shop'],
        scripts: ['/packline/order-status.min.js'],
        body: html`<body class="shop order">
          <header class="shop-head">
            <a class="shop-name" href="/shop">${settings.storeName}</a>
            <nav>${languageSwitch(language)}</nav>
          </header>
          <main>
            <order-status endpoint="/" order-token="${token}" lang="${language}"></order-status>
            <noscript><p class="notice">${strings.orderNoScript}</p></noscript>
            <p class="back"><a href="/shop">${strings.backToShop}</a></p>
          </main>
        </body>`,
      }),
    );
  });
}
