/** One recycled row: an element that can be made to show any line of the list. */
export interface RecycledRow {
  readonly element: HTMLElement;
  /** Shows line `index`; called when the row moves there and when its data changed. */
  paint(index: number): void;
}

/** Lines drawn beyond each edge, so that a slow scroll never meets an empty one. */
const OVERSCAN = 3;

/**
 * Draws a list of any length with as many elements as fit on the screen. All lines have one height, so a position is
 * a multiplication: nothing is measured while scrolling, nothing drifts, and a jump costs what one screen costs.
 *
 * Rows are placed by `transform` in a tall box inside the scroller. Line i always lives in element i modulo the number
 * of elements, so that a scroll by one line paints one line.
 */
export class RowRecycler {
  readonly #scroller: HTMLElement;
  readonly #box: HTMLElement;
  readonly #makeRow: () => RecycledRow;
  readonly #rows: RecycledRow[] = [];
  /** Which line each element shows; −1 for none. */
  #shown: number[] = [];
  #count = 0;
  #rowHeight = 0;
  #viewHeight = 0;
  #headHeight = 0;

  /**
   * @param scroller the element that scrolls; it may hold a sticky head above the box.
   * @param box holds the rows; gets the height of the whole list.
   */
  constructor(scroller: HTMLElement, box: HTMLElement, makeRow: () => RecycledRow) {
    this.#scroller = scroller;
    this.#box = box;
    this.#makeRow = makeRow;
    scroller.addEventListener('scroll', () => this.draw(), {passive: true});
  }

  get rowHeight(): number {
    return this.#rowHeight;
  }

  /** Lines that fit between head and lower edge, whole ones. */
  get pageSize(): number {
    return Math.max(1, Math.floor((this.#viewHeight - this.#headHeight) / Math.max(1, this.#rowHeight)));
  }

  /** First line in view, which may be cut by the head. */
  get firstIndex(): number {
    return this.#rowHeight === 0 ? 0 : Math.floor(this.#scroller.scrollTop / this.#rowHeight);
  }

  /** Elements of the lines on screen and their line numbers. */
  *visibleRows(): Generator<readonly [index: number, row: RecycledRow]> {
    for (const [slot, row] of this.#rows.entries()) {
      const index = this.#shown[slot] ?? -1;
      if (index >= 0 && index < this.#count) yield [index, row];
    }
  }

  /** New measures, in px: of one line, of the scroller, of the sticky head inside it. */
  resize(rowHeight: number, viewHeight: number, headHeight: number): void {
    if (rowHeight === this.#rowHeight && viewHeight === this.#viewHeight && headHeight === this.#headHeight) return;
    // The line at the top stays at the top when lines become higher or lower.
    const top = this.firstIndex;
    const heightChanged = rowHeight !== this.#rowHeight;
    this.#rowHeight = rowHeight;
    this.#viewHeight = viewHeight;
    this.#headHeight = headHeight;
    this.#fit();
    if (heightChanged) {
      this.#box.style.height = `${this.#count * rowHeight}px`;
      this.#scroller.scrollTop = top * rowHeight;
      this.#shown = this.#shown.map(() => -1);
    }
    this.draw();
  }

  /** Another list, or the same with other data: everything in view is painted again. */
  reset(count: number): void {
    if (count !== this.#count) {
      this.#count = count;
      this.#box.style.height = `${count * this.#rowHeight}px`;
    }
    this.#shown = this.#shown.map(() => -1);
    this.draw();
  }

  /** Paints the lines in view again, where they are. */
  repaint(): void {
    for (const [index, row] of this.visibleRows()) row.paint(index);
  }

  /** Scrolls as little as is needed to show a line whole. */
  reveal(index: number): void {
    const top = index * this.#rowHeight;
    const room = this.#viewHeight - this.#headHeight;
    const {scrollTop} = this.#scroller;
    if (top < scrollTop) this.#scroller.scrollTop = top;
    else if (top + this.#rowHeight > scrollTop + room) this.#scroller.scrollTop = top + this.#rowHeight - room;
    this.draw();
  }

  /** Brings the elements where the scroll position wants them. */
  draw(): void {
    const size = this.#rows.length;
    if (size === 0) return;
    const first = Math.max(0, Math.min(this.firstIndex - OVERSCAN, this.#count - size));
    for (let index = first; index < first + size; index += 1) {
      const slot = index % size;
      const row = this.#rows[slot];
      if (row === undefined || this.#shown[slot] === index) continue;
      const wasShown = (this.#shown[slot] ?? -1) >= 0;
      this.#shown[slot] = index;
      if (index >= this.#count) {
        row.element.hidden = true;
        this.#shown[slot] = -1;
        continue;
      }
      if (!wasShown) row.element.hidden = false;
      row.element.style.transform = `translateY(${index * this.#rowHeight}px)`;
      row.paint(index);
    }
  }

  /** As many elements as the view needs; none is ever thrown away for a smaller view. */
  #fit(): void {
    if (this.#rowHeight === 0) return;
    const wanted = Math.ceil(this.#viewHeight / this.#rowHeight) + 2 * OVERSCAN;
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
    for (const row of this.#rows) row.element.hidden = true;
    this.#box.append(more);
  }
}
