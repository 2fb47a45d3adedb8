import assert from 'node:assert/strict';
import {after, afterEach, test} from 'node:test';
import {createApp} from '../src/http/app.ts';
import {ACCESS_TABLE, VISITORS, type AccessRow, type Visitor} from './access-table.ts';
import {IS_FULL_DOSE} from './support/check-property.ts';
import {openAccessWorld, SECRETS, type Holdings} from './support/access-world.ts';
import {withoutChance} from './support/without-chance.ts';

const world = await openAccessWorld({after});
const {server} = world;

afterEach(() => assert.deepEqual(server.errors, [], 'nothing a visitor does is an error of the server'));

/** What a visitor's answer must not hold. */
function forbiddenTo(visitor: Visitor, status: number, {holdsNoOrder}: AccessRow): readonly (keyof typeof SECRETS)[] {
  if (status >= 300 || holdsNoOrder) return ['number', 'otherNumber', 'name', 'otherName', 'money', 'contacts', 'staff'];
  if (visitor === 'packer') return ['money', 'contacts'];
  if (visitor === 'own link') return ['otherNumber', 'otherName', 'staff'];
  if (visitor === 'link of another order') return ['number', 'name', 'money', 'contacts', 'staff'];
  return [];
}

async function visit(row: AccessRow, visitor: Visitor, holdings: Holdings, method = row.route.split(' ')[0] ?? ''): Promise<{status: number; text: string}> {
  const held = holdings[visitor];
  const address = typeof row.address === 'function' ? row.address(world) : (row.address ?? row.route.slice(row.route.indexOf(' ') + 1));
  const {body, type} = method === 'HEAD' ? {} : (row.wish?.(world) ?? {});
  const headers = {...(held === '' ? {} : {authorization: `Bearer ${held}`, cookie: `packline_session=${held}`}), ...(type === undefined ? {} : {'content-type': type})};
  const abort = new AbortController();
  const init = {method, headers, redirect: 'manual' as const, signal: AbortSignal.any([abort.signal, AbortSignal.timeout(20_000)])};
  const url = new URL(address.replace('{held}', encodeURIComponent(held === '' ? 'none' : held)), server.url);
  const response = await fetch(url, {...init, ...(body === undefined ? {} : {body: typeof body === 'string' ? body.replace('{held}', encodeURIComponent(held)) : body})});
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
  let text = JSON.stringify([...response.headers]);
  if (isStream && method === 'GET') {
    const read = await response.body?.getReader().read();
    text += new TextDecoder().decode(read?.value);
    abort.abort();
  } else text += await response.text();
  return {status: response.status, text};
}

function expectedOf({route, answers}: AccessRow, visitor: Visitor): number {
  const named = Object.entries(answers).filter(([, who]) => who !== 'everybody else' && who.includes(visitor));
  const rest = Object.entries(answers).filter(([, who]) => who === 'everybody else');
  assert.ok(named.length <= 1 && rest.length <= 1, `${route}: one answer for “${visitor}”`);
  const status = named[0]?.[0] ?? rest[0]?.[0];
  assert.ok(status !== undefined, `${route}: “${visitor}” is missing`);
  return Number(status);
}

test('every route of the server has its row, and every row its route', () => {
  const registered = new Set(
    createApp(server.services)
      .routes.filter(({method, path}) => method !== 'ALL' || !path.endsWith('*'))
      .map(({method, path}) => `${method} ${path}`),
  );
  assert.deepEqual(ACCESS_TABLE.map(({route}) => route).sort(), [...registered].sort());
});

for (const row of ACCESS_TABLE) {
  test(`${row.route}: everybody gets what is theirs`, async () => {
    const holdings = await world.hand();
    for (const visitor of VISITORS) {
      const {status, text} = await visit(row, visitor, holdings);
      const cell = `${row.route} for “${visitor}”`;
      assert.equal(status, expectedOf(row, visitor), `${cell}: ${text.slice(0, 500)}`);
      for (const secret of forbiddenTo(visitor, status, row)) assert.doesNotMatch(withoutChance(text), SECRETS[secret], `${cell} tells ${secret}`);
      const says = row.says?.[visitor];
      if (says) assert.match(text, says, cell);
    }
  });
}

test('HEAD opens nothing that GET does not, and has no body', async () => {
  for (const row of ACCESS_TABLE.filter(({route}) => route.startsWith('GET ') && !route.startsWith('GET /sign-in/'))) {
    const holdings = await world.hand();
    for (const visitor of IS_FULL_DOSE ? VISITORS : (['nobody', 'packer', 'own link', 'browser of the owner'] as const)) {
      const {status, text} = await visit(row, visitor, holdings, 'HEAD');
      assert.equal(status, expectedOf(row, visitor), `HEAD of ${row.route} for “${visitor}”`);
      assert.match(text, /\]$/, 'no body');
    }
  }
});

test('the secrets are there to be told: the owner sees all of them', async () => {
  const whole = await (await server.ask('/v1/changes')).text();
  for (const [name, secret] of Object.entries(SECRETS)) assert.match(whole, secret, name);
});

test('whoever may not look cannot tell what is there from what is not', async () => {
  const holdings = await world.hand();
  const outside = VISITORS.filter((visitor) => ![200, 201].includes(expectedOf(ACCESS_TABLE.find(({route}) => route === 'GET /v1/orders/:orderId') as AccessRow, visitor)));
  for (const visitor of outside) {
    for (const [real, invented] of [['/v1/orders/o1', '/v1/orders/o9'], ['/v1/orders/o1/events', '/v1/orders/o9/events'], ['/v1/orders/o1/receipts/r1/content', '/v1/orders/o9/receipts/r9/content']]) {
      const answers = await Promise.all([real, invented].map(async (address) => visit({route: 'GET /x', address: address as string, answers: {}}, visitor, holdings)));
      const [there, not] = answers.map(({status, text}) => `${status} ${text.replace(/"(date|x-request-id)","[^"]+"/g, '')}`);
      assert.equal(there, not, `${visitor} asks for ${real}`);
    }
  }
  // An order that was never there, one of another shop, a link of nobody: all of them sound the same.
  const refusals = await Promise.all((['altered link', 'link of another store', 'unknown token', 'owner'] as const).map(async (visitor) => visit({route: 'GET /x', address: '/v1/shop/orders/{held}', answers: {}}, visitor, holdings)));
  assert.deepEqual(new Set(refusals.map(({status, text}) => `${status} ${text.slice(text.indexOf(']{') + 1)}`)).size, 1);
});
