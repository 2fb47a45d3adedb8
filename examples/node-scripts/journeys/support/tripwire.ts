import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {buffer} from 'node:stream/consumers';
import type {TestContext} from 'node:test';

/** A forwarder between importer and server, where a test can step in at a chosen request. */
export interface Tripwire {
  readonly url: string;
  /**
   * Called when the server has answered the n-th request of commands (1, 2, …), before the importer hears of it.
   * `hang up` loses the answer.
   */
  onAnswer: (request: number) => 'pass on' | 'hang up' | Promise<'pass on' | 'hang up'>;
}

/** Forwards to `target` until the test ends. When the server cannot be reached the connection is dropped, as it would be. */
export async function startTripwire(test: TestContext, target: string): Promise<Tripwire> {
  let commandRequests = 0;
  const server = createServer((request, response) => void forward(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  test.after(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  const tripwire: Tripwire = {url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, onAnswer: () => 'pass on'};

  async function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const body = await buffer(request);
      const {authorization = '', 'content-type': type = ''} = request.headers;
      const answer = await fetch(target + (request.url ?? ''), {method: request.method ?? 'GET', headers: {authorization, ...(type === '' ? {} : {'content-type': type})}, ...(body.length > 0 ? {body} : {})});
      const content = Buffer.from(await answer.arrayBuffer());
      if (request.method === 'POST') {
        commandRequests += 1;
        if ((await tripwire.onAnswer(commandRequests)) === 'hang up') return void request.socket.destroy();
      }
      response.writeHead(answer.status, {'content-type': answer.headers.get('content-type') ?? ''});
      response.end(content);
    } catch {
      request.socket.destroy();
    }
  }

  return tripwire;
}
