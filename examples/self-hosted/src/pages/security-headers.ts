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
const PAGE_HEADERS = {
  'content-security-policy': PAGE_POLICY,
  // Links to orders are secrets: they are not told to other sites.
  'referrer-policy': 'same-origin',
  // A page shows who is signed in, what is in a basket, a chosen language: it is kept for nobody else, and asked for again.
  'cache-control': 'private, no-cache',
};

export const securityHeaders = createMiddleware(async (context, next) => {
  await next();
  const {headers} = context.res;
  for (const [name, value] of Object.entries(PAGE_HEADERS)) if (!headers.has(name)) headers.set(name, value);
});

/** Nothing this server sends is to be taken for something else than it says. */
export const noSniff = createMiddleware(async (context, next) => {
  await next();
  context.res.headers.set('x-content-type-options', 'nosniff');
});
