import {applyCommand, cancelledEffectKeys, DEFAULT_SETTINGS, type Actor, type Command, type CommandResult, type LoggedEvent, type Order, type Refusal, type Settings} from '@packline/core';
import {Problem} from './problem.ts';

/** What became of a command, kept for ever. */
interface Decided {
  /** What was asked, so that an id is not taken for another wish. */
  readonly wish: string;
  readonly orderId: string;
  readonly outcome: 'applied' | 'refused';
  readonly version: number;
  readonly position: number;
  readonly refusal?: Refusal;
}

/** An order where it last changed. */
export interface Placed {
  readonly position: number;
  readonly order: Order;
}

/** How a batch is decided. */
export interface DecideOptions {
  readonly actor: Actor;
  readonly dryRun: boolean;
  readonly returnOrders: boolean;
}

/** What a batch would change: kept whole, or thrown away. */
interface Draft {
  readonly orders: Map<string, Order>;
  readonly decided: Map<string, Decided>;
  readonly numbers: Map<string, string>;
  readonly log: LoggedEvent[];
  nextNumber: number;
}

/**
 * A shop in memory. One batch is one transaction: nothing in here waits, so no other request can come in between. A
 * database would take its locks where `decide` begins and commit where `#keep` is.
 */
export class Shop {
  readonly settings: Settings;
  /** Another one after every restore from a backup. */
  readonly epoch = crypto.randomUUID().slice(0, 8);
  /** In feed order: an order that changes moves to the end. */
  readonly orders = new Map<string, Placed>();
  readonly log = new Map<string, LoggedEvent[]>();
  readonly #decided = new Map<string, Decided>();
  readonly #numbers = new Map<string, string>();
  readonly #listeners = new Set<(position: number) => void>();
  #nextNumber = 1001;
  /** Feed position of the last change. */
  position = 0;

  constructor(settings: Partial<Settings> = {}) {
    this.settings = {...DEFAULT_SETTINGS, storeName: 'Second backend', undoSeconds: 0, ...settings};
  }

  /** Calls back with the position of every commit until the answer is called. */
  follow(listener: (position: number) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /**
   * Decides commands one after the other, each on the newest state.
   * @throws Problem when an id was used for another wish; then nothing at all has happened.
   */
  decide(commands: readonly Command[], {actor, dryRun, returnOrders}: DecideOptions): CommandResult[] {
    this.#requireSameWishes(commands);
    const draft: Draft = {orders: new Map(), decided: new Map(), numbers: new Map(), log: [], nextNumber: this.#nextNumber};
    const now = new Date().toISOString();
    const answers = commands.map((command) => this.#decideOne(command, draft, actor, now));
    const positions = dryRun ? new Map<string, number>() : this.#keep(draft);
    return answers.map(({order, ...result}, index): CommandResult => {
      const position = result.outcome === 'applied' ? (positions.get(commands[index]?.orderId ?? '') ?? 0) : result.position;
      const withOrder = order !== undefined && (returnOrders || result.outcome === 'refused');
      return {...result, position, ...(withOrder ? {order} : {})};
    });
  }

  #decideOne(command: Command, draft: Draft, actor: Actor, now: string): CommandResult {
    const {id, orderId} = command;
    const before = draft.orders.get(orderId) ?? this.orders.get(orderId)?.order;
    const withBefore = before === undefined ? {} : {order: before};
    const earlier = draft.decided.get(id) ?? this.#decided.get(id);
    if (earlier !== undefined) {
      const {wish: _wish, orderId: _orderId, outcome, ...rest} = earlier;
      return {id, outcome: outcome === 'applied' ? 'duplicate' : 'refused', ...rest, ...withBefore};
    }
    const isTaken = (number: string): boolean => draft.numbers.has(number) || this.#numbers.has(number);
    while (isTaken(String(draft.nextNumber))) draft.nextNumber += 1;
    const wished = command.type === 'order.place' ? command.order.number : undefined;
    const answer = applyCommand(before, command, {
      settings: this.settings,
      actor,
      now,
      nextNumber: String(draft.nextNumber),
      numberTaken: wished !== undefined && isTaken(wished),
      // No letter is held back here, so none can be called back.
      undoClosed: command.type === 'order.undo' && cancelledEffectKeys(before, command).length > 0,
    });
    const wish = wishOf(command);
    if (!answer.ok) {
      const {refusal} = answer;
      const version = before?.version ?? 0;
      draft.decided.set(id, {wish, orderId, outcome: 'refused', version, position: 0, refusal});
      return {id, outcome: 'refused', version, position: 0, refusal, ...withBefore};
    }
    const {order, events} = answer;
    draft.orders.set(orderId, order);
    draft.numbers.set(order.number, orderId);
    draft.decided.set(id, {wish, orderId, outcome: 'applied', version: order.version, position: 0});
    draft.log.push(...events.map((event, index) => toLogged(command, order.version, event, index)));
    return {id, outcome: 'applied', version: order.version, position: 0, order};
  }

  /** Everything of a batch at once: orders, log, answers and feed positions may never be told apart. */
  #keep({orders, decided, numbers, log, nextNumber}: Draft): ReadonlyMap<string, number> {
    const positions = new Map<string, number>();
    for (const [id, order] of orders) {
      this.position += 1;
      positions.set(id, this.position);
      this.orders.delete(id);
      this.orders.set(id, {position: this.position, order});
    }
    for (const [id, answer] of decided) this.#decided.set(id, {...answer, position: answer.outcome === 'applied' ? (positions.get(answer.orderId) ?? 0) : 0});
    for (const [number, id] of numbers) this.#numbers.set(number, id);
    for (const event of log) this.log.set(event.orderId, [...(this.log.get(event.orderId) ?? []), event]);
    this.#nextNumber = nextNumber;
    if (orders.size > 0) for (const tell of this.#listeners) tell(this.position);
    return positions;
  }

  #requireSameWishes(commands: readonly Command[]): void {
    const wishes = new Map<string, string>();
    for (const [index, command] of commands.entries()) {
      const wish = wishOf(command);
      const known = wishes.get(command.id) ?? this.#decided.get(command.id)?.wish;
      if (known !== undefined && known !== wish) throw new Problem('invalid-request', {errors: [{pointer: `/commands/${index}/id`, detail: 'was used before for another wish.'}]});
      wishes.set(command.id, wish);
    }
  }
}

/** What a command asks for, without what may differ when it is sent again. Parsing has put the fields in one order. */
function wishOf({id: _id, device: _device, claimedAt: _claimedAt, ...wish}: Command): string {
  return JSON.stringify(wish);
}

function toLogged({id, orderId, device, claimedAt}: Command, version: number, event: LoggedEvent['event'], index: number): LoggedEvent {
  return {orderId, version, index, commandId: id, ...(device === undefined ? {} : {deviceId: device.id}), ...(claimedAt === undefined ? {} : {claimedAt}), event};
}
