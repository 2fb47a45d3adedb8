import {inspectJson} from './inspect-json.ts';
import {HttpProblem} from './problem.ts';
import {readBody} from './read-body.ts';

/** Deeper than any document of ours, and shallow enough for every recursive reader. */
const MOST_LEVELS = 64;

/** More than the largest batch a client makes holds, and few enough to be read while others wait. */
const MOST_VALUES = 500_000;
/** Of one object. No document of ours has a tenth of it. */
const MOST_NAMES = 10_000;

/** Of a name that is quoted to whoever sent it. */
const LONGEST_QUOTE = 100;

/**
 * Reads a JSON body. What it calls itself does not count, only what it is.
 * @throws HttpProblem as {@link parseJsonText} and {@link readBody}.
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
 * @throws HttpProblem `invalid-json`; `too-large` for one of too many values, which is not read at all.
 */
export function parseJsonText(text: string): unknown {
  const {isTooDeep, isTooMuch, twice} = inspectJson(text, {levels: MOST_LEVELS, values: MOST_VALUES, namesOfOne: MOST_NAMES});
  if (isTooMuch) throw new HttpProblem('too-large', `A body holds at most ${MOST_VALUES} values, and one object of it ${MOST_NAMES} names.`);
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
