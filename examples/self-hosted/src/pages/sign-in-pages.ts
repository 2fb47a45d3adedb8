import {Hono, type Context} from 'hono';
import {html} from 'hono/html';
import {hashSecret} from '../access/secrets.ts';
import {addressOf} from '../http/address-of.ts';
import {HttpProblem} from '../http/problem.ts';
import {readForm} from '../http/read-form.ts';
import type {Traffic} from '../http/traffic.ts';
import type {Services} from '../services.ts';
import {languageOf, type Language} from './language.ts';
import {languageSwitch} from './language-switch.ts';
import {layout, type Markup} from './layout.ts';
import {noticePage} from './notice-page.ts';
import {clearSessionCookie, sessionCookie, sessionOf, setSessionCookie} from './session-cookie.ts';
import {stringsFor} from './strings/index.ts';

/** Coming in: `/`, the one-time link, the form, the way out, and the bearer token of the desk page. */
export function signInPages(services: Services, traffic: Traffic): Hono {
  const {access, storage, storeId} = services;

  /** The session this browser had before, perhaps another person's, ends. */
  async function enter(context: Context, cookie: string): Promise<Response> {
    const before = sessionCookie(context);
    if (before !== undefined) await access.signOut(before);
    setSessionCookie(context, services, cookie);
    return context.redirect('/desk', 303);
  }

  return new Hono()
    .get('/', async (context) => {
      if (await sessionOf(context, services)) return context.redirect('/desk', 303);
      const {settings} = await storage.readFeedState(storeId);
      context.header('cache-control', 'no-store');
      return context.html(signInPage(languageOf(context), settings.storeName));
    })
    .post('/sign-in', async (context) => {
      const token = ((await readForm(context.req.raw)).get('token') ?? '').trim();
      const [address, caller] = [addressOf(context), hashSecret(token)];
      traffic.requireGuess(address, caller);
      const cookie = await access.signInWithToken(token);
      traffic.noteGuess(address, caller, cookie !== undefined);
      if (cookie === undefined) {
        const {settings} = await storage.readFeedState(storeId);
        const language = languageOf(context);
        return context.html(signInPage(language, settings.storeName, stringsFor(language).tokenWrong), 401);
      }
      return enter(context, cookie);
    })
    .get('/sign-in/:code', async (context) => {
      if (isLookAhead(context.req.raw)) return context.body(null, 204);
      const cookie = await access.signInWithCode(context.req.param('code'));
      context.header('cache-control', 'no-store');
      context.header('referrer-policy', 'no-referrer');
      if (cookie === undefined) {
        const language = languageOf(context);
        const strings = stringsFor(language);
        return context.html(noticePage({language, title: strings.codeUsedTitle, text: strings.codeUsed, link: {href: '/', text: strings.signIn}}), 403);
      }
      return enter(context, cookie);
    })
    .post('/sign-out', async (context) => {
      const cookie = sessionCookie(context);
      if (cookie !== undefined) await access.signOut(cookie);
      clearSessionCookie(context);
      return context.redirect('/', 303);
    })
    .post('/session/token', async (context) => {
      const session = await sessionOf(context, services);
      if (!session) throw new HttpProblem('signed-out', 'Sign in on this site first.');
      context.header('cache-control', 'no-store');
      return context.json(await access.makeBearer(session));
    });
}

/** A browser that loads what may be clicked next must not use up a link that works once. */
function isLookAhead({method, headers}: Request): boolean {
  return method === 'HEAD' || /prefetch|prerender/.test(headers.get('sec-purpose') ?? headers.get('purpose') ?? '');
}

function signInPage(language: Language, storeName: string, wrong?: string): Markup {
  const strings = stringsFor(language);
  return layout({
    language,
    title: `${strings.signInTitle} · ${storeName}`,
    body: html`<body class="narrow">
      <main>
        <p class="eyebrow">${storeName}</p>
        <h1>${strings.signInTitle}</h1>
        <p class="muted">${strings.signInLead}</p>
        <form class="stack" method="post" action="/sign-in">
          <div class="field">
            <label for="token">${strings.tokenLabel}</label>
            <input
              id="token"
              name="token"
              type="password"
              required
              autofocus
              autocomplete="current-password"
              spellcheck="false"
              aria-describedby="${wrong === undefined ? 'token-hint' : 'token-wrong'}"
              ${wrong === undefined ? '' : html`aria-invalid="true"`}
            />
            ${wrong === undefined ? html`<p class="hint" id="token-hint">${strings.tokenHint}</p>` : html`<p class="wrong" id="token-wrong">${wrong}</p>`}
          </div>
          <button class="primary" type="submit">${strings.signIn}</button>
        </form>
        <p><a href="/shop">${strings.visitShop}</a></p>
      </main>
      <footer>${languageSwitch(language)}</footer>
    </body>`,
  });
}
