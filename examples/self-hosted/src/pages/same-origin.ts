import {createMiddleware} from 'hono/factory';
import {HttpProblem} from '../http/problem.ts';
import type {Services} from '../services.ts';

/**
 * Pages change things only for forms and scripts of their own. The session cookie is `SameSite=Strict` already; this
 * also stops another page of the same site.
 * @throws HttpProblem `forbidden`.
 */
export function requireSameOrigin({publicOrigin}: Pick<Services, 'publicOrigin'>) {
  return createMiddleware(async (context, next) => {
    const {method, raw} = context.req;
    if (method !== 'GET' && method !== 'HEAD' && !isSameOrigin(raw, publicOrigin())) throw new HttpProblem('forbidden', 'This form was sent from another site.');
    await next();
  });
}

function isSameOrigin({headers}: Request, publicOrigin: string): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin' || site === 'none';
  // Browsers leave that header out on plain HTTP; programs leave out both.
  const origin = headers.get('origin');
  // A proxy in front may ask under a name of its own.
  return origin === null || origin === publicOrigin || URL.parse(origin)?.host === headers.get('host');
}
