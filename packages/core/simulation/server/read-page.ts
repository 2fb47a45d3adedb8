import type {Role} from '../../src/order/decision.ts';
import type {Order} from '../../src/order/order.ts';
import {BackendError} from '../../src/ports/backend-error.ts';
import type {ChangesPage} from '../../src/ports/order-backend.ts';
import {redact} from '../../src/redaction/redact-order.ts';
import type {Settings} from '../../src/settings/settings.ts';
import type {ServerDatabase} from './server-database.ts';

/** An order as the server keeps it. */
export interface OrderRow {
  readonly order: Order;
  /** Where it stands in the feed. */
  readonly position: number;
  /** Under which its statuses were derived. */
  readonly settings: Settings;
}

/** One page of the feed for one role: whole current orders, by position. */
export function readPage(database: ServerDatabase, epoch: number, after: string | null, limit: number, role: Role): ChangesPage {
  const [ofEpoch, from, ofRole] = after === null ? [String(epoch), '0', role] : after.split('.');
  if (ofEpoch !== String(epoch) || ofRole !== role) throw new BackendError('backend/cursor-gone', 'That cursor is no longer known; read from the beginning.', {retriable: false});
  const since = Number(from);
  const head = database.read<number>('feed') ?? 0;
  const settings = database.read<{settings: Settings; position: number}>('settings');
  const rows = [...database.readAll<OrderRow>('order|')].filter(({position}) => position > since).sort((left, right) => left.position - right.position);
  const page = rows.slice(0, limit);
  const hasMore = rows.length > page.length;
  const end = hasMore ? (page.at(-1)?.position ?? since) : Math.max(head, since);
  return {
    orders: page.map(({order}) => redact(order, role)),
    removed: [],
    cursor: `${epoch}.${end}.${role}`,
    hasMore,
    ...(settings !== undefined && (after === null || settings.position > since) ? {settings: settings.settings} : {}),
  };
}
