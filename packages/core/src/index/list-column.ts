import {grown} from './typed-columns.ts';

/** A {@link ListColumn} as it is kept on the device. */
export interface SavedLists {
  readonly starts: ArrayBuffer;
  readonly lengths: ArrayBuffer;
  readonly values: ArrayBuffer;
}

/** A short list of small whole numbers per handle, all in one array. */
export class ListColumn {
  #starts = new Uint32Array(0);
  #lengths = new Uint32Array(0);
  #values = new Uint32Array(0);
  #end = 0;

  /** Keeps the first `length` of `values`. Answers whether the list is another one than before. */
  set(handle: number, values: Uint32Array, length: number): boolean {
    if (handle >= this.#starts.length) {
      this.#starts = grown(this.#starts, handle + 1);
      this.#lengths = grown(this.#lengths, handle + 1);
    }
    const before = this.#lengths[handle] as number;
    const start = this.#starts[handle] as number;
    let same = before === length;
    for (let index = 0; same && index < length; index += 1) same = this.#values[start + index] === values[index];
    if (same) return false;
    // A list that fits goes where the old one was; a longer one to the end, and the old place is lost until the next load.
    const target = length <= before ? start : this.#end;
    if (target === this.#end) {
      this.#values = grown(this.#values, this.#end + length);
      this.#end += length;
    }
    this.#values.set(values.subarray(0, length), target);
    this.#starts[handle] = target;
    this.#lengths[handle] = length;
    return true;
  }

  /** A handle's list; do not change it. */
  get(handle: number): Uint32Array {
    const start = this.#starts[handle] ?? 0;
    return this.#values.subarray(start, start + (this.#lengths[handle] ?? 0));
  }

  /** Whether any value of a handle's list is flagged. */
  touches(handle: number, flags: Uint8Array): boolean {
    const values = this.#values;
    const start = this.#starts[handle] ?? 0;
    const end = start + (this.#lengths[handle] ?? 0);
    for (let index = start; index < end; index += 1) if (flags[values[index] as number] === 1) return true;
    return false;
  }

  /** The lists of some handles, numbered from 0. */
  gather(handles: Iterable<number>): ListColumn {
    const column = new ListColumn();
    let next = 0;
    for (const handle of handles) {
      const values = this.get(handle);
      column.set(next, values, values.length);
      next += 1;
    }
    return column;
  }

  save(count: number): SavedLists {
    return {
      starts: grown(this.#starts, count).slice(0, count).buffer,
      lengths: grown(this.#lengths, count).slice(0, count).buffer,
      values: this.#values.slice(0, this.#end).buffer,
    };
  }

  static load({starts, lengths, values}: SavedLists): ListColumn {
    const column = new ListColumn();
    column.#starts = new Uint32Array(starts);
    column.#lengths = new Uint32Array(lengths);
    column.#values = new Uint32Array(values);
    column.#end = column.#values.length;
    return column;
  }
}
