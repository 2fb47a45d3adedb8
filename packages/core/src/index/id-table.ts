import {grown} from './typed-columns.ts';

/** An {@link IdTable} as it is kept on the device. */
export interface SavedIds {
  readonly slots: ArrayBuffer;
  readonly hashes: ArrayBuffer;
  readonly count: number;
}

/**
 * Finds the handle of an order id. A hash table over the ids that the index keeps anyway, without a second copy of
 * each: a `Map` of 100,000 ids costs 8 MB and 40 ms on every opening of the page.
 */
export class IdTable {
  /** handle + 1 per slot, 0 = free; its length is a power of two. */
  #slots = new Uint32Array(512);
  #hashes = new Uint32Array(0);
  #count = 0;
  readonly #idOf: (handle: number) => string;

  /** @param idOf answers the id of a handle that was added */
  constructor(idOf: (handle: number) => string, saved?: SavedIds) {
    this.#idOf = idOf;
    if (saved === undefined) return;
    this.#slots = new Uint32Array(saved.slots);
    this.#hashes = new Uint32Array(saved.hashes);
    this.#count = saved.count;
  }

  /** The handle of `id`, or −1. */
  find(id: string): number {
    const mask = this.#slots.length - 1;
    const hash = hashOf(id);
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const handle = (this.#slots[slot] as number) - 1;
      if (handle < 0) return -1;
      if (this.#hashes[handle] === hash && this.#idOf(handle) === id) return handle;
    }
  }

  /** Notes that `id`, which is not in the table, has this handle. */
  add(id: string, handle: number): void {
    this.#hashes = grown(this.#hashes, handle + 1);
    this.#hashes[handle] = hashOf(id);
    this.#count += 1;
    if (this.#count * 2 > this.#slots.length) this.#enlarge(handle);
    this.#place(handle);
  }

  #place(handle: number): void {
    const mask = this.#slots.length - 1;
    let slot = (this.#hashes[handle] as number) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = handle + 1;
  }

  #enlarge(handlesBefore: number): void {
    this.#slots = new Uint32Array(this.#slots.length * 4);
    for (let handle = 0; handle < handlesBefore; handle += 1) this.#place(handle);
  }

  save(): SavedIds {
    return {slots: this.#slots.slice().buffer, hashes: this.#hashes.slice(0, this.#count).buffer, count: this.#count};
  }
}

/** FNV-1a over UTF-16 units, stirred once more so that its low bits depend on all of them. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
