import type {Instant} from '../shared/instant.ts';

/** How a device gets on with its backend; the leading tab tells the others. */
export interface EngineLink {
  readonly phase: 'loading' | 'live' | 'offline' | 'signed-out';
  readonly upToDateAt: Instant | undefined;
  readonly offlineSince: Instant | undefined;
}
