import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {Readable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import type {ReadableStream as NodeStream} from 'node:stream/web';
import {Problem} from './problem.ts';
import type {Handler} from './second-backend.ts';

/** A backend that answers on this machine. */
export interface Served {
  readonly url: string;
  stop(): Promise<void>;
}

/** Puts a handler behind node:http, on a free port unless one is named. */
export async function serve(handler: Handler, port = 0): Promise<Served> {
  const server = createServer((incoming, outgoing) => void respond(handler, incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function respond(handler: Handler, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const response = await answer(handler, incoming);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body === null) return void outgoing.end();
  // Whoever listens to a stream goes away when they like.
  await pipeline(Readable.fromWeb(response.body as NodeStream), outgoing).catch(() => {});
}

/** An address that makes no URL never reaches the handler. */
async function answer(handler: Handler, incoming: IncomingMessage): Promise<Response> {
  try {
    return await handler(toRequest(incoming));
  } catch {
    return new Problem('bad-request').response;
  }
}

function toRequest(incoming: IncomingMessage): Request {
  const {method = 'GET', url = '/'} = incoming;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const init: RequestInit = {method, headers: Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)])};
  return new Request(new URL(url, 'http://127.0.0.1'), hasBody ? {...init, body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half'} as RequestInit : init);
}
