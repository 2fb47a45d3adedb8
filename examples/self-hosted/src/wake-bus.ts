/** Something was committed. */
export interface Wake {
  /** Highest feed position of the commit. */
  readonly position: number;
  /** Changed orders and the position of each. */
  readonly orders: ReadonlyMap<string, number>;
}

/** Tells open connections that there is more to read. It carries no data: whoever hears it reads the feed. */
export interface WakeBus {
  publish(wake: Wake): void;
  /** The answer stops it. */
  subscribe(listener: (wake: Wake) => void): () => void;
  /** Ends it; settles when it does nothing any more. */
  stop(): Promise<void>;
}

export function createWakeBus(): WakeBus {
  const listeners = new Set<(wake: Wake) => void>();
  return {
    publish(wake) {
      for (const listener of listeners) listener(wake);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () => Promise.resolve(),
  };
}
