import type * as z from 'zod/mini';
import {problemSchema} from '../../contract/problem.ts';
import {isProblem, showAnswer, type Answer} from './ask.ts';
import {expectThat, Nonconformity, show} from './nonconformity.ts';

/** A problem document. */
export type ReadProblem = z.infer<typeof problemSchema>;

/**
 * Reads the JSON of a good answer.
 * @throws Nonconformity for another status, for what is not JSON, or not of this shape.
 */
export function expectJson<Schema extends z.ZodMiniType>(answer: Answer, schema: Schema, what: string, status = 200): z.infer<Schema> {
  const {sent} = answer;
  const expected = `${status} with ${what}`;
  expectThat(answer.status === status, {sent, expected, came: showAnswer(answer)});
  const read = schema.safeParse(parse(answer, expected));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const place = issue?.path.map(String).join('/') ?? '';
  throw new Nonconformity({sent, expected, came: `one in which /${place} is not right: ${issue?.message ?? 'of another shape'}`});
}

/** What stands behind `urn:problem-type:packline:`, by status. */
export type ProblemName = 'bad-request' | 'invalid-json' | 'bad-parameter' | 'signed-out' | 'forbidden' | 'not-found' | 'method-not-allowed' | 'cursor-gone' | 'too-large' | 'unsupported-media-type' | 'invalid-request';

const STATUS_OF: Readonly<Record<ProblemName, number>> = {
  'bad-request': 400,
  'invalid-json': 400,
  'bad-parameter': 400,
  'signed-out': 401,
  forbidden: 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'cursor-gone': 410,
  'too-large': 413,
  'unsupported-media-type': 415,
  'invalid-request': 422,
};

/**
 * Reads an answer that has to be one of these problems.
 * @throws Nonconformity for anything else, an HTML page of the same status included.
 */
export function expectProblem(answer: Answer, ...names: readonly ProblemName[]): ReadProblem {
  const {sent, status, headers} = answer;
  const expected = `application/problem+json of the type ${names.map((name) => `${name} (${STATUS_OF[name]})`).join(' or ')}`;
  expectThat(names.some((name) => STATUS_OF[name] === status), {sent, expected, came: showAnswer(answer)});
  expectThat(isProblem(headers), {sent, expected, came: `${status} of the type ${headers.get('content-type') ?? 'none'}: ${showAnswer(answer)}`});
  const read = problemSchema.safeParse(parse(answer, expected));
  expectThat(read.success, {sent, expected, came: showAnswer(answer)});
  expectThat(read.data.status === status, {sent, expected: `a problem whose “status” is the answer's own, ${status}`, came: show(read.data.status)});
  const fits = names.some((name) => STATUS_OF[name] === status && read.data.type === `urn:problem-type:packline:${name}`);
  expectThat(fits, {sent, expected, came: `the type ${show(read.data.type)}`});
  return read.data;
}

/** Reads a problem that has to point at a place of the body that was sent. */
export function expectPointer(answer: Answer, pointer: string, ...names: readonly ProblemName[]): void {
  const {errors = []} = expectProblem(answer, ...names);
  const points = errors.some((error) => error.pointer === pointer || error.pointer.startsWith(`${pointer}/`));
  expectThat(points, {sent: answer.sent, expected: `a problem whose “errors” point at ${pointer === '' ? 'the whole body (“”)' : pointer}`, came: showAnswer(answer)});
}

function parse({sent, text, status}: Answer, expected: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Nonconformity({sent, expected, came: `a body that is not JSON: ${showAnswer({status, text})}`});
  }
}
