import type {Order} from '@packline/core';
import {signOrderLink} from '../access/order-link.ts';
import {deliverWebhook} from '../channels/deliver-webhook.ts';
import {newId} from '../new-id.ts';
import type {Services} from '../services.ts';
import type {LeasedEffect, MailRecord} from '../storage/effect-storage.ts';
import {composeMail, type MailWish} from './compose-mail.ts';

/** Seconds a worker holds an effect; one that dies meanwhile loses it to the next. */
const LEASE_SECONDS = 60;
const MOST_AT_ONCE = 20;
/** Looks at the queue at least this often, whatever the timers say. */
const LONGEST_PAUSE_MS = 30_000;
const SHORTEST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 3_600_000;

export interface EffectWorker {
  /** Ends it; settles when the effect in hand is finished. */
  stop(): Promise<void>;
}

/**
 * Carries out what commits have asked for, from the durable queue: at least once, and because a mail is kept under its
 * Message-ID in the same transaction that marks the effect done, exactly once here.
 */
export function startEffectWorker(services: Services): EffectWorker {
  const {storage, storeId, wakes, now, log} = services;
  const holder = newId();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;

  function look(): void {
    if (stopped) return;
    clearTimeout(timer);
    if (running) {
      again = true;
      return;
    }
    running = carryOutDue()
      .catch((error: unknown) => log.error('The queue of effects could not be read.', {error: String(error)}))
      .then(schedule)
      .finally(() => {
        running = undefined;
        if (again) {
          again = false;
          look();
        }
      });
  }

  async function schedule(): Promise<void> {
    if (stopped) return;
    const next = await storage.nextEffectAt(storeId).catch(() => undefined);
    const wait = next === undefined ? LONGEST_PAUSE_MS : Date.parse(next) - Date.parse(now());
    clearTimeout(timer);
    timer = setTimeout(look, Math.min(LONGEST_PAUSE_MS, Math.max(0, wait)));
  }

  async function carryOutDue(): Promise<void> {
    while (!stopped) {
      const leasedUntil = new Date(Date.parse(now()) + LEASE_SECONDS * 1000).toISOString();
      const effects = await storage.leaseEffects(storeId, {now: now(), leasedUntil, holder, limit: MOST_AT_ONCE});
      // Side by side: an address that answers slowly must not hold up the letters.
      await Promise.all(effects.map(carryOut));
      if (effects.length < MOST_AT_ONCE) return;
    }
  }

  async function carryOut(effect: LeasedEffect): Promise<void> {
    try {
      const handler = EFFECT_HANDLERS[effect.kind];
      // It stays in the queue for a newer server.
      if (!handler) throw new Error(`Effects of the kind “${effect.kind}” are not known to this server.`);
      await storage.finishEffect(storeId, effect.key, {now: now(), ...(await handler(effect, services))});
    } catch (error) {
      const wait = Math.min(LONGEST_RETRY_MS, SHORTEST_RETRY_MS * 2 ** (effect.attempts - 1));
      log.error('An effect could not be carried out and will be tried again.', {kind: effect.kind, attempts: effect.attempts, error: String(error)});
      await storage.failEffect(storeId, effect.key, {error: String(error), retryAt: new Date(Date.parse(now()) + wait).toISOString()});
    }
  }

  const unsubscribe = wakes.subscribe(look);
  look();
  return {
    async stop() {
      stopped = true;
      unsubscribe();
      clearTimeout(timer);
      await running;
      clearTimeout(timer);
    },
  };
}

/** What is kept of an effect that was carried out. */
export interface EffectOutcome {
  readonly mail?: MailRecord;
}

/** Carries out effects of one kind. A thrown error gives the effect back to the queue. */
export type EffectHandler = (effect: LeasedEffect, services: Services) => Promise<EffectOutcome>;

const EFFECT_HANDLERS: Readonly<Record<string, EffectHandler>> = {
  mail: async (effect, services) => ({mail: await toMail(services, effect)}),
  webhook: async (effect, services) => {
    await deliverWebhook(effect, services);
    return {};
  },
};

async function toMail(services: Services, effect: LeasedEffect): Promise<MailRecord> {
  const {storage, storeId, linkKey, publicOrigin, now} = services;
  if (effect.kind !== 'mail') throw new Error(`Effects of the kind “${effect.kind}” are not known to this server.`);
  const stored = await storage.readOrder(storeId, effect.orderId);
  if (!stored) throw new Error('The order of this effect is not there.');
  const {settings} = await storage.readFeedState(storeId);
  // Counted from the effect and not from now: tried again, it is the same letter.
  const link = `${publicOrigin()}/o/${signOrderLink(linkKey, effect.orderId, effect.createdAt)}`;
  return composeMail({key: effect.key, wish: JSON.parse(effect.payload) as MailWish, order: JSON.parse(stored.doc) as Order, settings, link, now: now()});
}
