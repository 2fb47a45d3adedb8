import type {CacheState, ContentsRecord} from './cache-records.ts';
import type {CacheReader} from './order-cache.ts';
import {isSoundContents} from './sound-records.ts';

/** Where a chunk holds an order. */
export interface ChunkPlace {
  readonly chunkId: number;
  readonly position: number;
  /** Of the chunk. */
  readonly revision: number;
  readonly version: number;
}

/** Positions in one chunk never reach this (see ORDERS_PER_CHUNK). */
const SPAN = 1024;
/** Chunks whose contents are read and learned in one task: some thousand orders. */
const LEARNED_AT_ONCE = 24;

/**
 * Which chunk holds which order. Each tab keeps its own; inside a transaction `follow` brings it up to the layout that
 * the transaction sees, so that chunks written or replaced by another tab are never missed. The newest chunk counts.
 */
export class OrderLocator {
  #layout = -1;
  readonly #places = new Map<string, number>();
  readonly #contents = new Map<number, ContentsRecord>();
  /** Something could not be read: the truth has to be fetched anew. */
  isDamaged = false;

  /** Orders in chunks; some of them may be gone or newer in a delta. */
  get size(): number {
    return this.#places.size;
  }

  async follow(tx: CacheReader, state: CacheState): Promise<void> {
    if (this.#layout === state.layout) return;
    const ids = [...(await tx.readChunkIds())].sort((left, right) => left - right);
    const alive = new Set(ids);
    const lost = new Set<string>();
    for (const id of this.#contents.keys()) if (!alive.has(id)) this.#forget(id, lost);
    this.#findOlder(lost);
    const unknown = ids.filter((id) => !this.#contents.has(id));
    for (let from = 0; from < unknown.length; from += LEARNED_AT_ONCE) {
      for (const contents of await tx.readContents(unknown.slice(from, from + LEARNED_AT_ONCE))) {
        if (isSoundContents(contents)) this.#learn(contents);
        else this.isDamaged = true;
      }
    }
    this.#layout = state.layout;
  }

  find(orderId: string): ChunkPlace | undefined {
    const place = this.#places.get(orderId);
    if (place === undefined) return undefined;
    const chunkId = Math.floor(place / SPAN);
    const contents = this.#contents.get(chunkId);
    if (contents === undefined) return undefined;
    const position = place % SPAN;
    return {chunkId, position, revision: contents.revision, version: contents.versions[position] ?? 0};
  }

  orderIds(): Iterable<string> {
    return this.#places.keys();
  }

  chunkIds(): number[] {
    return [...this.#contents.keys()].sort((left, right) => left - right);
  }

  contentsOf(chunkId: number): ContentsRecord | undefined {
    return this.#contents.get(chunkId);
  }

  /** Drops everything; the next `follow` reads all. */
  clear(): void {
    this.#layout = -1;
    this.#places.clear();
    this.#contents.clear();
  }

  #learn(contents: ContentsRecord): void {
    this.#contents.set(contents.id, contents);
    contents.orderIds.forEach((orderId, position) => {
      const known = this.#places.get(orderId);
      if (known === undefined || Math.floor(known / SPAN) <= contents.id) this.#places.set(orderId, contents.id * SPAN + position);
    });
  }

  #forget(chunkId: number, lost: Set<string>): void {
    for (const orderId of this.#contents.get(chunkId)?.orderIds ?? []) {
      const place = this.#places.get(orderId);
      if (place === undefined || Math.floor(place / SPAN) !== chunkId) continue;
      this.#places.delete(orderId);
      lost.add(orderId);
    }
    this.#contents.delete(chunkId);
  }

  /** A tab that opens now would find these in older chunks, so this one must know of them too. */
  #findOlder(lost: ReadonlySet<string>): void {
    if (lost.size === 0) return;
    for (const [chunkId, {orderIds}] of this.#contents) {
      for (const [position, orderId] of orderIds.entries()) {
        if (lost.has(orderId) && (this.#places.get(orderId) ?? 0) < chunkId * SPAN) this.#places.set(orderId, chunkId * SPAN + position);
      }
    }
  }
}
