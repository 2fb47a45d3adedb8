import type {Role} from '@packline/core';
import {createMiddleware} from 'hono/factory';
import {HttpProblem} from '../http/problem.ts';
import type {Services} from '../services.ts';
import type {SessionRecord} from '../storage/access-storage.ts';
import {sessionOf} from './session-cookie.ts';

export interface StaffEnv {
  Variables: {session: SessionRecord};
}

/**
 * Signed-in people of these roles; everybody else is sent to the door.
 * @throws HttpProblem `forbidden` for other roles.
 */
export function requireSession(services: Services, roles: readonly Role[] = ['owner']) {
  return createMiddleware<StaffEnv>(async (context, next) => {
    const session = await sessionOf(context, services);
    if (!session) return context.redirect('/', 303);
    if (!roles.includes(session.role)) throw new HttpProblem('forbidden', roles.length === 1 ? 'Only the owner sees this page.' : 'This page is for the owner and clerks.');
    context.set('session', session);
    context.header('cache-control', 'no-store');
    await next();
    return undefined;
  });
}
