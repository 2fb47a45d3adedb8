/** Where a program touches the world. A crash happens at one of these. */
export const PORTS = ['database', 'fetch', 'lock', 'channel', 'timer', 'store'] as const;

export type Port = (typeof PORTS)[number];

/**
 * Something that runs and may crash at any port call: a tab of a device, a process of the server. From then on it is
 * dead: its calls do nothing, and what it waits for never comes.
 */
export class Party {
  readonly name: string;
  isDead = false;
  /** Frozen by its browser: it hears nothing until then. */
  frozenUntilMs = 0;
  readonly #armed: {port: Port | 'any'; calls: number; onCrash: (port: Port) => void}[] = [];
  readonly #onDeath: (() => void)[] = [];

  constructor(name: string) {
    this.name = name;
  }

  /** Lets it crash at its `calls`-th call of `port` from now on. */
  armCrash(port: Port | 'any', calls: number, onCrash: (port: Port) => void): void {
    this.#armed.push({port, calls, onCrash});
  }

  /** No crash waits for it any more. */
  disarm(): void {
    this.#armed.splice(0);
  }

  /** Calls when it dies, in the order they were asked for. */
  onDeath(callback: () => void): void {
    this.#onDeath.push(callback);
  }

  /** A call of a port begins. False when the party is dead, perhaps since this very call: then nothing happens. */
  calls(port: Port): boolean {
    if (this.isDead) return false;
    for (const armed of this.#armed) {
      if (armed.port !== 'any' && armed.port !== port) continue;
      armed.calls -= 1;
      if (armed.calls > 0) continue;
      this.kill();
      armed.onCrash(port);
      return false;
    }
    return true;
  }

  kill(): void {
    if (this.isDead) return;
    this.isDead = true;
    for (const callback of this.#onDeath) callback();
  }
}
