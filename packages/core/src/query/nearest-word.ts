/** Slips that are put up with, as a share of the letters. */
const SHARE = 3;

/** How many letters have to be added, left out, changed or swapped with their neighbour to get from one to the other. */
function slipsBetween(left: string, right: string): number {
  let [before, last] = [[] as number[], Array.from({length: right.length + 1}, (_, index) => index)];
  for (let row = 1; row <= left.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      let slips = Math.min((last[column] as number) + 1, (next[column - 1] as number) + 1, (last[column - 1] as number) + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (swapped) slips = Math.min(slips, (before[column - 2] as number) + 1);
      next.push(slips);
    }
    [before, last] = [last, next];
  }
  return last[right.length] as number;
}

/**
 * The word of a list that somebody probably meant: the one it is the beginning of, else the one with the fewest slips
 * of the fingers. Undefined when none is near.
 * @example
 * nearestWord('procesing', ['processing', 'complete']) //=> 'processing'
 */
export function nearestWord(word: string, known: readonly string[]): string | undefined {
  const begun = word.length < 2 ? undefined : known.find((candidate) => candidate.startsWith(word));
  if (begun !== undefined) return begun;
  let nearest: string | undefined;
  let fewest = Math.max(1, Math.floor(word.length / SHARE)) + 1;
  for (const candidate of known) {
    const slips = slipsBetween(word, candidate);
    if (slips >= fewest || slips >= candidate.length) continue;
    nearest = candidate;
    fewest = slips;
  }
  return nearest;
}
