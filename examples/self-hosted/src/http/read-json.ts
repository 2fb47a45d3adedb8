import {HttpProblem} from './problem.ts';
import {readBody} from './read-body.ts';

/** Deeper than any document of ours, and shallow enough for every recursive reader. */
const MOST_LEVELS = 64;

/**
 * Reads a JSON body.
 * @throws HttpProblem `invalid-json`, and as {@link readBody}.
 */
export async function readJson(request: Request, limitBytes: number): Promise<unknown> {
  const bytes = await readBody(request, limitBytes);
  let text: string;
  try {
    text = new TextDecoder('utf-8', {fatal: true}).decode(bytes);
  } catch {
    throw new HttpProblem('invalid-json', 'The body is not UTF-8 text.');
  }
  return parseJsonText(text);
}

/**
 * Reads JSON that somebody sent, however it is nested.
 * @throws HttpProblem `invalid-json`.
 */
export function parseJsonText(text: string): unknown {
  if (depthOf(text) > MOST_LEVELS) throw new HttpProblem('invalid-json', `The body is nested deeper than ${MOST_LEVELS} levels.`);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new HttpProblem('invalid-json', text.trim() === '' ? 'The body is empty.' : (error as SyntaxError).message);
  }
}

/** How deep brackets are nested, without looking inside strings; for text that may not even be JSON. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (inString) {
      if (code === 0x5c) index += 1;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (code === 0x5d || code === 0x7d) depth -= 1;
  }
  return deepest;
}
