import {grown} from './typed-columns.ts';

/** A {@link MomentColumn} as it is kept on the device. */
export interface SavedMoments {
  readonly first: ArrayBuffer;
  readonly others: readonly (readonly [handle: number, moments: readonly number[]])[];
}

/** Some moments per handle, in milliseconds; nearly always none or one, so only further ones are kept apart. */
export class MomentColumn {
  /** NaN: none. */
  #first = new Float64Array(0);
  #others = new Map<number, readonly number[]>();

  /** A handle has no moments, until some are added. */
  clear(handle: number): void {
    if (handle >= this.#first.length) this.#first = grown(this.#first, handle + 1);
    this.#first[handle] = Number.NaN;
    if (this.#others.size > 0) this.#others.delete(handle);
  }

  /** Adds a moment to a handle that was cleared. */
  add(handle: number, ms: number): void {
    if (Number.isNaN(this.#first[handle])) this.#first[handle] = ms;
    else this.#others.set(handle, [...(this.#others.get(handle) ?? []), ms]);
  }

  /** Whether any moment of a handle is at or after `startMs` and before `endMs`. */
  isBetween(handle: number, startMs: number, endMs: number): boolean {
    const first = this.#first[handle] as number;
    if (first >= startMs && first < endMs) return true;
    return this.#others.get(handle)?.some((ms) => ms >= startMs && ms < endMs) ?? false;
  }

  /** The moments of some handles, numbered from 0. */
  gather(handles: readonly number[]): MomentColumn {
    const column = new MomentColumn();
    column.#first = Float64Array.from(handles, (handle) => this.#first[handle] as number);
    handles.forEach((handle, place) => {
      const others = this.#others.get(handle);
      if (others !== undefined) column.#others.set(place, others);
    });
    return column;
  }

  save(count: number): SavedMoments {
    return {first: this.#first.slice(0, count).buffer, others: [...this.#others]};
  }

  static load({first, others}: SavedMoments): MomentColumn {
    const column = new MomentColumn();
    column.#first = new Float64Array(first);
    column.#others = new Map(others);
    return column;
  }
}
