import type {CommandResult} from '../../src/ports/order-backend.ts';
import {Ledger} from '../proof/ledger.ts';
import {Tally} from '../proof/tally.ts';
import type {Program} from '../program.ts';
import {SimServer} from '../server/sim-server.ts';
import type {ChannelFate} from './browser-channels.ts';
import {Dice, seedOf} from './dice.ts';
import {Scheduler} from './scheduler.ts';
import {SimDevice, type Tab} from './sim-device.ts';
import {Trace} from './trace.ts';

/** One simulated shop: a server, its devices, and whoever watches. */
export class World {
  readonly program: Program;
  readonly scheduler: Scheduler;
  readonly server: SimServer;
  readonly devices: readonly SimDevice[];
  readonly ledger: Ledger;
  readonly tally = new Tally();
  readonly trace: Trace;
  /** What must never be, as it happened. */
  readonly breaches: string[] = [];
  readonly #messageFaults = new Map<string, ChannelFate[]>();

  constructor(program: Program) {
    this.program = program;
    this.scheduler = new Scheduler(seedOf(program.seed, 2));
    this.trace = new Trace(() => this.scheduler.nowMs);
    this.server = new SimServer(this.scheduler, new Dice(seedOf(program.seed, 3)), program.server);
    this.ledger = new Ledger(this.server, {
      onRace: (race) => this.tally.count('races', race),
      onRefusal: (code) => this.tally.count('refusals', code),
      onBreach: (breach) => this.breach(breach),
    });
    this.devices = program.devices.map(({hasLocks, users}, index) => this.#makeDevice(index, hasLocks, users[0] ?? {id: 'u', role: 'owner'}));
  }

  breach(what: string): void {
    this.breaches.push(what);
    this.trace.add(`BREACH ${what}`);
  }

  /** What befalls the next message between tabs of this device. */
  armMessageFault(device: SimDevice, fate: 'lost' | 'late'): void {
    this.#messageFaults.get(device.name)?.push(fate);
  }

  #makeDevice(index: number, hasLocks: boolean, user: {readonly id: string; readonly role: 'owner' | 'clerk' | 'packer' | 'viewer' | 'shopper' | 'system'}): SimDevice {
    const name = `d${index}`;
    const fates: ChannelFate[] = [];
    this.#messageFaults.set(name, fates);
    const device: SimDevice = new SimDevice({
      name,
      scheduler: this.scheduler,
      dice: new Dice(seedOf(this.program.seed, 4, index)),
      server: this.server,
      hasLocks,
      user,
      channelFate: () => {
        const fate = fates.shift() ?? 'arrives';
        if (fate !== 'arrives') this.tally.count('faults', `message ${fate}`);
        return fate;
      },
      witness: {
        trace: (line) => this.trace.add(line),
        onFault: (where, fault, method) => {
          this.tally.count('faults', fault);
          this.trace.add(`${where} ${method}: ${fault}`);
        },
        onLostAnswer: (method, answer) => {
          if (method === 'pushCommands') this.ledger.noteLostAnswer((answer as readonly CommandResult[]).filter(({outcome}) => outcome !== 'refused').map(({id}) => id));
        },
        onError: (where, message) => {
          this.trace.add(`${where} error: ${message}`);
          if (!device.hadNoRoom) this.breach(`${where} complains: ${message}`);
        },
        onPush: (tab, where, ids) => {
          this.ledger.noteSent(device, ids);
          this.#lookAtPush(tab, where);
        },
      },
    });
    device.database.onCommit = (databaseName) => {
      this.trace.add(`${name} committed`);
      this.ledger.look(device, databaseName);
    };
    return device;
  }

  #lookAtPush({engine, party}: Tab, where: string): void {
    this.trace.add(`${where} ${party.name} sends`);
    if (!engine.status.leading && !this.askedToSync.has(party.name)) this.breach(`${party.name} sends, although another tab of ${where} leads`);
  }

  /** Tabs in which somebody asked for a look at the server now: these may send without leading. */
  readonly askedToSync = new Set<string>();
}
