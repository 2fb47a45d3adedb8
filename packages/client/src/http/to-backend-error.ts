import {BackendError, isBackendError, type BackendErrorCode, type Problem} from '@packline/core';
import {isHTTPError, isNetworkError, isTimeoutError, SchemaValidationError} from 'ky';
import {problemSchema} from '../contract/problem.ts';
import {retryAfterMs} from './retry-after.ts';

/*
 * The one place that decides what a failure means. Messages name no address, no query and nothing of a body: an
 * address can hold a customer's name, a body can hold anything. What the backend said itself is in `problem`.
 */

interface Meaning {
  readonly code: BackendErrorCode;
  readonly retriable: boolean;
  readonly message: string;
}

/** Statuses that say: not now. */
const BUSY = new Set([408, 425, 429, 503]);
/** Server-side statuses that will say the same tomorrow: not implemented, HTTP version not supported. */
const NEVER = new Set([501, 505]);

/** What a status that is not 2xx means. */
export function meaningOfStatus(status: number): Meaning {
  if (status === 401) return {code: 'backend/signed-out', retriable: false, message: 'The backend did not accept the token (401): sign in again.'};
  if (status === 403) return {code: 'backend/forbidden', retriable: false, message: 'This user may not do that on this backend (403).'};
  if (status === 404) return {code: 'backend/not-found', retriable: false, message: 'The backend has nothing at this address (404).'};
  if (status === 410) return {code: 'backend/cursor-gone', retriable: false, message: 'The backend no longer knows this cursor (410): read the feed from the beginning.'};
  if (BUSY.has(status)) return {code: 'backend/busy', retriable: true, message: `The backend asks to come back later (${status}).`};
  if (status >= 500) return {code: 'backend/broken', retriable: !NEVER.has(status), message: `The backend failed (${status}).`};
  return {code: 'backend/bad-request', retriable: false, message: `The backend could not use the request (${status}).`};
}

/**
 * Turns whatever a request threw into a {@link BackendError}.
 *
 * @returns the error to throw; when the caller gave up (`signal` is aborted) that is the signal's own reason.
 */
export function toBackendError(thrown: unknown, signal?: AbortSignal): unknown {
  if (signal?.aborted) return signal.reason;
  if (isBackendError(thrown)) return thrown;
  if (isHTTPError(thrown)) {
    const {response, data} = thrown;
    const {code, retriable, message} = meaningOfStatus(response.status);
    // No cause: ky's own message spells out the whole address.
    return new BackendError(code, message, {retriable, retryAfterMs: retryAfterMs(response.headers, Date.now()), problem: toProblem(data)});
  }
  if (isTimeoutError(thrown)) return unreachable('The backend did not answer in time.');
  if (thrown instanceof SchemaValidationError) return unreadable(`The backend's answer is not what the protocol says${placeOf(thrown)}.`);
  // No cause: a JSON parser quotes what it could not read.
  if (thrown instanceof SyntaxError) return unreadable('The backend’s answer is not JSON, or was cut short.');
  return unreachable('The backend cannot be reached.', isNetworkError(thrown) ? thrown.cause : thrown);
}

/** No answer came, or it broke off. */
export function unreachable(message: string, cause?: unknown, retryAfterMs?: number): BackendError {
  return new BackendError('backend/unreachable', message, {retriable: true, retryAfterMs, cause});
}

/** An answer came that cannot be used: often a proxy or a Wi-Fi sign-in page, so trying again can help. */
export function unreadable(message: string): BackendError {
  return new BackendError('backend/unreadable-answer', message, {retriable: true});
}

/** Problem details out of an error's body, whatever that is; undefined when it holds none. */
function toProblem(data: unknown): Problem | undefined {
  const parsed = problemSchema.safeParse(data);
  return parsed.success ? parsed.data : undefined;
}

function placeOf({issues}: SchemaValidationError): string {
  const path = issues[0]?.path ?? [];
  if (path.length === 0) return '';
  return ` at /${path.map((step) => String(typeof step === 'object' ? step.key : step)).join('/')}`;
}
