/**
 * Serves index.html from an origin of its own under a strict Content Security Policy:
 *
 *   PACKLINE_TOKEN=… node examples/embed-html/serve.mjs
 *
 * PORT (4200 when left out) and HOST (127.0.0.1) are its own address, PACKLINE_URL (http://127.0.0.1:4100) is the
 * Packline server. The page is as it stands in the file, but for that address and the token.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const { PORT = '4200', HOST = '127.0.0.1', PACKLINE_URL = 'http://127.0.0.1:4100', PACKLINE_TOKEN } = process.env;
const EXAMPLE = 'http://127.0.0.1:4100';
if (!PACKLINE_TOKEN) {
  console.error('PACKLINE_TOKEN is not set: it is the token of somebody who works in the shop.');
  process.exit(2);
}
if (!/^https?:\/\/[\w.:[\]-]+$/.test(PACKLINE_URL)) {
  console.error(`PACKLINE_URL is “${PACKLINE_URL}”; an address without a path was expected, such as ${EXAMPLE}.`);
  process.exit(2);
}

const read = (name) => readFileSync(new URL(name, import.meta.url), 'utf8').replaceAll(EXAMPLE, PACKLINE_URL);
const attribute = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
const page = read('index.html').replace('PASTE-A-TOKEN', () => attribute(PACKLINE_TOKEN));
const policy = read('content-security-policy.txt').replaceAll('\n', ' ').trim();

const server = createServer((request, response) => {
  if (request.method !== 'GET' || request.url !== '/') {
    response.writeHead(404, { 'content-type': 'text/plain' });
    response.end('There is only one page here: /\n');
    return;
  }
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
    'cache-control': 'no-store', // it holds a token
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  response.end(page);
});
server.listen(Number(PORT), HOST, () => {
  const { address, port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  console.log(`The page is at http://${address}:${port}/`);
});
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    server.close();
    server.closeAllConnections();
  });
}
