import {isBackendError, type Command, type CommandResult, type Order, type OrderBackend} from '@packline/core';
import {anySale} from '../../../packages/core/simulation/wishes/new-orders.ts';
import type {Dice} from '../../../packages/core/simulation/world/dice.ts';
import {anyWish} from './wishes.ts';

/** What a server has said became of a command. */
export interface Acknowledged {
  readonly command: Command;
  readonly outcome: CommandResult['outcome'];
  readonly version: number;
}

/** Orders that a writer has its hand on: its newest ones. */
const AT_HAND = 40;

/** Part of the wishes that are for an order of somebody else, who may be working on it: one of the two then waits. */
const OF_OTHERS = 0.04;

/** Part of the orders that bring their own number. */
const OWN_NUMBERS = 0.97;

/** Milliseconds before a writer whose server is away asks again. */
const REST_MS = 150;

const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Several writers who place orders and work on each other's, and what came of it. */
export class Load {
  readonly acknowledged = new Map<string, Acknowledged>();
  readonly sent = new Map<string, Command>();
  readonly refusals = new Map<string, number>();
  /** Requests that got no answer, and those that were sent again for it. */
  unanswered = 0;
  repeated = 0;
  readonly #name: string;
  /** As they were when somebody last looked, newest order last. */
  readonly #orders = new Map<string, Order>();
  readonly #placedBy: string[][] = [];
  #made = 0;

  constructor(name: string) {
    this.#name = name;
  }

  get applied(): Acknowledged[] {
    return [...this.acknowledged.values()].filter(({outcome}) => outcome !== 'refused');
  }

  /** Sends one batch after the other until `signal` aborts; rejects when a request is answered with what cannot be. */
  async write(backend: OrderBackend, dice: Dice, signal: AbortSignal): Promise<void> {
    const own: string[] = [];
    this.#placedBy.push(own);
    while (!signal.aborted) {
      const batch = this.#anyBatch(dice, own);
      // Whoever got no answer does not know: most ask again, some never do.
      for (let isAgain = false; !signal.aborted; isAgain = true) {
        if (isAgain) this.repeated += 1;
        if (await this.#push(backend, batch, signal)) break;
        await rest(REST_MS * (0.5 + dice.next()));
        if (dice.chance(0.2)) break;
      }
    }
  }

  async #push(backend: OrderBackend, batch: readonly Command[], signal: AbortSignal): Promise<boolean> {
    try {
      // Without the signal: what is on its way when the writers stop is still heard of.
      const results = await backend.pushCommands(batch, {return: 'order'});
      results.forEach((result, index) => this.#hear(batch[index], result));
      return true;
    } catch (error) {
      if (!isBackendError(error) || !error.retriable) throw error;
      this.unanswered += 1;
      return signal.aborted;
    }
  }

  #hear(command: Command | undefined, {outcome, version, refusal, order}: CommandResult): void {
    if (command === undefined) return;
    const earlier = this.acknowledged.get(command.id);
    if (earlier !== undefined && (earlier.version !== version || (earlier.outcome === 'refused') !== (outcome === 'refused'))) {
      throw new Error(`${command.id} was answered “${earlier.outcome}” with version ${earlier.version} and later “${outcome}” with version ${version}.`);
    }
    this.acknowledged.set(command.id, {command, outcome, version});
    if (outcome === 'refused') this.refusals.set(refusal?.code ?? 'unknown', (this.refusals.get(refusal?.code ?? 'unknown') ?? 0) + 1);
    if (order !== undefined && order.version >= (this.#orders.get(order.id)?.version ?? 0)) this.#orders.set(order.id, order);
  }

  #anyBatch(dice: Dice, own: string[]): readonly Command[] {
    const batch = Array.from({length: 1 + dice.below(6)}, () => this.#anyCommand(dice, own));
    for (const command of batch) this.sent.set(command.id, command);
    return batch;
  }

  #anyCommand(dice: Dice, own: string[]): Command {
    const unique = `${this.#name}-${(this.#made += 1)}`;
    const desk = dice.chance(OF_OTHERS) ? (dice.of(this.#placedBy) ?? own) : own;
    const order = dice.chance(0.25) ? undefined : this.#orders.get(dice.of(desk.filter((id) => this.#orders.has(id)).slice(-AT_HAND)) ?? '');
    const envelope = {id: `c-${unique}`, schemaVersion: 1} as const;
    if (order === undefined) {
      // Most bring their own number, as orders from other shops do: whoever draws one from the shop's series waits for everybody who drew before.
      own.push(`o-${unique}`);
      const number = dice.chance(OWN_NUMBERS) ? {number: `N-${unique}`} : {};
      return {...envelope, orderId: `o-${unique}`, type: 'order.place', order: {...anySale(dice), ...number}};
    }
    return {...envelope, orderId: order.id, ...anyWish(order, dice, unique)};
  }
}
