import {
  ClientSideRowModelModule,
  ColumnApiModule,
  createGrid,
  ModuleRegistry,
  RowApiModule,
  RowSelectionModule,
  themeQuartz,
  type ColDef,
  type GridApi,
} from 'ag-grid-community';
import {COLUMNS, HEAD_HEIGHT, ROW_HEIGHT, type ColumnKey} from './layout.ts';
import type {TablePeer} from './peer.ts';
import {showAmount, showDay, summaryOf, type Summary} from './summary.ts';

ModuleRegistry.registerModules([ClientSideRowModelModule, RowSelectionModule, RowApiModule, ColumnApiModule]);

const CONTENT: Readonly<Record<ColumnKey, ColDef<Summary>>> = {
  delivery: {field: 'delivery'},
  number: {field: 'number'},
  date: {field: 'placedAtMs', valueFormatter: ({value}) => showDay(value as number)},
  customer: {field: 'customer'},
  items: {field: 'items'},
  channel: {field: 'channel'},
  status: {field: 'status'},
  total: {field: 'total', valueFormatter: ({value}) => showAmount(value as number)},
};

/** AG Grid Community with the modules it needs for this and no others, animations off. */
export function createAgGrid(): TablePeer {
  const rows: Summary[] = [];
  let host: HTMLElement;
  let api: GridApi<Summary>;
  const find = (selector: string) => host.querySelector<HTMLElement>(selector) as HTMLElement;
  const rowOf = (element: Element) => element.closest<HTMLElement>('.ag-row');
  return {
    load(orders) {
      for (const order of orders) rows.push(summaryOf(order));
    },
    loaded() {
      rows.reverse();
    },
    mount(target) {
      host = target;
      api = createGrid<Summary>(target, {
        theme: themeQuartz,
        rowData: rows,
        getRowId: ({data}) => data.id,
        rowHeight: ROW_HEIGHT,
        headerHeight: HEAD_HEIGHT,
        rowSelection: {mode: 'multiRow'},
        selectionColumnDef: {width: 36},
        columnDefs: COLUMNS.map(({key, title, width}) => ({colId: key, headerName: title, ...(width === undefined ? {flex: 1} : {width}), ...CONTENT[key]})),
      });
    },
    scroller: () => find('.ag-grid-viewport'),
    body: () => {
      const {left, top, width, height} = find('.ag-grid-viewport').getBoundingClientRect();
      const head = find('.ag-grid-pinned-top-rows').offsetHeight;
      return new DOMRect(left, top + head, width, height - head);
    },
    rowHeight: () => ROW_HEIGHT,
    rowAt(element) {
      const row = rowOf(element);
      const number = row?.querySelector('[col-id="number"]')?.textContent;
      return row && number ? {number, text: row.textContent ?? ''} : undefined;
    },
    isDrawnSelected: (element) => rowOf(element)?.ariaSelected === 'true',
    selectAll: () => api.selectAll(),
    selectNone: () => api.deselectAll(),
    selectedCount: () => api.getSelectedNodes().length,
    sortBy(field) {
      api.applyColumnState({state: [field === 'total' ? {colId: 'total', sort: 'asc'} : {colId: 'date', sort: 'desc'}], defaultState: {sort: null}});
      this.scroller().scrollTop = 0;
    },
    // The quickest way in. Transactions, the documented way, cost several times as much.
    change(orders) {
      for (const order of orders) api.getRowNode(order.id)?.updateData(summaryOf(order));
    },
  };
}
