import type {Order} from '@packline/core';
import {asking, changes, problem, results, withHeader, type Spoilable} from './break-handler.ts';
import type {Fault} from './fault.ts';

const CHANGES = '/v1/changes';
/** Milliseconds after its change in which an order is not told of. */
const LATE_MS = 15;

/** Mistakes about the feed and its stream. */
export const FEED_FAULTS: readonly Fault[] = [
  {name: 'an order is missing from a page', part: 'feed', says: /expected (the orders at the versions|each order once|all of them)/, make: () => changes(({orders}) => orders.splice(orders.length > 1 ? 1 : 5, 1))},
  {
    name: 'a position is taken early and committed late: later changes were read by then',
    part: 'feed-race',
    says: /the feed has lost (it|a change)/,
    make: () =>
      changes((page) => {
        page.orders = page.orders.filter(({updatedAt}) => Date.now() - Date.parse(updatedAt) > LATE_MS);
      }),
  },
  {
    name: 'pages bring what was current a while ago',
    part: 'feed-race',
    says: /order .* at version \d+/,
    make: () => {
      const stale = new Map<string, Spoilable<Order>>();
      return changes((page) => {
        page.orders = page.orders.map((order) => {
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
    make: () =>
      results((result) => {
        if (result.position > 0) result.position = 1 + (result.position % 50);
      }),
  },
  {
    name: 'a limit is refused, not clamped',
    part: 'feed',
    says: /limit=0, expected 200, the limit clamped .*, came 400/,
    make: () => (request, next) => {
      const {pathname, searchParams} = new URL(request.url);
      const limit = Number(searchParams.get('limit') ?? 1);
      return pathname === CHANGES && !(limit >= 1 && limit <= 1000) ? Promise.resolve(problem('bad-parameter', 400)) : next(request);
    },
  },
  {name: 'a cursor that never was one reads from the beginning', part: 'feed', says: /after=not-a-cursor, expected .*came 200/, make: () => asking(CHANGES, (query) => /^[a-z0-9]{8}\.\d/.test(query.get('after') ?? '') || query.delete('after'))},
  {name: 'the first page brings no settings', part: 'feed', says: /settings of version 1 or newer with the first page, came nothing/, make: () => changes((page) => delete page.settings)},
  {
    name: 'nothing is ever removed from a part of the feed',
    part: 'feed',
    says: /the order of 2020 in “removed”/,
    make: () =>
      changes((page) => {
        page.removed = [];
      }),
  },
  {
    name: 'cursors cannot stand in an address',
    part: 'feed',
    says: /a cursor that can stand in an address as it is/,
    make: () =>
      changes((page) => {
        page.cursor += '+/=';
      }),
  },
  {
    name: 'the stream is silent',
    part: 'stream',
    says: /expected an event with position \d+ or later within 6 seconds, came none/,
    make: () => (request, next) => {
      if (!request.url.endsWith('/stream') || !request.headers.has('authorization')) return next(request);
      const body = new ReadableStream({start: (controller) => controller.enqueue(new TextEncoder().encode(': connected\n\n'))});
      return Promise.resolve(new Response(body, {headers: {'content-type': 'text/event-stream'}}));
    },
  },
  {name: 'the stream repeats what the listener has seen', part: 'stream', says: /expected no event up to position \d+, came one/, make: () => (request, next) => next(withHeader(request, 'last-event-id', () => undefined))},
];
