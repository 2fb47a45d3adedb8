import {applyCommand, DEFAULT_SETTINGS, eraseLogged, type Actor, type Command, type CommandResult, type Instant, type LoggedEvent, type Order, type Settings} from '@packline/core';

interface Change {
  readonly position: number;
  readonly order: Order;
}

/**
 * A whole shop in memory, deciding with core's own rules: orders, log, idempotency records and feed positions, kept
 * together as a real backend keeps them in one transaction.
 */
export class MemoryStore {
  #orders = new Map<string, Change>();
  #ownerOfNumber = new Map<string, string>();
  #log = new Map<string, readonly LoggedEvent[]>();
  #results = new Map<string, CommandResult>();
  #settings: {value: Settings; position: number};
  #position = 0;
  #epoch = 1;
  readonly #now: () => Instant;

  constructor({settings, now}: {settings: Partial<Settings>; now: () => Instant}) {
    this.#settings = {value: {...DEFAULT_SETTINGS, ...settings}, position: 0};
    this.#now = now;
  }

  get settings(): Settings {
    return this.#settings.value;
  }

  get position(): number {
    return this.#position;
  }

  get epoch(): string {
    return `m${this.#epoch}`;
  }

  get orders(): readonly Order[] {
    return [...this.#orders.values()].map(({order}) => order);
  }

  order(orderId: string): Order | undefined {
    return this.#orders.get(orderId)?.order;
  }

  events(orderId: string): readonly LoggedEvent[] {
    return this.#log.get(orderId) ?? [];
  }

  /** Orders and settings changed after `position`, in the order of their newest change. */
  changesAfter(position: number): {orders: readonly Change[]; settings: Settings | undefined} {
    const orders = [...this.#orders.values()].filter((change) => change.position > position).sort((left, right) => left.position - right.position);
    return {orders, settings: this.#settings.position > position ? this.#settings.value : undefined};
  }

  changeSettings(changes: Partial<Settings>): void {
    const {value} = this.#settings;
    this.#position += 1;
    this.#settings = {value: {...value, ...changes, version: value.version + 1, updatedAt: this.#now()}, position: this.#position};
  }

  /** As after a restore from a backup: cursors given so far are void. */
  mintEpoch(): void {
    this.#epoch += 1;
  }

  /** What would become of these commands, one after the other; afterwards everything is as before. */
  trial(commands: readonly Command[], actor: Actor): CommandResult[] {
    const before = {orders: this.#orders, owners: this.#ownerOfNumber, log: this.#log, results: this.#results, position: this.#position};
    this.#orders = new Map(before.orders);
    this.#ownerOfNumber = new Map(before.owners);
    this.#log = new Map(before.log);
    this.#results = new Map(before.results);
    const results = commands.map((command) => this.apply(command, actor));
    this.#orders = before.orders;
    this.#ownerOfNumber = before.owners;
    this.#log = before.log;
    this.#results = before.results;
    this.#position = before.position;
    return results.map((result) => ({...result, position: 0}));
  }

  /** Decides one command as `actor` and keeps what follows. The answer brings the order as it is then. */
  apply(command: Command, actor: Actor): CommandResult {
    const known = this.#results.get(command.id);
    const before = this.order(command.orderId);
    // An id is decided once: what was refused stays refused, so that no lost answer can turn a no into a yes.
    if (known) return {...known, outcome: known.outcome === 'refused' ? 'refused' : 'duplicate', ...(before ? {order: before} : {})};
    const wished = command.type === 'order.place' ? command.order.number : undefined;
    const answer = applyCommand(before, command, {
      settings: this.settings,
      actor,
      now: this.#now(),
      nextNumber: this.#nextNumber(),
      numberTaken: wished !== undefined && (this.#ownerOfNumber.get(wished) ?? command.orderId) !== command.orderId,
    });
    if (!answer.ok) {
      const refused: CommandResult = {id: command.id, outcome: 'refused', version: before?.version ?? 0, position: 0, refusal: answer.refusal};
      this.#results.set(command.id, refused);
      return {...refused, ...(before ? {order: before} : {})};
    }
    const {order, events} = answer;
    const result: CommandResult = {id: command.id, outcome: 'applied', version: order.version, position: this.#position + 1};
    this.#keep(command, order, events, result);
    return {...result, order};
  }

  /** The first number of the shop's own series that nobody has. */
  #nextNumber(): string {
    let number = 1001;
    while (this.#ownerOfNumber.has(String(number))) number += 1;
    return String(number);
  }

  #keep(command: Command, order: Order, events: readonly LoggedEvent['event'][], result: CommandResult): void {
    this.#position = result.position;
    this.#ownerOfNumber.set(order.number, order.id);
    this.#orders.set(order.id, {position: result.position, order});
    const {id: commandId, device, claimedAt} = command;
    const logged = events.map((event, index) => ({
      orderId: order.id,
      version: order.version,
      index,
      commandId,
      ...(device ? {deviceId: device.id} : {}),
      ...(claimedAt === undefined ? {} : {claimedAt}),
      event,
    }));
    const log = [...this.events(order.id), ...logged];
    // As a server does: who was erased is in no log either.
    this.#log.set(order.id, command.type === 'order.erase' ? eraseLogged(log) : log);
    this.#results.set(commandId, result);
  }
}
