import type {Context} from 'hono';
import {deleteCookie, getCookie, setCookie} from 'hono/cookie';
import {SESSION_DAYS} from '../access/access.ts';
import type {Services} from '../services.ts';
import type {SessionRecord} from '../storage/access-storage.ts';

const COOKIE = 'packline_session';

export function setSessionCookie(context: Context, {publicOrigin}: Services, value: string): void {
  // A shop on plain HTTP in its own network has to work too; with HTTPS the cookie never travels in the clear.
  const secure = publicOrigin().startsWith('https:');
  setCookie(context, COOKIE, value, {path: '/', httpOnly: true, sameSite: 'Strict', secure, maxAge: SESSION_DAYS * 86_400});
}

export function clearSessionCookie(context: Context): void {
  deleteCookie(context, COOKIE, {path: '/'});
}

export function sessionCookie(context: Context): string | undefined {
  return getCookie(context, COOKIE);
}

/** The session of a signed-in browser. */
export async function sessionOf(context: Context, {access}: Services): Promise<SessionRecord | undefined> {
  const cookie = sessionCookie(context);
  return cookie === undefined ? undefined : access.sessionOf(cookie);
}
