/** A map that can take back what was done to it since the last `keep()`. */
export class MemoryTable<Key, Value> {
  #rows = new Map<Key, Value>();
  #undo: (() => void)[] = [];

  get size(): number {
    return this.#rows.size;
  }

  get(key: Key): Value | undefined {
    return this.#rows.get(key);
  }

  keys(): Key[] {
    return [...this.#rows.keys()];
  }

  values(): Value[] {
    return [...this.#rows.values()];
  }

  set(key: Key, value: Value): void {
    this.#remember(key);
    this.#rows.set(key, value);
  }

  delete(key: Key): void {
    if (!this.#rows.has(key)) return;
    this.#remember(key);
    this.#rows.delete(key);
  }

  clear(): void {
    const before = this.#rows;
    this.#undo.push(() => (this.#rows = before));
    this.#rows = new Map();
  }

  keep(): void {
    this.#undo = [];
  }

  takeBack(): void {
    for (const undo of this.#undo.reverse()) undo();
    this.#undo = [];
  }

  #remember(key: Key): void {
    const before = this.#rows.get(key);
    const had = this.#rows.has(key);
    this.#undo.push(() => (had ? this.#rows.set(key, before as Value) : this.#rows.delete(key)));
  }
}
