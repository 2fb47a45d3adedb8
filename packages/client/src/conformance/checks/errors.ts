import type {Check} from '../check.ts';
import {showAnswer, type Answer} from '../support/ask.ts';
import {expectProblem} from '../support/expect.ts';
import {expectThat, show} from '../support/nonconformity.ts';
import {newId, place} from '../support/samples.ts';

/** Every address of the staff's that is read. */
const READS = ['/v1/me', '/v1/changes', '/v1/changes/stream', '/v1/orders', `/v1/orders/${newId()}`, `/v1/orders/${newId()}/events`] as const;
/** What every client sends at once, and every backend takes: 4 MiB. */
const BODY_TAKEN_BYTES = 4 * 1024 * 1024;
/** Past this no body of commands has to be taken, unless `limits.commandBodyBytes` of GET /v1/me says more. */
const BODY_LIMIT_BYTES = 16 * 1024 * 1024;

/** Addresses that are none, and parameters nobody gives in good faith. */
const STRANGE_PATHS = [
  '/v1/orders/%00',
  '/v1/orders/%E0%A4%A',
  '/v1/orders/%2e%2e%2fme',
  `/v1/orders/${'x'.repeat(3000)}`,
  "/v1/orders/' OR 1=1 --",
  '/v1/orders/__proto__',
  '/v1/orders/%F0%9F%98%80/events',
  '/v1/orders?q=%00',
  '/v1/orders?q=%E0%A4%A',
  `/v1/orders?q=${'a'.repeat(5000)}`,
  '/v1/orders?limit=-1',
  '/v1/orders?limit=1e400',
  '/v1/changes?limit=%00&after=%00',
  '/v1/changes?after=%F0%9F%98%80',
  '/v1/changes?scope[]=all',
] as const;

/** What fails, and how it is told. */
export const errorChecks: readonly Check[] = [
  {
    name: 'without a token, with a wrong one or with another scheme every address is a 401',
    run: async ({ask}) => {
      for (const path of READS) expectProblem(await ask('GET', path, {token: null}), 'signed-out');
      expectProblem(await ask('POST', '/v1/commands', {token: null, json: {commands: [place(newId())]}, about: 'with order.place'}), 'signed-out');
      for (const authorization of ['Bearer wrong-token', 'Bearer', 'Bearer  ', 'Basic b3duZXI6b3duZXI=', 'bearer undefined', 'Bearer \u00e9']) {
        expectProblem(await ask('GET', '/v1/me', {token: null, headers: {authorization}, about: `with Authorization: ${authorization}`}), 'signed-out');
      }
    },
  },
  {
    name: 'a cookie or a token in the address opens nothing',
    run: async (kit) => {
      expectProblem(await kit.ask('GET', '/v1/me', {token: null, headers: {cookie: 'token=owner; session=1'}, about: 'with a cookie'}), 'signed-out');
      expectProblem(await kit.ask('GET', '/v1/me', {token: null, query: {access_token: 'owner', token: 'owner'}}), 'signed-out', 'bad-parameter');
    },
  },
  {
    name: 'an address that is none is a 404',
    run: async ({ask}) => {
      for (const path of ['/v1/nothing-here', '/v1/orders/a/b/c', '/v1/commands/1', '/v1/']) expectProblem(await ask('GET', path), 'not-found');
    },
  },
  {
    name: 'an address that answers to another method is a 405, and the header Allow says to which',
    run: async ({ask}) => {
      for (const [method, path, allow] of [['GET', '/v1/commands', 'POST'], ['PUT', '/v1/commands', 'POST'], ['DELETE', '/v1/orders', 'GET'], ['POST', '/v1/changes', 'GET'], ['PATCH', `/v1/orders/${newId()}`, 'GET'], ['POST', '/v1/me', 'GET']] as const) {
        const answer = await ask(method, path, method === 'GET' ? {} : {json: {}});
        expectProblem(answer, 'method-not-allowed');
        expectThat(answer.headers.get('allow')?.includes(allow) === true, {sent: answer.sent, expected: `the header Allow with ${allow}`, came: show(answer.headers.get('allow'))});
      }
    },
  },
  {
    name: 'a body of 4 MiB is taken, one past the limit is a 413',
    run: async (kit) => {
      const orderId = newId();
      const body = JSON.stringify({commands: [place(orderId)]});
      const taken = await kit.ask('POST', '/v1/commands', {bytes: body + ' '.repeat(BODY_TAKEN_BYTES - body.length), about: 'with order.place in a body of 4 MiB'});
      expectThat(taken.status === 200, {sent: taken.sent, expected: '200', came: showAnswer(taken)});
      const announced = (kit.session.limits as {commandBodyBytes?: unknown}).commandBodyBytes;
      const limit = typeof announced === 'number' ? announced : BODY_LIMIT_BYTES;
      const tooLarge = newId();
      const large = JSON.stringify({commands: [place(tooLarge)]});
      const refused = await kit.ask('POST', '/v1/commands', {bytes: large + ' '.repeat(limit + 65_536 - large.length), about: `with order.place in a body of ${limit + 65_536} bytes`});
      expectProblem(refused, 'too-large');
      expectProblem(await kit.ask('GET', `/v1/orders/${tooLarge}`), 'not-found');
    },
  },
  {
    name: `${STRANGE_PATHS.length} strange addresses and parameters are answered in good order`,
    run: async ({ask}) => {
      for (const path of STRANGE_PATHS) {
        const answer = await ask('GET', path);
        if (answer.status !== 200) expectOrderly(answer);
      }
    },
  },
  {
    name: 'pages of any origin may call: preflights are answered, and answers may be read, failures too',
    run: async ({ask}) => {
      const origin = 'https://admin.example';
      const preflight = await ask('OPTIONS', '/v1/commands', {
        token: null,
        headers: {origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,content-type'},
        about: 'as a preflight of POST with Authorization and Content-Type',
      });
      expectThat(preflight.status === 200 || preflight.status === 204, {sent: preflight.sent, expected: '200 or 204', came: showAnswer(preflight)});
      expectOrigin(preflight, origin);
      const headers = (preflight.headers.get('access-control-allow-headers') ?? '').toLowerCase();
      expectThat(headers.includes('authorization') && headers.includes('content-type'), {sent: preflight.sent, expected: 'Access-Control-Allow-Headers with Authorization and Content-Type', came: show(headers)});
      const methods = preflight.headers.get('access-control-allow-methods') ?? '';
      expectThat(methods.includes('POST'), {sent: preflight.sent, expected: 'Access-Control-Allow-Methods with POST', came: show(methods)});
      const stream = await ask('OPTIONS', '/v1/changes/stream', {token: null, headers: {origin, 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization,last-event-id'}, about: 'as a preflight with Last-Event-ID'});
      expectThat((stream.headers.get('access-control-allow-headers') ?? '').toLowerCase().includes('last-event-id'), {sent: stream.sent, expected: 'Access-Control-Allow-Headers with Last-Event-ID', came: show(stream.headers.get('access-control-allow-headers'))});
      expectOrigin(await ask('GET', '/v1/me', {headers: {origin}, about: 'from another origin'}), origin);
      expectOrigin(await ask('GET', '/v1/me', {token: null, headers: {origin}, about: 'from another origin'}), origin);
      expectOrigin(await ask('GET', `/v1/orders/${newId()}`, {headers: {origin}, about: 'from another origin'}), origin);
    },
  },
];

/** Any failure that a client can read: 4xx, and a problem document. */
function expectOrderly(answer: Answer): void {
  const {sent, status, headers} = answer;
  const type = headers.get('content-type') ?? '';
  expectThat(status >= 400 && status < 500 && type.startsWith('application/problem+json'), {sent, expected: '200, or a 4xx with application/problem+json', came: `${showAnswer(answer)} (${type})`});
}

function expectOrigin({sent, headers}: Answer, origin: string): void {
  const allowed = headers.get('access-control-allow-origin');
  expectThat(allowed === '*' || allowed === origin, {sent, expected: 'Access-Control-Allow-Origin of * or the origin itself', came: show(allowed)});
}
