import type {SecretPair} from '../channel-storage.ts';

/** What strangers send may hold it, and PostgreSQL's text cannot. */
export function withoutNul(text: string): string {
  return text.replaceAll('\0', '\ufffd').toWellFormed();
}

export function fromSecrets({secret, oldSecret, oldSecretUntil}: SecretPair) {
  return {secret, old_secret: oldSecret ?? null, old_secret_until: oldSecretUntil ?? null};
}

export function toSecrets(row: {secret: string; old_secret: string | null; old_secret_until: string | null}): SecretPair {
  return {secret: row.secret, oldSecret: row.old_secret ?? undefined, oldSecretUntil: row.old_secret_until ?? undefined};
}
