import {createMiddleware} from 'hono/factory';
import {HttpProblem} from '../http/problem.ts';
import type {Services} from '../services.ts';
import type {SessionRecord} from '../storage/access-storage.ts';
import {sessionOf} from './session-cookie.ts';

export interface StaffEnv {
  Variables: {session: SessionRecord};
}

/** Owners only; everybody else is sent to the door. */
export function requireSession(services: Services) {
  return createMiddleware<StaffEnv>(async (context, next) => {
    const session = await sessionOf(context, services);
    if (!session) return context.redirect('/', 303);
    if (session.role !== 'owner') throw new HttpProblem('forbidden', 'Only the owner sees this page.');
    context.set('session', session);
    context.header('cache-control', 'no-store');
    await next();
    return undefined;
  });
}
