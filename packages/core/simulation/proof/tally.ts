/** What is counted over all seeds. */
export const TALLIES = ['wishes', 'accepted', 'refusals', 'faults', 'races', 'jobs', 'lost on purpose'] as const;

export type TallyName = (typeof TALLIES)[number];

/** Counts by name, so that a run says what it really tried. */
export class Tally {
  readonly counts = new Map<TallyName, Map<string, number>>(TALLIES.map((name) => [name, new Map<string, number>()]));

  count(name: TallyName, what: string, times = 1): void {
    const counts = this.counts.get(name);
    counts?.set(what, (counts.get(what) ?? 0) + times);
  }

  of(name: TallyName, what: string): number {
    return this.counts.get(name)?.get(what) ?? 0;
  }

  sum(name: TallyName): number {
    return [...(this.counts.get(name)?.values() ?? [])].reduce((total, count) => total + count, 0);
  }

  add(other: Tally): void {
    for (const [name, counts] of other.counts) for (const [what, count] of counts) this.count(name, what, count);
  }

  /** Plain data, sorted by name. */
  toJSON(): Record<string, Record<string, number>> {
    return Object.fromEntries([...this.counts].map(([name, counts]) => [name, Object.fromEntries([...counts].sort(([left], [right]) => left.localeCompare(right)))]));
  }
}
