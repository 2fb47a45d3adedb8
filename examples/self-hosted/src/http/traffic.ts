import type {ServerConfig} from '../config.ts';
import {HttpProblem} from './problem.ts';
import {createRequestLimit} from './request-limit.ts';

/** Requests one token or link may make in a minute, where the operator says nothing: far more than any desk or import makes. */
export const REQUESTS_PER_MINUTE = 60_000;
/** Tokens nobody knows that may come from one address in a minute: many people may share it, and old devices ask again. */
export const WRONG_TOKENS_PER_MINUTE = 300;
/** Tokens that were good lately, which an address that guesses does not shut out. */
const MOST_KNOWN = 10_000;
/** Streams one process keeps open, where the operator says nothing. */
export const OPEN_STREAMS = 5000;
/** A fifth of them may be one caller's. */
const SHARE = 5;
/** Seconds after which it is worth trying again to open a stream. */
const STREAM_RETRY_SECONDS = 10;

/** How much one caller, and all of them together, may ask of this process. */
export interface Traffic {
  /** Counts a request. @throws HttpProblem `too-fast`. */
  count(caller: string): void;
  /**
   * Before a token is looked up: whether this address has sent too many that nobody knows. A token that was good here before
   * is let through, so that whoever guesses behind the same address shuts out nobody who is at work.
   * @throws HttpProblem `too-fast`.
   */
  requireGuess(address: string, caller: string): void;
  /** Notes whether the token was known. */
  noteGuess(address: string, caller: string, isKnown: boolean): void;
  /** Whether one more stream may be opened. @throws HttpProblem `too-fast` for this caller, `busy` for everybody. */
  requireRoom(caller: string): void;
  /** An open stream; call back when it has ended. */
  openStream(caller: string): () => void;
  /** Streams that are open now. */
  streamsOpen(): number;
}

export function createTraffic({requestsPerMinute = REQUESTS_PER_MINUTE, openStreams = OPEN_STREAMS}: Pick<ServerConfig, 'requestsPerMinute' | 'openStreams'> = {}): Traffic {
  const requests = createRequestLimit(requestsPerMinute, () => performance.now());
  const guesses = createRequestLimit(WRONG_TOKENS_PER_MINUTE, () => performance.now());
  const known = new Set<string>();
  const streams = new Map<string, number>();
  const share = Math.max(1, Math.ceil(openStreams / SHARE));
  let open = 0;
  return {
    count(caller) {
      const seconds = requests.take(caller);
      if (seconds !== undefined) throw new HttpProblem('too-fast', `One token may make ${requestsPerMinute} requests in a minute.`, {headers: {'retry-after': String(seconds)}});
    },
    requireGuess(address, caller) {
      const seconds = known.has(caller) ? undefined : guesses.wait(address);
      if (seconds !== undefined) throw new HttpProblem('too-fast', `One address may send ${WRONG_TOKENS_PER_MINUTE} wrong tokens in a minute.`, {headers: {'retry-after': String(seconds)}});
    },
    noteGuess(address, caller, isKnown) {
      known.delete(caller);
      if (!isKnown) return void guesses.take(address);
      known.add(caller);
      const [oldest] = known.size > MOST_KNOWN ? known : [];
      if (oldest !== undefined) known.delete(oldest);
    },
    requireRoom(caller) {
      const headers = {'retry-after': String(STREAM_RETRY_SECONDS)};
      if ((streams.get(caller) ?? 0) >= share) throw new HttpProblem('too-fast', `One token may keep ${share} streams open.`, {headers});
      if (open >= openStreams) throw new HttpProblem('busy', `This server keeps ${openStreams} streams open, and they are.`, {headers});
    },
    streamsOpen: () => open,
    openStream(caller) {
      open += 1;
      streams.set(caller, (streams.get(caller) ?? 0) + 1);
      let ended = false;
      return () => {
        if (ended) return;
        ended = true;
        open -= 1;
        const left = (streams.get(caller) ?? 1) - 1;
        if (left === 0) streams.delete(caller);
        else streams.set(caller, left);
      };
    },
  };
}
