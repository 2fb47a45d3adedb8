import {lookup, type LookupAddress} from 'node:dns';
import {request as requestHttp} from 'node:http';
import {request as requestHttps} from 'node:https';
import {isIP, type LookupFunction} from 'node:net';
import {isPublicAddress} from './public-address.ts';

/** Milliseconds a whole exchange may take. */
export const POST_TIMEOUT_MS = 10_000;
/** Bytes of an answer that are read; nobody looks at them, but the other side is let finish. */
const MOST_ANSWER_BYTES = 64 * 1024;

/** An address may not be told anything; the message is one sentence for the owner. */
export class ForbiddenAddressError extends Error {
  override readonly name = 'ForbiddenAddressError';
}

export interface GuardedPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Let it reach this machine and its network: for a shop whose other programs run beside it. */
  readonly toPrivate: boolean;
  /** Default {@link POST_TIMEOUT_MS}. */
  readonly timeoutMs?: number;
}

/**
 * Reads an address that news may be sent to.
 * @throws ForbiddenAddressError for anything but http and https, for one with a password in it, and for private ones.
 */
export function readAddress(text: string, toPrivate: boolean): URL {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) throw new ForbiddenAddressError('An address begins with https:// or http://.');
  if (url.username !== '' || url.password !== '') throw new ForbiddenAddressError('An address must not hold a name or a password.');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!toPrivate && isIP(host) !== 0 && !isPublicAddress(host)) throw notPublic(host);
  return url;
}

/**
 * Posts to an address somebody typed in, and settles with the status of the answer. The name is looked up once, and the
 * connection goes to the very address that was checked. Redirects are not followed.
 * @throws ForbiddenAddressError, or what the system says when nobody answers.
 */
export async function postGuarded({url, headers, body, toPrivate, timeoutMs = POST_TIMEOUT_MS}: GuardedPost): Promise<number> {
  const address = readAddress(url, toPrivate);
  const send = address.protocol === 'https:' ? requestHttps : requestHttp;
  const signal = AbortSignal.timeout(timeoutMs);
  return new Promise<number>((resolve, reject) => {
    const fail = (error: unknown): void => reject(signal.aborted ? new Error(`There was no whole answer within ${timeoutMs / 1000} seconds.`) : error);
    const request = send(address, {method: 'POST', headers: {...headers, 'content-length': String(Buffer.byteLength(body))}, agent: false, signal, ...(toPrivate ? {} : {lookup: publicLookup})}, (response) => {
      let read = 0;
      response.on('data', (chunk: Buffer) => {
        read += chunk.length;
        if (read > MOST_ANSWER_BYTES) response.destroy();
      });
      response.on('error', fail);
      response.on('close', () => (response.complete || read > MOST_ANSWER_BYTES ? resolve(response.statusCode ?? 0) : fail(new Error('The answer broke off.'))));
    });
    request.on('error', fail);
    request.end(body);
  });
}

/** Looks a name up as the system does, and knows no private address. */
const publicLookup: LookupFunction = (hostname, options, answer) => {
  lookup(hostname, {...options, all: true}, (error, found: LookupAddress[]) => {
    const refused = error ?? found.map(({address}) => (isPublicAddress(address) ? undefined : notPublic(hostname))).find((one) => one !== undefined);
    const [first] = found ?? [];
    if (refused || !first) return answer(refused ?? notPublic(hostname), '', 0);
    return options.all === true ? answer(null, found) : answer(null, first.address, first.family);
  });
};

function notPublic(host: string): ForbiddenAddressError {
  return new ForbiddenAddressError(`${host} is an address of this machine or of its own network. Start the server with WEBHOOKS_TO_PRIVATE=on to allow that.`);
}
