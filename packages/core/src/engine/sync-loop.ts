import {type ActorRefFrom, createActor} from 'xstate';
import {isBackendError} from '../ports/backend-error.ts';
import type {Clock} from '../ports/clock.ts';
import type {Session} from '../ports/order-backend.ts';
import type {OrderBackend} from '../ports/order-backend.ts';
import type {Instant} from '../shared/instant.ts';
import {syncMachine, type SyncContext, type SyncEvent, type SyncMachine, type SyncWork} from '../sync/sync-machine.ts';
import type {SyncPlace} from './engine-status.ts';
import type {EngineStatus} from './order-engine.ts';
import type {ReplicaSeat} from './replica-seat.ts';
import {createSyncWork, type SendPace} from './sync-work.ts';
import type {WorkingSet} from './working-set.ts';

/** Clocks that move less than this against each other are said to stand as they stood. */
const SKEW_STEP_MS = 1000;

/** XState counts time in its own way; this is our clock in its words. */
function clockForActor(clock: Clock): {setTimeout: (callback: () => void, delayMs: number) => unknown; clearTimeout: (id: unknown) => void} {
  return {
    setTimeout: (callback, delayMs) => clock.after(delayMs, callback),
    clearTimeout: (cancel) => (cancel as (() => void) | undefined)?.(),
  };
}

/** The running sync actor and what is worth knowing of it. */
export class SyncLoop {
  readonly #work: SyncWork & SendPace;
  readonly #actor: ActorRefFrom<SyncMachine>;
  readonly #clock: Clock;
  readonly #seat: ReplicaSeat;
  readonly #stop = new AbortController();
  /** Of what is tried beside the loop; who signs out ends it. */
  #tries = new AbortController();
  #upToDateAt: Instant | undefined;
  #offlineSince: Instant | undefined;
  #loading: EngineStatus['loading'];
  #clockSkewMs: number | undefined;

  constructor(parts: {backend: OrderBackend; clock: Clock; random: () => number; seat: ReplicaSeat; workingSet: WorkingSet; onMove: () => void}) {
    this.#clock = parts.clock;
    this.#seat = parts.seat;
    this.#work = createSyncWork({
      backend: parts.backend,
      clock: parts.clock,
      random: parts.random,
      replica: () => parts.seat.replica,
      open: () => parts.seat.openLast(),
      adopt: (session: Session) => parts.seat.adopt(session),
      onUpToDate: () => {
        this.#upToDateAt = parts.clock.now();
        parts.onMove();
      },
      workingSet: parts.workingSet,
      onProgress: (loading) => {
        if (loading === this.#loading) return;
        this.#loading = loading;
        parts.onMove();
      },
      onClockSkew: (skewMs) => {
        // A difference this small is the way there and back, and no news.
        if (this.#clockSkewMs === undefined || Math.abs(skewMs - this.#clockSkewMs) > SKEW_STEP_MS) this.#clockSkewMs = Math.round(skewMs);
      },
    });
    this.#actor = createActor(syncMachine, {input: this.#work, clock: clockForActor(parts.clock)});
    this.#actor.subscribe(() => {
      this.#noteOffline();
      parts.onMove();
    });
  }

  get place(): SyncPlace {
    const {value} = this.#actor.getSnapshot();
    return typeof value === 'string' ? value : 'online';
  }

  get context(): SyncContext {
    return this.#actor.getSnapshot().context;
  }

  get upToDateAt(): Instant | undefined {
    return this.#upToDateAt;
  }

  get offlineSince(): Instant | undefined {
    return this.#offlineSince;
  }

  get loading(): EngineStatus['loading'] {
    return this.#loading;
  }

  get clockSkewMs(): number | undefined {
    return this.#clockSkewMs;
  }

  /** Milliseconds until an order that failed is tried again; undefined when it is not being given a rest here. */
  restOf(orderId: string): number | undefined {
    return this.#work.restOf(orderId);
  }

  /** Sends and reads now; orders that are given a rest too. */
  async retry(orderId?: string): Promise<void> {
    this.#work.release(orderId);
    await this.tryNow();
  }

  start(): void {
    this.#actor.start();
  }

  send(event: SyncEvent): void {
    if (this.#stop.signal.aborted) return;
    if (event.type === 'SIGN_OUT') {
      this.#tries.abort();
      this.#tries = new AbortController();
    }
    this.#actor.send(event);
  }

  /**
   * Sends and reads once, now, whatever the loop is doing; a tab that follows helps itself. What fails is left to the
   * loop, which is told to try as well.
   */
  async tryNow(): Promise<void> {
    const {signal} = this.#tries;
    this.send({type: 'ONLINE'});
    try {
      await this.#work.open(signal);
      await this.#work.identify(signal);
      await this.#work.send(signal);
      await this.#work.pull(signal).catch((error: unknown) => this.#readAnew(error, signal));
      // What was answered while everything was read anew is in doubt, and waits again.
      if ((this.#seat.replica?.views.outbox.waitingCount ?? 0) === 0) return;
      await this.#work.send(signal);
      await this.#work.pull(signal);
    } catch {
      // The loop meets the same trouble and says so in the status.
    }
  }

  stop(): void {
    this.#stop.abort();
    this.#tries.abort();
    this.#actor.stop();
  }

  /**
   * The backend was restored. Whoever asked for "now" waits for the new truth, and not only for the news that the old
   * one is void: until then an answer from before stands in the outbox as if it counted.
   */
  async #readAnew(error: unknown, signal: AbortSignal): Promise<void> {
    if (!isBackendError(error) || error.code !== 'backend/cursor-gone') throw error;
    await this.#work.startFullRead();
    await this.#work.identify(signal);
    await this.#work.pull(signal);
  }

  #noteOffline(): void {
    if (this.place === 'waiting') this.#offlineSince ??= this.#clock.now();
    else if (this.place !== 'connecting') this.#offlineSince = undefined;
  }
}
