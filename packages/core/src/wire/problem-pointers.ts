import type {ProblemPointer} from '../ports/backend-error.ts';

/** The part of a zod issue that is read here; zod/mini brings no sentences of its own. */
export interface IssueLike {
  readonly code?: string | undefined;
  readonly path?: readonly PropertyKey[] | undefined;
  readonly message: string;
  readonly expected?: string;
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
  readonly origin?: string;
  readonly format?: string;
  readonly values?: readonly unknown[];
  readonly keys?: readonly string[];
  readonly note?: string;
  /** invalid_union: what each of the known kinds finds wrong. */
  readonly errors?: readonly (readonly IssueLike[])[];
}

const FORMATS: Readonly<Record<string, string>> = {
  datetime: 'an instant in UTC such as 2026-11-23T06:32:00Z',
  date: 'a day such as 2026-11-23',
  safeint: 'a whole number that can be kept exactly',
};

function bound(issue: IssueLike, word: 'at least' | 'at most', limit: number | bigint | undefined): string {
  const isOne = Number(limit) === 1;
  if (issue.origin === 'string') return `must have ${word} ${limit} ${isOne ? 'character' : 'characters'}.`;
  if (issue.origin === 'array') return `must have ${word} ${limit} ${isOne ? 'entry' : 'entries'}.`;
  return `must be ${word} ${limit}.`;
}

function sentence(issue: IssueLike): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'int' ? 'must be a whole number.' : `must be of type ${issue.expected ?? 'another'}.`;
    case 'too_small':
      return bound(issue, 'at least', issue.minimum);
    case 'too_big':
      return bound(issue, 'at most', issue.maximum);
    case 'invalid_format':
      return `must be ${FORMATS[issue.format ?? ''] ?? 'written in the documented form'}.`;
    case 'invalid_value':
      return `must be ${(issue.values ?? []).map((value) => JSON.stringify(value)).join(' or ')}.`;
    case 'invalid_union':
      return 'is not one of the known kinds.';
    case 'invalid_key':
      return 'has a name that is too long or cannot be kept.';
    case 'unrecognized_keys':
      return `has unknown fields: ${(issue.keys ?? []).join(', ')}.`;
    default:
      return issue.message;
  }
}

/** `~` and `/` are escaped as RFC 6901 asks. */
export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Of a value that is one of several kinds by the field that it has, the kind whose field is there is the one that was meant. */
function meant(issue: IssueLike): readonly IssueLike[] {
  const kinds = (issue.errors ?? []).filter((issues) => !issues.some(({expected}) => expected === 'never'));
  const [only] = kinds;
  if (issue.code !== 'invalid_union' || only === undefined || kinds.length > 1) return [issue];
  return only.map((inner) => ({...inner, path: [...(issue.path ?? []), ...(inner.path ?? [])]}));
}

/** Says where a body is wrong and how, one entry an issue, at most 20. */
export function pointersOf(issues: readonly IssueLike[], prefix = ''): ProblemPointer[] {
  const all = issues.slice(0, 20).flatMap(meant);
  return all.slice(0, 20).map((issue) => ({pointer: prefix + pointerOf(issue.path ?? []), detail: sentence(issue)}));
}
