import {assign, fromCallback, fromPromise, raise, setup} from 'xstate';
import {RETRY_LIMITS, type RetryLimits, retryDelayMs} from '../outbox/retry-policy.ts';
import {isBackendError} from '../ports/backend-error.ts';
import {isEngineError} from '../shared/engine-error.ts';

/** What the machine has done for it; each is real IO and may fail with a `BackendError` or an `EngineError`. */
export interface SyncWork {
  /** Opens what the device has of the last session, without asking the network. */
  open(signal: AbortSignal): Promise<void>;
  /** Asks the backend who is signed in, and opens that person's orders. */
  identify(signal: AbortSignal): Promise<void>;
  /** Reads the feed to its end. */
  pull(signal: AbortSignal): Promise<void>;
  /** Makes the next read start from the beginning. */
  startFullRead(): Promise<void>;
  /** Sends what waits. Answers with the milliseconds (at least 1) until stuck orders may be tried again, undefined when there are none. */
  send(signal: AbortSignal): Promise<number | undefined>;
  /** Settles when the stream ends. */
  listen(options: {onOpen: () => void; onWake: () => void; signal: AbortSignal}): Promise<void>;
  /** False when the backend cannot say by itself that there is more. */
  canListen(): boolean;
  /** From 0 to 1, for spreading retries. */
  random(): number;
}

export type SyncEvent =
  /** This tab speaks with the backend for all tabs of the device; or another one does. */
  | {readonly type: 'LEAD'}
  | {readonly type: 'FOLLOW'}
  /** There may be more in the feed. */
  | {readonly type: 'WAKE'}
  /** There may be more in the outbox. */
  | {readonly type: 'NUDGE'}
  /** Good news about the network, or somebody asks: try now. */
  | {readonly type: 'ONLINE'}
  | {readonly type: 'STREAM_OPEN'}
  | {readonly type: 'STREAM_LOST'; readonly error?: unknown}
  /** Somebody signed out on purpose. */
  | {readonly type: 'SIGN_OUT'};

export interface SyncContext {
  readonly work: SyncWork;
  readonly leading: boolean;
  /** The feed was read to its end since the engine opened. */
  readonly upToDate: boolean;
  /** The outbox or the feed moved while it was being worked on. */
  readonly woken: boolean;
  readonly nudged: boolean;
  /** Failures to reach the backend, until it was both read from and sent to. */
  readonly connectFailures: number;
  readonly hasRead: boolean;
  readonly hasSent: boolean;
  readonly feedFailures: number;
  /** Full reads begun one after the other, without a page read to the end or a rest between them. */
  readonly fullReads: number;
  readonly sendFailures: number;
  readonly streamFailures: number;
  readonly retryAfterMs: number;
  readonly stuckMs: number;
  /** What went wrong last, while it matters. */
  readonly error: unknown;
}

/** How often a feed is read whose backend cannot say that there is more, and the outbox without a word of it, and how long a stream must live to count as well. */
const SLOW_READ_MS = 30_000;
const STEADY_STREAM_MS = 10_000;
/** A backend that calls every cursor void is not read from the beginning again and again without a rest. */
const FULL_READS_AT_ONCE = 2;
/** A shop that was cut off is back soon after its network is: one small request each time. */
const RECONNECT_LIMITS: RetryLimits = {firstMs: 500, longestMs: 10_000};

const codeOf = (error: unknown): string | undefined => (isBackendError(error) ? error.code : undefined);
const retryAfterOf = (error: unknown): number => (isBackendError(error) ? (error.retryAfterMs ?? 0) : 0);

const delayOf = ({work}: SyncContext, failures: number, retryAfterMs = 0, limits = RETRY_LIMITS): number => retryDelayMs(failures, work.random(), limits, retryAfterMs);
const workOf = ({context}: {context: SyncContext}): SyncWork => context.work;

/**
 * The sync loop as a law: when to read, send, listen, wait. The work itself is its input, so the loop can be tested
 * without a network and drawn as it is.
 *
 * opening → connecting → following | online (feed, stream and outbox side by side) ⇄ waiting; signedOut.
 */
export const syncMachine = setup({
  types: {context: {} as SyncContext, events: {} as SyncEvent, input: {} as SyncWork},
  actors: {
    open: fromPromise<void, SyncWork>(({input: work, signal}) => work.open(signal)),
    identify: fromPromise<void, SyncWork>(({input: work, signal}) => work.identify(signal)),
    pull: fromPromise<void, SyncWork>(({input: work, signal}) => work.pull(signal)),
    startFullRead: fromPromise<void, SyncWork>(({input: work}) => work.startFullRead()),
    send: fromPromise<number | undefined, SyncWork>(({input: work, signal}) => work.send(signal)),
    listen: fromCallback<SyncEvent, SyncWork>(({input: work, sendBack}) => {
      const stop = new AbortController();
      const tell = (event: SyncEvent): void => {
        if (!stop.signal.aborted) sendBack(event);
      };
      work.listen({onOpen: () => tell({type: 'STREAM_OPEN'}), onWake: () => tell({type: 'WAKE'}), signal: stop.signal}).then(
        () => tell({type: 'STREAM_LOST'}),
        (error: unknown) => tell({type: 'STREAM_LOST', error}),
      );
      return () => stop.abort();
    }),
  },
  guards: {
    leading: ({context}) => context.leading,
    woken: ({context}) => context.woken,
    nudged: ({context}) => context.nudged,
    stuck: ({context}) => context.stuckMs > 0,
    canListen: ({context}) => context.work.canListen(),
    signedOut: (_, {error}: {error: unknown}) => codeOf(error) === 'backend/signed-out' || (isEngineError(error) && error.code === 'engine/nobody-signed-in'),
    unreachable: (_, {error}: {error: unknown}) => codeOf(error) === 'backend/unreachable',
    cursorGone: ({context}, {error}: {error: unknown}) => codeOf(error) === 'backend/cursor-gone' && context.fullReads < FULL_READS_AT_ONCE,
    cannotListen: (_, {error}: {error: unknown}) => isBackendError(error) && !error.retriable,
  },
  actions: {
    lead: assign({leading: true}),
    follow: assign({leading: false}),
    failConnect: assign({connectFailures: ({context}) => context.connectFailures + 1, error: (_, {error}: {error: unknown}) => error, retryAfterMs: (_, {error}: {error: unknown}) => retryAfterOf(error)}),
    failFeed: assign({feedFailures: ({context}) => context.feedFailures + 1, error: (_, {error}: {error: unknown}) => error, retryAfterMs: (_, {error}: {error: unknown}) => retryAfterOf(error)}),
    failSend: assign({sendFailures: ({context}) => context.sendFailures + 1, error: (_, {error}: {error: unknown}) => error, retryAfterMs: (_, {error}: {error: unknown}) => retryAfterOf(error)}),
    failStream: assign({streamFailures: ({context}) => context.streamFailures + 1}),
    keepError: assign({error: (_, {error}: {error: unknown}) => error}),
    wake: raise({type: 'WAKE'}),
    clearError: assign({error: undefined}),
    clearFailures: assign({connectFailures: ({context}) => (context.hasRead && context.hasSent ? 0 : context.connectFailures)}),
  },
  delays: {
    reconnect: ({context}) => delayOf(context, context.connectFailures, context.retryAfterMs, RECONNECT_LIMITS),
    feedPause: ({context}) => delayOf(context, context.feedFailures, context.retryAfterMs),
    sendPause: ({context}) => delayOf(context, context.sendFailures, context.retryAfterMs),
    streamPause: ({context}) => delayOf(context, context.streamFailures),
    stuckPause: ({context}) => context.stuckMs,
    slowRead: SLOW_READ_MS,
    steadyStream: STEADY_STREAM_MS,
  },
}).createMachine({
  id: 'sync',
  context: ({input}) => ({
    work: input,
    leading: false,
    upToDate: false,
    woken: false,
    nudged: false,
    connectFailures: 0,
    hasRead: false,
    hasSent: false,
    feedFailures: 0,
    fullReads: 0,
    sendFailures: 0,
    streamFailures: 0,
    retryAfterMs: 0,
    stuckMs: 0,
    error: undefined,
  }),
  initial: 'opening',
  on: {
    LEAD: {actions: 'lead'},
    FOLLOW: {actions: 'follow'},
    SIGN_OUT: {target: '.signedOut'},
  },
  states: {
    opening: {
      invoke: {src: 'open', input: workOf, onDone: 'connecting', onError: {target: 'connecting', actions: {type: 'keepError', params: ({event}) => ({error: event.error})}}},
    },
    connecting: {
      invoke: {
        src: 'identify',
                input: workOf,
        onDone: [
          {guard: 'leading', target: 'online', actions: 'clearError'},
          {target: 'following', actions: 'clearError'},
        ],
        onError: [
          {guard: {type: 'signedOut', params: ({event}) => ({error: event.error})}, target: 'signedOut'},
          {target: 'waiting', actions: {type: 'failConnect', params: ({event}) => ({error: event.error})}},
        ],
      },
    },
    following: {
      on: {LEAD: {target: 'online', actions: 'lead'}},
    },
    online: {
      type: 'parallel',
      entry: assign({hasRead: false, hasSent: false}),
      // What went wrong while leading is for the one who leads now.
      on: {FOLLOW: {target: 'following', actions: ['follow', 'clearError']}},
      states: {
        feed: {
          initial: 'pulling',
          states: {
            pulling: {
              entry: assign({woken: false}),
              invoke: {
                src: 'pull',
                input: workOf,
                onDone: {target: 'settled', actions: [assign({upToDate: true, hasRead: true, feedFailures: 0, fullReads: 0}), 'clearError', 'clearFailures']},
                onError: [
                  {guard: {type: 'cursorGone', params: ({event}) => ({error: event.error})}, target: 'restarting', actions: {type: 'failFeed', params: ({event}) => ({error: event.error})}},
                  {guard: {type: 'signedOut', params: ({event}) => ({error: event.error})}, target: '#sync.signedOut'},
                  {guard: {type: 'unreachable', params: ({event}) => ({error: event.error})}, target: '#sync.waiting', actions: {type: 'failConnect', params: ({event}) => ({error: event.error})}},
                  {target: 'pausing', actions: {type: 'failFeed', params: ({event}) => ({error: event.error})}},
                ],
              },
              on: {WAKE: {actions: assign({woken: true})}},
            },
            // Who may read what may have changed together with the cursor, so that is asked first.
            restarting: {
              entry: assign({fullReads: ({context}) => context.fullReads + 1}),
              invoke: {src: 'startFullRead', input: workOf, onDone: '#sync.connecting', onError: {target: 'pausing', actions: {type: 'failFeed', params: ({event}) => ({error: event.error})}}},
            },
            settled: {
              always: {guard: 'woken', target: 'pulling'},
              on: {WAKE: 'pulling', ONLINE: 'pulling'},
            },
            pausing: {
              entry: assign({fullReads: 0}),
              after: {feedPause: 'pulling'},
              on: {ONLINE: 'pulling'},
            },
          },
        },
        stream: {
          initial: 'choosing',
          states: {
            choosing: {always: [{guard: 'canListen', target: 'listening'}, {target: 'rereading'}]},
            listening: {
              initial: 'opening',
              invoke: {src: 'listen', input: workOf},
              on: {
                STREAM_LOST: [
                  {guard: {type: 'signedOut', params: ({event}) => ({error: event.error})}, target: '#sync.signedOut'},
                  {guard: {type: 'cannotListen', params: ({event}) => ({error: event.error})}, target: 'rereading'},
                  {target: 'resting', actions: ['failStream', 'wake']},
                ],
              },
              states: {
                opening: {on: {STREAM_OPEN: {target: 'open', actions: 'wake'}}},
                open: {after: {steadyStream: {actions: assign({streamFailures: 0})}}},
              },
            },
            resting: {
              after: {streamPause: 'listening'},
              on: {ONLINE: 'listening'},
            },
            rereading: {
              after: {slowRead: {target: 'rereading', reenter: true, actions: 'wake'}},
            },
          },
        },
        outbox: {
          initial: 'sending',
          states: {
            sending: {
              entry: assign({nudged: false}),
              invoke: {
                src: 'send',
                input: workOf,
                onDone: {target: 'settled', actions: [assign({hasSent: true, sendFailures: 0, stuckMs: ({event}) => event.output ?? 0}), 'clearFailures']},
                onError: [
                  {guard: {type: 'signedOut', params: ({event}) => ({error: event.error})}, target: '#sync.signedOut'},
                  {guard: {type: 'unreachable', params: ({event}) => ({error: event.error})}, target: '#sync.waiting', actions: {type: 'failConnect', params: ({event}) => ({error: event.error})}},
                  {target: 'pausing', actions: {type: 'failSend', params: ({event}) => ({error: event.error})}},
                ],
              },
              on: {NUDGE: {actions: assign({nudged: true})}},
            },
            settled: {
              always: [{guard: 'nudged', target: 'sending'}, {guard: 'stuck', target: 'resting'}],
              // A tab may have crashed between keeping a command and telling of it.
              after: {slowRead: 'sending'},
              on: {NUDGE: 'sending', ONLINE: 'sending'},
            },
            resting: {
              after: {stuckPause: 'sending'},
              on: {NUDGE: 'sending', ONLINE: 'sending'},
            },
            pausing: {
              after: {sendPause: 'sending'},
              on: {ONLINE: 'sending'},
            },
          },
        },
      },
    },
    waiting: {
      after: {reconnect: 'connecting'},
      on: {ONLINE: 'connecting'},
    },
    signedOut: {
      entry: assign({upToDate: false}),
      on: {ONLINE: 'connecting'},
    },
  },
});

export type SyncMachine = typeof syncMachine;
