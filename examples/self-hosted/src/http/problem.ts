import type {Problem, ProblemPointer, Refusal} from '@packline/core';

/** Everything that can go wrong between a caller and this server. The keys are stable: clients may tell problems apart by them. */
export const PROBLEMS = {
  'bad-request': {status: 400, title: 'This request cannot be read.'},
  'invalid-json': {status: 400, title: 'The body is not JSON.'},
  'bad-parameter': {status: 400, title: 'A part of the address cannot be used.'},
  'signed-out': {status: 401, title: 'A valid token is needed.'},
  'bad-signature': {status: 401, title: 'This message is not taken.'},
  forbidden: {status: 403, title: 'This is not yours to see or do.'},
  'link-expired': {status: 403, title: 'This link has expired.'},
  'not-found': {status: 404, title: 'There is nothing here.'},
  'method-not-allowed': {status: 405, title: 'This address does not answer to that method.'},
  'too-slow': {status: 408, title: 'The request took too long to arrive.'},
  refused: {status: 409, title: 'The order does not allow this now.'},
  'cursor-gone': {status: 410, title: 'This cursor can no longer be used: read from the beginning.'},
  'too-large': {status: 413, title: 'The body is too large.'},
  'unsupported-media-type': {status: 415, title: 'This kind of content is not taken.'},
  'invalid-request': {status: 422, title: 'The body does not have the documented shape.'},
  'too-many': {status: 429, title: 'That is too many.'},
  'too-fast': {status: 429, title: 'Too many requests came with this token.'},
  'head-too-large': {status: 431, title: 'The address and headers are too long.'},
  internal: {status: 500, title: 'The server could not do this. It has been written to its log.'},
  busy: {status: 503, title: 'The server is busy: try again later.'},
  unavailable: {status: 503, title: 'The database does not answer now. Ask again in a moment.'},
  stopping: {status: 503, title: 'The server is stopping.'},
} as const satisfies Record<string, {status: number; title: string}>;

export type ProblemName = keyof typeof PROBLEMS;

/** The `type` of a problem: a name, not an address. */
export function problemType(name: ProblemName): string {
  return `urn:problem-type:packline:${name}`;
}

/** A request cannot be answered as it was meant; thrown by routes, answered as `application/problem+json`. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly problem: Problem & {readonly refusal?: Refusal};
  readonly headers: Readonly<Record<string, string>>;

  constructor(name: ProblemName, detail?: string, more: {errors?: readonly ProblemPointer[]; refusal?: Refusal; headers?: Readonly<Record<string, string>>} = {}) {
    const {status, title} = PROBLEMS[name];
    super(detail ?? title);
    this.problem = {
      type: problemType(name),
      title,
      status,
      ...(detail === undefined ? {} : {detail}),
      ...(more.errors === undefined ? {} : {errors: more.errors}),
      ...(more.refusal === undefined ? {} : {refusal: more.refusal}),
    };
    this.headers = more.headers ?? {};
  }
}

/** The answer to a problem. */
export function problemResponse({problem, headers}: HttpProblem): Response {
  return new Response(JSON.stringify(problem), {status: problem.status, headers: {'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers}});
}
