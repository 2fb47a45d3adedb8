/** Bytes of one part, about: reading or writing it keeps the page busy for two or three milliseconds. */
const PART_BYTES = 1 << 20;
/** Texts shorter than this stay where they are. */
const LEAF_UNITS = 1024;

type Leaf = string | ArrayBuffer;

/** Stands in the head for a leaf that lies in a part. */
interface LeafPlace {
  readonly leafAt: number;
}

/** A saved index, cut up: one value of 70 MB would be read in a single task. */
export interface CutSnapshot {
  /** The index with places instead of its large values. */
  readonly head: unknown;
  /** The large values, in their order. */
  readonly parts: readonly (readonly Leaf[])[];
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !ArrayBuffer.isView(value);
}

/**
 * Takes long strings and buffers out of a value and gathers them into parts of about a megabyte.
 * @example
 * const {head, parts} = cutSnapshot(index.save());
 * joinSnapshot(head, parts.flat()); // equal to what was cut
 */
export function cutSnapshot(saved: unknown): CutSnapshot {
  const parts: Leaf[][] = [];
  let bytes = PART_BYTES;
  let count = 0;
  const take = (leaf: Leaf, size: number): LeafPlace => {
    if (bytes >= PART_BYTES) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)?.push(leaf);
    bytes += size;
    count += 1;
    return {leafAt: count - 1};
  };
  const cut = (value: unknown): unknown => {
    if (typeof value === 'string') return value.length < LEAF_UNITS ? value : take(value, value.length);
    if (value instanceof ArrayBuffer) return take(value, value.byteLength);
    if (Array.isArray(value)) return value.map(cut);
    return isPlain(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cut(inner)])) : value;
  };
  return {head: cut(saved), parts};
}

/** Puts the leaves back. @throws RangeError when one of them is missing. */
export function joinSnapshot(head: unknown, leaves: readonly unknown[]): unknown {
  const join = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(join);
    if (!isPlain(value) || value instanceof ArrayBuffer) return value;
    const {leafAt} = value;
    if (typeof leafAt !== 'number') return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, join(inner)]));
    if (!(leafAt in leaves)) throw new RangeError('Part of the saved index is missing.');
    return leaves[leafAt];
  };
  return join(head);
}
