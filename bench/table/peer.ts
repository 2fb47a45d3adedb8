import type {Order} from '@packline/core';

/** A table under measurement. Every method stands for the peer's own fastest documented way. */
export interface TablePeer {
  /** Orders as they arrive, oldest first, before anything is mounted. */
  load(orders: readonly Order[]): void | Promise<void>;
  /** All are there; the list shows the newest first. */
  loaded(): void | Promise<void>;
  mount(host: HTMLElement): void;

  /** The element whose `scrollTop` moves the rows. */
  scroller(): HTMLElement;
  /** Where rows are seen, in page coordinates. */
  body(): DOMRect;
  rowHeight(): number;
  /** The order number of the row an element belongs to, and all its text; undefined where there is no row. */
  rowAt(element: Element): {readonly number: string; readonly text: string} | undefined;
  /** Whether that row is drawn as selected. */
  isDrawnSelected(element: Element): boolean;

  selectAll(): void;
  selectNone(): void;
  selectedCount(): number;
  sortBy(field: 'total' | 'newest'): void;
  /** Orders that changed: what the peer does with one page of a feed. */
  change(orders: readonly Order[]): void;
}
