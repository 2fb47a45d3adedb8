import type {Part} from '../../src/conformance/index.ts';
import {answering, asking, CHANGES, COMMANDS, ORDER, ORDERS, sending, type Json, type Spoiler} from './break-handler.ts';

/** One mistake that backends make. */
export interface Fault {
  readonly name: string;
  /** The part of the kit that has to find it. */
  readonly part: Part;
  /** What the kit's sentence about it has to say. */
  readonly says: RegExp;
  /** Made anew for every backend: some mistakes remember. */
  make(): Spoiler;
}

const html = (status: number): Response => new Response('<!doctype html><h1>Sorry</h1>', {status, headers: {'content-type': 'text/html', 'access-control-allow-origin': '*'}});

/** Every id becomes a new one on its way in, so that nothing is ever a duplicate. */
const forgetful = (isForgotten: (id: string) => boolean): Spoiler => async (request, next) => {
  if (request.method !== 'POST') return next(request);
  const text = await request.text();
  const ids: string[] = [];
  let body = text;
  try {
    const parsed = JSON.parse(text) as Json;
    for (const command of parsed.commands) {
      ids.push(command.id);
      if (typeof command.id === 'string' && isForgotten(command.id)) command.id = crypto.randomUUID();
    }
    body = JSON.stringify(parsed);
  } catch {
    return next(new Request(request.url, {method: 'POST', headers: request.headers, body: text}));
  }
  const response = await next(new Request(request.url, {method: 'POST', headers: request.headers, body}));
  if (response.status !== 200) return response;
  const answer = (await response.json()) as Json;
  for (const [index, result] of answer.results.entries()) result.id = ids[index];
  return new Response(JSON.stringify(answer), {headers: response.headers});
};

/** Mistakes about commands and their ids. */
const COMMAND_FAULTS: readonly Fault[] = [
  {name: 'no idempotency: what comes again is carried out again', part: 'idempotency', says: /expected the outcome “duplicate”, came .*applied/, make: () => forgetful(() => true)},
  {
    name: 'ids are looked up before the transaction: two at the same moment are both carried out',
    part: 'idempotency',
    says: /twelve requests at the same moment, expected one “applied”/,
    make: () => {
      const begun = new Set<string>();
      return forgetful((id) => {
        const isBegun = begun.has(id);
        begun.add(id);
        setTimeout(() => begun.delete(id), 20);
        return isBegun;
      });
    },
  },
  {
    name: 'a refusal that comes again is told as accepted',
    part: 'idempotency',
    says: /parcel\.pack again.*expected the outcome “refused” as the first time, came “duplicate”/,
    make: () => {
      const refused = new Set<string>();
      return answering(COMMANDS, ({results}: Json) => {
        for (const result of results) {
          if (result.outcome !== 'refused') continue;
          if (refused.has(result.id)) Object.assign(result, {outcome: 'duplicate', refusal: undefined});
          refused.add(result.id);
        }
      });
    },
  },
  {name: 'a duplicate is told as applied', part: 'idempotency', says: /expected the outcome “duplicate”/, make: () => answering(COMMANDS, ({results}: Json) => results.forEach((result: Json) => result.outcome === 'duplicate' && (result.outcome = 'applied')))},
  {
    name: 'an id with another wish is taken for the first one',
    part: 'idempotency',
    says: /invalid-request \(422\), came 200/,
    make: () => async (request, next) => {
      const copy = request.clone();
      const response = await next(request);
      if (response.status !== 422 || !(await response.clone().text()).includes('another wish')) return response;
      const {commands} = (await copy.json()) as Json;
      return Response.json({results: commands.map(({id}: Json) => ({id, outcome: 'duplicate', version: 2, position: 1}))}, {headers: response.headers});
    },
  },
  {name: 'a bare array is taken for a batch', part: 'commands', says: /bare array of one order\.place, expected .*, came 200/, make: () => sending((body) => (Array.isArray(body) ? {commands: body} : body))},
  {name: 'batches have no end', part: 'commands', says: /501 commands .*came 200/, make: () => sending((body) => (body.commands?.length > 500 ? {commands: body.commands.slice(0, 500)} : body))},
  {name: 'applied results bring orders that nobody asked for', part: 'commands', says: /expected no order with an applied result/, make: () => asking(COMMANDS, (query) => query.set('return', 'order'))},
  {name: 'return=order is passed over', part: 'commands', says: /return=order .*expected orders of the versions 1, 2 and 3/, make: () => asking(COMMANDS, (query) => query.delete('return'))},
  {name: 'results come in another order', part: 'commands', says: /one result for each command, in the order they were sent/, make: () => answering(COMMANDS, ({results}: Json) => results.reverse())},
  {name: 'texts are cleaned of signs', part: 'commands', says: /the same text in the order, came/, make: () => answering(ORDER, (order: Json) => (order.customerNote = order.customerNote?.normalize('NFKC')))},
  {
    name: 'what stands before a command of the wrong shape is carried out',
    part: 'malformed',
    says: /expected application\/problem\+json of the type not-found \(404\), came 200/,
    make: () => async (request, next) => {
      const copy = request.clone();
      const response = await next(request);
      const {commands} = response.status === 422 ? ((await copy.json()) as Json) : {};
      if (Array.isArray(commands) && commands.length > 1) await next(new Request(request.url, {method: 'POST', headers: request.headers, body: JSON.stringify({commands: commands.slice(0, 1)})}));
      return response;
    },
  },
  {
    name: 'problems point nowhere',
    part: 'malformed',
    says: /a problem whose “errors” point at \/commands/,
    make: () => async (request, next) => {
      const response = await next(request);
      if (response.status !== 422) return response;
      const {errors: _errors, ...problem} = (await response.json()) as Json;
      return new Response(JSON.stringify(problem), {status: 422, headers: response.headers});
    },
  },
  {name: 'what cannot be read is an error of the server', part: 'malformed', says: /with an empty body, expected .*came 500/, make: () => async (request, next) => {
    const response = await next(request);
    return response.status === 400 ? new Response(response.body, {status: 500, headers: response.headers}) : response;
  }},
  {name: 'dryRun=1 writes', part: 'dry-run', says: /dryRun=1|as a trial|order\.place and note\.add/, make: () => asking(COMMANDS, (query) => query.delete('dryRun'))},
  {
    name: 'refusals have other codes',
    part: 'golden',
    says: /expected the refusal parcel\/not-enough-left/,
    make: () => answering(COMMANDS, ({results}: Json) => results.forEach(({refusal}: Json) => refusal?.code === 'parcel/not-enough-left' && (refusal.code = 'not_enough'))),
  },
  {
    name: 'amounts are rounded too early',
    part: 'golden',
    says: /in \/totals\/total\/amount of the order, came/,
    make: () => answering(COMMANDS, ({results}: Json) => results.forEach(({order}: Json) => order?.totals.total.scale === 3 && (order.totals.total.amount = Math.round(order.totals.total.amount / 10) * 10))),
  },
];

/** Mistakes about the feed and its stream. */
const FEED_FAULTS: readonly Fault[] = [
  {name: 'an order is missing from a page', part: 'feed', says: /expected (the orders at the versions|each order once|all 40)/, make: () => answering(CHANGES, ({orders}: Json) => orders.splice(orders.length > 1 ? 1 : 5, 1))},
  {
    name: 'a change becomes visible only after later ones were read',
    part: 'feed-race',
    says: /the feed has lost (it|a change)/,
    make: () => answering(CHANGES, (page: Json) => (page.orders = page.orders.filter(({updatedAt}: Json) => Date.now() - Date.parse(updatedAt) > 15))),
  },
  {
    name: 'pages bring what was current a while ago',
    part: 'feed-race',
    says: /order .* at version \d+/,
    make: () => {
      const stale = new Map<string, Json>();
      return answering(CHANGES, (page: Json) => {
        page.orders = page.orders.map((order: Json) => {
          const old = stale.get(order.id);
          if (old === undefined || Math.random() < 0.3) stale.set(order.id, order);
          return old ?? order;
        });
      });
    },
  },
  {
    name: 'feed positions are used again',
    part: 'feed-race',
    says: /expected feed positions above/,
    make: () => answering(COMMANDS, ({results}: Json) => results.forEach((result: Json) => result.position > 0 && (result.position = 1 + (result.position % 50)))),
  },
  {
    name: 'a limit is refused, not clamped',
    part: 'feed',
    says: /limit=0, expected 200, the limit clamped .*, came 400/,
    make: () => async (request, next) => {
      const limit = new URL(request.url).searchParams.get('limit');
      if (!request.url.includes('/v1/changes') || limit === null || (Number(limit) >= 1 && Number(limit) <= 1000)) return next(request);
      return Response.json({type: 'urn:problem-type:packline:bad-parameter', title: 'limit', status: 400}, {status: 400, headers: {'content-type': 'application/problem+json'}});
    },
  },
  {name: 'a cursor that never was one reads from the beginning', part: 'feed', says: /after=not-a-cursor, expected .*came 200/, make: () => asking(CHANGES, (query) => /^[a-z0-9]{8}\.\d/.test(query.get('after') ?? '') || query.delete('after'))},
  {name: 'the first page brings no settings', part: 'feed', says: /settings of version 1 or newer with the first page, came nothing/, make: () => answering(CHANGES, (page: Json) => delete page.settings)},
  {name: 'nothing is ever removed from a part of the feed', part: 'feed', says: /the order of 2020 in “removed”/, make: () => answering(CHANGES, (page: Json) => (page.removed = []))},
  {name: 'cursors cannot stand in an address', part: 'feed', says: /a cursor that can stand in an address as it is/, make: () => answering(CHANGES, (page: Json) => (page.cursor = `${page.cursor}+/=`))},
  {
    name: 'the stream is silent',
    part: 'stream',
    says: /expected an event with position \d+ or later within 6 seconds, came none/,
    make: () => async (request, next) =>
      request.url.endsWith('/stream') && request.headers.has('authorization') ? new Response(new ReadableStream({start: (controller) => controller.enqueue(new TextEncoder().encode(': connected\n\n'))}), {headers: {'content-type': 'text/event-stream'}}) : next(request),
  },
  {
    name: 'the stream repeats what the listener has seen',
    part: 'stream',
    says: /expected no event up to position \d+, came one/,
    make: () => async (request, next) => {
      const headers = new Headers(request.headers);
      headers.delete('last-event-id');
      return next(new Request(request, {headers}));
    },
  },
  {
    name: 'the last unit goes to everybody who asks in time',
    part: 'last-unit',
    says: /last unit, twice at the same moment, expected exactly one “applied”/,
    make: () => answering(COMMANDS, ({results}: Json) => results.forEach((result: Json) => result.refusal?.code === 'parcel/nothing-to-send' && Object.assign(result, {outcome: 'applied', refusal: undefined, position: 1}))),
  },
];

/** Mistakes about lists, single orders and failures. */
const READ_FAULTS: readonly Fault[] = [
  {
    name: 'an unknown field of a query is ignored',
    part: 'list',
    says: /q=colour:red, expected .*bad-parameter.*came 200/,
    make: () => async (request, next) => {
      const response = await next(request.clone());
      if (response.status !== 400 || !request.url.includes('/v1/orders?')) return response;
      const url = new URL(request.url);
      url.searchParams.delete('q');
      return next(new Request(url, request));
    },
  },
  {name: 'an unknown sort is ignored', part: 'list', says: /sort=colour, expected .*came 200/, make: () => asking(ORDERS, (query) => query.get('sort') === 'colour' && query.delete('sort'))},
  {name: 'the count is that of the page', part: 'list', says: /expected the count \d+, exact/, make: () => answering(ORDERS, (page: Json) => (page.count = page.orders.length))},
  {name: 'one Chinese character finds nothing', part: 'list', says: / 茶&limit=100, expected the \d+ orders .*, came 0/, make: () => answering(ORDERS, (page: Json, url) => /(^| )\p{Script=Han}$/u.test(url.searchParams.get('q') ?? '') && Object.assign(page, {orders: [], count: 0}))},
  {name: 'a phrase is a handful of words', part: 'list', says: /“lunch bag”|"lunch bag"/, make: () => asking(ORDERS, (query) => query.set('q', (query.get('q') ?? '').replaceAll('"lunch bag"', 'lunch bag')))},
  {name: 'negation is passed over', part: 'list', says: / -lunch&limit=100, expected/, make: () => asking(ORDERS, (query) => query.set('q', (query.get('q') ?? '').replaceAll(/ -[^ ]+/g, '')))},
  {name: 'lists are sorted one way only', part: 'list', says: /sort=-\w+.*expected the order/, make: () => asking(ORDERS, (query) => query.has('sort') && query.set('sort', (query.get('sort') ?? '').replace('-', '')))},
  {name: 'the first row of a later page is lost', part: 'list', says: /page by page, expected what one page of 100 has/, make: () => answering(ORDERS, (page: Json, url) => url.searchParams.has('after') && Number(url.searchParams.get('limit')) > 1 && page.orders.shift())},
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
  {name: 'the newest event is missing from the log', part: 'orders', says: /expected events of the four commands|parcel\.verified among them/, make: () => answering(/\/events$/, ({events}: Json) => events.pop())},
  {name: 'failures are pages', part: 'errors', says: /of the type text\/html/, make: () => async (request, next) => {
    const response = await next(request);
    return response.status >= 400 ? html(response.status) : response;
  }},
  {
    name: 'a token that nobody gave out opens everything',
    part: 'errors',
    says: /signed-out \(401\), came 200/,
    make: () => (request, next) => {
      const headers = new Headers(request.headers);
      if (headers.has('authorization')) headers.set('authorization', 'Bearer owner');
      return next(new Request(request, {headers}));
    },
  },
  {name: 'another method is an address that is none', part: 'errors', says: /method-not-allowed \(405\), came 404/, make: () => async (request, next) => {
    const response = await next(request);
    return response.status === 405 ? Response.json({type: 'urn:problem-type:packline:not-found', title: 'x', status: 404}, {status: 404, headers: {'content-type': 'application/problem+json'}}) : response;
  }},
  {name: 'pages of other origins may not read failures', part: 'errors', says: /expected Access-Control-Allow-Origin/, make: () => async (request, next) => {
    const response = await next(request);
    if (response.status >= 400) response.headers.delete('access-control-allow-origin');
    return response;
  }},
  {name: 'busy, and not a word on when to come back', part: 'orders', says: /Retry-After with 429 and 503, came 429/, make: () => {
    let count = 0;
    return (request, next) => {
      count += 1;
      return count % 4 === 0 ? Promise.resolve(Response.json({type: 'urn:problem-type:packline:too-many', title: 'x', status: 429}, {status: 429, headers: {'content-type': 'application/problem+json'}})) : next(request);
    };
  }},
  {name: 'bodies have no end', part: 'errors', says: /bytes, expected .*too-large \(413\), came 200/, make: () => sending((body) => body)},
  {
    name: 'a packer sees what the owner sees',
    part: 'roles',
    says: /as a packer, expected no amount|expected the role “packer”/,
    make: () => (request, next) => {
      const headers = new Headers(request.headers);
      if (headers.get('authorization') === 'Bearer packer') headers.set('authorization', 'Bearer owner');
      return next(new Request(request, {headers}));
    },
  },
];

/** Every fault: each, switched on alone, has to be found. */
export const FAULTS: readonly Fault[] = [...COMMAND_FAULTS, ...FEED_FAULTS, ...READ_FAULTS];
