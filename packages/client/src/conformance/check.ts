import type {Kit} from './kit.ts';

/** The parts of the kit, in the order they run. */
export const PARTS = ['session', 'commands', 'malformed', 'idempotency', 'dry-run', 'golden', 'orders', 'list', 'feed', 'feed-race', 'stream', 'last-unit', 'errors', 'roles'] as const;

/** One group of checks, as `--only` names it. */
export type Part = (typeof PARTS)[number];

/** One thing a backend has to do. */
export interface Check {
  /** Reads as a promise the backend keeps. */
  readonly name: string;
  /** Capability of `GET /v1/me` without which this is optional. */
  readonly needs?: string;
  /** Rejects with a `Nonconformity`, or with `NotOffered` when it does not apply. */
  run(kit: Kit): Promise<void>;
}

/** What became of a check. */
export interface CheckResult {
  readonly part: Part;
  readonly name: string;
  /** optional: it concerns what this backend does not offer, or what could not be looked at; `reason` says which. */
  readonly outcome: 'passed' | 'failed' | 'optional';
  /** One sentence for people: what was sent, what was expected, what came; or why it is optional. */
  readonly reason?: string;
  /** Milliseconds it took. */
  readonly tookMs: number;
}
