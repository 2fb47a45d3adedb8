import {seededRandom} from '../../test/support/seeded-random.ts';

/** All chance of a simulated world comes from here: the same seed throws the same dice. */
export class Dice {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = seededRandom(seed);
  }

  /** From 0 to 1, 1 left out. */
  next(): number {
    return this.#next();
  }

  /** A whole number from 0, `count` left out. */
  below(count: number): number {
    return Math.floor(this.#next() * count);
  }

  between(least: number, most: number): number {
    return least + this.#next() * (most - least);
  }

  chance(probability: number): boolean {
    return this.#next() < probability;
  }

  /** One of a list that may be empty. */
  of<Value>(values: readonly Value[]): Value | undefined {
    return values[this.below(values.length)];
  }

  /** One of these. */
  oneOf<Value>(first: Value, ...others: readonly Value[]): Value {
    return this.of([first, ...others]) ?? first;
  }

  shuffled<Value>(values: readonly Value[]): Value[] {
    const rest = [...values];
    const shuffled: Value[] = [];
    while (rest.length > 0) shuffled.push(...rest.splice(this.below(rest.length), 1));
    return shuffled;
  }
}

/** A seed made of others (a mixed sum), so that parts of a world throw dice of their own. */
export function seedOf(...parts: readonly number[]): number {
  let mixed = 0x9e3779b9;
  for (const part of parts) {
    mixed = Math.imul(mixed ^ (part >>> 0), 0x85ebca6b) >>> 0;
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35) >>> 0;
    mixed = (mixed ^ (mixed >>> 16)) >>> 0;
  }
  return mixed;
}
