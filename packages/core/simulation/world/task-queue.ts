/** Something to be done at a moment of the simulated time. */
export interface Task {
  atMs: number;
  /** Given by the queue: tasks of one moment run in the order they were added. */
  place: number;
  run: () => void;
}

function isBefore(left: Task, right: Task): boolean {
  return left.atMs < right.atMs || (left.atMs === right.atMs && left.place < right.place);
}

/** Tasks by time: a binary heap. */
export class TaskQueue {
  readonly #heap: Task[] = [];
  #places = 0;

  add(task: Task): void {
    this.#places += 1;
    task.place = this.#places;
    let index = this.#heap.push(task) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = this.#heap[parent];
      if (above === undefined || !isBefore(task, above)) break;
      this.#heap[index] = above;
      index = parent;
    }
    this.#heap[index] = task;
  }

  /** The earliest one. */
  take(): Task | undefined {
    const first = this.#heap[0];
    const last = this.#heap.pop();
    if (first === undefined || last === undefined || first === last) return first;
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const [leftTask, rightTask] = [this.#heap[left], this.#heap[left + 1]];
      if (leftTask === undefined) break;
      const smaller = rightTask !== undefined && isBefore(rightTask, leftTask) ? left + 1 : left;
      const below = this.#heap[smaller];
      if (below === undefined || !isBefore(below, last)) break;
      this.#heap[index] = below;
      index = smaller;
    }
    this.#heap[index] = last;
    return first;
  }
}
