import {Agent, request} from 'node:http';
import {gunzipSync} from 'node:zlib';
import {TOKEN} from './server-process.ts';

/** What came of one request. */
export interface Answer {
  /** From the first byte sent to the last one received, in milliseconds. */
  readonly ms: number;
  /** Of the body as it travelled, compressed if it was. */
  readonly bytes: number;
  /** When the last byte was there, in milliseconds since 1970. */
  readonly at: number;
  /** Names the body: the checksum and length that end a compressed one. */
  readonly mark: string;
  json<Body>(): Body;
}

export interface HttpClient {
  get(path: string): Promise<Answer>;
  post(path: string, body: string): Promise<Answer>;
  close(): void;
}

/** Now, in milliseconds since 1970 and finer than the clock on the wall: the same in every process of one machine. */
export const preciseNow = (): number => performance.timeOrigin + performance.now();

/** Asks one server over connections that stay open, and takes compressed answers as browsers do. */
export function createHttpClient(url: string): HttpClient {
  const agent = new Agent({keepAlive: true, maxSockets: 256});
  function ask(method: string, path: string, body: string | undefined): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const began = performance.now();
      const headers = {authorization: `Bearer ${TOKEN}`, 'accept-encoding': 'gzip', ...(body === undefined ? {} : {'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body))})};
      const asked = request(new URL(path, url), {agent, method, headers}, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.once('error', reject);
        response.once('end', () => {
          const ms = performance.now() - began;
          const at = preciseNow();
          const raw = Buffer.concat(parts);
          const text = (): string => (response.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw).toString('utf8');
          if (response.statusCode !== 200) return reject(new Error(`${method} ${path}: ${String(response.statusCode)} ${text().slice(0, 500)}`));
          resolve({ms, bytes: raw.length, at, mark: raw.subarray(-8).toString('hex'), json: <Body>() => JSON.parse(text()) as Body});
        });
      });
      asked.once('error', reject);
      asked.end(body);
    });
  }
  return {
    get: (path) => ask('GET', path, undefined),
    post: (path, body) => ask('POST', path, body),
    close: () => agent.destroy(),
  };
}
