import {createMiddleware} from 'hono/factory';
import type {Services} from '../services.ts';
import type {ApiEnv} from './api-env.ts';
import {HttpProblem} from './problem.ts';

/**
 * Lets recognised people through, by `Authorization: Bearer` only: a cookie would let any page act for its visitor.
 * @throws HttpProblem `signed-out`.
 */
export function requirePerson({access}: Services) {
  return createMiddleware<ApiEnv>(async (context, next) => {
    const bearer = /^Bearer +([\x21-\x7e]+) *$/i.exec(context.req.header('authorization') ?? '')?.[1];
    const person = bearer === undefined ? undefined : await access.personOf(bearer);
    if (!person) {
      const detail = bearer === undefined ? 'Send the header “Authorization: Bearer” with your token.' : 'This token is not known, or no longer valid.';
      throw new HttpProblem('signed-out', detail, {headers: {'www-authenticate': 'Bearer realm="Packline"'}});
    }
    context.set('person', person);
    await next();
  });
}

/**
 * Whole orders hold prices, mail addresses and phone numbers. Roles that may not see them are kept out altogether until
 * documents are cut to what each role may know.
 * @throws HttpProblem `forbidden`.
 */
export const requireWholeOrders = createMiddleware<ApiEnv>(async (context, next) => {
  const {role} = context.get('person');
  if (role !== 'owner' && role !== 'clerk') throw new HttpProblem('forbidden', `A token of the role “${role}” cannot read or change whole orders.`);
  await next();
});
