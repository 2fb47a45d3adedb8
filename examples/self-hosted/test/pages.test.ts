import assert from 'node:assert/strict';
import {after, test} from 'node:test';
import {signOrderLink} from '../src/access/order-link.ts';
import {changeSettings} from '../src/orders/change-settings.ts';
import {placePaid} from './support/commands.ts';
import {readProblem, startTestServer} from './support/start-test-server.ts';

const HTML = {accept: 'text/html'};

const server = await startTestServer({after}, {demo: true});

test('the server says that it is well', async () => {
  const response = await fetch(new URL('/healthz', server.url));
  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), {status: 'ok'});
});

test('pages load files of this server only, and hold no script or style of their own', async () => {
  const cookie = (await fetch(server.signInUrl, {redirect: 'manual'})).headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const basket = 'basket=TEA-DD-150:2,GW-110-W:1';
  for (const path of ['/', '/desk', '/mails', '/access', '/shop', '/shop/basket', '/shop/checkout', '/nothing']) {
    const response = await fetch(new URL(path, server.url), {headers: {...HTML, ...(path === '/' ? {} : {cookie: `${cookie}; ${basket}`})}});
    const text = await response.text();
    assert.match(response.headers.get('content-type') ?? '', /text\/html/, path);
    const policy = response.headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'/, path);
    assert.match(policy, /script-src 'self';/, path);
    assert.match(policy, /style-src 'self';/, path);
    assert.match(policy, /require-trusted-types-for 'script'/, path);
    assert.doesNotMatch(policy, /unsafe/);
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
    assert.doesNotMatch(text, /<script(?![^>]*\ssrc=)/i, path);
    assert.doesNotMatch(text, /<style|\sstyle=|\son[a-z]+=|javascript:/i, path);
    assert.match(text, /^<!doctype html>\s*<html lang="/, path);
    for (const [, address] of text.matchAll(/(?:href|src)="(\/(?:assets|shop\/pictures)\/[^"]+)"/g)) {
      assert.equal((await fetch(new URL(address ?? '', server.url))).status, 200, address);
    }
  }
  assert.deepEqual(server.errors, []);
});

test('pages speak the language that is asked for, and remember a choice', async () => {
  const page = async (path: string, headers: Record<string, string>): Promise<{lang: string | undefined; cookie: string}> => {
    const response = await fetch(new URL(path, server.url), {headers});
    return {lang: /<html lang="([^"]+)"/.exec(await response.text())?.[1], cookie: response.headers.getSetCookie().join('; ')};
  };
  for (const [wish, lang] of [['zh-HK,zh;q=0.9,en;q=0.8', 'zh-Hant'], ['fr, en;q=0.5, zh;q=0.4', 'en'], ['de', 'en'], ['en;q=0, zh-TW', 'zh-Hant'], ['', 'en'], [';;;q=,', 'en']] as const) {
    assert.equal((await page('/shop', {'accept-language': wish})).lang, lang, wish);
  }
  const chosen = await page('/shop?lang=zh-Hant', {'accept-language': 'en'});
  assert.equal(chosen.lang, 'zh-Hant');
  assert.equal((await page('/shop', {'accept-language': 'en', cookie: chosen.cookie.split(';')[0] ?? ''})).lang, 'zh-Hant');
});

test('a wrong address is a page for people and a problem for programs', async () => {
  const page = await fetch(new URL('/nothing', server.url), {headers: HTML});
  assert.deepEqual([page.status, page.headers.get('content-type')?.split(';')[0]], [404, 'text/html']);
  const answer = await fetch(new URL('/nothing', server.url));
  assert.equal(answer.status, 404);
  assert.match((await readProblem(answer)).type, /:not-found$/);
});

test('files are not sent again to a browser that has them, and nothing beside them is served', async () => {
  const first = await fetch(new URL('/assets/page.css', server.url));
  assert.match(first.headers.get('content-type') ?? '', /^text\/css/);
  const again = await fetch(new URL('/assets/page.css', server.url), {headers: {'if-none-match': first.headers.get('etag') ?? ''}});
  assert.equal(again.status, 304);
  for (const path of ['/assets/../package.json', '/assets/%2e%2e%2fpackage.json', '/assets/..%5cpackage.json', '/assets/.hidden', '/assets/page.css/x', '/assets/', '/packline/%2e%2e/index.js', '/assets/none.css']) {
    assert.equal((await fetch(new URL(path, server.url))).status, 404, path);
  }
});

test('the service worker names the shell it keeps, and keeps nothing of the interface', async () => {
  const response = await fetch(new URL('/sw.js', server.url));
  assert.match(response.headers.get('content-type') ?? '', /javascript/);
  const text = await response.text();
  const shell = JSON.parse(/^const SHELL = (.*);$/m.exec(text)?.[1] ?? '[]') as string[];
  assert.ok(shell.includes('/desk') && shell.includes('/assets/desk.js') && shell.includes('/assets/staff.css'));
  for (const address of shell) assert.doesNotMatch(address, /^\/v1|order-status|\.map$/);
});

test('nothing anybody wrote becomes markup, on any page', async (t) => {
  const evil = `'"></title></script><img src=x onerror=alert(1)><script>alert(1)</script>&lt;b&gt;\${7*7}{{7*7}}`;
  const shop = await startTestServer(t);
  const {storage, storeId, linkKey, now, access} = shop.services;
  await changeSettings(shop.services, {storeName: evil});
  await shop.apply(placePaid('o1', {number: evil, customer: {name: evil, email: `x@example.com ${evil}`, language: 'en'}, lines: [{sku: evil, name: evil, quantity: 1, unitPrice: {amount: 1, scale: 2, currency: 'HKD'}}], tags: [evil]}));
  await access.makeToken(evil, {id: 'owner', name: evil, role: 'owner'});
  while ((await storage.listMails(storeId, 1)).length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  const [mail] = await storage.listMails(storeId, 1);
  const cookie = (await fetch(shop.signInUrl, {redirect: 'manual'})).headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const link = signOrderLink(linkKey, 'o1', now());
  const ask = async (path: string, init: RequestInit = {}): Promise<string> => {
    const headers = {...HTML, cookie: `${path === '/' ? '' : cookie}; basket=TEA-DD-150:1`, 'accept-language': evil};
    return (await fetch(new URL(path, shop.url), {...init, headers})).text();
  };
  const form = (fields: Record<string, string>): RequestInit => ({method: 'POST', body: new URLSearchParams(fields)});
  const everywhere = Object.fromEntries(['name', 'phone', 'email', 'address', 'district', 'note', 'payment', 'shipping', 'orderId', 'token', 'label', 'sku'].map((name) => [name, evil]));
  const pages = [
    ...(await Promise.all(['/', '/desk', '/mails', `/mails/${encodeURIComponent(mail?.messageId ?? '')}`, '/access', '/shop', '/shop/basket', '/shop/checkout', `/o/${link}`, `/o/${encodeURIComponent(evil)}`, `/${encodeURIComponent(evil)}`, `/sign-in/${encodeURIComponent(evil)}`, `/shop?lang=${encodeURIComponent(evil)}`].map((path) => ask(path)))),
    ...(await Promise.all(['/shop/checkout', '/sign-in', '/shop/basket', '/access/tokens'].map((path) => ask(path, form(everywhere))))),
  ];
  for (const page of pages) {
    assert.match(page, /^<!doctype html>/);
    assert.doesNotMatch(page, /<img src=x|<script>|<b>|'">/);
  }
  assert.ok(pages.filter((page) => page.includes('&lt;img src=x onerror=alert(1)&gt;')).length > 10, 'what was written is shown as it was written');
  assert.deepEqual(shop.errors, []);
});
