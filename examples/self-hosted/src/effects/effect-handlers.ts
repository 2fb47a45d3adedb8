import {deliverWebhook} from '../channels/deliver-webhook.ts';
import {WEBHOOK_EFFECT} from '../channels/webhook-events.ts';
import type {Services} from '../services.ts';
import type {LeasedEffect, MailRecord} from '../storage/effect-storage.ts';
import {writeMail} from './write-mail.ts';

/** What is kept of an effect that was carried out. */
export interface EffectResult {
  readonly mail?: MailRecord;
}

/**
 * Carries out effects of one kind. What it throws gives the effect back to the queue, and its message is the sentence
 * the owner reads; so it names no customer.
 */
export type EffectHandler = (effect: LeasedEffect, services: Services) => Promise<EffectResult>;

export type EffectHandlers = Readonly<Record<string, EffectHandler>>;

/** Every kind this server knows. What it does not know waits in the queue for a newer one. */
export const EFFECT_HANDLERS: EffectHandlers = {
  mail: async (effect, services) => ({mail: await writeMail(effect, services)}),
  [WEBHOOK_EFFECT]: async (effect, services) => {
    await deliverWebhook(effect, services);
    return {};
  },
};
