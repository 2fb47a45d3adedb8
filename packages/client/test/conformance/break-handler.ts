import type {ChangesPage, Command, CommandResult, LoggedEvent, Order, OrdersPage} from '@packline/core';
import type {Handler} from '../second-backend/second-backend.ts';

/** Stands between a client and a backend that does all right, and spoils something. */
export type Spoiler = (request: Request, next: Handler) => Promise<Response>;

/** A document that may be spoiled. */
export type Spoilable<Value> = Value extends readonly (infer Item)[] ? Spoilable<Item>[] : Value extends object ? {-readonly [Name in keyof Value]: Spoilable<Value[Name]>} : Value;

/** A backend with a fault. */
export const broken =
  (handler: Handler, spoil: Spoiler): Handler =>
  (request) =>
    spoil(request, handler);

/** Changes the JSON of good answers to `path`. */
function answering<Body>(path: RegExp, change: (body: Spoilable<Body>, url: URL) => void): Spoiler {
  return async (request, next) => {
    const url = new URL(request.url);
    const response = await next(request);
    if (!path.test(url.pathname) || response.status !== 200) return response;
    const body = (await response.json()) as Spoilable<Body>;
    change(body, url);
    return Response.json(body, {headers: response.headers});
  };
}

/** Spoils every result of commands. */
export const results = (change: (result: Spoilable<CommandResult>) => void): Spoiler => allResults((all) => all.forEach(change));
/** Spoils the results of a batch. */
export const allResults = (change: (results: Spoilable<CommandResult>[]) => void): Spoiler => answering<{results: CommandResult[]}>(/^\/v1\/commands$/, ({results: all}) => change(all));
/** Spoils pages of the feed. */
export const changes = (change: (page: Spoilable<ChangesPage>) => void): Spoiler => answering<ChangesPage>(/^\/v1\/changes$/, change);
/** Spoils pages of lists. */
export const lists = (change: (page: Spoilable<OrdersPage>, query: URLSearchParams) => void): Spoiler => answering<OrdersPage>(/^\/v1\/orders$/, (page, {searchParams}) => change(page, searchParams));
/** Spoils single orders. */
export const orders = (change: (order: Spoilable<Order>) => void): Spoiler => answering<Order>(/^\/v1\/orders\/[^/]+$/, change);
/** Spoils logs. */
export const logs = (change: (events: Spoilable<LoggedEvent>[]) => void): Spoiler => answering<{events: LoggedEvent[]}>(/\/events$/, ({events}) => change(events));

/** Changes the parameters of requests to `path`. */
export const asking =
  (path: string, change: (query: URLSearchParams) => void): Spoiler =>
  (request, next) => {
    const url = new URL(request.url);
    if (url.pathname === path) change(url.searchParams);
    return next(new Request(url, request));
  };

/** A body of commands, if it is one. */
export interface CommandsBody {
  commands: Spoilable<Command>[];
}

/** Changes bodies of commands that are JSON: a batch, or a bare array of commands. */
export const sending =
  (change: (body: CommandsBody | Spoilable<Command>[]) => unknown): Spoiler =>
  async (request, next) => {
    if (request.method !== 'POST') return next(request);
    const text = await request.text();
    return next(withBody(request, changed(text, change) ?? text));
  };

/** The same request with another body. */
export const withBody = ({url, headers}: Request, body: string): Request => new Request(url, {method: 'POST', headers, body});

/** The same request with one header changed, or taken away. */
export function withHeader(request: Request, name: string, change: (value: string) => string | undefined): Request {
  const headers = new Headers(request.headers);
  const value = change(headers.get(name) ?? '');
  if (value === undefined) headers.delete(name);
  else if (headers.has(name)) headers.set(name, value);
  return new Request(request, {headers});
}

/** A problem as the protocol wants it. */
export const problem = (name: string, status: number): Response =>
  Response.json({type: `urn:problem-type:packline:${name}`, title: name, status}, {status, headers: {'content-type': 'application/problem+json', 'access-control-allow-origin': '*'}});

function changed(text: string, change: (body: CommandsBody | Spoilable<Command>[]) => unknown): string | undefined {
  try {
    return JSON.stringify(change(JSON.parse(text) as CommandsBody | Spoilable<Command>[]));
  } catch {
    return undefined; // not JSON, or no commands: the backend says so
  }
}
