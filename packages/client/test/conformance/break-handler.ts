import type {Handler} from '../second-backend/second-backend.ts';

/** Stands between a client and a backend that does all right, and spoils something. */
export type Spoiler = (request: Request, next: Handler) => Promise<Response>;

/** JSON whose shape the spoiler knows. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Json = any;

/** A backend with a fault. */
export const broken =
  (handler: Handler, spoil: Spoiler): Handler =>
  (request) =>
    spoil(request, handler);

/** Changes the JSON of answers to `path` that are good. */
export const answering =
  (path: RegExp, change: (body: Json, url: URL) => void): Spoiler =>
  async (request, next) => {
    const url = new URL(request.url);
    const response = await next(request);
    if (!path.test(url.pathname) || response.status !== 200) return response;
    const body = (await response.json()) as Json;
    change(body, url);
    return new Response(JSON.stringify(body), {status: 200, headers: response.headers});
  };

/** Changes the parameters of requests to `path`. */
export const asking =
  (path: RegExp, change: (query: URLSearchParams) => void): Spoiler =>
  (request, next) => {
    const url = new URL(request.url);
    if (path.test(url.pathname)) change(url.searchParams);
    return next(new Request(url, request));
  };

/** Changes the bodies of commands that are JSON. */
export const sending =
  (change: (body: Json) => Json): Spoiler =>
  async (request, next) => {
    if (request.method !== 'POST') return next(request);
    const text = await request.text();
    let body = text;
    try {
      body = JSON.stringify(change(JSON.parse(text)));
    } catch {
      // Not JSON: the backend says so.
    }
    return next(new Request(request.url, {method: 'POST', headers: request.headers, body}));
  };

export const COMMANDS = /^\/v1\/commands$/;
export const CHANGES = /^\/v1\/changes$/;
export const ORDERS = /^\/v1\/orders$/;
export const ORDER = /^\/v1\/orders\/[^/]+$/;
