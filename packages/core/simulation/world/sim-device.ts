import {createOrderEngine} from '../../src/engine/create-order-engine.ts';
import type {OrderEngine} from '../../src/engine/order-engine.ts';
import type {Platform} from '../../src/engine/platform.ts';
import type {Role} from '../../src/order/decision.ts';
import type {Clock} from '../../src/ports/clock.ts';
import type {OrderBackend} from '../../src/ports/order-backend.ts';
import {START_MS, type SimServer} from '../server/sim-server.ts';
import {BrowserChannels, type ChannelFate} from './browser-channels.ts';
import {BrowserDatabase} from './browser-database.ts';
import {BrowserLocks} from './browser-locks.ts';
import type {Dice} from './dice.ts';
import {Network, type NetworkWitness} from './network.ts';
import {Party} from './party.ts';
import type {Scheduler} from './scheduler.ts';

/** Who may sit at a device. */
export interface SimUser {
  readonly id: string;
  readonly role: Role;
}

/** A page that shows the orders: one engine. */
export interface Tab {
  readonly party: Party;
  readonly engine: OrderEngine;
}

/** What a device is made of and whom it tells. */
export interface DeviceParts {
  readonly name: string;
  readonly scheduler: Scheduler;
  readonly dice: Dice;
  readonly server: SimServer;
  readonly witness: NetworkWitness & {onError(device: string, message: string): void; onPush(tab: Tab, device: string, ids: readonly string[]): void};
  readonly hasLocks: boolean;
  readonly user: SimUser;
  readonly channelFate: () => ChannelFate;
}

/** A device with its storage, locks, channels and way to the server; its tabs run the real engine. */
export class SimDevice {
  readonly name: string;
  readonly database: BrowserDatabase;
  readonly network: Network;
  readonly tabs: (Tab | undefined)[] = [];
  user: SimUser;
  /** How wrong its clock is, in milliseconds. */
  skewMs = 0;
  /** It was without room for a while: complaints are in order. */
  hadNoRoom = false;
  readonly #parts: DeviceParts;
  readonly #locks: BrowserLocks;
  readonly #channels: BrowserChannels;
  readonly #kept = new Map<string, string>();
  readonly #wakes = new Map<Party, () => void>();
  #opened = 0;

  constructor(parts: DeviceParts) {
    const {scheduler, dice, server, witness} = parts;
    this.#parts = parts;
    this.name = parts.name;
    this.user = parts.user;
    this.database = new BrowserDatabase(scheduler);
    this.network = new Network(scheduler, dice, server, parts.name, witness);
    this.#locks = new BrowserLocks(scheduler);
    this.#channels = new BrowserChannels(scheduler, dice, parts.channelFate);
  }

  /** Opens a page; the engine in it starts at once. */
  open(place: number): Tab {
    this.#opened += 1;
    const party = new Party(`${this.name}.${this.#opened}`);
    party.onDeath(() => this.#release(party));
    this.#parts.scheduler.current = party;
    let ids = 0;
    const engine = createOrderEngine({
      backend: this.#backend(party),
      clock: this.#clock(party),
      ids: {newId: () => `${party.name}-${(ids += 1)}`},
      platform: this.#platform(party),
      databasePrefix: 'sim',
      logger: {
        info: () => {},
        warn: () => {},
        error: (message, facts) => {
          if (!party.isDead) this.#parts.witness.onError(this.name, `${message} ${JSON.stringify(facts)}`);
        },
      },
    });
    const tab = {party, engine};
    this.tabs[place] = tab;
    return tab;
  }

  livingTabs(): Tab[] {
    return this.tabs.filter((tab): tab is Tab => tab !== undefined && !tab.party.isDead);
  }

  /** Every page comes into view. */
  wake(): void {
    for (const [party, wake] of this.#wakes) this.#parts.scheduler.after(0, party, wake);
  }

  #release(party: Party): void {
    this.#wakes.delete(party);
    this.database.release(party);
    this.#locks.release(party);
    this.#channels.release(party);
  }

  #clock(party: Party): Clock {
    const {scheduler} = this.#parts;
    return {
      now: () => new Date(START_MS + scheduler.nowMs + this.skewMs).toISOString(),
      monotonicMs: () => scheduler.nowMs,
      after: (delayMs, callback) => (party.calls('timer') ? scheduler.after(delayMs, party, callback) : () => {}),
    };
  }

  #platform(party: Party): Platform {
    const {dice, hasLocks} = this.#parts;
    const inert = (): (() => void) => () => {};
    return {
      database: this.database.openedBy(party),
      locks: hasLocks ? this.#locks.seenBy(party) : undefined,
      storage: {
        getItem: (name) => this.#kept.get(name) ?? null,
        setItem: (name, value) => void (party.isDead || this.#kept.set(name, value)),
        removeItem: (name) => void (party.isDead || this.#kept.delete(name)),
      },
      missing: hasLocks ? [] : ['web-locks'],
      openChannel: (name) => this.#channels.open(party, name),
      onWake: (callback) => {
        this.#wakes.set(party, callback);
        return () => this.#wakes.delete(party);
      },
      onHide: inert,
      onLeave: inert,
      random: () => dice.next(),
    };
  }

  #backend(party: Party): OrderBackend {
    const {server, witness} = this.#parts;
    const {network} = this;
    const actor = () => server.actorOf(this.user.id, this.user.role);
    return {
      endpoint: 'sim:',
      readSession: ({signal} = {}) => network.call(party, 'readSession', signal, async () => server.session(actor())),
      pushCommands: (commands, {signal} = {}) => {
        const sent = structuredClone(commands);
        const from = actor();
        const tab = this.tabs.find((one) => one?.party === party);
        if (tab !== undefined && !party.isDead) witness.onPush(tab, this.name, sent.map(({id}) => id));
        return network.call(party, 'pushCommands', signal, (process) => server.carryOut(process, sent, from));
      },
      readChanges: ({after, limit = 500, signal}) => network.call(party, 'readChanges', signal, async () => server.changes(after, limit, this.user.role)),
      listen: (options) => network.listen(party, options),
      readOrders: ({limit = 100, signal}) => network.call(party, 'readOrders', signal, async () => server.newest(limit, this.user.role)),
      readEvents: (orderId, {signal} = {}) => network.call(party, 'readEvents', signal, async () => server.eventsOf(orderId)),
      readOrder: (orderId, {signal} = {}) => network.call(party, 'readOrder', signal, async () => server.readOrder(orderId, this.user.role)),
      readReceipt: () => Promise.reject(new Error('Nobody asks for pictures in this world.')),
    };
  }
}
