import {once} from 'node:events';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {Webhook} from 'standardwebhooks';

/** A message as it arrived. */
export interface ReceivedMessage {
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface WebhookReceiver {
  readonly url: string;
  readonly messages: readonly ReceivedMessage[];
  /** What is answered from now on. */
  answer: (request: IncomingMessage, response: ServerResponse) => void;
  /** Settles when so many have arrived; rejects when they do not. */
  received(count: number): Promise<readonly ReceivedMessage[]>;
}

/** Milliseconds after which a message that should come is given up; far above what it takes. */
const PATIENCE_MS = 15_000;

/** Somebody else's server on this machine, which writes down what it is told. */
export async function startReceiver(t: {after(work: () => void | Promise<void>): void}): Promise<WebhookReceiver> {
  const messages: ReceivedMessage[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      messages.push({id: String(request.headers['webhook-id']), headers: request.headers as Record<string, string>, body});
      receiver.answer(request, response);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const receiver: WebhookReceiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    messages,
    answer: (_request, response) => void response.writeHead(204).end(),
    async received(count) {
      const deadline = Date.now() + PATIENCE_MS;
      while (messages.length < count) {
        if (Date.now() > deadline) throw new Error(`Only ${messages.length} of ${count} messages came.`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return messages;
    },
  };
  return receiver;
}

/** The body, when the signature is right. @throws WebhookVerificationError. */
export function verified(secret: string, {headers, body}: ReceivedMessage): {type: string; timestamp: string; data: Record<string, unknown>} {
  return new Webhook(secret).verify(body, {...headers}) as {type: string; timestamp: string; data: Record<string, unknown>};
}
