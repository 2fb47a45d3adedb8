import {BackendError} from '../../src/ports/backend-error.ts';
import type {SimServer} from '../server/sim-server.ts';
import type {Dice} from './dice.ts';
import type {Party} from './party.ts';
import type {Scheduler} from './scheduler.ts';

/** What may befall one call on its way. */
export type CallFault = 'request lost' | 'answer lost' | 'request repeated' | 'request late' | 'answer late' | 'server busy' | 'server broken';

export type Method = 'readSession' | 'pushCommands' | 'readChanges' | 'readOrder' | 'readOrders' | 'readEvents' | 'listen';

/** A fault that waits for the next call it fits. */
export interface ArmedFault {
  readonly fault: CallFault;
  readonly method: Method | 'any';
}

export const unreachable = (): BackendError => new BackendError('backend/unreachable', 'The server cannot be reached.', {retriable: true});

/** What the network tells about calls, for counting and for the trace. */
export interface NetworkWitness {
  onFault(device: string, fault: CallFault | 'partitioned call', method: Method): void;
  /** An answer that the server gave will not arrive. */
  onLostAnswer(method: Method, answer: unknown): void;
  trace(line: string): void;
}

/** One device's way to the server, with everything that can go wrong on it. */
export class Network {
  readonly #scheduler: Scheduler;
  readonly #dice: Dice;
  readonly #server: SimServer;
  readonly #witness: NetworkWitness;
  readonly #device: string;
  readonly armed: ArmedFault[] = [];
  readonly #breaks = new Set<() => void>();
  isCut = false;

  constructor(scheduler: Scheduler, dice: Dice, server: SimServer, device: string, witness: NetworkWitness) {
    this.#scheduler = scheduler;
    this.#dice = dice;
    this.#server = server;
    this.#device = device;
    this.#witness = witness;
  }

  cut(): void {
    this.isCut = true;
    for (const breakStream of this.#breaks) breakStream();
  }

  /** A fetch of one tab: `work` runs in a process of the server, once, twice or not at all. */
  call<Answer>(caller: Party, method: Method, signal: AbortSignal | undefined, work: (process: Party) => Promise<Answer>): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (!caller.calls('fetch')) return;
      signal?.addEventListener('abort', () => reject(signal.reason as Error));
      const faults = this.#faultsOf(method);
      const fail = (afterMs: number, error: BackendError = unreachable()): void => void this.#scheduler.after(afterMs, caller, () => reject(error));
      const patienceMs = this.#dice.between(20, 400);
      if (this.isCut) {
        this.#witness.onFault(this.#device, 'partitioned call', method);
        return fail(this.#dice.between(1, 40));
      }
      if (faults.has('request lost')) return fail(patienceMs);
      if (faults.has('server busy')) return fail(5, new BackendError('backend/busy', 'The server is busy.', {retriable: true, retryAfterMs: this.#dice.between(100, 3000)}));
      if (faults.has('server broken')) return fail(5, new BackendError('backend/broken', 'The server is broken.', {retriable: true}));
      const answer = (outcome: Answer | undefined, error?: unknown): void => {
        if (this.isCut || faults.has('answer lost')) {
          if (error === undefined) this.#witness.onLostAnswer(method, outcome);
          return fail(patienceMs);
        }
        const delayMs = faults.has('answer late') ? this.#dice.between(100, 4000) : this.#dice.between(1, 20);
        const copy = structuredClone(outcome) as Answer;
        this.#scheduler.after(delayMs, caller, () => (error === undefined ? resolve(copy) : reject(error)));
      };
      this.#arrive(faults.has('request late') ? this.#dice.between(100, 4000) : this.#dice.between(1, 20), work, answer, () => fail(this.#dice.between(1, 20)));
      if (faults.has('request repeated')) this.#arrive(this.#dice.between(1, 6000), work, () => {}, () => {});
    });
  }

  /** A stream that says when there is more, until it breaks or is left. */
  async listen(caller: Party, {onWake, onOpen, signal}: {onWake: () => void; onOpen?: () => void; signal: AbortSignal}): Promise<void> {
    const process = await this.call(caller, 'listen', signal, (at) => Promise.resolve(at.name));
    if (signal.aborted) return;
    const serving = this.#server.processes.find((one) => one?.name === process && !one.isDead);
    if (serving === undefined) throw unreachable();
    onOpen?.();
    await new Promise<void>((resolve, reject) => {
      const stop = (): void => {
        stopWaking();
        this.#breaks.delete(breakStream);
      };
      const breakStream = (): void => {
        stop();
        this.#scheduler.after(this.#dice.between(1, 100), caller, () => reject(unreachable()));
      };
      const stopWaking = this.#server.onWake(() => {
        if (!this.isCut) this.#scheduler.after(this.#dice.between(1, 30), caller, () => !signal.aborted && onWake());
      });
      this.#breaks.add(breakStream);
      serving.onDeath(breakStream);
      caller.onDeath(stop);
      signal.addEventListener('abort', () => {
        stop();
        resolve();
      });
    });
  }

  /** The oldest fault that waits for such a call; one that meets a cut wire is used up by it. */
  #faultsOf(method: Method): ReadonlySet<CallFault> {
    const index = method === 'listen' ? -1 : this.armed.findIndex((armed) => armed.method === 'any' || armed.method === method);
    const [armed] = index === -1 ? [] : this.armed.splice(index, 1);
    if (armed === undefined || this.isCut) return new Set();
    this.#witness.onFault(this.#device, armed.fault, method);
    return new Set([armed.fault]);
  }

  #arrive<Answer>(delayMs: number, work: (process: Party) => Promise<Answer>, answer: (outcome: Answer | undefined, error?: unknown) => void, onDead: () => void): void {
    const chosen = this.#dice.below(2);
    this.#scheduler.after(delayMs, undefined, () => {
      const process = [this.#server.processes[chosen], this.#server.processes[1 - chosen]].find((one) => one?.isDead === false);
      if (process === undefined) return onDead();
      let isAnswered = false;
      const once = (tell: () => void): void => {
        if (isAnswered) return;
        isAnswered = true;
        tell();
      };
      process.onDeath(() => once(onDead));
      this.#scheduler.current = process;
      work(process).then(
        (outcome) => once(() => answer(outcome)),
        (error: unknown) => once(() => answer(undefined, error)),
      );
    });
  }
}
