import {Dice} from './dice.ts';
import type {Party} from './party.ts';
import {quickClone} from './quick-clone.ts';
import {TaskQueue, type Task} from './task-queue.ts';

const realNow = performance.now.bind(performance);
const realImmediate = globalThis.setImmediate;

/** How far tasks of the browser itself (its database, a yield) are apart, in milliseconds. */
const IMMEDIATE_MS = 0.05;

/**
 * One clock and one queue for everything in a simulated world. Nothing waits for real: the next task is always the
 * one that is due first, and all promises that it settles are followed up before the next one.
 */
export class Scheduler {
  readonly #tasks = new TaskQueue();
  readonly #dice: Dice;
  /** When the last immediate of each party is due: they stay in order, parties cross each other. */
  readonly #lanes = new Map<Party | undefined, number>();
  #nowMs = 0;
  #current: Party | undefined;
  #tasksRun = 0;

  constructor(seed: number) {
    this.#dice = new Dice(seed);
  }

  /** Milliseconds since the world began. */
  get nowMs(): number {
    return this.#nowMs;
  }

  get tasksRun(): number {
    return this.#tasksRun;
  }

  /** Whose task runs, with all that follows from it. */
  get current(): Party | undefined {
    return this.#current;
  }

  set current(party: Party | undefined) {
    this.#current = party;
  }

  /** Runs later, for somebody who may be dead or frozen by then. The answer cancels it. */
  after(delayMs: number, party: Party | undefined, run: () => void): () => void {
    const task: Task = {atMs: this.#nowMs + Math.max(0, delayMs), place: 0, run: () => {}};
    task.run = () => {
      if (party?.isDead === true) return;
      if (party !== undefined && party.frozenUntilMs > this.#nowMs) {
        task.atMs = party.frozenUntilMs;
        this.#tasks.add(task);
        return;
      }
      this.#current = party;
      run();
    };
    this.#tasks.add(task);
    return () => {
      task.run = () => {};
    };
  }

  /** What `setImmediate` is to the world: soon, in order for each party, crossing those of others. */
  immediate(run: () => void): void {
    const party = this.#current;
    const atMs = Math.max(this.#lanes.get(party) ?? 0, this.#nowMs) + this.#dice.next() * IMMEDIATE_MS;
    this.#lanes.set(party, atMs);
    this.#tasks.add({
      atMs,
      place: 0,
      run: () => {
        this.#current = party;
        run();
      },
    });
  }

  /**
   * Runs tasks until `isDone` says so or nothing is left. Between two tasks every promise that can settle does.
   * @throws what a task throws, and an error when `limit` tasks did not lead to an end.
   */
  run(isDone: () => boolean, limit = 400_000): Promise<void> {
    const end = this.#tasksRun + limit;
    return new Promise((resolve, reject) => {
      const step = (): void => {
        try {
          if (isDone()) return resolve();
          const task = this.#tasks.take();
          if (task === undefined) return resolve();
          if (this.#tasksRun >= end) throw new Error(`The world does not come to rest: ${limit} tasks were run.`);
          this.#tasksRun += 1;
          this.#nowMs = Math.max(this.#nowMs, task.atMs);
          task.run();
        } catch (error) {
          return reject(error);
        }
        // A tick that is asked for by a promise comes when no promise is left to follow up.
        queueMicrotask(() => process.nextTick(step));
      };
      realImmediate(step);
    });
  }

  /** Makes this world's clock and queue those of the process, for code that asks the process; the answer undoes it. */
  install(): () => void {
    globalThis.setImmediate = ((run: () => void) => this.immediate(run)) as unknown as typeof setImmediate;
    performance.now = () => this.#nowMs;
    // The database copies with every read and write.
    const {structuredClone} = globalThis;
    globalThis.structuredClone = quickClone;
    // Errors are answers here, by the hundred; nobody reads where they were made.
    const {stackTraceLimit} = Error;
    Error.stackTraceLimit = 0;
    return () => {
      Error.stackTraceLimit = stackTraceLimit;
      globalThis.setImmediate = realImmediate;
      globalThis.structuredClone = structuredClone;
      performance.now = realNow;
    };
  }
}
