import {HttpProblem} from './problem.ts';

/** Deeper than any document of ours, and shallow enough for every recursive reader. */
const MOST_LEVELS = 64;

/**
 * Reads a body whole, but never more than `limitBytes` of it.
 * @throws HttpProblem `too-large`, `unsupported-media-type` for a compressed body.
 */
export async function readBody(request: Request, limitBytes: number): Promise<Uint8Array> {
  const encoding = request.headers.get('content-encoding');
  if (encoding !== null && encoding.toLowerCase() !== 'identity') throw new HttpProblem('unsupported-media-type', `A body with Content-Encoding ${encoding} is not taken; send it as it is.`);
  const tooLarge = (): HttpProblem => new HttpProblem('too-large', `The body may have at most ${limitBytes} bytes.`);
  if (Number(request.headers.get('content-length') ?? 0) > limitBytes) throw tooLarge();
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body as ReadableStream<Uint8Array>) {
    size += chunk.byteLength;
    if (size > limitBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * Reads a JSON body.
 * @throws HttpProblem `invalid-json`, `too-large`.
 */
export async function readJson(request: Request, limitBytes: number): Promise<unknown> {
  const bytes = await readBody(request, limitBytes);
  let text: string;
  try {
    text = new TextDecoder('utf-8', {fatal: true}).decode(bytes);
  } catch {
    throw new HttpProblem('invalid-json', 'The body is not UTF-8 text.');
  }
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
