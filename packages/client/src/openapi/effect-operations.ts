import * as z from 'zod/mini';
import {answer, count, instant, optional} from './components.ts';
import * as examples from './examples.ts';
import type {OperationNote} from './operation.ts';

const effect = answer(
  'Effect',
  'Something to carry out after an order changed: a letter, a message to another program. What it carries is not told.',
  z.looseObject({
    key: z.string(),
    kind: z.string(),
    orderId: z.string(),
    orderNumber: optional(z.string()),
    state: z.enum(['waiting', 'failed', 'dead', 'done']),
    createdAt: instant,
    dueAt: instant,
    attempts: count,
    error: optional(z.string()),
    deadAt: optional(instant),
    doneAt: optional(instant),
    outcome: optional(z.enum(['done', 'withdrawn', 'given-up'])),
  }),
);

const effectsAnswer = answer('EffectsAnswer', 'Effects of one state, and how many there are of each that is not over.', z.looseObject({counts: z.looseObject({waiting: count, failed: count, dead: count}), effects: z.array(effect)}));

const dead = {
  key: 'webhook:e1:o1.3.parcel.sent',
  kind: 'webhook',
  orderId: examples.ORDER_ID,
  orderNumber: 'A1041',
  state: 'dead',
  createdAt: '2026-11-21T06:00:00.000Z',
  dueAt: '2026-11-23T05:40:00.000Z',
  attempts: 12,
  error: 'It answered 500.',
  deadAt: '2026-11-23T05:40:02.000Z',
};

/** The queue of what is to be carried out: this server’s own, no compatible backend has to have it. */
export const EFFECT_OPERATIONS: readonly OperationNote[] = [
  {
    id: 'listEffects',
    method: 'get',
    path: '/v1/effects',
    tag: 'Operation',
    summary: 'What is to be carried out',
    description: 'For the owner. Those that wait and those that failed come by when they are tried next, those that are dead or done from the latest on. Not part of what every backend has to speak.',
    door: 'bearer',
    parameters: [
      {name: 'state', in: 'query', description: '`waiting`: not tried yet; `failed`: tried in vain, and tried again by itself; `dead`: tried too often, only tried again by hand; `done`: over.', schema: {enum: ['waiting', 'failed', 'dead', 'done'], default: 'dead'}, example: 'dead'},
      {name: 'limit', in: 'query', description: 'Entries of a page. A number beyond 1–200 is clamped, not refused.', schema: {type: 'integer', default: 50}, example: 50},
    ],
    answers: {200: {description: 'The effects.', headers: {'Cache-Control': '`no-store`'}, schema: effectsAnswer, examples: {dead: {counts: {waiting: 2, failed: 0, dead: 1}, effects: [dead]}}}},
    problems: ['forbidden'],
  },
  {
    id: 'retryEffect',
    method: 'post',
    path: '/v1/effects/{key}/retry',
    tag: 'Operation',
    summary: 'Try one again',
    description: 'For the owner. One that failed or is dead becomes due now and has all its tries again. Not part of what every backend has to speak.',
    door: 'bearer',
    parameters: [{name: 'key', in: 'path', description: 'Its key, percent-encoded.', schema: {type: 'string'}, example: 'webhook:e1:o1.3.parcel.sent'}],
    answers: {200: {description: 'It will be tried.', headers: {'Cache-Control': '`no-store`'}, schema: answer('EffectRetried', 'It is tried again.', z.looseObject({ok: z.literal(true)})), examples: {done: {ok: true}}}},
    problems: ['forbidden', 'not-found'],
  },
];
