/* global VERSION, SHELL -- written in front of this file by the server */

// Desk and till start from here when there is no network or no server. Only the shell is kept: orders live in the engine's
// own database, and nothing under /v1 is ever answered from a cache.
const CACHE = `packline-desk-${VERSION}`;
const PREFIX = 'packline-desk-';

/** Milliseconds to wait for a server that does not answer, before the kept copy is shown. */
const PATIENCE_MS = 3000;

self.addEventListener('install', (event) => {
  event.waitUntil(keepShell().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOldShells().then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const {request} = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  const page = pageOf(url);
  if (page !== undefined) event.respondWith(newest(request, page, event));
  else if (url.pathname.startsWith('/assets/') || url.pathname.startsWith('/packline/')) event.respondWith(newest(request, url.pathname, event));
});

/** `/` leads a signed-in person to the desk, so without a server it is answered with the desk as well. */
function pageOf({pathname}) {
  if (pathname === '/till') return '/till';
  return pathname === '/desk' || pathname === '/' ? '/desk' : undefined;
}

async function keepShell() {
  const cache = await caches.open(CACHE);
  await Promise.all(SHELL.map(async (address) => keep(cache, address, await fetch(address, {cache: 'no-cache'}))));
}

/** Only a plain answer of the page itself: a redirect to the sign-in page must not become the desk. */
async function keep(cache, key, response) {
  if (response.ok && response.type === 'basic' && !response.redirected) await cache.put(key, response);
}

async function forgetOldShells() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)));
}

/** From the server when it answers in time, else as kept; what the server sends is kept for the next time. */
async function newest(request, key, event) {
  const cache = await caches.open(CACHE);
  const fromServer = fetch(request).then((response) => {
    if (key !== '/desk' || new URL(request.url).pathname === '/desk') event.waitUntil(keep(cache, key, response.clone()));
    return response;
  });
  fromServer.catch(() => {});
  event.waitUntil(fromServer.catch(() => {}));
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  try {
    const response = await Promise.race([fromServer, patience]);
    // A broken proxy in front of a stopped server is as good as no server.
    if (response && response.status < 500) return response;
  } catch {
    // No network, or no server: the kept copy is the answer.
  }
  return (await cache.match(key)) ?? fromServer;
}
