import type {ServerResponse} from 'node:http';
import type {Order} from '@packline/core';
import {chunkStream, type OrdersFile} from '../data/orders-file.ts';
import {SETTINGS} from '../data/live-order.ts';
import type {Answerer} from '../harness/page-server.ts';

const CHUNK = 1000;
/** What the self-hosted backend allows, and gives when it is not asked for fewer. */
const LIMIT = 1000;

const SESSION = {
  store: {id: 'bench', name: 'Bench'},
  user: {id: 'u1', name: 'Ada Wong'},
  role: 'owner',
  settings: SETTINGS,
  capabilities: ['receipts', 'events'],
  limits: {commandsPerBatch: 500, changesPerPage: LIMIT, receiptBytes: 5_000_000},
  epoch: '1',
};

/**
 * The two calls of the protocol that a device needs for reading: who am I, and the feed. Pages are made of the lines of
 * the file as they are. The bulk is behind the end of the feed until `/bulk/come` is asked for.
 */
export function answerFeed(orders: OrdersFile, bulk: readonly Order[]): Answerer {
  const changed = bulk.map((order) => JSON.stringify(order));
  let hasCome = false;
  let chunk = {index: -1, lines: [] as string[]};

  async function linesFrom(position: number, limit: number): Promise<string[]> {
    if (position >= orders.count) return hasCome ? changed.slice(position - orders.count, position - orders.count + limit) : [];
    const index = Math.floor(position / CHUNK);
    if (chunk.index !== index) chunk = {index, lines: (await textOf(chunkStream(orders, index))).trimEnd().split('\n')};
    return chunk.lines.slice(position % CHUNK, (position % CHUNK) + limit);
  }

  async function sendPage(url: URL, response: ServerResponse): Promise<void> {
    const position = Number((url.searchParams.get('after') ?? '1.0.owner').split('.')[1]);
    const lines = await linesFrom(position, Math.min(LIMIT, Number(url.searchParams.get('limit') ?? LIMIT)));
    const end = position + lines.length;
    const hasMore = end < orders.count + (hasCome ? changed.length : 0);
    const settings = position === 0 ? `,"settings":${JSON.stringify(SETTINGS)}` : '';
    response.writeHead(200, {'content-type': 'application/json'});
    response.end(`{"orders":[${lines.join(',')}],"removed":[],"cursor":"1.${String(end)}.owner","hasMore":${String(hasMore)}${settings}}`);
  }

  return (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname === '/bulk/come' || url.pathname === '/bulk/go') {
      hasCome = url.pathname === '/bulk/come';
      response.writeHead(200, {'content-type': 'application/json'}).end(JSON.stringify({orders: changed.length}));
    } else if (url.pathname === '/v1/me') {
      response.writeHead(200, {'content-type': 'application/json'}).end(JSON.stringify({...SESSION, serverTime: new Date().toISOString()}));
    } else if (url.pathname === '/v1/changes') {
      void sendPage(url, response);
    } else return false;
    return true;
  };
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
