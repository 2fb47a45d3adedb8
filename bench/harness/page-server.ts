import {createReadStream} from 'node:fs';
import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {chunkStream, type OrdersFile} from '../data/orders-file.ts';

const PAGE = `<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <title>Packline bench</title>
  <link rel="icon" href="data:,">
  <style>body { margin: 0; font: 14px system-ui, sans-serif; } #host { width: 1180px; height: 680px; }</style>
  <div id="host"></div>
  <script type="module" src="./page.js"></script>
</html>
`;

/** For pages that need no orders. */
export const NO_ORDERS: OrdersFile = {path: '', count: 0, medianBytes: 0, meanBytes: 0, offsets: [0], changesPath: '', changeCount: 0};

/** Answers requests that the page server does not know; false when it does not know them either. */
export type Answerer = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Pages by name and the orders, on a loopback port of the system's choice. */
export interface PageServer {
  /** Address of the page made from a script. */
  pageUrl(name: string): string;
  close(): Promise<void>;
}

/**
 * Serves `/NAME/` for every script and the orders as `/orders/0`, `/orders/1`, … (newline-delimited JSON, a thousand
 * each) and `/changes`. The pages are isolated from other origins, which gives them a clock of five microseconds.
 *
 * @param scripts module text by page name; imports are resolved from `resolveFrom`
 * @param alsoAnswer what else the pages ask for
 */
export async function servePages(scripts: Readonly<Record<string, string>>, resolveFrom: URL, orders: OrdersFile, alsoAnswer: Answerer = () => false): Promise<PageServer> {
  const bundles = new Map<string, string>();
  for (const [name, contents] of Object.entries(scripts)) bundles.set(name, await bundle(contents, resolveFrom));
  const chunkCount = orders.offsets.length - 1;
  const server = createServer((request, response) => {
    const answer = (type: string, body: string) => response.writeHead(200, {'content-type': `${type}; charset=utf-8`}).end(body);
    response.setHeader('cross-origin-opener-policy', 'same-origin');
    response.setHeader('cross-origin-embedder-policy', 'require-corp');
    response.setHeader('cache-control', 'no-store');
    const [, first = '', second = ''] = (request.url ?? '/').split('/');
    const script = bundles.get(first);
    if (script !== undefined) {
      if (second === 'page.js') answer('text/javascript', script);
      else answer('text/html', PAGE);
    } else if (first === 'orders' && second === '') {
      answer('application/json', JSON.stringify({count: orders.count, chunkCount}));
    } else if (first === 'orders' && Number(second) < chunkCount) {
      response.writeHead(200, {'content-type': 'application/x-ndjson'});
      chunkStream(orders, Number(second)).pipe(response);
    } else if (first === 'changes') {
      response.writeHead(200, {'content-type': 'application/x-ndjson'});
      createReadStream(orders.changesPath).pipe(response);
    } else if (!alsoAnswer(request, response)) {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const {port} = server.address() as AddressInfo;
  return {pageUrl: (name) => `http://127.0.0.1:${String(port)}/${name}/`, close: () => closeServer(server)};
}

async function bundle(contents: string, resolveFrom: URL): Promise<string> {
  const built = await build({
    stdin: {contents, resolveDir: fileURLToPath(resolveFrom), loader: 'ts', sourcefile: 'entry-of-page.ts'},
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['production', 'browser'],
    define: {'process.env.NODE_ENV': '"production"'},
    logLevel: 'error',
  });
  return built.outputFiles[0]?.text ?? '';
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
