import {HttpProblem} from './problem.ts';

/** The rest of the body is not read, so this connection is of no use to the next request: clients have to know. */
const UNREAD = {connection: 'close'};

/**
 * Reads a body whole, but never more than `limitBytes` of it.
 * @throws HttpProblem `too-large`, `unsupported-media-type` for a compressed body, `bad-request` for one that breaks off.
 */
export async function readBody(request: Request, limitBytes: number): Promise<Buffer<ArrayBuffer>> {
  const encoding = request.headers.get('content-encoding');
  if (encoding !== null && encoding.toLowerCase() !== 'identity') throw new HttpProblem('unsupported-media-type', `A body with Content-Encoding ${encoding} is not taken; send it as it is.`, {headers: UNREAD});
  const tooLarge = (): HttpProblem => new HttpProblem('too-large', `The body may have at most ${limitBytes} bytes.`, {headers: UNREAD});
  if (Number(request.headers.get('content-length') ?? 0) > limitBytes) throw tooLarge();
  if (request.body === null) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of request.body as ReadableStream<Uint8Array>) {
      size += chunk.byteLength;
      if (size > limitBytes) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof HttpProblem) throw error;
    // Whoever sends it went away. Nobody reads the answer, but it is not this server that failed.
    throw new HttpProblem('bad-request', 'The body broke off before its end.');
  }
  return Buffer.concat(chunks);
}
