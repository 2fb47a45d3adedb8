import type {ProblemPointer} from '@packline/core';

/** The part of zod's issues that is told to a sender. */
interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly code?: string | undefined;
  readonly expected?: string;
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
  readonly origin?: string;
  readonly keys?: readonly string[];
  readonly values?: readonly unknown[];
}

/** Places one answer lists; whoever sent more mistakes sees the first ones. */
const MOST = 20;

/** Kinds of values, as whoever writes JSON thinks of them. */
const KINDS: Readonly<Record<string, string>> = {string: 'a text', object: 'an object', record: 'an object', array: 'a list', boolean: 'true or false', int: 'a whole number', number: 'a number'};

/** Where a document is wrong, as JSON Pointers (RFC 6901) with a sentence each. */
export function pointersFor(issues: readonly Issue[]): readonly ProblemPointer[] {
  return issues.slice(0, MOST).map((issue) => ({
    pointer: issue.path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    detail: sentence(issue),
  }));
}

function sentence({code, message, expected = '', minimum, maximum, origin, keys = [], values = []}: Issue): string {
  switch (code) {
    case 'unrecognized_keys':
      return `has fields that are not known here: ${keys.map((key) => JSON.stringify(key)).join(', ')}.`;
    case 'invalid_type':
      return `must be ${KINDS[expected] ?? expected}.`;
    case 'invalid_value':
      return `must be ${values.map((value) => JSON.stringify(value)).join(' or ')}.`;
    case 'too_small':
      return amount('at least', minimum, origin);
    case 'too_big':
      return amount('at most', maximum, origin);
    default:
      // Written in the schema, or a format's own words.
      return message.startsWith('must') ? message : 'is not written as documented.';
  }
}

function amount(word: 'at least' | 'at most', limit: number | bigint | undefined, origin: string | undefined): string {
  const isOne = Number(limit) === 1;
  const things = origin === 'string' ? (isOne ? 'character' : 'characters') : origin === 'array' ? (isOne ? 'entry' : 'entries') : undefined;
  return things === undefined ? `must be ${word} ${limit}.` : `must have ${word} ${limit} ${things}.`;
}
