import {createHash, createHmac, randomBytes, timingSafeEqual} from 'node:crypto';

/** What is kept of a secret: enough to recognise it, not enough to use it. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** 256 bits nobody can guess, safe in addresses and headers. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Proves that this server wrote `text` for `purpose`. */
export function sign(key: Uint8Array, purpose: string, text: string): string {
  return createHmac('sha256', key).update(`${purpose}\n${text}`).digest('base64url');
}

/** Whether `signature` is what {@link sign} answered; takes the same time whether or not it is. */
export function isSigned(key: Uint8Array, purpose: string, text: string, signature: string): boolean {
  const expected = Buffer.from(sign(key, purpose, text));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
