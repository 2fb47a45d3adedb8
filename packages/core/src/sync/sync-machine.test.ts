import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createActor, SimulatedClock} from 'xstate';
import {BackendError, type BackendErrorCode} from '../ports/backend-error.ts';
import {syncMachine, type SyncWork} from './sync-machine.ts';

/** Work that waits until the test says how it ended. */
class Script {
  readonly started: string[] = [];
  readonly #open = new Map<string, {resolve: (value?: number) => void; reject: (error: unknown) => void}>();
  canListen = true;
  stream: {onOpen: () => void; onWake: () => void; signal: AbortSignal} | undefined;

  work(): SyncWork {
    const begin = <Value = void>(name: string) => (): Promise<Value> => {
      this.started.push(name);
      return new Promise<Value>((resolve, reject) => this.#open.set(name, {resolve: (value) => resolve(value as Value), reject}));
    };
    return {
      open: begin('open'),
      identify: begin('identify'),
      pull: begin('pull'),
      startFullRead: begin('startFullRead'),
      send: begin<number | undefined>('send'),
      listen: (stream) => {
        this.stream = stream;
        return begin('listen')();
      },
      canListen: () => this.canListen,
      random: () => 1,
    };
  }

  async end(name: string, value?: number): Promise<void> {
    this.#open.get(name)?.resolve(value);
    await tick();
  }

  async fail(name: string, code: BackendErrorCode, details: {retriable?: boolean; retryAfterMs?: number} = {}): Promise<void> {
    this.#open.get(name)?.reject(new BackendError(code, code, {retriable: true, ...details}));
    await tick();
  }

  /** How often something was begun. */
  count(name: string): number {
    return this.started.filter((started) => started === name).length;
  }
}

const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

function start(script: Script) {
  const clock = new SimulatedClock();
  const actor = createActor(syncMachine, {input: script.work(), clock}).start();
  const pass = async (ms: number): Promise<void> => {
    clock.increment(ms);
    await tick();
  };
  return {actor, pass, value: () => actor.getSnapshot().value, is: (value: Parameters<ReturnType<typeof actor.getSnapshot>['matches']>[0]) => actor.getSnapshot().matches(value)};
}

/** A machine that leads and has read and sent once. */
async function live(script = new Script()) {
  const machine = start(script);
  machine.actor.send({type: 'LEAD'});
  await script.end('open');
  await script.end('identify');
  script.stream?.onOpen();
  await script.end('pull');
  await script.end('pull'); // once more, for what came before the stream was open
  await script.end('send');
  assert.ok(machine.is({online: {feed: 'settled', stream: {listening: 'open'}, outbox: 'settled'}}), JSON.stringify(machine.value()));
  return {...machine, script};
}

test('F1 opens the device first, then asks who is there, then reads, listens and sends side by side', async () => {
  const {script} = await live();
  assert.deepEqual(script.started, ['open', 'identify', 'pull', 'send', 'listen', 'pull']);
});

test('T1 a tab that follows neither reads nor sends, until it leads', async () => {
  const script = new Script();
  const {actor, is} = start(script);
  await script.end('open');
  await script.end('identify');
  assert.ok(is('following'));
  actor.send({type: 'WAKE'});
  actor.send({type: 'NUDGE'});
  actor.send({type: 'ONLINE'});
  await tick();
  assert.deepEqual(script.started, ['open', 'identify']);
  actor.send({type: 'LEAD'});
  assert.equal(script.count('pull'), 1);
  actor.send({type: 'FOLLOW'});
  assert.ok(is('following'));
});

test('F1 a wake while reading makes it read once more, many wakes too', async () => {
  const {actor, script} = await live();
  for (let wake = 0; wake < 5; wake += 1) actor.send({type: 'WAKE'});
  assert.equal(script.count('pull'), 3);
  await script.end('pull');
  assert.equal(script.count('pull'), 4);
  await script.end('pull');
  assert.equal(script.count('pull'), 4);
});

test('F1 a nudge while sending makes it send once more', async () => {
  const {actor, script} = await live();
  actor.send({type: 'NUDGE'});
  actor.send({type: 'NUDGE'});
  await script.end('send');
  await script.end('send');
  assert.equal(script.count('send'), 3);
});

for (const part of ['pull', 'send'] as const) {
  test(`F4 an unreachable backend while ${part === 'pull' ? 'reading' : 'sending'}: waits, longer each time, and starts over with who is there`, async () => {
    const {actor, script, is, pass} = await live();
    const fail = async (): Promise<void> => {
      actor.send({type: part === 'pull' ? 'WAKE' : 'NUDGE'});
      await script.fail(part, 'backend/unreachable');
    };
    await fail();
    assert.ok(is('waiting'));
    assert.ok(script.stream?.signal.aborted, 'the stream is given up');
    await pass(499);
    assert.equal(script.count('identify'), 1);
    await pass(1);
    assert.equal(script.count('identify'), 2);
    await script.end('identify');
    assert.ok(is('online'));
    await script.fail(part, 'backend/unreachable');
    await pass(999);
    assert.equal(script.count('identify'), 2, 'the second wait is longer, although the backend answered in between');
    await pass(1);
    assert.equal(script.count('identify'), 3);
    actor.send({type: 'ONLINE'});
    await script.fail('identify', 'backend/unreachable');
    assert.ok(is('waiting'));
    actor.send({type: 'ONLINE'});
    assert.equal(script.count('identify'), 4, 'good news about the network ends the wait');
  });
}

test('F1 the outbox is looked at every half minute, for what a tab could not tell of before it was gone', async () => {
  const {script, pass} = await live();
  await pass(29_000);
  assert.equal(script.count('send'), 1);
  await pass(1_000);
  assert.equal(script.count('send'), 2);
  await script.end('send');
  await pass(30_000);
  assert.equal(script.count('send'), 3);
});

test('T1 what went wrong while leading does not stay with a tab that follows', async () => {
  const {actor, script, is} = await live();
  actor.send({type: 'NUDGE'});
  await script.fail('send', 'backend/busy');
  assert.notEqual(actor.getSnapshot().context.error, undefined);
  actor.send({type: 'FOLLOW'});
  assert.ok(is('following'));
  assert.equal(actor.getSnapshot().context.error, undefined);
});

test('F4 a refused token signs out from wherever it is, and is tried again only on request', async () => {
  for (const part of ['pull', 'send', 'listen'] as const) {
    const {actor, script, is, pass} = await live();
    if (part !== 'listen') actor.send({type: part === 'pull' ? 'WAKE' : 'NUDGE'});
    await script.fail(part, 'backend/signed-out', {retriable: false});
    assert.ok(is('signedOut'), part);
    await pass(600_000);
    assert.equal(script.count('identify'), 1);
    actor.send({type: 'ONLINE'});
    assert.equal(script.count('identify'), 2);
  }
});

test('F2 a void cursor starts a full read; one that is void at once again waits', async () => {
  const {actor, script, is} = await live();
  actor.send({type: 'WAKE'});
  await script.fail('pull', 'backend/cursor-gone', {retriable: false});
  assert.equal(script.count('startFullRead'), 1);
  await script.end('startFullRead');
  assert.ok(is('connecting'), 'the role may have changed too');
  await script.end('identify');
  await script.fail('pull', 'backend/cursor-gone', {retriable: false});
  await script.end('startFullRead');
  await script.end('identify');
  await script.fail('pull', 'backend/cursor-gone', {retriable: false});
  assert.ok(is({online: {feed: 'pausing'}}));
  assert.equal(script.count('startFullRead'), 2);
});

test('F2 a backend that was broken for a while and comes back from a backup is read from the beginning', async () => {
  const {actor, script, is, pass} = await live();
  actor.send({type: 'WAKE'});
  for (const waitMs of [500, 1_000, 2_000]) {
    await script.fail('pull', 'backend/broken');
    await pass(waitMs);
  }
  await script.fail('pull', 'backend/cursor-gone', {retriable: false});
  assert.equal(script.count('startFullRead'), 1);
  await script.end('startFullRead');
  await script.end('identify');
  await script.fail('pull', 'backend/cursor-gone', {retriable: false});
  await script.end('startFullRead');
  await script.end('identify');
  await script.fail('pull', 'backend/cursor-gone', {retriable: false});
  assert.ok(is({online: {feed: 'pausing'}}), 'not again and again without a rest');
  await pass(60_000);
  await script.fail('pull', 'backend/cursor-gone', {retriable: false});
  assert.equal(script.count('startFullRead'), 3, 'but again after it');
});

test('X7 a busy backend is given the time it asks for; the outbox waits alone, the feed goes on', async () => {
  const {actor, script, is, pass} = await live();
  actor.send({type: 'NUDGE'});
  await script.fail('send', 'backend/busy', {retryAfterMs: 20_000});
  actor.send({type: 'WAKE'});
  await script.end('pull');
  assert.ok(is({online: {feed: 'settled', outbox: 'pausing'}}));
  await pass(19_999);
  assert.equal(script.count('send'), 2);
  await pass(1);
  assert.equal(script.count('send'), 3);
});

test('X6 stuck orders are tried again when their time has come', async () => {
  const {actor, script, is, pass} = await live();
  actor.send({type: 'NUDGE'});
  await script.end('send', 700);
  assert.ok(is({online: {outbox: 'resting'}}));
  await pass(700);
  assert.equal(script.count('send'), 3);
});

test('F3 a stream that breaks is opened again after a rest, and reading at once tells whether the backend is there', async () => {
  const {script, is, pass} = await live();
  await script.fail('listen', 'backend/unreachable');
  assert.ok(is({online: {stream: 'resting', feed: 'pulling'}}));
  await script.end('pull');
  await pass(500);
  assert.equal(script.count('listen'), 2);
  script.stream?.onOpen();
  await tick();
  assert.equal(script.count('pull'), 4, 'what came meanwhile is read');
});

test('F3 a backend without a stream, or that refuses it, is read every half minute', async () => {
  const silent = new Script();
  silent.canListen = false;
  const first = start(silent);
  first.actor.send({type: 'LEAD'});
  for (const name of ['open', 'identify', 'pull', 'send']) await silent.end(name);
  assert.ok(first.is({online: {stream: 'rereading', feed: 'settled'}}));
  for (let round = 2; round < 5; round += 1) {
    await first.pass(30_000);
    assert.equal(silent.count('pull'), round);
    await silent.end('pull');
  }
  assert.equal(silent.count('listen'), 0);

  const {script, is} = await live();
  await script.fail('listen', 'backend/not-found', {retriable: false});
  assert.ok(is({online: {stream: 'rereading'}}));
});

test('F4 signing out on purpose stops reading, sending and listening', async () => {
  const {actor, script, is} = await live();
  actor.send({type: 'SIGN_OUT'});
  assert.ok(is('signedOut'));
  assert.ok(script.stream?.signal.aborted);
  actor.send({type: 'NUDGE'});
  actor.send({type: 'WAKE'});
  await tick();
  assert.equal(script.count('send') + script.count('pull'), 3);
});
