import {seesMoney, type Role, type Session} from '@packline/core';
import {Hono} from 'hono';
import {STAFF_ROLES} from '../access/seen-by.ts';
import type {Services} from '../services.ts';
import type {ApiEnv} from './api-env.ts';
import {LIMITS} from './limits.ts';

/** `GET /v1/me`: who is calling, and what this backend can do. */
export function sessionRoute({storage, storeId, now}: Services): Hono<ApiEnv> {
  return new Hono<ApiEnv>().get('/', async (context) => {
    const {epoch, settings} = await storage.readFeedState(storeId);
    const {id, name, role, channel} = context.get('person');
    const session: Session = {
      store: {id: storeId, name: settings.storeName},
      user: {id, name},
      role,
      settings,
      capabilities: channel ? ['channel-orders'] : capabilitiesOf(role),
      limits: {commandsPerBatch: LIMITS.commandsPerBatch, changesPerPage: LIMITS.changesPerPage, receiptBytes: LIMITS.receiptBytes},
      epoch,
      serverTime: now(),
    };
    context.header('cache-control', 'no-store');
    return context.json(session);
  });
}

/** What widgets may offer to somebody of this role. */
function capabilitiesOf(role: Role): readonly string[] {
  if (!STAFF_ROLES.some((known) => known === role)) return [];
  return [...(role === 'viewer' ? [] : ['commands', 'dry-run']), 'changes', 'stream', 'orders', 'search', 'events', ...(seesMoney(role) ? ['receipts'] : []), 'products'];
}
