import {asking, lists, logs, problem, sending, withHeader} from './break-handler.ts';
import type {Fault} from './fault.ts';

const ORDERS = '/v1/orders';
const ORDER = /^\/v1\/orders\/[^/]+$/;

/** Changes the query of a list. */
const query = (change: (q: string) => string) => asking(ORDERS, (parameters) => parameters.set('q', change(parameters.get('q') ?? '')));

/** Mistakes about lists, single orders, failures and roles. */
export const READ_FAULTS: readonly Fault[] = [
  {
    name: 'an unknown field of a query is ignored',
    part: 'list',
    says: /q=colour:red, expected .*bad-parameter.*came 200/,
    make: () => async (request, next) => {
      const response = await next(request.clone());
      const url = new URL(request.url);
      if (response.status !== 400 || url.pathname !== ORDERS) return response;
      url.searchParams.delete('q');
      return next(new Request(url, request));
    },
  },
  {name: 'a parameter that nobody knows is ignored', part: 'list', says: /status=processing, expected .*came 200/, make: () => asking(ORDERS, (parameters) => parameters.delete('status'))},
  {name: 'an unknown sort is ignored', part: 'list', says: /sort=colour, expected .*came 200/, make: () => asking(ORDERS, (parameters) => parameters.get('sort') === 'colour' && parameters.delete('sort'))},
  {
    name: 'the count is that of the page',
    part: 'list',
    says: /expected the count \d+, exact/,
    make: () =>
      lists((page) => {
        page.count = page.orders.length;
      }),
  },
  {
    name: 'one Chinese character finds nothing',
    part: 'list',
    says: / 茶&limit=100, expected the \d+ orders .*, came 0/,
    make: () =>
      lists((page, parameters) => {
        if (/ \p{Script=Han}$/u.test(parameters.get('q') ?? '')) Object.assign(page, {orders: [], count: 0});
      }),
  },
  {name: 'a phrase is a handful of words', part: 'list', says: /"lunch bag"/, make: () => query((q) => q.replaceAll('"lunch bag"', 'lunch bag'))},
  {name: 'negation is passed over', part: 'list', says: / -lunch&limit=100, expected/, make: () => query((q) => q.replaceAll(/ -[^ ]+/g, ''))},
  {name: 'lists are sorted one way only', part: 'list', says: /sort=-\w+.*expected the order/, make: () => asking(ORDERS, (parameters) => parameters.has('sort') && parameters.set('sort', (parameters.get('sort') ?? '').replace('-', '')))},
  {
    name: 'the first row of a later page is lost',
    part: 'list',
    says: /page by page, expected what one page of 100 has/,
    make: () =>
      lists((page, parameters) => {
        if (parameters.has('after') && Number(parameters.get('limit')) > 1) page.orders.shift();
      }),
  },
  {name: 'view=row is passed over', part: 'list', says: /view=row, expected 200 with a page of summaries, came one in which/, make: () => asking(ORDERS, (parameters) => parameters.get('view') === 'row' && parameters.delete('view'))},
  {
    name: 'the ETag stays the same when the order changes',
    part: 'orders',
    says: /the ETag of before a change, expected 200/,
    make: () => async (request, next) => {
      const response = await next(request);
      if (!ORDER.test(new URL(request.url).pathname) || response.status !== 200) return response;
      if (request.headers.has('if-none-match')) return new Response(null, {status: 304, headers: {etag: '"always"'}});
      response.headers.set('etag', '"always"');
      return response;
    },
  },
  {name: 'the newest event is missing from the log', part: 'orders', says: /expected events of the four commands|parcel\.verified among them/, make: () => logs((events) => events.pop())},
  {
    name: 'failures are pages',
    part: 'errors',
    says: /of the type text\/html/,
    make: () => async (request, next) => {
      const response = await next(request);
      return response.status < 400 ? response : new Response('<!doctype html><h1>Sorry</h1>', {status: response.status, headers: {'content-type': 'text/html'}});
    },
  },
  {
    name: 'a token that nobody gave out opens everything',
    part: 'errors',
    says: /signed-out \(401\), came 200/,
    make: () => (request, next) => next(withHeader(request, 'authorization', () => 'Bearer owner')),
  },
  {
    name: 'another method is an address that is none',
    part: 'errors',
    says: /method-not-allowed \(405\), came 404/,
    make: () => async (request, next) => {
      const response = await next(request);
      return response.status === 405 ? problem('not-found', 404) : response;
    },
  },
  {
    name: 'pages of other origins may not read failures',
    part: 'errors',
    says: /expected Access-Control-Allow-Origin/,
    make: () => async (request, next) => {
      const response = await next(request);
      if (response.status >= 400) response.headers.delete('access-control-allow-origin');
      return response;
    },
  },
  {
    name: 'busy, and not a word on when to come back',
    part: 'orders',
    says: /Retry-After with 429 and 503, came 429/,
    make: () => {
      let count = 0;
      return (request, next) => {
        count += 1;
        return count % 4 === 0 ? Promise.resolve(problem('too-many', 429)) : next(request);
      };
    },
  },
  // Read and written anew, a body has lost the spaces that made it large.
  {name: 'bodies have no end', part: 'errors', says: /bytes, expected .*too-large \(413\), came 200/, make: () => sending((body) => body)},
  {
    name: 'a packer sees what the owner sees',
    part: 'roles',
    says: /as a packer, expected no amount|expected the role “packer”/,
    make: () => (request, next) => next(withHeader(request, 'authorization', (value) => (value === 'Bearer packer' ? 'Bearer owner' : value))),
  },
];
