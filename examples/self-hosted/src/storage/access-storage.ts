import type {Instant, Role} from '@packline/core';

/** An API token; the token itself is not kept, only its hash. */
export interface TokenRecord {
  readonly id: string;
  /** SHA-256 of the token, lower-case hex. */
  readonly hash: string;
  /** What it is for, in the owner's words. */
  readonly label: string;
  readonly userId: string;
  readonly userName: string;
  readonly role: Role;
  readonly createdAt: Instant;
}

/** Somebody signed in by browser. The cookie's secret is kept as its hash. */
export interface SessionRecord {
  readonly id: string;
  readonly hash: string;
  readonly userId: string;
  readonly userName: string;
  readonly role: Role;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
}

/** Who may come in: tokens, browser sessions, one-time codes and the server's own secret. */
export interface AccessStorage {
  /** The value under `name`, or `fresh` when there was none; the first one to ask decides. */
  readOrMakeSecret(storeId: string, name: string, fresh: Uint8Array): Promise<Uint8Array>;
  findToken(storeId: string, hash: string): Promise<TokenRecord | undefined>;
  listTokens(storeId: string): Promise<readonly TokenRecord[]>;
  /** Writes a token; one with the same id is replaced. */
  writeToken(storeId: string, token: TokenRecord): Promise<void>;
  removeToken(storeId: string, id: string): Promise<void>;
  findSession(storeId: string, by: {hash: string} | {id: string}, now: Instant): Promise<SessionRecord | undefined>;
  writeSession(storeId: string, session: SessionRecord): Promise<void>;
  removeSession(storeId: string, id: string): Promise<void>;
  writeSignInCode(storeId: string, code: {hash: string; createdAt: Instant; expiresAt: Instant}): Promise<void>;
  /** True once for a code that is known, fresh and unused; from then on it is used. */
  takeSignInCode(storeId: string, hash: string, now: Instant): Promise<boolean>;
}
