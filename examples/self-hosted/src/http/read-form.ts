import {HttpProblem} from './problem.ts';
import {readBody} from './read-body.ts';

/** Far more than the longest form of the pages; strangers may post them. */
const FORM_BYTES = 64 * 1024;

/**
 * Reads the fields of a posted form.
 * @throws HttpProblem `unsupported-media-type` for anything but a plain form, and as {@link readBody}.
 */
export async function readForm(request: Request): Promise<URLSearchParams> {
  const type = (request.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') throw new HttpProblem('unsupported-media-type', 'A form is sent as application/x-www-form-urlencoded.');
  return new URLSearchParams((await readBody(request, FORM_BYTES)).toString('utf8'));
}
