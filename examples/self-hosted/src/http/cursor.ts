import type {Role} from '@packline/core';
import {HttpProblem} from './problem.ts';

/** Where a reader stands in the feed. */
export interface FeedCursor {
  readonly epoch: string;
  readonly position: number;
  readonly role: Role;
}

export function writeFeedCursor({epoch, position, role}: FeedCursor): string {
  return `${epoch}.${position}.${role}`;
}

/**
 * Reads a cursor of the feed and checks that it is good for this reader.
 * @throws HttpProblem `bad-parameter` for text that never was a cursor, `cursor-gone` for one of another epoch, role or future.
 */
export function readFeedCursor(text: string, reader: {epoch: string; head: number; role: Role}): number {
  const match = /^([A-Za-z0-9_-]{1,64})\.(\d{1,15})\.([a-z]{1,16})$/.exec(text);
  if (!match) throw new HttpProblem('bad-parameter', 'The parameter “after” is not a cursor of this feed.');
  const [, epoch, position, role] = match;
  // A position past the head was given out before a restore: it would hide everything written since.
  if (epoch !== reader.epoch || role !== reader.role || Number(position) > reader.head) throw new HttpProblem('cursor-gone');
  return Number(position);
}
