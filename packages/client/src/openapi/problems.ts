/** A kind of problem: its stable name, its status, and what is said of it. */
export interface ProblemKind {
  readonly status: number;
  readonly title: string;
  /** When it is answered. */
  readonly when: string;
}

/** Every problem the protocol knows. Its `type` is `urn:problem-type:packline:` and the name. */
export const PROBLEM_KINDS = {
  'bad-request': {status: 400, title: 'This request cannot be read.', when: 'bytes, an address or a `Host` that make no request; a body that breaks off'},
  'invalid-json': {status: 400, title: 'The body is not JSON.', when: 'the body is not UTF-8, not JSON, empty, names a field twice, or is nested deeper than 64 levels'},
  'bad-parameter': {status: 400, title: 'A part of the address cannot be used.', when: 'a parameter that is not known here or said twice, that is not percent-encoded UTF-8, or whose value cannot be used'},
  'signed-out': {status: 401, title: 'A valid token is needed.', when: 'no token, or one that is not valid (any more)'},
  'bad-signature': {status: 401, title: 'This message is not taken.', when: 'a message of another shop that is not signed with a secret of its channel, or too old; the same for channels that do not exist'},
  forbidden: {status: 403, title: 'This is not yours to see or do.', when: 'the role may not see it, nor ask by it'},
  'link-expired': {status: 403, title: 'This link has expired.', when: 'a shopper’s link that was good once'},
  'not-found': {status: 404, title: 'There is nothing here.', when: 'no such order, receipt or address; or a link nobody gave out'},
  'method-not-allowed': {status: 405, title: 'This address does not answer to that method.', when: 'the header `Allow` says which it answers to'},
  'too-slow': {status: 408, title: 'The request took too long to arrive.', when: 'the request did not arrive in time'},
  refused: {status: 409, title: 'The order does not allow this now.', when: 'an upload the order does not take now; `refusal` says why'},
  'cursor-gone': {status: 410, title: 'This cursor can no longer be used: read from the beginning.', when: 'a cursor of another epoch, role or scope, or of the future'},
  'too-large': {status: 413, title: 'The body is too large.', when: 'more bytes than are taken'},
  'unsupported-media-type': {status: 415, title: 'This kind of content is not taken.', when: 'a compressed body, or a file that is not JPEG, PNG, WebP or PDF by its own bytes'},
  'invalid-request': {status: 422, title: 'The body does not have the documented shape.', when: 'JSON of the wrong shape, with pointers'},
  'too-many': {status: 429, title: 'That is too many.', when: 'more uploads than an order takes'},
  'too-fast': {status: 429, title: 'Too many requests came with this token.', when: 'more requests than one token may make; `Retry-After` says when to go on'},
  'head-too-large': {status: 431, title: 'The address and headers are too long.', when: 'more than 16 KiB of them'},
  internal: {status: 500, title: 'The server could not do this. It has been written to its log.', when: 'a fault of the backend'},
  busy: {status: 503, title: 'The server is busy: try again later.', when: 'more is under way than it can carry; `Retry-After` says when to try again'},
  unavailable: {status: 503, title: 'The database does not answer now. Ask again in a moment.', when: 'the database cannot be reached; `Retry-After` says when to try again'},
  stopping: {status: 503, title: 'The server is stopping.', when: 'it is about to end; `Retry-After` says when to try again'},
} as const satisfies Record<string, ProblemKind>;

/** The stable name of a kind of problem. */
export type ProblemName = keyof typeof PROBLEM_KINDS;

/** The `type` of a problem: a name, not an address. */
export function problemTypeOf(name: ProblemName): string {
  return `urn:problem-type:packline:${name}`;
}
