import type {Actor, Role, Session, Settings} from '@packline/core';
import {readChanges} from './changes.ts';
import {postCommands} from './commands.ts';
import {listOrders, readEvents, readOrder} from './orders.ts';
import {Problem} from './problem.ts';
import {Shop} from './shop.ts';
import {openStream} from './stream.ts';

/** Answers one request; it never rejects. */
export type Handler = (request: Request) => Promise<Response>;

/** Staff by their tokens. */
export type Tokens = Readonly<Record<string, Role>>;

/** What comes with every answer: pages of any origin may call, since only a token opens anything. */
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers': 'Authorization, Content-Type, If-None-Match, Last-Event-ID',
  'access-control-expose-headers': 'ETag, Retry-After',
  'access-control-max-age': '7200',
};

/** What may be asked for at each address. */
const PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  '/v1/commands': ['dryRun', 'return'],
  '/v1/changes': ['after', 'limit', 'scope'],
  '/v1/orders': ['q', 'sort', 'limit', 'after', 'view'],
};

/** A whole backend: an order shop in memory behind the protocol. */
export function createSecondBackend(tokens: Tokens, settings: Partial<Settings> = {}): Handler {
  const shop = new Shop(settings);

  async function answer(request: Request): Promise<Response> {
    if (request.method === 'OPTIONS') return new Response(null, {status: 204});
    const {pathname, searchParams} = new URL(request.url);
    const actor = actorOf(request, tokens);
    requireKnown(searchParams, PARAMETERS[pathname] ?? []);
    const [orderId, below] = orderOf(pathname);
    if (pathname === '/v1/me') return only(request, 'GET', () => Response.json(sessionOf(shop, actor)));
    if (pathname === '/v1/commands') return only(request, 'POST', () => postCommands(shop, request, searchParams, actor));
    if (pathname === '/v1/changes') return only(request, 'GET', () => readChanges(shop, searchParams, actor.role));
    if (pathname === '/v1/changes/stream') return only(request, 'GET', () => openStream(shop, request));
    if (pathname === '/v1/orders') return only(request, 'GET', () => listOrders(shop, searchParams, actor.role));
    if (orderId !== undefined && below === undefined) return only(request, 'GET', () => readOrder(shop, orderId, request, actor.role));
    if (orderId !== undefined && below === 'events') return only(request, 'GET', () => readEvents(shop, orderId, actor.role));
    throw new Problem('not-found');
  }

  return async (request) => {
    const response = await answer(request).catch((error: unknown) => {
      if (error instanceof Problem) return error.response;
      console.error(error);
      return new Problem('internal').response;
    });
    for (const [name, value] of Object.entries(CORS)) response.headers.set(name, value);
    return response;
  };
}

/** Cookies count for nothing, and neither does a token in the address. */
function actorOf(request: Request, tokens: Tokens): Actor {
  const token = /^Bearer (\S+)$/.exec(request.headers.get('authorization') ?? '')?.[1] ?? '';
  const role = Object.hasOwn(tokens, token) ? tokens[token] : undefined;
  if (role === undefined) throw new Problem('signed-out');
  return {id: role, name: `The ${role}`, role};
}

/** A parameter that is passed over shows all orders to somebody who asked for a few. */
function requireKnown(query: URLSearchParams, known: readonly string[]): void {
  const unknown = [...query.keys()].find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Problem('bad-parameter', {detail: `“${unknown}” is not known here.`});
}

/** `/v1/orders/{id}` and what is below it. */
function orderOf(pathname: string): readonly (string | undefined)[] {
  const [, id, below] = /^\/v1\/orders\/([^/]+)(?:\/([^/]+))?$/.exec(pathname) ?? [];
  if (id === undefined) return [];
  try {
    return [decodeURIComponent(id), below];
  } catch {
    throw new Problem('not-found');
  }
}

async function only(request: Request, method: string, answer: () => Response | Promise<Response>): Promise<Response> {
  if (request.method !== method) throw new Problem('method-not-allowed', {headers: {allow: method}});
  return answer();
}

/** Receipts, products and shoppers' links are what this backend does not have, so it does not announce them. */
function sessionOf({settings, epoch}: Shop, {id, name, role}: Actor): Session {
  return {
    store: {id: settings.storeId, name: settings.storeName},
    user: {id, name},
    role,
    settings,
    capabilities: ['commands', 'dry-run', 'changes', 'stream', 'orders', 'search', 'events'],
    limits: {commandsPerBatch: 500, changesPerPage: 1000, receiptBytes: 1},
    epoch,
    serverTime: new Date().toISOString(),
  };
}
