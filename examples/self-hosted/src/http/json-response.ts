import {gzip} from 'node:zlib';
import {promisify} from 'node:util';

const gzipAsync = promisify(gzip);

/** Under this, compressing costs more than it saves. */
const SMALLEST_COMPRESSED = 1400;
/** The fastest level: pages are large and alike, and the processor is shared with the writers. */
const LEVEL = 1;

/** A JSON body with its compressed form, made once when the first reader asks for it. */
export interface JsonBody {
  readonly text: string;
  zipped(): Promise<Uint8Array>;
}

export function jsonBody(text: string): JsonBody {
  let zipped: Promise<Uint8Array> | undefined;
  return {text, zipped: () => (zipped ??= gzipAsync(text, {level: LEVEL}))};
}

/** Answers with JSON, compressed when it is worth it and the reader can read it. */
export async function sendJson(request: Request, body: JsonBody, {status = 200, headers = {}}: {status?: number; headers?: Readonly<Record<string, string>>} = {}): Promise<Response> {
  const all: Record<string, string> = {'content-type': 'application/json', 'cache-control': 'no-store', vary: 'Accept-Encoding', ...headers};
  if (body.text.length < SMALLEST_COMPRESSED || !acceptsGzip(request)) return new Response(body.text, {status, headers: all});
  return new Response((await body.zipped()) as Uint8Array<ArrayBuffer>, {status, headers: {...all, 'content-encoding': 'gzip'}});
}

export function acceptsGzip(request: Request): boolean {
  return /(^|,)\s*(gzip|\*)\s*(?!;\s*q=0(\.0*)?\s*(,|$))(;|,|$)/i.test(request.headers.get('accept-encoding') ?? '');
}
