/** Runs one piece of work after the other, in the order they were asked for. A failed one does not stop the next. */
export class Lane {
  #last: Promise<unknown> = Promise.resolve();

  run<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => {});
    return turn;
  }

  /** Settles when everything asked for so far is done. */
  async idle(): Promise<void> {
    await this.#last;
  }
}
