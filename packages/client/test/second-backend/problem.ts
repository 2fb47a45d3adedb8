/** Everything this backend says no with; the names are those of the protocol. */
const PROBLEMS = {
  'bad-request': [400, 'This request cannot be read.'],
  'invalid-json': [400, 'The body is not JSON.'],
  'bad-parameter': [400, 'A part of the address cannot be used.'],
  'signed-out': [401, 'A valid token is needed.'],
  forbidden: [403, 'This is not yours to see or do.'],
  'not-found': [404, 'There is nothing here.'],
  'method-not-allowed': [405, 'This address does not answer to that method.'],
  'cursor-gone': [410, 'Read from the beginning.'],
  'too-large': [413, 'The body is too large.'],
  'invalid-request': [422, 'The body does not have the documented shape.'],
  internal: [500, 'This backend has a mistake.'],
} as const satisfies Record<string, readonly [number, string]>;

/** Thrown anywhere, answered as `application/problem+json`. */
export class Problem extends Error {
  readonly response: Response;

  constructor(name: keyof typeof PROBLEMS, {detail, errors, headers}: {detail?: string; errors?: readonly {pointer: string; detail: string}[]; headers?: Record<string, string>} = {}) {
    const [status, title] = PROBLEMS[name];
    super(detail ?? title);
    this.response = Response.json({type: `urn:problem-type:packline:${name}`, title, status, detail, errors}, {status, headers: {...headers, 'content-type': 'application/problem+json'}});
  }
}
