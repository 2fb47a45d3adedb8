/** One place in a body that is wrong. */
export interface ProblemPointer {
  /** JSON Pointer into the body that was sent, for example `/commands/0/quantity`. */
  readonly pointer: string;
  readonly detail: string;
}

/** Where a caller can read what to do: `application/problem+json` as received (RFC 9457). */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly errors?: readonly ProblemPointer[];
}

export type BackendErrorCode =
  | 'backend/unreachable'
  | 'backend/busy'
  | 'backend/broken'
  | 'backend/signed-out'
  | 'backend/forbidden'
  | 'backend/not-found'
  | 'backend/bad-request'
  | 'backend/cursor-gone'
  | 'backend/unreadable-answer';

/** Talking to the backend failed. Whether a retry can help is a field decided once, never a search through a message. */
export class BackendError extends Error {
  override readonly name = 'BackendError';
  readonly code: BackendErrorCode;
  readonly retriable: boolean;
  /** Milliseconds the backend asked to wait, from `Retry-After`. */
  readonly retryAfterMs: number | undefined;
  readonly problem: Problem | undefined;

  constructor(code: BackendErrorCode, message: string, details: {retriable: boolean; retryAfterMs?: number | undefined; problem?: Problem | undefined; cause?: unknown}) {
    super(message, {cause: details.cause});
    this.code = code;
    this.retriable = details.retriable;
    this.retryAfterMs = details.retryAfterMs;
    this.problem = details.problem;
  }
}

/** True for a {@link BackendError}, also one made by a second copy of this library. */
export function isBackendError(value: unknown): value is BackendError {
  return value instanceof Error && value.name === 'BackendError' && typeof (value as {retriable?: unknown}).retriable === 'boolean';
}
