import type {OrderQuery, QueryTerm} from '@packline/core';
import type {OrderEngine} from '@packline/core/engine';
import {html, nothing, type TemplateResult} from 'lit';
import {emptyState} from '../base/empty-state.ts';
import type {Format} from '../base/format.ts';
import {boxIcon, searchIcon} from '../base/icons.ts';
import type {Strings} from '../strings/strings.ts';
import {wordsOfTerm} from './filter-chips.ts';

/** Bars in the columns, for a list that is being read. */
export function loadingBars(label: string): TemplateResult {
  const line = html`<div><div class="bar"></div><div class="bar"></div><div class="bar"></div><div></div><div class="bar"></div></div>`;
  return html`<div class="over bars" role="status" aria-label=${label}>${Array.from({length: 12}, () => line)}</div>`;
}

/** A widget that has no engine; nothing while one is being made. */
export function noEngine({engine: words}: Strings, isMaking: boolean, problem: unknown): TemplateResult {
  if (isMaking && problem === undefined) return html`<div class="over"></div>`;
  const failed = problem !== undefined;
  return html`<div class="over">${emptyState({icon: boxIcon, title: failed ? words.cannotConnect : words.noEngine, text: failed ? words.cannotConnectHint : words.noEngineHint})}</div>`;
}

interface NoOrders {
  readonly engine: OrderEngine;
  readonly strings: Strings;
  readonly format: Format;
  /** What the open view asks for; it cannot be dropped. */
  readonly ofView: OrderQuery;
  /** What was typed or chosen. */
  readonly terms: readonly QueryTerm[];
  readonly onDrop: (term: QueryTerm) => void;
  readonly onClear: () => void;
}

/** Names the condition that emptied the list, and offers to drop that one. */
export function noOrders({engine, strings, format, ofView, terms, onDrop, onClear}: NoOrders): TemplateResult {
  const {table} = strings;
  const over = (content: TemplateResult) => html`<div class="over">${content}</div>`;
  if (terms.length + ofView.terms.length === 0) return over(emptyState({icon: boxIcon, title: table.noOrders, text: table.noOrdersHint}));
  const without = (term: QueryTerm) => engine.count({terms: [...ofView.terms, ...terms.filter((other) => other !== term)]});
  const culprit = terms.map((term) => ({term, count: without(term)})).find(({count}) => count > 0);
  const clear = terms.length === 0 ? nothing : html`<button type="button" class="quiet" @click=${onClear}>${table.clearAll}</button>`;
  if (culprit === undefined) return over(emptyState({icon: searchIcon, title: table.noMatch, actions: html`${clear}`}));
  const {name, value} = wordsOfTerm(culprit.term, strings, format);
  return over(
    emptyState({
      icon: searchIcon,
      title: table.noMatch,
      text: html`${table.withoutBefore} <b>${culprit.term.kind === 'text' ? value : `${name} ${value}`}</b> ${table.withoutAfter(culprit.count)}`,
      actions: html`<button type="button" @click=${() => onDrop(culprit.term)}>${table.removeThatFilter}</button>${clear}`,
    }),
  );
}
