import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {text} from 'node:stream/consumers';
import type {TestContext} from 'node:test';
import {parseCommand} from '@packline/core';
import {commandsRequestSchema} from '@packline/client';
import {createMemoryBackend, type MemoryBackend} from '@packline/client/testing';

/** A shop in memory behind the protocol's sign-in and command paths: enough of a server to import into. */
export interface HttpShop {
  readonly url: string;
  readonly backend: MemoryBackend;
  /** Called with every request of commands before it is decided; an answer of `hang up` loses the reply after it was. */
  onCommands: (count: number) => 'answer' | 'hang up' | Promise<'answer' | 'hang up'>;
}

export const TOKEN = 'owner-token';

export async function startHttpShop(test: TestContext): Promise<HttpShop> {
  const backend = createMemoryBackend();
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  test.after(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  const shop: HttpShop = {url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, backend, onCommands: () => 'answer'};

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const send = (status: number, body: unknown) => {
      response.writeHead(status, {'content-type': status < 400 ? 'application/json' : 'application/problem+json'});
      response.end(JSON.stringify(body));
    };
    if (request.headers.authorization !== `Bearer ${TOKEN}`) return send(401, {type: 'about:blank', title: 'Signed out', status: 401});
    if (request.url === '/v1/me') return send(200, await backend.readSession());
    const {commands} = commandsRequestSchema.parse(JSON.parse(await text(request)));
    const parsed = commands.map((command) => parseCommand(command));
    const errors = parsed.flatMap((one, index) => (one.ok ? [] : one.errors.map(({pointer, detail}) => ({pointer: `/commands/${index}${pointer}`, detail}))));
    if (errors.length > 0) return send(422, {type: 'about:blank', title: 'Not a command', status: 422, errors});
    const verdict = await shop.onCommands(commands.length);
    const results = await backend.pushCommands(parsed.flatMap((one) => (one.ok ? [one.command] : [])));
    if (verdict === 'hang up') request.socket.destroy();
    else send(200, {results});
  }

  return shop;
}
