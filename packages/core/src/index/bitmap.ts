/** A set of handles: one bit each, 32 to a word. */
export type Bitmap = Uint32Array;

/** Words needed for `count` handles. */
export function wordsFor(count: number): number {
  return (count + 31) >>> 5;
}

/** Whether `handle` is in the set. */
export function hasBit(words: Bitmap, handle: number): boolean {
  return (((words[handle >>> 5] ?? 0) >>> (handle & 31)) & 1) === 1;
}

/** Puts `handle` into the set; it must be inside its range. */
export function setBit(words: Bitmap, handle: number): void {
  words[handle >>> 5] = (words[handle >>> 5] as number) | (1 << (handle & 31));
}

/** Takes `handle` out of the set. */
export function clearBit(words: Bitmap, handle: number): void {
  words[handle >>> 5] = (words[handle >>> 5] ?? 0) & ~(1 << (handle & 31));
}

/** How many bits of one word are set. */
export function bitsIn(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** How many handles are in the set. */
export function countBits(words: Bitmap): number {
  let count = 0;
  for (let index = 0; index < words.length; index += 1) count += bitsIn(words[index] as number);
  return count;
}
