import {isBackendError} from '../ports/backend-error.ts';
import type {Clock} from '../ports/clock.ts';
import {isEngineError} from '../shared/engine-error.ts';
import type {Instant} from '../shared/instant.ts';

/** Something that went wrong, without the words it came with: those may name anybody. */
export interface LoggedProblem {
  readonly at: Instant;
  /** Stable: `backend/unreachable`, `cache/full`, …; of other errors only their kind. */
  readonly code: string;
  /** HTTP status, where a backend answered. */
  readonly status?: number;
}

const KEPT = 20;
/** Codes are made here, but a copy of this library from elsewhere may say anything. */
const CODE = /^[a-z][a-z-]{0,30}\/[a-z][a-z-]{0,40}$/;
const KINDS: ReadonlySet<string> = new Set(['TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'AbortError', 'DataCloneError', 'QuotaExceededError']);

/** The last things that went wrong. */
export class ProblemLog {
  readonly #clock: Clock;
  #problems: readonly LoggedProblem[] = [];
  #last: unknown;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get problems(): readonly LoggedProblem[] {
    return this.#problems;
  }

  /** The very same error is noted once. */
  add(error: unknown): void {
    if (error === undefined || error === this.#last) return;
    this.#last = error;
    const status = isBackendError(error) ? error.problem?.status : undefined;
    const problem: LoggedProblem = {at: this.#clock.now(), code: codeOf(error), ...(Number.isInteger(status) ? {status: status as number} : {})};
    this.#problems = [...this.#problems, problem].slice(-KEPT);
  }
}

function codeOf(error: unknown): string {
  if (isBackendError(error) || isEngineError(error)) return CODE.test(error.code) ? error.code : 'unknown';
  return error instanceof Error && KINDS.has(error.name) ? error.name : 'unknown';
}
