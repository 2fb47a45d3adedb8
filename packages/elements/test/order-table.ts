import {aTimeout, fixture, html, nextFrame} from '@open-wc/testing';
import type {LitElement} from 'lit';
import '../src/order-table/define.ts';
import type {OrderTable} from '../src/order-table/order-table.ts';
import {find} from './find.ts';
import type {Shop} from './shop.ts';

/** All matches inside a widget. */
export const all = (table: LitElement, selector: string) => [...table.renderRoot.querySelectorAll<HTMLElement>(selector)];
/** What they say, with single spaces. */
export const textOf = (table: LitElement, selector: string) => all(table, selector).map((element) => element.textContent?.replaceAll(/\s+/g, ' ').trim());

/** A list of the shop's orders, in px; laid out and painted. */
export async function openTable(shop: Shop, width = 1280, height = 700, lang = 'en'): Promise<OrderTable> {
  const table = await fixture<OrderTable>(html`<order-table lang=${lang} .engine=${shop.engine}></order-table>`);
  table.style.width = `${width}px`;
  table.style.height = `${height}px`;
  await settle(table);
  await aTimeout(30); // the counts over the tabs come behind the first rows
  await settle(table);
  return table;
}

/** What was asked for is drawn. */
export async function settle(table: LitElement): Promise<void> {
  await nextFrame();
  await nextFrame();
  await table.updateComplete;
}

/** Lines on screen from top to bottom, where each stands and what it says. */
export function linesOf(table: OrderTable): {index: number; number: string; top: number}[] {
  const box = find(table, '.rows').getBoundingClientRect().top;
  return all(table, '.row:not([hidden])')
    .map((row) => ({index: Number(row.getAttribute('aria-rowindex')) - 2, number: row.querySelector('.open-order')?.textContent ?? '', top: Math.round(row.getBoundingClientRect().top - box)}))
    .sort((left, right) => left.index - right.index);
}
export const numbersOf = (table: OrderTable) => linesOf(table).map(({number}) => number);

/** Types into the search box. */
export async function type(table: OrderTable, text: string): Promise<void> {
  const input = find<HTMLInputElement>(table, 'input[type=search]');
  input.value = text;
  input.dispatchEvent(new InputEvent('input', {bubbles: true}));
  await settle(table);
}

