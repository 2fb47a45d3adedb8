/** A test, or with `after` of node:test the whole file. What was registered first is done first. */
export interface Lifetime {
  after(work: () => void | Promise<void>): void;
}
