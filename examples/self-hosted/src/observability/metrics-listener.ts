import {createServer} from 'node:http';
import {once} from 'node:events';
import type {Metrics} from './metrics.ts';

/**
 * `/metrics` on a port of its own, for this machine only: no proxy leads there, so it asks for no token.
 * @throws what the system says when the port is taken.
 */
export async function listenForMetrics(metrics: Metrics, port: number): Promise<{stop(): void}> {
  const http = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') return void response.writeHead(404).end();
    metrics.read().then(
      ({type, text}) => response.writeHead(200, {'content-type': type, 'cache-control': 'no-store'}).end(text),
      () => response.writeHead(500).end(),
    );
  });
  http.listen(port, '127.0.0.1');
  await once(http, 'listening');
  return {
    stop() {
      http.close();
      http.closeAllConnections();
    },
  };
}
