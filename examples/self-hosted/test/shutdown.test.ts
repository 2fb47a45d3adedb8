import assert from 'node:assert/strict';
import {once} from 'node:events';
import {connect, type Socket} from 'node:net';
import {test} from 'node:test';
import {setTimeout as wait} from 'node:timers/promises';
import type {CommandResult} from '@packline/core';
import {placePaid} from './support/commands.ts';
import {startServerChild} from './support/server-child.ts';
import {createTestClock, OWNER_TOKEN, startTestServer, temporaryDirectory} from './support/start-test-server.ts';

const headers = {authorization: `Bearer ${OWNER_TOKEN}`, 'content-type': 'application/json'};
const bodyOf = (...ids: readonly string[]): string => JSON.stringify({commands: ids.map((id) => placePaid(id))});

/** A request whose body has only half arrived. */
async function beginRequest(url: string, body: string): Promise<{socket: Socket; finish(): Promise<string>}> {
  const {hostname, port} = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  let answer = '';
  socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
  const ended = once(socket, 'close');
  socket.write(`POST /v1/commands HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${OWNER_TOKEN}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body.slice(0, 20)}`);
  // The head is read before anything else happens.
  await wait(200);
  return {
    socket,
    async finish() {
      socket.write(body.slice(20));
      await ended;
      return answer;
    },
  };
}

test('asked to stop under load, it answers what is in hand, carries out nothing that it does not answer, and ends with 0', async (t) => {
  const directory = temporaryDirectory(t);
  const server = await startServerChild(t, directory);
  const answered = new Set<string>();
  const sent: string[] = [];
  let failures = 0;
  const writers = Array.from({length: 6}, async (_, writer) => {
    for (let count = 0; ; count += 1) {
      const ids = [`w${writer}-${count}-a`, `w${writer}-${count}-b`];
      sent.push(...ids);
      try {
        const response = await fetch(`${server.url}v1/commands`, {method: 'POST', headers, body: bodyOf(...ids)});
        // A connection that was kept open is told to go elsewhere.
        if (response.status === 503) return;
        assert.equal(response.status, 200);
        for (const {outcome} of ((await response.json()) as {results: CommandResult[]}).results) assert.equal(outcome, 'applied');
        for (const id of ids) answered.add(id);
      } catch (error) {
        // Nobody listens any more, or the connection was closed before the request was looked at.
        assert.ok(error instanceof TypeError, String(error));
        failures += 1;
        return;
      }
    }
  });
  const stream = await fetch(`${server.url}v1/changes/stream`, {headers});
  const told = stream.text();
  while (answered.size < 40) await wait(20);
  const slow = await beginRequest(server.url, bodyOf('slow'));
  const asked = performance.now();
  server.child.kill('SIGTERM');
  await wait(300);
  const answer = await slow.finish();
  assert.match(answer, /^HTTP\/1\.1 200 /, 'a request that was on its way is answered');
  assert.match(answer, /connection: close/i);
  answered.add('slow');
  await Promise.all(writers);
  assert.equal(await server.ended, 0);
  t.diagnostic(`${answered.size} orders answered, ${failures} requests came too late, stopped after ${Math.round(performance.now() - asked)} ms`);
  const lines = server.log().split('\n').filter((line) => line !== '');
  assert.ok(lines.length > 20, 'every request has its line, to the last');
  for (const line of lines) assert.equal((JSON.parse(line) as {route?: string}).route?.startsWith('/v1/'), true, line);
  assert.match(await told, /retry: \d{4}\n: this server is stopping\n\n$/, 'listeners are told to ask again');

  const clock = createTestClock(new Date(Date.now() + 120_000).toISOString());
  const next = await startTestServer(t, {dataDirectory: directory, clock});
  const kept = new Set((await next.services.storage.readChanges('main', 0, sent.length + 1)).orders.map(({id}) => id));
  assert.deepEqual([...answered].filter((id) => !kept.has(id)), [], 'what was answered is there');
  assert.deepEqual([...kept].filter((id) => !answered.has(id)), [], 'what is there was answered');
  const {storage, storeId} = next.services;
  for (let round = 0; round < 400 && (await storage.nextEffectAt(storeId)) !== undefined; round += 1) await wait(20);
  assert.equal((await storage.listMails(storeId, 10_000)).length, kept.size, 'every letter is written, by this server or the one before');
});

test('with a delay it first says that nobody new should come, and serves whoever comes all the same', async (t) => {
  const server = await startServerChild(t, temporaryDirectory(t), {SHUTDOWN_DELAY_SECONDS: '2'});
  const ask = (path: string): Promise<Response> => fetch(`${server.url}${path}`, {headers: {...headers, connection: 'close'}});
  assert.equal((await ask('readyz')).status, 200);
  server.child.kill('SIGTERM');
  await wait(150);
  assert.equal((await ask('readyz')).status, 503);
  assert.equal((await ask('healthz')).status, 200);
  const response = await fetch(`${server.url}v1/commands`, {method: 'POST', headers, body: bodyOf('late')});
  assert.equal(response.status, 200);
  assert.equal(await server.ended, 0);
});

test('a request that never ends is broken off after the grace; a second signal ends it at once', async (t) => {
  const patient = await startServerChild(t, temporaryDirectory(t), {SHUTDOWN_GRACE_SECONDS: '1'});
  await beginRequest(patient.url, bodyOf('never'));
  patient.child.kill('SIGTERM');
  assert.equal(await patient.ended, 0);

  const hurried = await startServerChild(t, temporaryDirectory(t), {SHUTDOWN_GRACE_SECONDS: '600'});
  const request = await beginRequest(hurried.url, bodyOf('never'));
  request.socket.on('error', () => {});
  hurried.child.kill('SIGTERM');
  await wait(1500);
  assert.equal(hurried.child.exitCode, null, 'it waits for the request');
  hurried.child.kill('SIGTERM');
  assert.equal(await hurried.ended, 1);
});
