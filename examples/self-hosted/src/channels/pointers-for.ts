import type {ProblemPointer} from '@packline/core';

/** The part of zod's issues that is told to a sender. */
interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly code?: string | undefined;
  readonly keys?: readonly string[];
}

/** Places one answer lists; whoever sent more mistakes sees the first ones. */
const MOST = 20;

/** Where a document is wrong, as JSON Pointers (RFC 6901) with a sentence each. */
export function pointersFor(issues: readonly Issue[]): readonly ProblemPointer[] {
  return issues.slice(0, MOST).map((issue) => ({
    pointer: issue.path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    detail: issue.code === 'unrecognized_keys' ? `has fields that are not known here: ${(issue.keys ?? []).map((key) => JSON.stringify(key)).join(', ')}.` : issue.message,
  }));
}
