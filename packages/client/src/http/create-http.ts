import {BackendError, EngineError} from '@packline/core';
import ky, {isHTTPError, isNetworkError, type KyInstance} from 'ky';

/** A bearer token, or where to get one. A function is asked before every request, so it may hand out short-lived ones. */
export type TokenSource = string | (() => string | Promise<string>);

export interface HttpOptions {
  /** Where the backend is, for example `https://shop.example/packline`. Relative to the page in a browser. */
  readonly endpoint: string;
  readonly token?: TokenSource;
  /** Used instead of the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
  /** Milliseconds to wait for an answer to begin, and once more for its body. Default 30,000. */
  readonly timeoutMs?: number;
}

/** Milliseconds a picture may take: ten megabytes over a slow telephone line. */
export const PICTURE_TIMEOUT_MS = 300_000;

/** Statuses of a proxy that lost the backend for a moment. */
const HICCUPS = new Set([502, 504]);

/**
 * A ky instance that knows the endpoint and signs every request.
 *
 * Only reads are tried a second time, once and at once, when the line broke or a proxy lost the backend. Everything
 * slower belongs to the caller, who knows how urgent it is; commands are kept and repeated by the outbox.
 */
export function createHttp({endpoint, token, fetch, timeoutMs = 30_000}: HttpOptions): KyInstance {
  return ky.create({
    prefix: normalizeEndpoint(endpoint),
    timeout: timeoutMs,
    // Answers are never to be had twice from a cache that does not know roles; the engine has its own.
    cache: 'no-store',
    retry: {
      limit: 1,
      methods: ['get'],
      jitter: true,
      backoffLimit: 500,
      shouldRetry: ({error}) => isNetworkError(error) || (isHTTPError(error) && HICCUPS.has(error.response.status)),
    },
    ...(fetch ? {fetch} : {}),
    ...(token === undefined ? {} : {hooks: {beforeRequest: [async ({request}) => request.headers.set('authorization', `Bearer ${await readToken(token)}`)]}}),
  });
}

/**
 * The endpoint without a slash at its end.
 * @throws EngineError `client/bad-endpoint` when it is not an http or https address.
 */
export function normalizeEndpoint(endpoint: string): string {
  const base = (globalThis as {document?: {baseURI?: string}}).document?.baseURI;
  const url = URL.canParse(endpoint, base) ? new URL(endpoint, base) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new EngineError('client/bad-endpoint', `“${endpoint}” is not the address of a backend: write one like https://shop.example/packline.`);
  }
  return url.origin + url.pathname.replace(/\/+$/, '');
}

async function readToken(source: TokenSource): Promise<string> {
  let token: unknown;
  try {
    token = typeof source === 'function' ? await source() : source;
  } catch (cause) {
    // Host pages usually fetch the token: without a network that fails like any other request.
    throw new BackendError('backend/unreachable', 'The page could not provide a token.', {retriable: true, cause});
  }
  if (typeof token !== 'string' || !/^[\x21-\x7e]+$/.test(token)) {
    throw new BackendError('backend/signed-out', 'There is no usable token: it must be one or more printable ASCII characters without spaces.', {retriable: false});
  }
  return token;
}
