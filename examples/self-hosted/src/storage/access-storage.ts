import type {Instant, Role} from '@packline/core';

/** What a token may do: what its role may, or only place orders in the name of a channel and read those. */
export type TokenRole = Role | 'channel';

/** An API token; the token itself is not kept, only its hash. */
export interface TokenRecord {
  readonly id: string;
  /** SHA-256 of the token, lower-case hex. */
  readonly hash: string;
  /** What it is for, in the owner's words. */
  readonly label: string;
  /** Of a channel: its code. */
  readonly userId: string;
  readonly userName: string;
  readonly role: TokenRole;
  readonly createdAt: Instant;
}

/** Somebody signed in by browser. The cookie's secret is kept as its hash. */
export interface SessionRecord {
  readonly id: string;
  readonly hash: string;
  readonly userId: string;
  readonly userName: string;
  readonly role: Role;
  /** Hash of the API token it was opened with, if it was: the session ends with the token. */
  readonly tokenHash: string | undefined;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
}

/** A short-lived key of a session's own page, kept as its hash. */
export interface BearerRecord {
  readonly hash: string;
  readonly sessionId: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
}

/** Who may come in: tokens, browser sessions with their bearers, one-time codes and the server's own secret. */
export interface AccessStorage {
  /** The value under `name`, or `fresh` when there was none; the first one to ask decides. */
  readOrMakeSecret(storeId: string, name: string, fresh: Uint8Array): Promise<Uint8Array>;
  findToken(storeId: string, hash: string): Promise<TokenRecord | undefined>;
  listTokens(storeId: string): Promise<readonly TokenRecord[]>;
  /** Writes a token; one with the same id, or the same token under another id, is replaced. */
  writeToken(storeId: string, token: TokenRecord): Promise<void>;
  removeToken(storeId: string, id: string): Promise<void>;
  /** The session of a cookie or of a bearer, unless it, the bearer or the token behind it is no longer valid. */
  findSession(storeId: string, by: {cookieHash: string} | {bearerHash: string}, now: Instant): Promise<SessionRecord | undefined>;
  writeSession(storeId: string, session: SessionRecord): Promise<void>;
  /** Ends a session and its bearers. */
  removeSession(storeId: string, id: string): Promise<void>;
  writeBearer(storeId: string, bearer: BearerRecord): Promise<void>;
  writeSignInCode(storeId: string, code: {hash: string; createdAt: Instant; expiresAt: Instant}): Promise<void>;
  /** True once for a code that is known, fresh and unused; from then on it is used. */
  takeSignInCode(storeId: string, hash: string, now: Instant): Promise<boolean>;
}
