import {createMiddleware} from 'hono/factory';
import {HttpProblem} from '../http/problem.ts';

/**
 * Pages change things only for forms and scripts of their own. The session cookie is `SameSite=Strict` already; this
 * also stops another page of the same site.
 * @throws HttpProblem `forbidden`.
 */
export const requireSameOrigin = createMiddleware(async (context, next) => {
  const {method} = context.req;
  if (method !== 'GET' && method !== 'HEAD' && !isSameOrigin(context.req.raw)) throw new HttpProblem('forbidden', 'This form was sent from another site.');
  await next();
});

function isSameOrigin({headers}: Request): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin' || site === 'none';
  // Browsers leave that header out on plain HTTP; programs leave out both.
  const origin = headers.get('origin');
  return origin === null || URL.parse(origin)?.host === headers.get('host');
}
