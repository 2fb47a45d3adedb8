import type {Instant, Role} from '@packline/core';
import type {ChannelName} from '../channels/channel-code.ts';
import {newId} from '../new-id.ts';
import type {AccessStorage, SessionRecord, TokenRecord, TokenRole} from '../storage/access-storage.ts';
import {hashSecret, randomSecret} from './secrets.ts';

/** Somebody the server has recognised. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** Set when it is no person but another shop: it places orders under this name and reads those, nothing else. */
  readonly channel?: ChannelName;
}

/** Whom a token is made for. */
export interface TokenHolder {
  readonly id: string;
  readonly name: string;
  readonly role: TokenRole;
}

/** Who may come in, and by what. */
export interface Access {
  /** Whose bearer token this is; undefined for one that is unknown, revoked or expired. */
  personOf(bearer: string): Promise<Person | undefined>;
  /** The session of a browser's cookie. */
  sessionOf(cookie: string): Promise<SessionRecord | undefined>;
  /** A fresh code for a one-time sign-in link. */
  makeSignInCode(): Promise<string>;
  /** Cookie of a new session, or undefined when the code is unknown, used or old. */
  signInWithCode(code: string): Promise<string | undefined>;
  /** Cookie of a new session that lasts no longer than the API token, or undefined when that is not known. */
  signInWithToken(token: string): Promise<string | undefined>;
  signOut(cookie: string): Promise<void>;
  /** A bearer token for the page of a signed-in browser; short-lived, and void when the session ends. */
  makeBearer(session: SessionRecord): Promise<{token: string; expiresAt: Instant}>;
  listTokens(): Promise<readonly TokenRecord[]>;
  /** Makes an API token; the answer is the only time it is seen. */
  makeToken(label: string, holder: TokenHolder): Promise<string>;
  /** From here on neither the token nor a browser that signed in with it is let in. */
  removeToken(id: string): Promise<void>;
}

export const SESSION_DAYS = 30;
const SIGN_IN_CODE_HOURS = 24;
const BEARER_MINUTES = 60;
const OWNER: Person = {id: 'owner', name: 'Owner', role: 'owner'};

interface AccessParts {
  readonly storeId: string;
  readonly storage: AccessStorage;
  readonly now: () => Instant;
}

export function createAccess({storeId, storage, now}: AccessParts): Access {
  const later = (ms: number): Instant => new Date(Date.parse(now()) + ms).toISOString();
  const findToken = (token: string): Promise<TokenRecord | undefined> => storage.findToken(storeId, hashSecret(token));
  const sessionOf = (cookie: string): Promise<SessionRecord | undefined> => storage.findSession(storeId, {cookieHash: hashSecret(cookie)}, now());

  async function openSession(person: Person, tokenHash?: string): Promise<string> {
    const cookie = randomSecret();
    await storage.writeSession(storeId, {
      id: newId(),
      hash: hashSecret(cookie),
      userId: person.id,
      userName: person.name,
      role: person.role,
      tokenHash,
      createdAt: now(),
      expiresAt: later(SESSION_DAYS * 86_400_000),
    });
    return cookie;
  }

  return {
    async personOf(bearer) {
      const known = (await findToken(bearer)) ?? (await storage.findSession(storeId, {bearerHash: hashSecret(bearer)}, now()));
      return known && toPerson(known);
    },
    sessionOf,
    async makeSignInCode() {
      const code = randomSecret();
      await storage.writeSignInCode(storeId, {hash: hashSecret(code), createdAt: now(), expiresAt: later(SIGN_IN_CODE_HOURS * 3_600_000)});
      return code;
    },
    async signInWithCode(code) {
      return (await storage.takeSignInCode(storeId, hashSecret(code), now())) ? openSession(OWNER) : undefined;
    },
    async signInWithToken(token) {
      // API tokens only: a page's own short-lived bearer must not be turned into a month of access.
      const known = await findToken(token);
      // A channel is a program: nobody sits at a page in its name.
      return known && known.role !== 'channel' ? openSession(toPerson(known), known.hash) : undefined;
    },
    async signOut(cookie) {
      const session = await sessionOf(cookie);
      if (session) await storage.removeSession(storeId, session.id);
    },
    async makeBearer({id}) {
      const token = `pls_${randomSecret()}`;
      const expiresAt = later(BEARER_MINUTES * 60_000);
      await storage.writeBearer(storeId, {hash: hashSecret(token), sessionId: id, createdAt: now(), expiresAt});
      return {token, expiresAt};
    },
    listTokens: () => storage.listTokens(storeId),
    async makeToken(label, holder) {
      const token = `pl_${randomSecret()}`;
      await storage.writeToken(storeId, {id: newId(), hash: hashSecret(token), label, userId: holder.id, userName: holder.name, role: holder.role, createdAt: now()});
      return token;
    },
    removeToken: (id) => storage.removeToken(storeId, id),
  };
}

function toPerson({userId, userName, role}: TokenRecord | SessionRecord): Person {
  if (role !== 'channel') return {id: userId, name: userName, role};
  return {id: `channel:${userId}`, name: userName, role: 'shopper', channel: {code: userId, name: userName}};
}

/** Lets the token from the environment in; a changed one takes the place of the one before. */
export async function admitOwnerToken(storage: AccessStorage, storeId: string, token: string, now: Instant): Promise<void> {
  await storage.writeToken(storeId, {id: 'environment', hash: hashSecret(token), label: 'OWNER_TOKEN', userId: OWNER.id, userName: OWNER.name, role: OWNER.role, createdAt: now});
}
