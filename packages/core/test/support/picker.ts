/** Chooses from lists by a step's numbers, so that a failing case shrinks to small numbers, which mean first choices. */
export class Picker {
  #next = 0;
  readonly #picks: readonly number[];

  constructor(picks: readonly number[]) {
    this.#picks = picks;
  }

  below(count: number): number {
    const pick = this.#picks[this.#next % this.#picks.length] ?? 0;
    this.#next += 1;
    return count <= 0 ? 0 : pick % count;
  }

  of<Item>(...items: readonly [Item, ...Item[]]): Item {
    return items[this.below(items.length)] ?? items[0];
  }

  /** Seldom true: the last of `count`. */
  seldom(count = 12): boolean {
    return this.below(count) === count - 1;
  }
}
