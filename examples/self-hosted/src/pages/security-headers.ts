import {createMiddleware} from 'hono/factory';

/** Lit makes its templates through the policy `lit-html`; `packline` is the desk page's own, for its service worker. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html packline',
].join('; ');

/** What every page says about itself, unless its route has said something stricter. */
export const securityHeaders = createMiddleware(async (context, next) => {
  await next();
  const {headers} = context.res;
  if (!headers.has('content-security-policy')) headers.set('content-security-policy', PAGE_POLICY);
  headers.set('x-content-type-options', 'nosniff');
  // Links to orders are secrets: they are not told to other sites.
  if (!headers.has('referrer-policy')) headers.set('referrer-policy', 'same-origin');
});
