/** One recycled row: an element that can be made to show any line of the list. */
export interface RecycledRow {
  readonly element: HTMLElement;
  /** Shows line `index`; called when the row moves there and when its data changed. */
  paint(index: number): void;
}

/** Lines drawn beyond each edge, so that a slow scroll never meets an empty one. */
const OVERSCAN = 2;

/**
 * Draws a list of any length with as many elements as fit on the screen. All lines have one height, so a position is
 * a multiplication: nothing is measured while scrolling, nothing drifts, and a jump costs what one screen costs.
 *
 * Rows are placed by `transform` in a tall box inside the scroller. Line i always lives in element i modulo the number
 * of elements, so that a scroll by one line paints one line.
 */
export class RowRecycler<Row extends RecycledRow> {
  readonly #scroller: HTMLElement;
  readonly #box: HTMLElement;
  readonly #makeRow: () => Row;
  readonly #rows: Row[] = [];
  /** Which line each element shows; −1 for none. */
  #shown: number[] = [];
  #count = 0;
  #rowHeight = 0;
  #viewHeight = 0;
  #headHeight = 0;

  /**
   * @param scroller the element that scrolls; it may hold a sticky head above the box. Call {@link draw} when it did.
   * @param box holds the rows; gets the height of the whole list.
   */
  constructor(scroller: HTMLElement, box: HTMLElement, makeRow: () => Row) {
    this.#scroller = scroller;
    this.#box = box;
    this.#makeRow = makeRow;
  }

  /** Lines that fit between head and lower edge, whole ones. */
  get pageSize(): number {
    return Math.max(1, Math.floor((this.#viewHeight - this.#headHeight) / Math.max(1, this.#rowHeight)));
  }

  /** The rows that show a line now, in no particular order. */
  get rows(): readonly Row[] {
    return this.#rows.filter((_, slot) => (this.#shown[slot] as number) >= 0);
  }

  /** The row that shows a line; undefined while the line is out of sight. */
  rowOf(index: number): Row | undefined {
    const slot = index % this.#rows.length;
    return this.#shown[slot] === index ? this.#rows[slot] : undefined;
  }

  /** New measures, in px: of one line, of the scroller, of the sticky head inside it. */
  resize(rowHeight: number, viewHeight: number, headHeight: number): void {
    if (rowHeight === this.#rowHeight && viewHeight === this.#viewHeight && headHeight === this.#headHeight) return;
    // The line at the top stays at the top when lines become higher or lower.
    const top = this.#firstIndex;
    const heightChanged = rowHeight !== this.#rowHeight;
    this.#rowHeight = rowHeight;
    this.#viewHeight = viewHeight;
    this.#headHeight = headHeight;
    this.#fit();
    if (heightChanged) {
      this.#measure();
      this.#scroller.scrollTop = top * rowHeight;
      this.#forget();
    }
    this.draw();
  }

  /** Another list, or the same with other data: everything in view is painted again. */
  reset(count: number): void {
    if (count !== this.#count) {
      this.#count = count;
      this.#measure();
    }
    this.#forget();
    this.draw();
  }

  /** Scrolls as little as is needed to show a line whole. `below`: what lies over the lower edge, in px. */
  reveal(index: number, below = 0): void {
    const top = index * this.#rowHeight;
    const bottom = top + this.#rowHeight - (this.#viewHeight - this.#headHeight - below);
    const {scrollTop} = this.#scroller;
    if (top < scrollTop) this.#scroller.scrollTop = top;
    else if (bottom > scrollTop) this.#scroller.scrollTop = bottom;
    this.draw();
  }

  /** Brings the elements where the scroll position wants them. */
  draw(): void {
    const size = this.#rows.length;
    const first = Math.max(0, Math.min(this.#firstIndex - OVERSCAN, this.#count - size));
    for (let index = first; index < first + size; index += 1) {
      const slot = index % size;
      const row = this.#rows[slot] as Row;
      if (this.#shown[slot] === index) continue;
      const {element} = row;
      const isThere = index < this.#count;
      if (element.hidden === isThere) element.hidden = !isThere;
      this.#shown[slot] = isThere ? index : -1;
      if (!isThere) continue;
      element.style.transform = `translateY(${index * this.#rowHeight}px)`;
      row.paint(index);
    }
  }

  /** First line in view, which may be cut by the head. */
  get #firstIndex(): number {
    return this.#rowHeight === 0 ? 0 : Math.floor(this.#scroller.scrollTop / this.#rowHeight);
  }

  #measure(): void {
    this.#box.style.height = `${this.#count * this.#rowHeight}px`;
  }

  #forget(): void {
    this.#shown.fill(-1);
  }

  /** As many elements as the view needs; none is ever thrown away for a smaller view. */
  #fit(): void {
    const wanted = this.#rowHeight === 0 ? 0 : Math.ceil(this.#viewHeight / this.#rowHeight) + 2 * OVERSCAN;
    if (wanted <= this.#rows.length) return;
    const more = document.createDocumentFragment();
    while (this.#rows.length < wanted) {
      const row = this.#makeRow();
      row.element.hidden = true;
      this.#rows.push(row);
      more.append(row.element);
    }
    // Another number of elements: every line lives in another one now.
    this.#shown = this.#rows.map(() => -1);
    this.#box.append(more);
  }
}
