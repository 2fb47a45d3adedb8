import '@packline/elements/order-table/define';
import type {OrderEngine} from '@packline/core/engine';
import type {OrderTable} from '@packline/elements';
import {ROW_HEIGHT} from './layout.ts';
import type {TablePeer} from './peer.ts';
import {createReadingEngine} from './reading-engine.ts';

/** `<order-table>` as a page gets it: tabs with counts, search, footer and all. */
export function createOrderTable(): TablePeer {
  const engine = createReadingEngine();
  let table: OrderTable;
  let selectedCount = 0;
  const inside = (selector: string) => table.shadowRoot?.querySelector<HTMLElement>(selector) as HTMLElement;
  const rowOf = (element: Element) => element.closest('.row');
  return {
    load: (orders) => engine.load(orders),
    loaded: () => engine.prepare(),
    mount(host) {
      table = document.createElement('order-table');
      table.style.setProperty('--pl-row', `${String(ROW_HEIGHT)}px`);
      table.style.height = '100%';
      // What it leaves out is never asked of it here.
      table.engine = engine as unknown as OrderEngine;
      table.addEventListener('selection-change', (event) => (selectedCount = event.count));
      host.append(table);
    },
    scroller: () => inside('.grid'),
    body() {
      const {left, top, width, height} = inside('.grid').getBoundingClientRect();
      const head = inside('.head').offsetHeight;
      return new DOMRect(left, top + head, width, height - head);
    },
    rowHeight: () => ROW_HEIGHT,
    rowAt(element) {
      const row = rowOf(element);
      const number = row?.querySelector('.open-order')?.textContent;
      return row && number ? {number, text: row.textContent ?? ''} : undefined;
    },
    isDrawnSelected: (element) => rowOf(element)?.ariaSelected === 'true',
    selectAll: () => table.selectAll(),
    selectNone: () => table.clearSelection(),
    selectedCount: () => selectedCount,
    sortBy(field) {
      table.sort = field === 'total' ? {field: 'total', descending: false} : {field: 'placedAt', descending: true};
      inside('.grid').scrollTop = 0;
    },
    change: (orders) => engine.take(orders),
  };
}
