/** Which rows are selected, by handle: one byte an order, so that a hundred thousand are selected in no time. */
export class RowSelection {
  #marks = new Uint8Array(0);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  has(handle: number): boolean {
    return this.#marks[handle] === 1;
  }

  set(handle: number, selected: boolean): void {
    if (handle >= this.#marks.length) this.#grow(handle);
    const mark = selected ? 1 : 0;
    if (this.#marks[handle] === mark) return;
    this.#marks[handle] = mark;
    this.#count += selected ? 1 : -1;
  }

  /** Selects or clears all given rows. */
  setAll(handles: Uint32Array, selected: boolean): void {
    const mark = selected ? 1 : 0;
    let changed = 0;
    for (let index = 0; index < handles.length; index += 1) {
      const handle = handles[index] as number;
      if (handle >= this.#marks.length) this.#grow(handle);
      if (this.#marks[handle] === mark) continue;
      this.#marks[handle] = mark;
      changed += 1;
    }
    this.#count += selected ? changed : -changed;
  }

  /** How many of the given rows are selected. */
  countIn(handles: Uint32Array): number {
    if (this.#count === 0) return 0;
    const marks = this.#marks;
    let count = 0;
    for (let index = 0; index < handles.length; index += 1) count += marks[handles[index] as number] ?? 0;
    return count;
  }

  clear(): void {
    this.#marks.fill(0);
    this.#count = 0;
  }

  /** All selected handles, ascending. */
  *handles(): Generator<number> {
    for (const [handle, mark] of this.#marks.entries()) if (mark === 1) yield handle;
  }

  #grow(handle: number): void {
    const marks = new Uint8Array(Math.max(1024, handle + 1, this.#marks.length * 2));
    marks.set(this.#marks);
    this.#marks = marks;
  }
}
