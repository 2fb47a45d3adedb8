import type {Order} from '@packline/core';
import {COLUMNS, HEAD_HEIGHT, ROW_HEIGHT, type ColumnKey} from './layout.ts';
import type {TablePeer} from './peer.ts';
import {showAmount, showDay, summaryOf, type Summary} from './summary.ts';

const STYLES = `
.bare { position: relative; height: 100%; overflow: auto; contain: strict; font-variant-numeric: tabular-nums; }
.bare-head, .bare-row { display: grid; grid-template-columns: 36px ${COLUMNS.map(({width}) => (width === undefined ? '1fr' : `${String(width)}px`)).join(' ')}; align-items: center; }
.bare-head { position: sticky; top: 0; z-index: 1; height: ${String(HEAD_HEIGHT)}px; background: #f6f6f3; font-size: 12px; }
.bare-rows { position: relative; }
.bare-row { position: absolute; left: 0; right: 0; top: 0; height: ${String(ROW_HEIGHT)}px; contain: strict; border-bottom: 1px solid #e5e5e0; box-sizing: border-box; will-change: transform; }
.bare-row[aria-selected='true'] { background: #edf2fc; }
.bare-row > * { overflow: hidden; white-space: nowrap; text-overflow: ellipsis; padding-inline-end: 14px; }
.bare-total { text-align: end; }
`;

const EXTRA_ROWS = 2;

/** One row of the pool: its nodes, and what they show now. */
interface PoolRow {
  readonly element: HTMLElement;
  readonly check: HTMLInputElement;
  readonly texts: Readonly<Record<ColumnKey, Text>>;
  place: number;
  record: number;
}

/**
 * The limit: a list made by hand for this one purpose. As many row elements as fit the screen, moved and refilled;
 * order and selection in typed arrays; nothing that could be left out. It has no focus, no names for readers, no
 * languages, no narrow layout and no state of its own to keep right.
 */
export function createBareTable(): TablePeer {
  const rows: Summary[] = [];
  const recordOf = new Map<string, number>();
  let shown = new Uint32Array(0);
  let selected = new Uint8Array(0);
  let selectedCount = 0;
  let pool: PoolRow[] = [];
  let scroller: HTMLElement;
  let list: HTMLElement;

  function makeRow(): PoolRow {
    const element = document.createElement('div');
    element.className = 'bare-row';
    const check = document.createElement('input');
    check.type = 'checkbox';
    element.append(check);
    const texts = {} as Record<ColumnKey, Text>;
    for (const {key} of COLUMNS) {
      const cell = document.createElement('span');
      if (key === 'total') cell.className = 'bare-total';
      cell.append((texts[key] = document.createTextNode('')));
      element.append(cell);
    }
    list.append(element);
    return {element, check, texts, place: -1, record: -1};
  }

  function fill({texts}: PoolRow, row: Summary): void {
    texts.delivery.data = row.delivery;
    texts.number.data = row.number;
    texts.date.data = showDay(row.placedAtMs);
    texts.customer.data = row.customer;
    texts.items.data = row.items;
    texts.channel.data = row.channel;
    texts.status.data = row.status;
    texts.total.data = showAmount(row.total);
  }

  function drawSelected({element, check, record}: PoolRow): void {
    const is = selected[record] === 1;
    if (check.checked === is) return;
    check.checked = is;
    element.ariaSelected = String(is);
  }

  function draw(again: boolean): void {
    const first = Math.max(0, Math.min(Math.floor(scroller.scrollTop / ROW_HEIGHT) - EXTRA_ROWS, shown.length - pool.length));
    for (let place = first; place < first + pool.length && place < shown.length; place += 1) {
      const row = pool[place % pool.length] as PoolRow;
      const record = shown[place] as number;
      if (row.place !== place) {
        row.place = place;
        row.element.style.transform = `translateY(${String(place * ROW_HEIGHT)}px)`;
      }
      if (again || row.record !== record) {
        row.record = record;
        fill(row, rows[record] as Summary);
        drawSelected(row);
      }
    }
  }

  const rowOf = (element: Element) => {
    const found = element.closest('.bare-row');
    return pool.find((row) => row.element === found);
  };

  return {
    load(orders) {
      for (const order of orders) recordOf.set(order.id, rows.push(summaryOf(order)) - 1);
    },
    loaded() {
      shown = Uint32Array.from(rows, (_, place) => rows.length - 1 - place);
      selected = new Uint8Array(rows.length);
    },
    mount(host) {
      const style = document.createElement('style');
      style.textContent = STYLES;
      document.head.append(style);
      scroller = document.createElement('div');
      scroller.className = 'bare';
      const head = document.createElement('div');
      head.className = 'bare-head';
      for (const title of ['', ...COLUMNS.map((column) => column.title)]) head.append(Object.assign(document.createElement('span'), {textContent: title}));
      list = document.createElement('div');
      list.className = 'bare-rows';
      list.style.height = `${String(rows.length * ROW_HEIGHT)}px`;
      scroller.append(head, list);
      const fits = Math.ceil((host.clientHeight - HEAD_HEIGHT) / ROW_HEIGHT) + 1 + 2 * EXTRA_ROWS;
      pool = Array.from({length: Math.min(fits, rows.length)}, makeRow);
      draw(true);
      host.append(scroller);
      scroller.addEventListener('scroll', () => draw(false), {passive: true});
    },
    scroller: () => scroller,
    body: () => {
      const {left, top, width, height} = scroller.getBoundingClientRect();
      return new DOMRect(left, top + HEAD_HEIGHT, width, height - HEAD_HEIGHT);
    },
    rowHeight: () => ROW_HEIGHT,
    rowAt(element) {
      const row = rowOf(element);
      return row && {number: row.texts.number.data, text: row.element.textContent ?? ''};
    },
    isDrawnSelected: (element) => rowOf(element)?.check.checked ?? false,
    selectAll() {
      selected.fill(1);
      selectedCount = selected.length;
      pool.forEach(drawSelected);
    },
    selectNone() {
      selected.fill(0);
      selectedCount = 0;
      pool.forEach(drawSelected);
    },
    selectedCount: () => selectedCount,
    sortBy(field) {
      // Key and row number in one double, so that the browser's own sort of numbers does it without calling back.
      const places = 2 ** Math.ceil(Math.log2(rows.length + 1));
      const newest = rows.at(-1)?.placedAtMs ?? 0;
      const packed = new Float64Array(rows.length);
      for (let record = 0; record < rows.length; record += 1) {
        const row = rows[record] as Summary;
        packed[record] = (field === 'total' ? row.total : newest - row.placedAtMs) * places + record;
      }
      packed.sort();
      for (let place = 0; place < packed.length; place += 1) {
        const value = packed[place] as number;
        shown[place] = value - Math.floor(value / places) * places;
      }
      scroller.scrollTop = 0;
      draw(true);
    },
    change(orders: readonly Order[]) {
      const changed = new Set<number>();
      for (const order of orders) {
        const record = recordOf.get(order.id);
        if (record === undefined) continue;
        rows[record] = summaryOf(order);
        changed.add(record);
      }
      for (const row of pool) if (changed.has(row.record)) fill(row, rows[row.record] as Summary);
    },
  };
}
