import {addDays, dayAt, dayBounds, isOpenOrder, redact, type Order, type Role} from '@packline/core';
import {clampLimit} from './limits.ts';
import {Problem} from './problem.ts';
import type {Shop} from './shop.ts';

/** `GET /v1/changes`: whole current orders, each where it last changed. */
export function readChanges(shop: Shop, query: URLSearchParams, role: Role): Response {
  const sinceMs = readScope(query.get('scope')) ? recentSinceMs(shop) : undefined;
  const from = readCursor(shop, query.get('after'), role, sinceMs !== undefined);
  const limit = clampLimit(query.get('limit'), {standard: 200, most: 1000});

  const changed = [...shop.orders.values()].filter(({position}) => position > (from?.position ?? 0));
  const page = changed.slice(0, limit);
  const hasMore = page.length < changed.length;
  const isHere = (order: Order): boolean => sinceMs === undefined || isOpenOrder(order) || Date.parse(order.placedAt) >= sinceMs;
  const left = page.filter(({order}) => !isHere(order));
  const cursor = [shop.epoch, hasMore ? page.at(-1)?.position : shop.position, role, ...(sinceMs === undefined ? [] : [sinceMs])].join('.');
  return Response.json({
    orders: page.flatMap(({order}) => (isHere(order) ? redact(order, role) : [])),
    // What changed so that it is no longer here, and what has only grown older since the reader's last page.
    removed: from === undefined ? [] : [...left.map(({order}) => order.id), ...grownOld(shop, from.sinceMs, sinceMs)],
    cursor,
    hasMore,
    // The settings of this backend never change: they come with the first page.
    ...(from === undefined ? {settings: shop.settings} : {}),
  });
}

/** Finished orders that were recent at the reader's last page and are not now. */
function grownOld(shop: Shop, beforeMs: number | undefined, nowMs: number | undefined): string[] {
  if (beforeMs === undefined || nowMs === undefined || beforeMs === nowMs) return [];
  const placed = [...shop.orders.values()].filter(({order}) => !isOpenOrder(order) && Date.parse(order.placedAt) >= beforeMs && Date.parse(order.placedAt) < nowMs);
  return placed.map(({order}) => order.id);
}

/** Midnight of the shop's calendar, 89 days before today. */
function recentSinceMs({settings: {timeZone}}: Shop): number {
  return dayBounds(addDays(dayAt(Date.now(), timeZone), -89), undefined, timeZone).startMs;
}

/** Whether only part of the feed is wanted. */
function readScope(text: string | null): boolean {
  // A plus sign in an address stands for a space, unless it is written as %2B.
  const scope = (text ?? 'all').replace(' ', '+');
  if (scope !== 'all' && scope !== 'open+90d') throw new Problem('bad-parameter', {detail: '“scope” can be all or open+90d.'});
  return scope !== 'all';
}

/** A cursor names epoch, position, role and, for part of the feed, since when orders counted as recent. */
function readCursor({epoch, position}: Shop, text: string | null, role: Role, isPart: boolean): {position: number; sinceMs: number | undefined} | undefined {
  if (text === null || text === '') return undefined;
  const [, ofEpoch, at, ofRole, since] = /^([a-z0-9]{8})\.(\d{1,15})\.([a-z]{1,16})(?:\.(\d{1,15}))?$/.exec(text) ?? [];
  if (ofEpoch === undefined) throw new Problem('bad-parameter', {detail: '“after” is not a cursor of this feed.'});
  // Of another epoch, role, scope or the future: whoever comes with it reads everything anew.
  if (ofEpoch !== epoch || ofRole !== role || Number(at) > position || isPart !== (since !== undefined)) throw new Problem('cursor-gone');
  return {position: Number(at), sinceMs: since === undefined ? undefined : Number(since)};
}
