import {Hono} from 'hono';
import {html} from 'hono/html';
import type {Services} from '../services.ts';
import {languageOf} from './language.ts';
import {sessionOf} from './session-cookie.ts';
import {staffPage} from './staff-page.ts';
import {stringsFor} from './strings/index.ts';

/** `/desk`: the page with the widgets. It holds no data, so that its service worker may keep it for days without a network. */
export function deskPage(services: Services): Hono {
  const {storage, storeId} = services;
  return new Hono().get('/', async (context) => {
    const session = await sessionOf(context, services);
    if (!session) return context.redirect('/', 303);
    const {settings} = await storage.readFeedState(storeId);
    const language = languageOf(context);
    const strings = stringsFor(language);
    return context.html(
      staffPage({
        language,
        storeName: settings.storeName,
        place: 'desk',
        role: session.role,
        title: strings.signInTitle,
        scripts: ['/packline/order-desk.min.js', '/assets/desk.js'],
        fills: true,
        content: html`<order-desk lang="${language}"></order-desk>
          <noscript><p class="notice">${strings.deskNoScript}</p></noscript>`,
      }),
    );
  });
}
