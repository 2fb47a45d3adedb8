import {grown} from './typed-columns.ts';

/** Texts wait one by one until there are this many characters of them, then become one string. */
const CHUNK_LENGTH = 1 << 16;
/** Stands for the number of a chunk; the place is then one among the waiting texts. */
const LOOSE = 0xffff;
/** Characters of overwritten texts that are put up with. */
const FEWEST_TO_REPACK = 1 << 18;
const WIDE = /[\u0100-\uffff]/;

/** A {@link TextColumn} as it is kept on the device. */
export interface SavedTexts {
  readonly starts: ArrayBuffer;
  readonly lengths: ArrayBuffer;
  readonly chunks: readonly string[];
}

/**
 * One text per handle, many of them inside one string: a hundred thousand strings of their own would cost twice the
 * memory and be far slower to read back from the device. Texts with characters past U+00FF (two bytes each in every
 * engine) are packed apart from the others, so that one Chinese name does not double the size of its neighbours.
 */
export class TextColumn {
  /** Chunk number or LOOSE in the upper 16 bits, place inside it in the lower ones. */
  #starts = new Uint32Array(0);
  #lengths = new Uint32Array(0);
  #chunks: string[] = [];
  #loose: string[] = [];
  #looseHandles: number[] = [];
  #looseLength = 0;
  #packedLength = 0;
  #waste = 0;

  /** The text of a handle; empty when it never had one. */
  get(handle: number): string {
    const length = this.#lengths[handle] ?? 0;
    if (length === 0) return '';
    const start = this.#starts[handle] as number;
    const offset = start & (CHUNK_LENGTH - 1);
    if (start >>> 16 === LOOSE) return this.#loose[offset] as string;
    return (this.#chunks[start >>> 16] as string).substring(offset, offset + length);
  }

  /** Keeps a text. Answers whether it is another one than before. */
  set(handle: number, text: string): boolean {
    if (handle >= this.#starts.length) {
      this.#starts = grown(this.#starts, handle + 1);
      this.#lengths = grown(this.#lengths, handle + 1);
    }
    const before = this.#lengths[handle] as number;
    if (before === text.length && this.get(handle) === text) return false;
    if (before > 0) this.#forget(handle, before);
    if (text !== '') {
      if (this.#looseLength + text.length > CHUNK_LENGTH) this.pack();
      this.#starts[handle] = LOOSE * CHUNK_LENGTH + this.#loose.length;
      this.#loose.push(text);
      this.#looseHandles.push(handle);
      this.#looseLength += text.length;
    }
    this.#lengths[handle] = text.length;
    return true;
  }

  #forget(handle: number, length: number): void {
    const start = this.#starts[handle] as number;
    if (start >>> 16 !== LOOSE) this.#waste += length;
    // Among those that wait its place stays, empty, so that the others keep theirs.
    else this.#loose[start & (CHUNK_LENGTH - 1)] = '';
  }

  /** Joins the texts that wait. */
  pack(): void {
    const all = this.#loose.join('');
    // Most columns never meet a wide character: one look at everything is cheaper than one at each text.
    if (!WIDE.test(all)) this.#keepChunk(all, this.#loose.keys());
    else {
      const narrow: number[] = [];
      const wide: number[] = [];
      this.#loose.forEach((text, place) => (WIDE.test(text) ? wide : narrow).push(place));
      for (const places of [narrow, wide]) this.#keepChunk(places.map((place) => this.#loose[place]).join(''), places);
    }
    this.#loose = [];
    this.#looseHandles = [];
    this.#looseLength = 0;
  }

  /** @param places of the texts in `chunk`, in their order */
  #keepChunk(chunk: string, places: Iterable<number>): void {
    if (chunk === '') return;
    let start = this.#chunks.length * CHUNK_LENGTH;
    for (const place of places) {
      const {length} = this.#loose[place] as string;
      // One that was overwritten meanwhile is empty, and its handle may have another.
      if (length === 0) continue;
      this.#starts[this.#looseHandles[place] as number] = start;
      start += length;
    }
    this.#packedLength += chunk.length;
    this.#chunks.push(chunk);
  }

  /** True when more of the packed text is dead than alive. */
  get worthRepacking(): boolean {
    return this.#waste > FEWEST_TO_REPACK && this.#waste * 2 > this.#packedLength;
  }

  /** Leaves the overwritten texts behind. */
  repack(): void {
    const fresh = this.gather(this.#lengths.keys());
    this.#starts = fresh.#starts;
    this.#lengths = fresh.#lengths;
    this.#chunks = fresh.#chunks;
    this.#packedLength = fresh.#packedLength;
    this.#waste = 0;
    this.#loose = fresh.#loose;
    this.#looseHandles = fresh.#looseHandles;
    this.#looseLength = fresh.#looseLength;
  }

  /** The texts of some handles, packed anew and numbered from 0. */
  gather(handles: Iterable<number>): TextColumn {
    const column = new TextColumn();
    let next = 0;
    for (const handle of handles) {
      column.set(next, this.get(handle));
      next += 1;
    }
    return column;
  }

  save(count: number): SavedTexts {
    this.pack();
    return {
      starts: grown(this.#starts, count).slice(0, count).buffer,
      lengths: grown(this.#lengths, count).slice(0, count).buffer,
      chunks: [...this.#chunks],
    };
  }

  static load({starts, lengths, chunks}: SavedTexts): TextColumn {
    const column = new TextColumn();
    column.#starts = new Uint32Array(starts);
    column.#lengths = new Uint32Array(lengths);
    column.#chunks = [...chunks];
    for (const chunk of chunks) column.#packedLength += chunk.length;
    return column;
  }
}
