import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo, Socket} from 'node:net';
import type {TestContext} from 'node:test';

/** One request as the server saw it, body already read. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface TestServer {
  readonly url: string;
  /** Every request so far, oldest first. */
  readonly seen: readonly SeenRequest[];
  /** Replaces what answers from now on. */
  answer(handler: Handler): void;
}

export type Handler = (request: SeenRequest, response: ServerResponse) => void | Promise<void>;

/** A real HTTP server on a free port of this machine, stopped with the test. */
export async function startTestServer(test: TestContext, first: Handler): Promise<TestServer> {
  let handler = first;
  const seen: SeenRequest[] = [];
  const sockets = new Set<Socket>();
  const server = createServer(async (incoming, response) => {
    const url = new URL(incoming.url ?? '/', 'http://server.test');
    const pieces: Buffer[] = [];
    for await (const piece of incoming) pieces.push(piece as Buffer);
    const request = {method: incoming.method ?? '', path: url.pathname, query: url.searchParams, headers: incoming.headers, body: Buffer.concat(pieces).toString('utf8')};
    seen.push(request);
    await handler(request, response);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  test.after(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return {url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen, answer: (next) => (handler = next)};
}

/** Answers with JSON. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Handler {
  return (_request, response) => {
    response.writeHead(status, {'content-type': status < 400 ? 'application/json' : 'application/problem+json', ...headers});
    response.end(JSON.stringify(body));
  };
}

/** Answers with text of any kind. */
export function text(body: string, status = 200, headers: Record<string, string> = {}): Handler {
  return (_request, response) => {
    response.writeHead(status, {'content-type': 'text/html', ...headers});
    response.end(body);
  };
}

/** Closes the connection without an answer, as a server does that was killed. */
export const hangUp: Handler = (_request, response) => void response.socket?.destroy();
