/** Bytes alive in this Node process after a collection: objects, and the memory behind typed arrays. Needs `--expose-gc`. */
export function aliveBytes(): number {
  if (globalThis.gc === undefined) throw new Error('Memory is counted after a collection: run with --expose-gc.');
  for (let round = 0; round < 3; round += 1) globalThis.gc();
  const {heapUsed, arrayBuffers} = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
