import {Hono} from 'hono';
import {createMiddleware} from 'hono/factory';
import type {ApiEnv} from '../http/api-env.ts';
import {badParameter} from '../http/known-parameters.ts';
import {clampLimit} from '../http/limits.ts';
import {HttpProblem} from '../http/problem.ts';
import type {Services} from '../services.ts';
import {EFFECT_STATES, type EffectState} from '../storage/effect-storage.ts';

const STANDARD_PAGE = 50;
const LARGEST_PAGE = 200;

const requireOwner = createMiddleware<ApiEnv>(async (context, next) => {
  if (context.get('person').role !== 'owner') throw new HttpProblem('forbidden', 'Only the owner sees what is to be carried out.');
  await next();
});

/** `GET /v1/effects` and `POST /v1/effects/{key}/retry`, for the owner. What an effect carries is not told. */
export function effectsApi({storage, storeId, effectBell, now}: Pick<Services, 'storage' | 'storeId' | 'effectBell' | 'now'>): Hono<ApiEnv> {
  return new Hono<ApiEnv>()
    .get('/', requireOwner, async (context) => {
      const state = readState(context.req.query('state'));
      const limit = clampLimit(context.req.query('limit'), {standard: STANDARD_PAGE, most: LARGEST_PAGE});
      const {waiting, failed, dead} = await storage.countEffects(storeId);
      const effects = await storage.listEffects(storeId, {state, limit});
      return context.json({counts: {waiting, failed, dead}, effects}, 200, {'cache-control': 'no-store'});
    })
    .post('/:key/retry', requireOwner, async (context) => {
      if (!(await storage.retryEffect(storeId, context.req.param('key'), now()))) throw new HttpProblem('not-found', 'Nothing by this key has failed and waits.');
      effectBell.ring();
      return context.json({ok: true}, 200, {'cache-control': 'no-store'});
    });
}

/** @throws HttpProblem `bad-parameter` for a state there is not. */
function readState(text: string | undefined): EffectState {
  const state = EFFECT_STATES.find((known) => known === (text ?? 'dead'));
  if (state === undefined) throw badParameter('state', `can be ${EFFECT_STATES.join(', ')}.`);
  return state;
}
