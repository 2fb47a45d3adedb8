import {formatTerm, type QueryTerm} from '@packline/core';
import {html, nothing, type TemplateResult} from 'lit';
import type {Format} from '../base/format.ts';
import {closeIcon, icon} from '../base/icons.ts';
import type {Strings} from '../strings/strings.ts';

/** A condition in words, for chips and for the empty list. */
export interface TermWords {
  readonly name: string;
  readonly value: string;
}

/** What a condition chosen by hand is called. */
export function wordsOfTerm(term: QueryTerm, strings: Strings, format: Format): TermWords {
  const {table, status, common} = strings;
  const listed = (values: readonly string[]) => (term.negated ? table.not(table.anyOf(values)) : table.anyOf(values));
  switch (term.kind) {
    case 'status':
      return {name: table.filterStatus, value: listed(term.values.map((value) => status.order[value]))};
    case 'payment':
      return {name: table.filterPayment, value: listed(term.values.map((value) => status.payment[value]))};
    case 'fulfillment':
      return {name: table.filterFulfillment, value: listed(term.values.map((value) => status.fulfillment[value]))};
    case 'placed': {
      const from = term.from === undefined ? '' : format.calendarDate(term.from);
      const to = term.to === undefined ? '' : format.calendarDate(term.to);
      return {name: table.filterPlaced, value: from === to ? from : `${from}–${to}`};
    }
    case 'total': {
      const parts = [term.min === undefined ? '' : table.over(String(term.min)), term.max === undefined ? '' : table.under(String(term.max))];
      return {name: table.filterTotal, value: common.listAnd(parts.filter((part) => part !== ''))};
    }
    case 'text':
      return {name: table.search, value: term.negated ? table.not(term.text) : term.text};
    default:
      // Only ever typed, so it is shown as it is typed.
      return {name: table.search, value: formatTerm(term)};
  }
}

/** Conditions chosen by hand, each with a way to drop it. */
export function filterChips(terms: readonly QueryTerm[], strings: Strings, format: Format, drop: (term: QueryTerm) => void): TemplateResult | typeof nothing {
  if (terms.length === 0) return nothing;
  return html`${terms.map((term) => {
    const {name, value} = wordsOfTerm(term, strings, format);
    return html`<span class="chip"
      ><span class="name">${name}</span><span>${value}</span
      ><button type="button" aria-label=${strings.table.removeFilter(`${name} ${value}`)} @click=${() => drop(term)}>${icon(closeIcon, 12)}</button></span
    >`;
  })}`;
}
