/** Which orders are selected has changed. Ids are read when asked for: a hundred thousand need no array per click. */
export class SelectionChangeEvent extends Event {
  readonly count: number;
  readonly #readIds: () => readonly string[];

  constructor(count: number, readIds: () => readonly string[]) {
    super('selection-change', {bubbles: true, composed: true});
    this.count = count;
    this.#readIds = readIds;
  }

  get orderIds(): readonly string[] {
    return this.#readIds();
  }
}

declare global {
  interface HTMLElementEventMap {
    'selection-change': SelectionChangeEvent;
  }
}
