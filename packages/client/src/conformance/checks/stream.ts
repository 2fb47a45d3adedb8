import type {Check} from '../check.ts';
import type {Kit} from '../kit.ts';
import type {Ask} from '../support/ask.ts';
import {expectProblem} from '../support/expect.ts';
import {expectThat, notOffered, show} from '../support/nonconformity.ts';
import {openStream, type WakeStream} from '../support/open-stream.ts';
import {newId, note, place} from '../support/samples.ts';

const needs = 'stream';
/** Milliseconds in which a listener has to be told: "a few seconds", and room for a busy machine. */
const TOLD_WITHIN_MS = 6000;
/** Milliseconds for a stream that was silent once: the other checks need not wait as long for the same. */
const AFTER_SILENCE_MS = 500;
/** Milliseconds of quiet that count as quiet. */
const QUIET_MS = 700;
/** Milliseconds between signs of life, and some room. */
const SIGN_OF_LIFE_MS = 20_000;
/** From so many seconds a run on, the sign of life is waited for. */
const PATIENT_FROM_SECONDS = 20;

/** Backends whose stream was silent when it had something to tell. */
const silent = new WeakSet<Ask>();

const patience = (ask: Ask): number => (silent.has(ask) ? AFTER_SILENCE_MS : TOLD_WITHIN_MS);

async function using<Result>(opening: Promise<WakeStream>, work: (stream: WakeStream) => Promise<Result>): Promise<Result> {
  const stream = await opening;
  try {
    return await work(stream);
  } finally {
    stream.close();
  }
}

/** Waits until the stream has told of `position`. */
async function expectTold({ask}: Kit, stream: WakeStream, position: number, sent: string): Promise<void> {
  const withinMs = patience(ask);
  const untilMs = Date.now() + withinMs;
  let last: number | undefined;
  while (Date.now() < untilMs) {
    const told = await stream.next(untilMs - Date.now());
    if (told === undefined) break;
    last = told;
    if (told >= position) return;
  }
  silent.add(ask);
  expectThat(false, {sent, expected: `an event with position ${position} or later within ${withinMs / 1000} seconds`, came: last === undefined ? 'none' : `only position ${last}`});
}

async function changeSomething({apply}: Kit): Promise<number> {
  const [result] = await apply(place(newId()));
  return result?.position ?? 0;
}

/** `GET /v1/changes/stream`. */
export const streamChecks: readonly Check[] = [
  {
    name: 'the stream says where things stand when it opens, and is woken by a commit through any process',
    needs,
    run: async (kit) => {
      const before = await changeSomething(kit);
      for (let process = 0; process < kit.ask.processes; process += 1) {
        await using(openStream(kit.ask, {process}), async (stream) => {
          await expectTold(kit, stream, before, `${stream.sent}, after a change`);
          const orderId = newId();
          for (let other = 0; other < kit.ask.processes; other += 1) {
            const [result] = await kit.push([other === 0 ? place(orderId) : note(orderId, `through ${other}`)], {process: other});
            await expectTold(kit, stream, result?.position ?? 0, `${stream.sent}, then a command through process ${other + 1}`);
          }
        });
      }
    },
  },
  {
    name: 'with Last-Event-ID it stays quiet until there is more than that',
    needs,
    run: async (kit) => {
      const newest = await using(openStream(kit.ask), async (stream) => (await stream.next(patience(kit.ask))) ?? 0);
      await using(openStream(kit.ask, {lastEventId: newest}), async (stream) => {
        const early = await stream.next(QUIET_MS);
        expectThat(early === undefined || early > newest, {sent: stream.sent, expected: `no event up to position ${newest}`, came: `one with position ${show(early)}`});
        const position = await changeSomething(kit);
        await expectTold(kit, stream, position, `${stream.sent}, then a command`);
      });
    },
  },
  {
    name: 'whoever was away is told at once, by the number it saw last',
    needs,
    run: async (kit) => {
      const missed = await changeSomething(kit);
      const newest = await changeSomething(kit);
      await using(openStream(kit.ask, {lastEventId: missed}), (stream) => expectTold(kit, stream, newest, stream.sent));
    },
  },
  {
    name: 'many changes close together are told as few events, and the last one is told',
    needs,
    run: async (kit) => {
      const orderId = newId();
      await kit.apply(place(orderId));
      await using(openStream(kit.ask), async (stream) => {
        await stream.next(patience(kit.ask));
        let position = 0;
        for (let index = 0; index < 30; index += 1) position = (await kit.apply(note(orderId, `note ${index}`)))[0]?.position ?? 0;
        await expectTold(kit, stream, position, `${stream.sent}, then 30 commands one after the other`);
      });
    },
  },
  {
    name: 'without a token there is no stream',
    needs,
    run: async ({ask}) => void expectProblem(await ask('GET', '/v1/changes/stream', {token: null}), 'signed-out'),
  },
  {
    name: 'a quiet stream gives a sign of life every 15 seconds',
    needs,
    run: async (kit) => {
      const {ask, seconds} = kit;
      if (seconds < PATIENT_FROM_SECONDS) notOffered(`waiting for it takes a while: run with --seconds ${PATIENT_FROM_SECONDS} or more`);
      await using(openStream(ask), async (stream) => {
        await stream.next(patience(kit.ask));
        expectThat(await stream.anything(SIGN_OF_LIFE_MS), {sent: stream.sent, expected: `something within ${SIGN_OF_LIFE_MS / 1000} seconds`, came: 'nothing'});
      });
    },
  },
];
