import type {FeedScope, Role} from '@packline/core';
import {badParameter} from './known-parameters.ts';
import {HttpProblem} from './problem.ts';

/** Where a reader stands in the feed. */
export interface FeedCursor {
  readonly epoch: string;
  readonly position: number;
  readonly role: Role;
  /** A reader of `open+90d` only. */
  readonly part?: FeedPart;
}

/** What a reader of part of the feed has been told so far. */
export interface FeedPart {
  /** Since when finished orders counted as recent at the last page; milliseconds since 1970, UTC. */
  readonly sinceMs: number;
  /** While the feed is read for the first time: what is not in the part up to here was never told, so it need not be taken back. */
  readonly firstUpTo?: number;
}

export function writeFeedCursor({epoch, position, role, part}: FeedCursor): string {
  const more = part === undefined ? [] : [`since${part.sinceMs}`, ...(part.firstUpTo === undefined ? [] : [`first${part.firstUpTo}`])];
  return [epoch, position, role, ...more].join('.');
}

/**
 * Reads a cursor of the feed and checks that it is good for this reader.
 * @throws HttpProblem `bad-parameter` for text that never was a cursor, `cursor-gone` for one of another epoch, role, scope or future.
 */
export function readFeedCursor(text: string, reader: {epoch: string; head: number; role: Role; scope: FeedScope}): FeedCursor {
  const match = /^([A-Za-z0-9_-]{1,64})\.(\d{1,15})\.([a-z]{1,16})(?:\.since(\d{1,15})(?:\.first(\d{1,15}))?)?$/.exec(text);
  if (!match) throw badParameter('after', 'is not a cursor of this feed.');
  const [, epoch, position, role, sinceMs, firstUpTo] = match;
  const isPart = sinceMs !== undefined;
  // A position past the head was given out before a restore: it would hide everything written since.
  if (epoch !== reader.epoch || role !== reader.role || Number(position) > reader.head || isPart !== (reader.scope !== 'all')) throw new HttpProblem('cursor-gone');
  const part = isPart ? {sinceMs: Number(sinceMs), ...(firstUpTo === undefined ? {} : {firstUpTo: Number(firstUpTo)})} : undefined;
  return {epoch, position: Number(position), role: reader.role, ...(part === undefined ? {} : {part})};
}
