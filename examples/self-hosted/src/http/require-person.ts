import {seesMoney} from '@packline/core';
import {createMiddleware} from 'hono/factory';
import {hashSecret} from '../access/secrets.ts';
import {STAFF_ROLES} from '../access/seen-by.ts';
import type {Services} from '../services.ts';
import {addressOf} from './address-of.ts';
import type {ApiEnv} from './api-env.ts';
import {HttpProblem} from './problem.ts';
import type {Traffic} from './traffic.ts';

/**
 * Lets recognised people through, by `Authorization: Bearer` only: a cookie would let any page act for its visitor.
 * @throws HttpProblem `signed-out`; `too-fast` for a token that asks for too much, or an address that guesses.
 */
export function requirePerson({access}: Services, traffic: Traffic) {
  return createMiddleware<ApiEnv>(async (context, next) => {
    const bearer = /^Bearer +([\x21-\x7e]+) *$/i.exec(context.req.header('authorization') ?? '')?.[1];
    const caller = hashSecret(bearer ?? '');
    const address = addressOf(context);
    if (bearer !== undefined) traffic.requireGuess(address, caller);
    const person = bearer === undefined ? undefined : await access.personOf(bearer);
    if (bearer !== undefined) traffic.noteGuess(address, caller, person !== undefined);
    if (!person) {
      const detail = bearer === undefined ? 'Send the header “Authorization: Bearer” with your token.' : 'This token is not known, or no longer valid.';
      throw new HttpProblem('signed-out', detail, {headers: {'www-authenticate': 'Bearer realm="Packline"'}});
    }
    traffic.count(caller);
    context.set('person', person);
    context.set('caller', caller);
    context.set('isStillGood', async () => (await access.personOf(bearer ?? '')) !== undefined);
    await next();
  });
}

/**
 * The staff's addresses. What each role sees there is cut by `seen-by.ts`, what it may do is decided by the rules.
 * @throws HttpProblem `forbidden`.
 */
export const requireStaff = createMiddleware<ApiEnv>(async (context, next) => {
  const {role} = context.get('person');
  if (!STAFF_ROLES.some((known) => known === role)) throw new HttpProblem('forbidden', `A token of the role “${role}” cannot read or change orders here.`);
  await next();
});

/**
 * What shows amounts or contacts and cannot be cut: pictures of receipts.
 * @throws HttpProblem `forbidden`.
 */
export const requireMoney = createMiddleware<ApiEnv>(async (context, next) => {
  const {role} = context.get('person');
  if (!seesMoney(role)) throw new HttpProblem('forbidden', `A token of the role “${role}” sees no receipts.`);
  await next();
});
