import assert from 'node:assert/strict';
import type {ServerResponse} from 'node:http';
import test, {type TestContext} from 'node:test';
import {isBackendError} from '@packline/core';
import {createHttpBackend, type HttpBackendOptions} from '../src/index.ts';
import {json, startTestServer, text, type Handler} from './support/test-server.ts';

const openStream = (response: ServerResponse) => {
  response.writeHead(200, {'content-type': 'text/event-stream; charset=utf-8'});
  response.flushHeaders();
};

async function connect(test: TestContext, handler: Handler, options: Partial<HttpBackendOptions> = {}) {
  const server = await startTestServer(test, handler);
  const backend = createHttpBackend({endpoint: server.url, token: 'secret-token', ...options});
  const controller = new AbortController();
  test.after(() => controller.abort());
  const heard = {wakes: 0, opens: 0};
  const listen = () => backend.listen({onWake: () => (heard.wakes += 1), onOpen: () => (heard.opens += 1), signal: controller.signal});
  return {server, listen, heard, controller};
}

const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2));
};

const codeOf = async (promise: Promise<void>) =>
  promise.then(
    () => 'resolved',
    (error: unknown) => (isBackendError(error) ? [error.code, error.retriable, error.retryAfterMs] : error),
  );

test('the stream is asked for with the token, wakes at every change, and resolves when the backend closes it', async (t) => {
  const {server, listen, heard} = await connect(t, (_request, response) => {
    openStream(response);
    response.end('event: change\nid: 7\ndata: {"position":7}\n\n: still here\n\nevent: change\nid: 8\ndata: {"position":8}\n\nevent: other\ndata: x\n\n');
  });
  await listen();
  assert.equal(server.seen[0]?.path, '/v1/changes/stream');
  assert.equal(server.seen[0]?.headers.authorization, 'Bearer secret-token');
  assert.equal(server.seen[0]?.headers.accept, 'text/event-stream');
  assert.equal(heard.opens, 1);
  assert.equal(heard.wakes, 3, 'once on opening, as nothing is known from before, and once for each change');
});

test('a second connection resumes from the last id and does not wake by itself', async (t) => {
  const {server, listen, heard} = await connect(t, (_request, response) => {
    openStream(response);
    response.end(server.seen.length === 1 ? 'event: change\nid: e1.8\ndata: {}\n\n' : '');
  });
  await listen();
  const wakes = heard.wakes;
  await listen();
  assert.deepEqual(server.seen.map(({headers}) => headers['last-event-id']), [undefined, 'e1.8']);
  assert.equal(heard.wakes, wakes);
});

test('messages may be cut at any byte on their way', async (t) => {
  const bytes = Buffer.from(': 心跳\r\n\r\nid: 1\r\nevent: change\r\ndata: 訂單\r\n\r\nevent: change\r\nid: 2\r\ndata: {}\r\n\r\n');
  const {listen, heard} = await connect(t, async (_request, response) => {
    openStream(response);
    response.socket?.setNoDelay(true);
    for (const byte of bytes) {
      response.write(Buffer.from([byte]));
      await new Promise(setImmediate);
    }
    response.end();
  });
  await listen();
  assert.equal(heard.wakes, 3);
});

test('a broken line is unreachable, worth a retry, after the delay the stream asked for', async (t) => {
  const {server, listen, heard} = await connect(t, (_request, response) => {
    openStream(response);
    response.write('retry: 1500\nevent: change\nid: 1\ndata: {}\n\n');
    setTimeout(() => response.destroy(), 20);
  });
  assert.deepEqual(await codeOf(listen()), ['backend/unreachable', true, 1500]);
  assert.equal(heard.wakes, 2);
  server.answer((_request, response) => {
    openStream(response);
    setTimeout(() => response.destroy(), 20);
  });
  assert.deepEqual(await codeOf(listen()), ['backend/unreachable', true, undefined]);
});

test('a line that falls silent is given up, a line with heartbeats is kept', async (t) => {
  const {server, listen, heard} = await connect(t, (_request, response) => openStream(response), {silenceMs: 600});
  assert.deepEqual(await codeOf(listen()), ['backend/unreachable', true, undefined]);
  assert.equal(heard.opens, 1);

  let beats = 0;
  server.answer((_request, response) => {
    openStream(response);
    const heart = setInterval(() => {
      beats += 1;
      if (beats <= 20) return void response.write(':\n\n');
      clearInterval(heart);
      response.end('event: change\ndata: {}\n\n');
    }, 60);
  });
  assert.equal(await codeOf(listen()), 'resolved');
  assert.ok(beats > 20, 'it outlived twice the allowed silence');
});

test('an abort closes the connection and resolves', async (t) => {
  let closed = false;
  const {listen, heard, controller} = await connect(t, (_request, response) => {
    openStream(response);
    response.on('close', () => (closed = true));
  });
  const listening = listen();
  await until(() => heard.opens === 1);
  controller.abort();
  assert.equal(await codeOf(listening), 'resolved');
  await until(() => closed);
  assert.equal(await codeOf(listen()), 'resolved', 'also when it was aborted before it began');
});

test('a refused stream says why', async (t) => {
  const {server, listen, heard} = await connect(t, json({}, 401));
  assert.deepEqual(await codeOf(listen()), ['backend/signed-out', false, undefined]);
  server.answer(json({}, 503, {'retry-after': '4'}));
  assert.deepEqual(await codeOf(listen()), ['backend/busy', true, 4000]);
  server.answer(json({}, 404));
  assert.deepEqual(await codeOf(listen()), ['backend/not-found', false, undefined]);
  assert.equal(heard.opens, 0);
});

test('an answer that is no event stream is unreadable', async (t) => {
  const {listen, heard} = await connect(t, text('<html>Welcome to the café</html>'));
  assert.deepEqual(await codeOf(listen()), ['backend/unreadable-answer', true, undefined]);
  assert.equal(heard.opens, 0);
});

test('a stream that is not opened in time is unreachable', async (t) => {
  const {listen} = await connect(t, () => undefined, {timeoutMs: 60});
  assert.deepEqual(await codeOf(listen()), ['backend/unreachable', true, undefined]);
});
