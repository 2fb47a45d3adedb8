import assert from 'node:assert/strict';
import {once} from 'node:events';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {test, type TestContext} from 'node:test';
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {isBackendError} from '@packline/core';
import {createHttpBackend} from '../src/index.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A backend whose streams stay open, and say hello once. */
async function startStreams(t: TestContext): Promise<{endpoint: string; open: () => number}> {
  let open = 0;
  const server = createServer((request, response) => {
    open += 1;
    request.on('close', () => (open -= 1));
    response.writeHead(200, {'content-type': 'text/event-stream'}).write(': hello\n\n');
  }).listen(0, '127.0.0.1');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  return {endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, open: () => open};
}

/** Settles when the line is open; `listening` when it has ended. */
async function listen(endpoint: string, {signal = new AbortController().signal, ...options}: {signal?: AbortSignal; silenceMs?: number}): Promise<{listening: Promise<void>}> {
  let listening = Promise.resolve();
  await new Promise<void>((onOpen) => (listening = createHttpBackend({endpoint, token: 'some-token', ...options}).listen({onWake: () => {}, onOpen, signal})));
  return {listening};
}

/** As a process does by itself in a minute or a day. */
async function growOld(): Promise<void> {
  for (let round = 0; round < 5; round += 1) {
    collect();
    await rest(20);
  }
}

test('a stream that has been open for long lets go of the line when it is asked to', async (t) => {
  const {endpoint, open} = await startStreams(t);
  const stop = new AbortController();
  const {listening} = await listen(endpoint, {signal: stop.signal});
  await growOld();
  stop.abort();
  await listening;
  while (open() > 0) await rest(5);
});

test('a line that falls silent after a long time is noticed all the same', async (t) => {
  const {endpoint, open} = await startStreams(t);
  const {listening} = await listen(endpoint, {silenceMs: 400});
  const ended = assert.rejects(listening, (error) => isBackendError(error) && error.code === 'backend/unreachable' && /silent/.test(error.message));
  await growOld();
  await ended;
  while (open() > 0) await rest(5);
});
