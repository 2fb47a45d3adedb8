/** Numbers that look random and are the same on every machine: the demo shop is made anew, not copied. */
export interface Random {
  /** 0 ≤ x < 1 */
  next(): number;
  /** A whole number, both ends included. */
  whole(least: number, most: number): number;
  pick<Item>(items: readonly [Item, ...Item[]] | readonly Item[]): Item;
  chance(probability: number): boolean;
  /** Everything in a new order. */
  shuffle<Item>(items: readonly Item[]): Item[];
}

/** Mulberry32: small, fast, and good enough to make up a shop. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    whole,
    pick(items) {
      const item = items[whole(0, items.length - 1)];
      if (item === undefined) throw new RangeError('There is nothing to pick from.');
      return item;
    },
    chance: (probability) => next() < probability,
    shuffle(items) {
      const shuffled = items.map((item) => ({item, place: next()}));
      return shuffled.sort((left, right) => left.place - right.place).map(({item}) => item);
    },
  };
}

/** Hands out everything once before anything comes again. */
export function createBag<Item>(random: Random, items: readonly Item[]): () => Item {
  let left: Item[] = [];
  return () => {
    if (left.length === 0) left = random.shuffle(items);
    const item = left.pop();
    if (item === undefined) throw new RangeError('There is nothing to pick from.');
    return item;
  };
}
