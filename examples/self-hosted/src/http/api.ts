import {Hono, type Context} from 'hono';
import {cors} from 'hono/cors';
import {channelOrdersRoutes} from '../channels/channel-orders-routes.ts';
import {hooksRoute} from '../channels/hooks-route.ts';
import {descriptionRoutes} from '../description/description-routes.ts';
import {effectsApi} from '../effects/effects-api.ts';
import type {Services} from '../services.ts';
import type {ApiEnv} from './api-env.ts';
import {changesRoutes} from './changes-routes.ts';
import {commandsRoute} from './commands-route.ts';
import {exportRoute} from './export-route.ts';
import {ordersRoutes} from './orders-routes.ts';
import {knownParameters} from './known-parameters.ts';
import {HttpProblem} from './problem.ts';
import {productsRoute} from './products-route.ts';
import {requirePerson, requireStaff} from './require-person.ts';
import {sessionRoute} from './session-route.ts';
import {shopOrderRoutes} from './shop-order-routes.ts';
import type {Traffic} from './traffic.ts';

const GET = 'GET, HEAD, OPTIONS';
const POST = 'POST, OPTIONS';

/** Which addresses answer to which methods, for those who use another one. */
const ANSWERS_TO: readonly (readonly [RegExp, string])[] = [
  [/^\/v1\/(commands|channel\/orders|hooks\/[^/]+|effects\/[^/]+\/retry|shop\/orders\/[^/]+\/receipts)$/, POST],
  [/^\/v1\/(openapi\.json|docs|channel\/orders\/[^/]+)$/, GET],
  [/^\/v1\/(me|products|export|effects|changes(\/stream)?|orders(\/[^/]+(\/events|\/receipts\/[^/]+\/content)?)?)$/, GET],
  [/^\/v1\/shop\/orders\/[^/]+(\/stream|\/receipts\/[^/]+\/content)?$/, GET],
];

/**
 * Everything under `/v1`. Pages of any origin may call it, because it takes no cookies: whoever calls has to hold a
 * token, which no other page can lend itself.
 */
export function createApi(services: Services, traffic: Traffic): Hono<ApiEnv> {
  const api = new Hono<ApiEnv>();
  api.use(async (context, next) => {
    await next();
    const allow = context.req.method === 'OPTIONS' ? allowedAt(context.req.path) : undefined;
    if (allow !== undefined) context.res.headers.set('allow', allow);
    context.res.headers.set('cross-origin-resource-policy', 'cross-origin');
  });
  api.use(
    cors({
      origin: '*',
      allowMethods: ['GET', 'POST'],
      allowHeaders: ['Authorization', 'Content-Type', 'If-None-Match', 'Last-Event-ID', 'X-Request-Id'],
      exposeHeaders: ['ETag', 'Retry-After', 'Content-Disposition', 'X-Request-Id'],
      maxAge: 7200,
    }),
  );
  api.use(async (_context, next) => {
    if (services.stopping.aborted) throw new HttpProblem('stopping', undefined, {headers: {'retry-after': '2'}});
    await next();
  });
  api.use(knownParameters);
  api.route('/', descriptionRoutes());
  // Shoppers hold a link instead of a token, so these come before the gate.
  api.route('/shop/orders', shopOrderRoutes(services, traffic));
  api.all('/shop/*', answerNothing);
  // So do shops that sign what they send.
  api.route('/hooks', hooksRoute(services));
  api.all('/hooks/*', answerNothing);
  api.use(requirePerson(services, traffic));
  api.route('/me', sessionRoute(services));
  api.route('/', channelOrdersRoutes(services));
  api.use(requireStaff);
  api.route('/commands', commandsRoute(services));
  api.route('/changes', changesRoutes(services, traffic));
  api.route('/orders', ordersRoutes(services));
  api.route('/products', productsRoute());
  api.route('/export', exportRoute(services));
  api.route('/effects', effectsApi(services));
  api.all('*', answerNothing);
  return api;
}

/** @throws HttpProblem `method-not-allowed` at an address that answers to another method, else `not-found`. */
function answerNothing({req: {method, path}}: Context<ApiEnv>): never {
  const allow = allowedAt(path);
  if (allow !== undefined) throw new HttpProblem('method-not-allowed', `This address answers to ${allow}; not to ${method}.`, {headers: {allow}});
  throw new HttpProblem('not-found', `There is nothing at ${path}.`);
}

function allowedAt(path: string): string | undefined {
  return ANSWERS_TO.find(([known]) => known.test(path))?.[1];
}
