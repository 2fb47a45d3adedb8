import type {Context} from 'hono';
import {createMiddleware} from 'hono/factory';
import {matchedRoutes} from 'hono/route';
import type {Services} from '../services.ts';
import {describeError} from './describe-error.ts';
import {REQUEST_ID, requestIdOf} from './request-id.ts';

/** Asked every few seconds by machines: written down only when they fail. */
const QUIET = /^\/(healthz|readyz|metrics|sw\.js|assets\/:name|packline\/:name)$/;
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'OPTIONS']);
/** Methods and addresses that nobody serves are one line of a metric each, whatever somebody thinks of. */
const OTHER = 'other';

interface ObservedEnv {
  Variables: {requestId: string; person?: {role: string}; session?: {role: string}};
}

/**
 * Gives every request an id and notes how it went: by the pattern of its route, never by its address, which may hold a
 * customer's link or somebody's name. Of a stream it notes how it began.
 */
export function observeRequests({log, metrics, stopping}: Pick<Services, 'log' | 'metrics' | 'stopping'>) {
  return createMiddleware<ObservedEnv>(async (context, next) => {
    const began = performance.now();
    const requestId = requestIdOf(context.req.header(REQUEST_ID));
    context.set('requestId', requestId);
    try {
      await next();
    } catch (error) {
      // Only what is thrown and is no error comes this far; the listener answers it.
      const facts = {requestId, method: methodOf(context), route: routeOf(context), error: describeError(error)};
      metrics.answered({method: facts.method, route: facts.route, status: 500, seconds: (performance.now() - began) / 1000});
      log.error('A request failed.', facts);
      throw error;
    }
    const {res} = context;
    res.headers.set(REQUEST_ID, requestId);
    // Whoever asks next should ask a process that stays.
    if (stopping.aborted) res.headers.set('connection', 'close');
    const method = methodOf(context);
    const route = routeOf(context);
    const ms = performance.now() - began;
    metrics.answered({method, route, status: res.status, seconds: ms / 1000});
    if (QUIET.test(route) && res.status < 500) return;
    const role = context.get('person')?.role ?? context.get('session')?.role;
    const facts = {requestId, method, route, status: res.status, ms: Math.round(ms * 10) / 10, ...(role === undefined ? {} : {role})};
    if (res.status >= 500) log.warn('A request was answered with a failure.', facts);
    else log.info('A request was answered.', facts);
  });
}

function methodOf({req: {method}}: Context): string {
  return METHODS.has(method) ? method : OTHER;
}

/** The pattern of the route that a request came to, for example `/v1/orders/:orderId`. */
export function routeOf(context: Context): string {
  const route = matchedRoutes(context).findLast(({method, path}) => method !== 'ALL' || !path.endsWith('*'));
  return route?.path ?? OTHER;
}
