import {hasBit, setBit, wordsFor} from './bitmap.ts';
import type {Sliced} from './sort-handles.ts';

/** With more changes than this, sorting anew is cheaper than putting each in its place. */
const MANY = 4096;

/** How one order of handles comes about. */
export interface HandleSorting {
  /** All handles below `count`, sorted. */
  sort(count: number): Sliced<Uint32Array>;
  /** The same order between two handles; 0 only for one and the same. */
  compare(left: number, right: number): number;
}

/**
 * All handles in one sort order, kept while rows change: those that changed are noted, and taken out and put back in
 * their new places when somebody asks. Removed orders stay in it; readers leave them out.
 */
export class SortedHandles {
  readonly #sorting: HandleSorting;
  #sorted: Uint32Array | undefined;
  #changed = new Set<number>();
  #work: Sliced<Uint32Array> | undefined;

  constructor(sorting: HandleSorting, sorted?: Uint32Array) {
    this.#sorting = sorting;
    this.#sorted = sorted;
  }

  /** True when the order exists or is being made, so that changes have to be told. */
  get kept(): boolean {
    return this.#sorted !== undefined || this.#work !== undefined;
  }

  /** What this order depends on has changed, or the handle is new. */
  touch(handle: number): void {
    if (this.kept) this.#changed.add(handle);
  }

  /**
   * Goes one step on with sorting; false when there is nothing left to do. An order that most handles were added to
   * since, as while a device is being filled, is made anew.
   */
  step(count: number): boolean {
    if (this.#sorted !== undefined && this.#changed.size > MANY && this.#changed.size * 2 > count) this.#sorted = undefined;
    if (this.#sorted !== undefined) return false;
    if (this.#work === undefined) {
      this.#changed.clear();
      this.#work = this.#sorting.sort(count);
    }
    const step = this.#work.next();
    if (step.done === true) {
      this.#sorted = step.value;
      this.#work = undefined;
    }
    return this.#sorted === undefined;
  }

  /** The handles below `count`, sorted. Do not change it. */
  read(count: number): Uint32Array {
    if (this.#changed.size > MANY) {
      this.#sorted = undefined;
      this.#work = undefined;
    }
    while (this.step(count)) {
      // Sorting goes on until it is done.
    }
    if (this.#changed.size > 0) {
      this.#sorted = this.#merged(this.#sorted as Uint32Array, count);
      this.#changed.clear();
    }
    return this.#sorted as Uint32Array;
  }

  #merged(before: Uint32Array, count: number): Uint32Array {
    const {compare} = this.#sorting;
    const moving = new Uint32Array(wordsFor(count));
    for (const handle of this.#changed) setBit(moving, handle);
    // By hand: filter() of a typed array is ten times as slow.
    let kept = 0;
    const room = new Uint32Array(before.length);
    for (let index = 0; index < before.length; index += 1) {
      const handle = before[index] as number;
      room[kept] = handle;
      kept += hasBit(moving, handle) ? 0 : 1;
    }
    const staying = room.subarray(0, kept);
    const arriving = [...this.#changed].sort(compare);
    const merged = new Uint32Array(staying.length + arriving.length);
    let from = 0;
    arriving.forEach((handle, placed) => {
      let low = from;
      let high = staying.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (compare(staying[middle] as number, handle) < 0) low = middle + 1;
        else high = middle;
      }
      merged.set(staying.subarray(from, low), from + placed);
      merged[low + placed] = handle;
      from = low;
    });
    merged.set(staying.subarray(from), from + arriving.length);
    return merged;
  }

  /** Goes one step on towards an order in which nothing waits to be put in its place; false when there is nothing to do. */
  settle(count: number): boolean {
    if (this.#sorted !== undefined && this.#changed.size > MANY) this.#sorted = undefined;
    if (this.#sorted === undefined) {
      this.step(count);
      return true;
    }
    if (this.#changed.size === 0) return false;
    this.read(count);
    return true;
  }

  /** The order as it is, when it is complete; for keeping it on the device. */
  save(): Uint32Array | undefined {
    return this.#changed.size === 0 ? this.#sorted : undefined;
  }
}

