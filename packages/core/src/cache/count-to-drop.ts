/** How many of the first (longest unused) things must go so that the rest is at most `limitBytes`. */
export function countToDrop(sizes: readonly number[], limitBytes: number): number {
  let bytes = sizes.reduce((sum, size) => sum + size, 0);
  let count = 0;
  while (bytes > limitBytes && count < sizes.length) {
    bytes -= sizes[count] as number;
    count += 1;
  }
  return count;
}
