import type {OrderSort, SortField} from '@packline/core';
import {html, nothing, type TemplateResult} from 'lit';
import {arrowDownIcon, arrowUpIcon, icon} from '../base/icons.ts';
import type {Strings} from '../strings/strings.ts';
import {COLUMNS, type Column} from './order-table.rows.ts';

const SORT_OF_COLUMN: Partial<Record<Column, SortField>> = {delivery: 'delivery', number: 'number', date: 'placedAt', customer: 'customer', channel: 'channel', status: 'status', total: 'total'};
/** These are most useful from their high end first. */
const DESCENDING_FIRST: ReadonlySet<SortField> = new Set(['placedAt', 'total', 'updatedAt', 'number']);

interface ColumnHeads {
  readonly strings: Strings;
  readonly sort: OrderSort;
  /** Of all rows. */
  readonly checked: 'true' | 'false' | 'mixed';
  readonly onSort: (sort: OrderSort) => void;
  readonly onCheck: () => void;
}

/** The line of column names; pressing one sorts by it, pressing it again turns the order round. */
export function columnHeads({strings: {table}, sort, checked, onSort, onCheck}: ColumnHeads): TemplateResult {
  const head = (column: Column): TemplateResult => {
    const name = table.column[column];
    if (column === 'select') {
      return html`<div class="select" role="columnheader" @click=${onCheck}><button type="button" class="check" role="checkbox" aria-checked=${checked} aria-label=${table.selectAll}></button></div>`;
    }
    const field = SORT_OF_COLUMN[column];
    const place = column === 'delivery' ? 'parcels' : column;
    if (field === undefined) return html`<div class=${place} role="columnheader">${name}</div>`;
    const isSorted = sort.field === field;
    const press = () => onSort({field, descending: isSorted ? !sort.descending : DESCENDING_FIRST.has(field)});
    return html`<div class=${place} role="columnheader" aria-sort=${isSorted ? (sort.descending ? 'descending' : 'ascending') : nothing}
      ><button type="button" title=${table.sortBy(name)} @click=${press}><span>${name}</span>${isSorted ? icon(sort.descending ? arrowDownIcon : arrowUpIcon, 12) : nothing}</button
    ></div>`;
  };
  return html`<div role="row" aria-rowindex="1">${COLUMNS.map(head)}</div>`;
}
