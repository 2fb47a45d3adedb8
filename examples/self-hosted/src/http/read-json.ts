import {inspectJson} from './inspect-json.ts';
import {HttpProblem} from './problem.ts';
import {readBody} from './read-body.ts';

/** Deeper than any document of ours, and shallow enough for every recursive reader. */
const MOST_LEVELS = 64;

/** Of a name that is quoted to whoever sent it. */
const LONGEST_QUOTE = 100;

/**
 * Reads a JSON body. What it calls itself does not count, only what it is.
 * @throws HttpProblem `invalid-json`, and as {@link readBody}.
 */
export async function readJson(request: Request, limitBytes: number): Promise<unknown> {
  const bytes = await readBody(request, limitBytes);
  let text: string;
  try {
    text = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes);
  } catch {
    throw new HttpProblem('invalid-json', 'The body is not UTF-8 text.');
  }
  return parseJsonText(text);
}

/**
 * Reads JSON that somebody sent, however it is nested. A byte order mark is none of it.
 * @throws HttpProblem `invalid-json`.
 */
export function parseJsonText(text: string): unknown {
  const {isTooDeep, twice} = inspectJson(text, MOST_LEVELS);
  if (isTooDeep) throw new HttpProblem('invalid-json', `The body is nested deeper than ${MOST_LEVELS} levels.`);
  try {
    const value: unknown = JSON.parse(text);
    if (twice !== undefined) throw new HttpProblem('invalid-json', `One object names the field “${twice.slice(0, LONGEST_QUOTE)}” twice.`);
    return value;
  } catch (error) {
    if (error instanceof HttpProblem) throw error;
    throw new HttpProblem('invalid-json', text.trim() === '' ? 'The body is empty.' : (error as SyntaxError).message);
  }
}
