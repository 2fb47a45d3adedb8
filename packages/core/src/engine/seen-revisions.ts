/**
 * Which of the device's revisions are in this tab's view. Tabs' notices may come in any order, so later ones can be
 * seen while an earlier one is still missing: that gap is what has to be caught up.
 */
export class SeenRevisions {
  #upTo = 0;
  readonly #ahead = new Set<number>();

  /** Everything up to here is in the view. */
  get upTo(): number {
    return this.#upTo;
  }

  get hasGap(): boolean {
    return this.#ahead.size > 0;
  }

  has(revision: number): boolean {
    return revision <= this.#upTo || this.#ahead.has(revision);
  }

  add(revision: number): void {
    if (this.has(revision)) return;
    this.#ahead.add(revision);
    while (this.#ahead.delete(this.#upTo + 1)) this.#upTo += 1;
  }

  /** The view is another one now: it has everything up to here, and nothing of what was seen ahead. */
  startFrom(revision: number): void {
    this.#upTo = revision;
    this.#ahead.clear();
  }

  /** All up to `revision` is in the view, however it came there. */
  reset(revision: number): void {
    this.#upTo = Math.max(this.#upTo, revision);
    for (const ahead of this.#ahead) if (ahead <= this.#upTo) this.#ahead.delete(ahead);
    while (this.#ahead.delete(this.#upTo + 1)) this.#upTo += 1;
  }
}
