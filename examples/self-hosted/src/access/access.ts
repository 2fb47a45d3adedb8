import type {Instant, Role} from '@packline/core';
import {newId} from '../new-id.ts';
import type {AccessStorage, SessionRecord, TokenRecord} from '../storage/access-storage.ts';
import {hashSecret, isSigned, randomSecret, sign} from './secrets.ts';

/** Somebody the server has recognised. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
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
  signInWithToken(token: string): Promise<string | undefined>;
  signOut(cookie: string): Promise<void>;
  /** A bearer token for the page of a signed-in browser; short-lived, and void when the session ends. */
  bearerFor(session: SessionRecord): {token: string; expiresAt: Instant};
  listTokens(): Promise<readonly TokenRecord[]>;
  /** Makes an API token; the answer is the only time it is seen. */
  makeToken(label: string, owner: Person): Promise<string>;
  removeToken(id: string): Promise<void>;
}

export const SESSION_DAYS = 30;
const SIGN_IN_CODE_HOURS = 24;
const BEARER_MINUTES = 60;
const BEARER_PREFIX = 'pls_';
const PURPOSE = 'session-bearer';
const OWNER: Person = {id: 'owner', name: 'Owner', role: 'owner'};

interface AccessParts {
  readonly storeId: string;
  readonly storage: AccessStorage;
  /** Signs what the server need not keep. */
  readonly key: Uint8Array;
  readonly now: () => Instant;
}

export function createAccess({storeId, storage, key, now}: AccessParts): Access {
  const later = (ms: number): Instant => new Date(Date.parse(now()) + ms).toISOString();

  async function openSession(person: Person): Promise<string> {
    const cookie = randomSecret();
    await storage.writeSession(storeId, {
      id: newId(),
      hash: hashSecret(cookie),
      userId: person.id,
      userName: person.name,
      role: person.role,
      createdAt: now(),
      expiresAt: later(SESSION_DAYS * 86_400_000),
    });
    return cookie;
  }

  async function personOfSessionBearer(bearer: string): Promise<Person | undefined> {
    const [id, expires, signature, ...more] = bearer.slice(BEARER_PREFIX.length).split('.');
    if (id === undefined || expires === undefined || signature === undefined || more.length > 0) return undefined;
    if (!isSigned(key, PURPOSE, `${id}.${expires}`, signature) || Number.parseInt(expires, 36) * 1000 <= Date.parse(now())) return undefined;
    const session = await storage.findSession(storeId, {id}, now());
    return session && {id: session.userId, name: session.userName, role: session.role};
  }

  async function personOf(bearer: string): Promise<Person | undefined> {
    const signedIn = bearer.startsWith(BEARER_PREFIX) ? await personOfSessionBearer(bearer) : undefined;
    if (signedIn) return signedIn;
    const token = await storage.findToken(storeId, hashSecret(bearer));
    return token && {id: token.userId, name: token.userName, role: token.role};
  }

  return {
    personOf,
    sessionOf: (cookie) => storage.findSession(storeId, {hash: hashSecret(cookie)}, now()),
    async makeSignInCode() {
      const code = randomSecret();
      await storage.writeSignInCode(storeId, {hash: hashSecret(code), createdAt: now(), expiresAt: later(SIGN_IN_CODE_HOURS * 3_600_000)});
      return code;
    },
    async signInWithCode(code) {
      return (await storage.takeSignInCode(storeId, hashSecret(code), now())) ? openSession(OWNER) : undefined;
    },
    async signInWithToken(token) {
      // A page's own short-lived bearer must not be turned into a month of access.
      const person = token.startsWith(BEARER_PREFIX) ? await personOfSessionBearer(token) : undefined;
      if (person) return undefined;
      const owner = await personOf(token);
      return owner && openSession(owner);
    },
    async signOut(cookie) {
      const session = await storage.findSession(storeId, {hash: hashSecret(cookie)}, now());
      if (session) await storage.removeSession(storeId, session.id);
    },
    bearerFor(session) {
      const expiresAt = later(BEARER_MINUTES * 60_000);
      const text = `${session.id}.${Math.floor(Date.parse(expiresAt) / 1000).toString(36)}`;
      return {token: `${BEARER_PREFIX}${text}.${sign(key, PURPOSE, text)}`, expiresAt};
    },
    listTokens: () => storage.listTokens(storeId),
    async makeToken(label, owner) {
      const token = `pl_${randomSecret()}`;
      await storage.writeToken(storeId, {id: newId(), hash: hashSecret(token), label, userId: owner.id, userName: owner.name, role: owner.role, createdAt: now()});
      return token;
    },
    removeToken: (id) => storage.removeToken(storeId, id),
  };
}

/** Lets the token from the environment in; a changed one takes the place of the one before. */
export async function admitOwnerToken(storage: AccessStorage, storeId: string, token: string, now: Instant): Promise<void> {
  await storage.writeToken(storeId, {id: 'environment', hash: hashSecret(token), label: 'OWNER_TOKEN', userId: OWNER.id, userName: OWNER.name, role: OWNER.role, createdAt: now});
}
