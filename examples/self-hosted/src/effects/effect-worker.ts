import {newId} from '../new-id.ts';
import {describeError} from '../observability/describe-error.ts';
import type {Services} from '../services.ts';
import type {LeasedEffect} from '../storage/effect-storage.ts';
import {retryDelayMs} from './backoff.ts';
import {EFFECT_HANDLERS, type EffectHandlers} from './effect-handlers.ts';
import {sayFailure} from './say-failure.ts';

/** Milliseconds a worker holds an effect before it says again that it does; one that dies meanwhile loses it to the next. */
const LEASE_MS = 60_000;
const RENEW_MS = LEASE_MS / 4;
/** Of one kind: addresses that answer slowly take no place away from letters. */
const MOST_IN_HAND = 20;
/** Looks at the queue at least this often, whatever the timers say. */
const LONGEST_PAUSE_MS = 30_000;
/** After a look that found nothing to take although something was due: another worker is just taking it. */
const SHORT_PAUSE_MS = 100;
/** A handler that has not ended by then has failed. */
const HANDLER_MS = 120_000;
/** Tries before an effect is a dead letter: about two days of them. */
export const DEFAULT_TRIES = 12;

export interface EffectWorker {
  /** Takes no more; settles when what was in hand is finished, or given back after `graceMs`. Asked again, it is the same stop. */
  stop(graceMs?: number): Promise<void>;
}

/** How one try ended. */
export type EffectTry = 'done' | 'failed' | 'dead';

export interface EffectWorkerOptions {
  readonly handlers?: EffectHandlers;
  readonly tries?: number;
  /** Told of every try. */
  readonly tried?: (kind: string, outcome: EffectTry, seconds: number) => void;
}

/**
 * Carries out what commits have asked for, from the durable queue: at least once, and because a mail is kept under its
 * Message-ID in the same transaction that marks the effect done, exactly once here. Any number of processes may have one.
 */
export function startEffectWorker(services: Services, {handlers = EFFECT_HANDLERS, tries = DEFAULT_TRIES, tried = () => {}}: EffectWorkerOptions = {}): EffectWorker {
  const {storage, storeId, wakes, effectBell, now, log} = services;
  const holder = newId();
  const inHand = new Map<string, {kind: string; done: Promise<void>}>();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  let isAway = false;
  let stopped = false;
  let gaveBack = false;

  const later = (ms: number): string => new Date(Date.parse(now()) + ms).toISOString();
  const roomFor = (kind: string): number => MOST_IN_HAND - [...inHand.values()].filter((each) => each.kind === kind).length;

  function look(): void {
    if (stopped) return;
    clearTimeout(timer);
    if (running) {
      again = true;
      return;
    }
    running = takeDue()
      .then(
        (pause) => {
          isAway = false;
          return pause;
        },
        (error: unknown) => {
          if (!isAway) log.error('The queue of effects could not be read; it is tried again.', {error: describeError(error)});
          isAway = true;
          return 1000;
        },
      )
      .then((pause) => {
        running = undefined;
        if (stopped) return;
        if (again && !isAway) look();
        else timer = setTimeout(look, pause);
        again = false;
      });
  }

  /** Takes all there is room for; settles with the milliseconds until there may be more. */
  async function takeDue(): Promise<number> {
    for (;;) {
      const open = Object.keys(handlers).filter((kind) => roomFor(kind) > 0);
      const next = open.length === 0 || stopped ? undefined : await storage.nextEffectAt(storeId, open);
      if (next === undefined) return LONGEST_PAUSE_MS;
      const wait = Date.parse(next) - Date.parse(now());
      if (wait > 0) return Math.min(wait, LONGEST_PAUSE_MS);
      let taken = 0;
      for (const kind of open) {
        if (stopped) return LONGEST_PAUSE_MS;
        const effects = await storage.leaseEffects(storeId, {now: now(), leasedUntil: later(LEASE_MS), holder, limit: roomFor(kind), kinds: [kind]});
        for (const effect of effects) begin(effect);
        taken += effects.length;
      }
      if (taken === 0) return SHORT_PAUSE_MS * (1 + Math.random());
    }
  }

  function begin(effect: LeasedEffect): void {
    const done = carryOut(effect)
      .catch((error: unknown) => {
        // The lease runs out, and it is done again. After it was given back, the database may be closed already.
        if (!gaveBack) log.error('What became of an effect could not be written down.', {kind: effect.kind, error: describeError(error)});
      })
      .then(() => {
        inHand.delete(effect.key);
        look();
      });
    inHand.set(effect.key, {kind: effect.kind, done});
  }

  async function carryOut(effect: LeasedEffect): Promise<void> {
    const {key, kind, attempts} = effect;
    const began = performance.now();
    const tell = (outcome: EffectTry): void => tried(kind, outcome, (performance.now() - began) / 1000);
    let result;
    try {
      result = await withinTime(handlers[kind]?.(effect, services) ?? Promise.reject(new Error(`Effects of the kind “${kind}” are not known to this server.`)));
    } catch (error) {
      const isDead = attempts >= tries;
      const end = isDead ? {deadAt: now()} : {retryAt: later(retryDelayMs(attempts))};
      await storage.failEffect(storeId, key, {holder, error: sayFailure(error), ...end});
      tell(isDead ? 'dead' : 'failed');
      const facts = {kind, attempts, error: describeError(error)};
      if (isDead) log.error('An effect was tried too often and is a dead letter now.', facts);
      else log.warn('An effect could not be carried out and will be tried again.', facts);
      return;
    }
    await storage.finishEffect(storeId, key, {now: now(), ...result});
    tell('done');
  }

  const renewing = setInterval(() => {
    storage.renewLeases(storeId, {holder, keys: [...inHand.keys()], leasedUntil: later(LEASE_MS)}).catch((error: unknown) => log.warn('Effects in hand could not be held on to.', {error: describeError(error)}));
  }, RENEW_MS);
  const unsubscribe = [wakes.subscribe(look), effectBell.subscribe(look)];
  look();

  async function stop(graceMs: number): Promise<void> {
    stopped = true;
    for (const end of unsubscribe) end();
    clearTimeout(timer);
    await running;
    const isDone = await settledWithin(Promise.all([...inHand.values()].map(({done}) => done)), graceMs);
    clearInterval(renewing);
    if (isDone) return;
    gaveBack = true;
    await storage.giveBackEffects(storeId, {holder, now: now()});
  }

  let stopping: Promise<void> | undefined;
  return {stop: (graceMs = HANDLER_MS) => (stopping ??= stop(graceMs))};
}

/** @throws Error when it takes longer than any handler may. */
async function withinTime<Result>(work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`It did not end within ${HANDLER_MS / 1000} seconds.`)), HANDLER_MS).unref();
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function settledWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, ms, false);
  });
  const isDone = await Promise.race([work.then(() => true), late]);
  clearTimeout(timer);
  return isDone;
}
