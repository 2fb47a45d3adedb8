import assert from 'node:assert/strict';
import {test, type TestContext} from 'node:test';
import {eventStream} from './event-stream.ts';

interface Stream {
  /** From here on the reader may not listen any more. */
  revoke(): void;
  readonly response: Response;
  change(number: number): void;
  /** How many listeners the source has. */
  readonly listening: () => number;
  readonly stopping: AbortController;
}

function open(t: TestContext, {current = () => Promise.resolve(1), lastSeen}: {current?: () => Promise<number>; lastSeen?: string} = {}): Stream {
  t.mock.timers.enable({apis: ['setTimeout', 'setInterval']});
  const listeners = new Set<(number: number) => void>();
  const stopping = new AbortController();
  const follow = (listener: (number: number) => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const request = new Request('http://shop.test/', lastSeen === undefined ? {} : {headers: {'last-event-id': lastSeen}});
  let isGood = true;
  const isStillGood = (): Promise<boolean> => Promise.resolve(isGood);
  const response = eventStream(request, {current, follow, isStillGood, stopping: stopping.signal});
  return {response, revoke: () => void (isGood = false), change: (number) => listeners.forEach((listener) => listener(number)), listening: () => listeners.size, stopping};
}

async function readNext(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  const {value, done} = await reader.read();
  return done ? 'ended' : new TextDecoder().decode(value);
}

/** Lets everything that waits for nothing but promises go on. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('nothing piles up for a reader that does not read; when it does, it is told how far there is', async (t) => {
  const {response, change} = open(t);
  for (let number = 2; number <= 5000; number += 1) {
    change(number);
    t.mock.timers.tick(1000);
  }
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  assert.match(await readNext(reader), /connected/);
  assert.match(await readNext(reader), /^id: 5000\nevent: change\ndata: \{"position":5000\}\n\n$/);
  const next = readNext(reader);
  change(5001);
  t.mock.timers.tick(1000);
  assert.match(await next, /^id: 5001\n/);
});

test('a quiet connection shows a sign of life every fifteen seconds', async (t) => {
  const {response} = open(t, {lastSeen: '1'});
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  await readNext(reader);
  const next = readNext(reader);
  await settle();
  t.mock.timers.tick(15_000);
  assert.equal(await next, ': still here\n\n');
});

for (const [lastSeen, told] of [['1', false], ['0', true], ['999', true], ['-1', true], ['1e3', true], ['NaN', true], ['0x1', true], ['9'.repeat(400), true], ['1, 1', true]] as const) {
  test(`a reader that has seen ${lastSeen.slice(0, 10)} of 1 is ${told ? 'told at once' : 'up to date'}`, async (t) => {
    const {response} = open(t, {lastSeen});
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    await readNext(reader);
    const first = await Promise.race([readNext(reader), settle().then(settle)]);
    assert.equal(first?.startsWith('id: 1\n') ?? false, told);
  });
}

test('a reader whose token is no longer good is told nothing more after the next sign of life', async (t) => {
  const {response, change, revoke, listening} = open(t, {lastSeen: '1'});
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  await readNext(reader);
  for (const last of [false, true]) {
    if (last) revoke();
    const next = readNext(reader);
    await settle();
    t.mock.timers.tick(15_000);
    assert.equal(await next, ': still here\n\n');
    await settle();
    assert.equal(listening(), last ? 0 : 1);
  }
  change(2);
  t.mock.timers.tick(1000);
  assert.equal(await readNext(reader), 'ended');
});

test('a listener that left while things were looked up is forgotten, even when the look-up fails', async (t) => {
  let fail = (_reason: Error): void => {};
  const {response, listening} = open(t, {current: () => new Promise((_, reject) => (fail = reject))});
  assert.equal(listening(), 1);
  await response.body?.cancel();
  assert.equal(listening(), 0);
  fail(new Error('The database is closed.'));
  await settle();
});

test('a stream whose start cannot be found out, or whose server stops, ends', async (t) => {
  const {response, listening} = open(t, {current: () => Promise.reject(new Error('gone'))});
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  assert.match(await readNext(reader), /connected/);
  assert.equal(await readNext(reader), 'ended');
  assert.equal(listening(), 0);
});

test('the last word of a server that stops is that it stops', async (t) => {
  const {response, change, stopping, listening} = open(t, {lastSeen: '1'});
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  await readNext(reader);
  await settle();
  const next = readNext(reader);
  await settle();
  change(2);
  stopping.abort();
  assert.match(await next, /^retry: \d{4}\n: this server is stopping\n\n$/);
  assert.equal(await readNext(reader), 'ended');
  assert.equal(listening(), 0);
});
