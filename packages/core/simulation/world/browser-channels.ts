import type {Channel} from '../../src/engine/platform.ts';
import type {Dice} from './dice.ts';
import type {Party} from './party.ts';
import type {Scheduler} from './scheduler.ts';

interface Listener {
  readonly party: Party;
  readonly channel: Channel;
  readonly hear: (event: {readonly data: unknown}) => void;
}

/** What became of a message between tabs. */
export type ChannelFate = 'arrives' | 'lost' | 'late';

/** The broadcast channels of one device. Messages to one tab may be late, overtake each other, or be lost. */
export class BrowserChannels {
  readonly #scheduler: Scheduler;
  readonly #dice: Dice;
  readonly #fate: () => ChannelFate;
  readonly #listeners = new Map<string, Listener[]>();

  constructor(scheduler: Scheduler, dice: Dice, fate: () => ChannelFate) {
    this.#scheduler = scheduler;
    this.#dice = dice;
    this.#fate = fate;
  }

  /** What a tab gets from `new BroadcastChannel(name)`. */
  open(party: Party, name: string): Channel {
    const listeners = this.#listeners.get(name) ?? [];
    this.#listeners.set(name, listeners);
    let isClosed = false;
    const channel: Channel = {
      postMessage: (message) => {
        if (isClosed || !party.calls('channel')) return;
        const data = structuredClone(message);
        for (const listener of listeners) {
          if (listener.channel === channel) continue;
          const fate = this.#fate();
          if (fate === 'lost') continue;
          const delayMs = fate === 'late' ? this.#dice.between(50, 1500) : this.#dice.between(0.1, 3);
          this.#scheduler.after(delayMs, listener.party, () => {
            if (listeners.includes(listener)) listener.hear({data});
          });
        }
      },
      addEventListener: (_type, hear) => void listeners.push({party, channel, hear}),
      close: () => {
        isClosed = true;
        this.#drop(name, (listener) => listener.channel === channel);
      },
    };
    return channel;
  }

  release(party: Party): void {
    for (const name of this.#listeners.keys()) this.#drop(name, (listener) => listener.party === party);
  }

  #drop(name: string, isGone: (listener: Listener) => boolean): void {
    const listeners = this.#listeners.get(name) ?? [];
    for (const listener of listeners.filter(isGone)) listeners.splice(listeners.indexOf(listener), 1);
  }
}
