import {randomBytes, timingSafeEqual} from 'node:crypto';
import type {Instant} from '@packline/core';
import {Webhook} from 'standardwebhooks';
import type {SecretPair} from '../storage/channel-storage.ts';

/** Seconds a message may be older or newer than the server's clock, as Standard Webhooks recommends. */
export const TOLERANCE_SECONDS = 300;

/** Hours the secret before stays good after it was changed: time to carry the new one to the other side. */
export const OLD_SECRET_HOURS = 48;

/** A message with the three headers of Standard Webhooks (https://www.standardwebhooks.com). */
export interface SignedMessage {
  readonly id: string | undefined;
  /** Seconds since 1970, as text. */
  readonly timestamp: string | undefined;
  /** One or more signatures with spaces between them. */
  readonly signature: string | undefined;
  readonly body: string;
}

/** Why a message was not let in; told to the owner and never to the sender. */
export type SignatureFault = 'headers-missing' | 'too-old' | 'too-new' | 'wrong-signature';

/** Why a message is in the log as rejected: its signature, or another message had its id before. */
export type RejectionReason = SignatureFault | 'id-used';

/** A secret that nobody can guess, in the form that libraries of Standard Webhooks take. */
export function makeSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/** The pair after a change: the secret of before stays good for {@link OLD_SECRET_HOURS}. */
export function rotateSecret({secret}: SecretPair, now: Instant): SecretPair {
  return {secret: makeSecret(), oldSecret: secret, oldSecretUntil: new Date(Date.parse(now) + OLD_SECRET_HOURS * 3_600_000).toISOString()};
}

/** The secrets that are good now, newest first. */
export function goodSecrets({secret, oldSecret, oldSecretUntil}: SecretPair, now: Instant): readonly string[] {
  return oldSecret !== undefined && oldSecretUntil !== undefined && oldSecretUntil > now ? [secret, oldSecret] : [secret];
}

/** The value of `webhook-signature`: one signature for each secret, so that the other side may know either. */
export function signatureFor(secrets: readonly string[], {id, at, body}: {id: string; at: Instant; body: string}): string {
  return secrets.map((secret) => new Webhook(secret).sign(id, new Date(at), body)).join(' ');
}

/** What is wrong with a message; undefined when one of the secrets signed it, and lately. */
export function faultOf(secrets: readonly string[], message: SignedMessage, now: Instant): SignatureFault | undefined {
  const {id, timestamp, signature, body} = message;
  if (id === undefined || signature === undefined || timestamp === undefined || !/^\d{1,11}$/.test(timestamp) || !isMessageId(id)) return 'headers-missing';
  const at = new Date(Number(timestamp) * 1000).toISOString();
  const given = signature.split(' ');
  // Every secret and signature is looked at, so that the time taken says nothing.
  const fits = secrets.map((secret) => new Webhook(secret).sign(id, new Date(at), body)).map((expected) => given.map((one) => isSame(one, expected)).includes(true));
  if (!fits.includes(true)) return 'wrong-signature';
  const age = Math.floor(Date.parse(now) / 1000) - Number(timestamp);
  if (age > TOLERANCE_SECONDS) return 'too-old';
  return age < -TOLERANCE_SECONDS ? 'too-new' : undefined;
}

/** Printable and short, so that it can be kept as a key. */
function isMessageId(id: string): boolean {
  return /^[\x21-\x7e]{1,200}$/.test(id);
}

function isSame(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}
