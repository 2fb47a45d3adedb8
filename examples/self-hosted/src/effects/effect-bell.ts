/** Tells this process' worker that an effect was made due by hand. Workers of other processes find it by themselves. */
export interface EffectBell {
  ring(): void;
  /** The answer stops it. */
  subscribe(listener: () => void): () => void;
}

export function createEffectBell(): EffectBell {
  const listeners = new Set<() => void>();
  return {
    ring() {
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
