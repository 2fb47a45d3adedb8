import {fileURLToPath} from 'node:url';
import type {HttpBindings} from '@hono/node-server';
import {Hono, type Context} from 'hono';
import {channelsPage} from '../channels/channels-page.ts';
import {accessPage} from '../pages/access-page.ts';
import {describeError} from '../observability/describe-error.ts';
import {healthRoutes} from '../observability/health-routes.ts';
import {observeRequests, routeOf} from '../observability/observe-requests.ts';
import {deskPage} from '../pages/desk-page.ts';
import {effectsPage} from '../pages/effects-page.ts';
import {languageOf} from '../pages/language.ts';
import {mailPages} from '../pages/mail-pages.ts';
import {noticePage} from '../pages/notice-page.ts';
import {requireSameOrigin} from '../pages/same-origin.ts';
import {noSniff, securityHeaders} from '../pages/security-headers.ts';
import {signInPages} from '../pages/sign-in-pages.ts';
import {stringsFor} from '../pages/strings/index.ts';
import type {Services} from '../services.ts';
import {orderPage} from '../shop/order-page.ts';
import {shopPages} from '../shop/shop-pages.ts';
import {StorageUnavailableError} from '../storage/storage-unavailable.ts';
import {tillPage} from '../till/till-page.ts';
import {createApi} from './api.ts';
import {HttpProblem, problemResponse} from './problem.ts';
import {serviceWorkerText} from './service-worker.ts';
import {createStaticFolder, staticRoutes} from './static-files.ts';
import {createTraffic, type Traffic} from './traffic.ts';

const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Every address of the server; `traffic` is how much of it a caller may ask. */
export function createApp(services: Services, traffic: Traffic = createTraffic()): Hono<{Bindings: HttpBindings}> {
  const assets = createStaticFolder(folder('../../public'));
  const packline = createStaticFolder(folder('../../../../packages/elements/dist/cdn'));
  const app = new Hono<{Bindings: HttpBindings}>();

  app.use(observeRequests(services), noSniff);
  app.route('/', healthRoutes(services));
  app.route('/v1', createApi(services, traffic));
  app.route('/assets', staticRoutes(assets));
  app.route('/packline', staticRoutes(packline));
  app.get('/sw.js', (context) => {
    const headers = {'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache', 'content-security-policy': "default-src 'none'; connect-src 'self'"};
    return context.body(serviceWorkerText({assets, packline}), 200, headers);
  });

  app.use(securityHeaders, requireSameOrigin(services));
  app.route('/', signInPages(services, traffic));
  app.route('/desk', deskPage(services));
  app.route('/till', tillPage(services));
  app.route('/channels', channelsPage(services));
  app.route('/mails', mailPages(services));
  app.route('/effects', effectsPage(services));
  app.route('/access', accessPage(services));
  app.route('/shop', shopPages(services));
  app.route('/o', orderPage(services));

  app.notFound((context) => answerProblem(context, new HttpProblem('not-found', `There is nothing at ${context.req.path}.`)));
  app.onError((error, context) => {
    if (error instanceof HttpProblem) return answerProblem(context, error);
    if (error instanceof StorageUnavailableError) {
      services.log.warn('A request could not be served without the database.', factsOf(context, error));
      return answerProblem(context, new HttpProblem('unavailable', undefined, {headers: {'retry-after': '2'}}));
    }
    services.log.error('A request failed.', factsOf(context, error));
    return answerProblem(context, new HttpProblem('internal'));
  });
  return app;
}

/** Never the address itself: a customer's link, a name that was searched for and the like do not belong in a log. */
function factsOf(context: Context, error: unknown): Readonly<Record<string, unknown>> {
  return {requestId: (context as Context<{Variables: {requestId: string}}>).get('requestId'), method: context.req.method, route: routeOf(context), error: describeError(error)};
}

/** Programs get a problem document, people a page. */
function answerProblem(context: Context, error: HttpProblem): Response | Promise<Response> {
  const wantsPage = !context.req.path.startsWith('/v1/') && /\btext\/html\b/.test(context.req.header('accept') ?? '');
  if (!wantsPage) return problemResponse(error);
  const language = languageOf(context);
  const strings = stringsFor(language);
  const {status} = error.problem;
  const isOrder = context.req.path.startsWith('/o/');
  const notice =
    error.problem.type.endsWith(':link-expired')
      ? {title: strings.linkExpiredTitle, text: strings.linkExpired}
      : status === 404
        ? {title: strings.notFoundTitle, text: isOrder ? strings.linkUnknown : strings.notFound}
        : status === 403
          ? {title: strings.forbiddenTitle, text: error.message}
          : {title: strings.brokenTitle, text: status >= 500 ? strings.broken : error.message};
  const link = {href: '/shop', text: strings.visitShop};
  for (const [name, value] of Object.entries(error.headers)) context.header(name, value);
  context.header('cache-control', 'no-store');
  context.status(status as 404);
  return context.html(noticePage({language, ...notice, link}));
}
