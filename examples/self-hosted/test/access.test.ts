import assert from 'node:assert/strict';
import {test} from 'node:test';
import {hashSecret} from '../src/access/secrets.ts';
import {packAndSend, place, placePaid} from './support/commands.ts';
import {createTestClock, OWNER_TOKEN, readProblem, startTestServer, type TestServer} from './support/start-test-server.ts';

/** Follows no redirect, like somebody who reads every answer. */
const visit = (server: TestServer, path: string, init: RequestInit = {}): Promise<Response> => fetch(new URL(path, server.url), {redirect: 'manual', ...init});

function cookieOf(response: Response): string {
  return response.headers.getSetCookie().find((cookie) => cookie.startsWith('packline_session='))?.split(';')[0] ?? '';
}

async function signIn(server: TestServer): Promise<string> {
  return cookieOf(await visit(server, server.signInUrl));
}

async function bearerOf(server: TestServer, cookie: string): Promise<string> {
  const {token} = (await (await visit(server, '/session/token', {method: 'POST', headers: {cookie}})).json()) as {token: string};
  return token;
}

test('the sign-in link works once', async (t) => {
  const server = await startTestServer(t);
  assert.equal((await visit(server, server.signInUrl, {method: 'HEAD'})).status, 204, 'a look ahead does not use it up');
  const first = await visit(server, server.signInUrl);
  assert.deepEqual([first.status, first.headers.get('location')], [303, '/desk']);
  const [flags] = first.headers.getSetCookie();
  assert.match(flags ?? '', /HttpOnly/);
  assert.match(flags ?? '', /SameSite=Strict/);
  const cookie = cookieOf(first);
  assert.equal((await visit(server, '/desk', {headers: {cookie}})).status, 200);
  const second = await visit(server, server.signInUrl);
  assert.deepEqual([second.status, cookieOf(second)], [403, '']);
  assert.match(await second.text(), /no longer works/);
});

test('a sign-in link is good for a day', async (t) => {
  const clock = createTestClock();
  const server = await startTestServer(t, {clock});
  clock.turn(25 * 3_600_000);
  assert.equal((await visit(server, server.signInUrl)).status, 403);
});

test('twenty uses of a sign-in link at the same moment let one in', async (t) => {
  const server = await startTestServer(t);
  const answers = await Promise.all(Array.from({length: 20}, () => visit(server, server.signInUrl)));
  assert.equal(answers.filter((answer) => cookieOf(answer) !== '').length, 1);
});

test('a browser that loads ahead does not use up the link', async (t) => {
  const server = await startTestServer(t);
  for (const headers of [{'sec-purpose': 'prefetch;prerender'}, {purpose: 'prefetch'}] as Record<string, string>[]) assert.equal((await visit(server, server.signInUrl, {headers})).status, 204);
  assert.notEqual(await signIn(server), '');
});

test('whoever copies the database has no key: nothing in it opens anything', async (t) => {
  const server = await startTestServer(t);
  const cookie = await signIn(server);
  const bearer = await bearerOf(server, cookie);
  const {access} = server.services;
  const code = await access.makeSignInCode();
  const values = new Set<string>();
  await server.services.storage.readSnapshot(async ({tables, readTable}) => {
    for (const table of tables) for await (const row of readTable(table)) for (const value of Object.values(row)) if (typeof value === 'string') values.add(value);
  });
  assert.ok(values.has('OWNER_TOKEN') && values.size > 20);
  for (const secret of [OWNER_TOKEN, cookie.split('=')[1] ?? '', bearer, code]) assert.ok(!JSON.stringify([...values]).includes(secret));
  for (const value of values) {
    const keys = [await access.personOf(value), await access.personOf(`pls_${value}`), await access.sessionOf(value), await access.signInWithCode(value), await access.signInWithToken(value)];
    assert.deepEqual(keys.filter((key) => key !== undefined), [], value);
  }
});

test('the front page asks for a token and says when it is wrong', async (t) => {
  const server = await startTestServer(t);
  const front = await visit(server, '/');
  assert.equal(front.status, 200);
  assert.match(front.headers.get('content-type') ?? '', /text\/html/);
  assert.match(await front.text(), /<label for="token">/);
  const post = (token: string) => visit(server, '/sign-in', {method: 'POST', body: new URLSearchParams({token})});
  const wrong = await post('wrong');
  assert.deepEqual([wrong.status, cookieOf(wrong)], [401, '']);
  assert.match(await wrong.text(), /aria-invalid="true"/);
  const right = await post(` ${OWNER_TOKEN} `);
  assert.deepEqual([right.status, right.headers.get('location')], [303, '/desk']);
  assert.equal((await visit(server, '/', {headers: {cookie: cookieOf(right)}})).headers.get('location'), '/desk');
});

test('the desk gets a bearer of its own, and signing out ends it', async (t) => {
  const clock = createTestClock();
  const server = await startTestServer(t, {clock});
  const cookie = await signIn(server);
  assert.equal((await visit(server, '/session/token', {method: 'POST'})).status, 401);
  const token = await bearerOf(server, cookie);
  const me = (bearer: string): Promise<Response> => visit(server, '/v1/me', {headers: {authorization: `Bearer ${bearer}`}});
  assert.equal((await me(token)).status, 200);
  for (const forged of [`${token}x`, token.slice(0, -1), token.replace('pls_', 'pl_'), token.toUpperCase()]) assert.equal((await me(forged)).status, 401);
  assert.equal((await visit(server, '/sign-in', {method: 'POST', body: new URLSearchParams({token})})).status, 401, 'a short-lived token does not become a session');

  const out = await visit(server, '/sign-out', {method: 'POST', headers: {cookie}});
  assert.equal(out.headers.get('location'), '/');
  assert.equal((await me(token)).status, 401);
  assert.equal((await visit(server, '/desk', {headers: {cookie}})).headers.get('location'), '/');
});

test('a bearer of the desk ends by itself', async (t) => {
  const clock = createTestClock();
  const server = await startTestServer(t, {clock});
  const cookie = await signIn(server);
  const token = await bearerOf(server, cookie);
  clock.turn(61 * 60_000);
  assert.equal((await visit(server, '/v1/me', {headers: {authorization: `Bearer ${token}`}})).status, 401);
  assert.equal((await visit(server, '/session/token', {method: 'POST', headers: {cookie}})).status, 200, 'the browser is still signed in');
});

test('forms of other sites change nothing', async (t) => {
  const server = await startTestServer(t);
  const cookie = await signIn(server);
  for (const headers of [{origin: 'https://evil.example'}, {'sec-fetch-site': 'cross-site'}, {'sec-fetch-site': 'same-site'}, {origin: 'null'}] as Record<string, string>[]) {
    for (const path of ['/session/token', '/sign-out', '/access/tokens', '/access/tokens/remove', '/sign-in', '/shop/basket', '/shop/checkout']) {
      const response = await visit(server, path, {method: 'POST', headers: {cookie, ...headers}});
      assert.equal(response.status, 403, `${path} ${JSON.stringify(headers)}`);
    }
  }
  assert.equal((await visit(server, '/desk', {headers: {cookie}})).status, 200, 'still signed in');
});

test('the interface takes bearer tokens only, from any origin; a cookie counts for nothing', async (t) => {
  const server = await startTestServer(t);
  const cookie = await signIn(server);
  const withCookie = await visit(server, '/v1/me', {headers: {cookie}});
  assert.equal(withCookie.status, 401);
  assert.match((await readProblem(withCookie)).type, /:signed-out$/);
  assert.match(withCookie.headers.get('www-authenticate') ?? '', /^Bearer/);
  for (const authorization of ['', 'Bearer', 'Bearer ', `Basic ${OWNER_TOKEN}`, `Bearer ${OWNER_TOKEN}x`, 'Bearer ' + 'x'.repeat(5000)]) {
    assert.equal((await visit(server, '/v1/me', {headers: {authorization}})).status, 401, authorization.slice(0, 20));
  }

  const preflight = await visit(server, '/v1/commands', {method: 'OPTIONS', headers: {origin: 'https://shop.example', 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,content-type'}});
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get('access-control-allow-origin'), '*');
  assert.match(preflight.headers.get('access-control-allow-headers') ?? '', /authorization/i);
  assert.equal(preflight.headers.get('access-control-allow-credentials'), null);
  assert.ok(Number(preflight.headers.get('access-control-max-age')) > 0);
  assert.equal((await server.ask('/v1/me', {headers: {origin: 'https://shop.example'}})).headers.get('access-control-allow-origin'), '*');
  assert.equal((await server.ask('/v1/orders/none', {headers: {origin: 'https://shop.example'}})).headers.get('access-control-allow-origin'), '*', 'problems can be read too');
});

test('only the staff’s roles come in, each with what it can do', async (t) => {
  const server = await startTestServer(t);
  await server.apply(place('o1'));
  const {storage, storeId} = server.services;
  for (const role of ['packer', 'viewer', 'shopper', 'system'] as const) {
    const token = `token-of-a-${role}`;
    await storage.writeToken(storeId, {id: role, hash: hashSecret(token), label: role, userId: role, userName: role, role, createdAt: '2026-01-01T00:00:00.000Z'});
    const get = (path: string, init: RequestInit = {}): Promise<Response> => visit(server, path, {...init, headers: {authorization: `Bearer ${token}`}});
    const me = (await (await get('/v1/me')).json()) as {role: string; capabilities: string[]};
    const isStaff = role === 'packer' || role === 'viewer';
    assert.deepEqual([me.role, me.capabilities.includes('orders'), me.capabilities.includes('commands'), me.capabilities.includes('receipts')], [role, isStaff, role === 'packer', role === 'viewer']);
    for (const path of ['/v1/changes', '/v1/orders', '/v1/orders?q=1', '/v1/orders/o1', '/v1/orders/o1/events', '/v1/products']) {
      const response = await get(path);
      assert.equal(response.status, isStaff ? 200 : 403, `${role} ${path}`);
      if (!isStaff) assert.doesNotMatch(JSON.stringify(await readProblem(response)), /Chan Ka|38000|oolong/);
    }
    assert.equal((await get('/v1/commands', {method: 'POST', body: '{}'})).status, isStaff ? 422 : 403);
  }
});

test('a removed token takes the browsers with it that signed in by it, and what they were given', async (t) => {
  const server = await startTestServer(t);
  const {storage, storeId, access} = server.services;
  const [token, kept] = [await access.makeToken('stolen', {id: 'owner', name: 'Owner', role: 'owner'}), await signIn(server)];
  const thief = cookieOf(await visit(server, '/sign-in', {method: 'POST', body: new URLSearchParams({token})}));
  const bearer = await bearerOf(server, thief);
  const enters = async (): Promise<number[]> => [
    (await visit(server, '/desk', {headers: {cookie: thief}})).status,
    (await visit(server, '/session/token', {method: 'POST', headers: {cookie: thief}})).status,
    (await visit(server, '/v1/me', {headers: {authorization: `Bearer ${bearer}`}})).status,
  ];
  assert.deepEqual(await enters(), [200, 200, 200]);
  const id = (await storage.listTokens(storeId)).find(({label}) => label === 'stolen')?.id ?? '';
  await visit(server, '/access/tokens/remove', {method: 'POST', headers: {cookie: kept}, body: new URLSearchParams({id})});
  assert.deepEqual(await enters(), [303, 401, 401]);
  assert.equal((await visit(server, '/desk', {headers: {cookie: kept}})).status, 200);
});

test('a session of somebody who sat here before ends with the next sign-in; a planted cookie becomes nobody’s', async (t) => {
  const server = await startTestServer(t);
  const before = await signIn(server);
  const planted = 'packline_session=planted-by-somebody-else';
  for (const cookie of [before, planted]) {
    const next = await visit(server, '/sign-in', {method: 'POST', headers: {cookie}, body: new URLSearchParams({token: OWNER_TOKEN})});
    assert.notEqual(cookieOf(next), cookie);
    assert.equal((await visit(server, '/desk', {headers: {cookie}})).status, 303);
    assert.equal((await visit(server, '/desk', {headers: {cookie: cookieOf(next)}})).status, 200);
  }
});

test('a token made on the page may become the token from the environment', async (t) => {
  const first = await startTestServer(t, {ownerToken: undefined});
  const token = await first.services.access.makeToken('to keep', {id: 'owner', name: 'Owner', role: 'owner'});
  await first.stop();
  const second = await startTestServer(t, {dataDirectory: first.directory, ownerToken: token});
  assert.equal((await visit(second, '/v1/me', {headers: {authorization: `Bearer ${token}`}})).status, 200);
  assert.deepEqual((await second.services.access.listTokens()).map(({label}) => label), ['OWNER_TOKEN']);
});

test('a colleague comes in with a token of their role, works under their name, and is shown no page of the owner’s', async (t) => {
  const server = await startTestServer(t);
  await server.apply(placePaid('o1'));
  const owner = await signIn(server);
  const post = (body: Record<string, string>): Promise<Response> => visit(server, '/access/tokens', {method: 'POST', headers: {cookie: owner}, body: new URLSearchParams(body)});
  assert.equal((await post({label: 'Kit', role: 'king'})).status, 400);
  const made = await (await post({label: 'Kit', role: 'packer'})).text();
  const token = /<code>(pl_[\w-]+)<\/code>/.exec(made)?.[1] ?? '';
  const cookie = cookieOf(await visit(server, '/sign-in', {method: 'POST', body: new URLSearchParams({token})}));
  const desk = await (await visit(server, '/desk', {headers: {cookie}})).text();
  assert.doesNotMatch(desk, /href="\/(mails|access)"/);
  assert.match(await (await visit(server, '/desk', {headers: {cookie: owner}})).text(), /href="\/access"/);
  for (const path of ['/mails', '/access']) assert.equal((await visit(server, path, {headers: {cookie}})).status, 403);
  const headers = {authorization: `Bearer ${await bearerOf(server, cookie)}`, 'content-type': 'application/json'};
  const me = (await (await visit(server, '/v1/me', {headers})).json()) as {role: string; user: {name: string}};
  assert.deepEqual([me.role, me.user.name], ['packer', 'Kit']);
  await visit(server, '/v1/commands', {method: 'POST', headers, body: JSON.stringify({commands: packAndSend('o1').slice(0, 1)})});
  assert.equal((await server.readOrder('o1')).parcels[0]?.packedBy, 'Kit');
});

test('an owner makes and removes tokens for programs', async (t) => {
  const server = await startTestServer(t, {ownerToken: undefined});
  const cookie = await signIn(server);
  const post = (path: string, body: Record<string, string>): Promise<Response> => visit(server, path, {method: 'POST', headers: {cookie}, body: new URLSearchParams(body)});
  assert.equal((await visit(server, '/access', {})).headers.get('location'), '/');
  assert.equal((await post('/access/tokens', {label: ' '})).status, 422);
  const made = await (await post('/access/tokens', {label: 'Import <b>'})).text();
  assert.match(made, /Import &lt;b&gt;/);
  const token = /<code>(pl_[\w-]+)<\/code>/.exec(made)?.[1] ?? '';
  const me = (): Promise<Response> => visit(server, '/v1/me', {headers: {authorization: `Bearer ${token}`}});
  assert.equal((await me()).status, 200);
  const page = await (await visit(server, '/access', {headers: {cookie}})).text();
  assert.ok(!page.includes(token), 'it is shown once');
  const id = /name="id" value="([^"]+)"/.exec(page)?.[1] ?? '';
  await post('/access/tokens/remove', {id});
  assert.equal((await me()).status, 401);
});
