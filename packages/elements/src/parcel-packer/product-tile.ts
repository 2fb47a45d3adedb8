import type {OrderLine} from '@packline/core';
import {html, type TemplateResult} from 'lit';

const TONES = 6;

/** The same product has the same colour everywhere. */
function toneOf(sku: string): number {
  let sum = 0;
  for (let index = 0; index < sku.length; index += 1) sum = (sum * 31 + sku.charCodeAt(index)) >>> 0;
  return sum % TONES;
}

const CHARACTER = /\p{Script=Han}|\p{Letter}|\p{Number}/u;
const HAN = /\p{Script=Han}/u;

/** A Chinese character of the name says more than a Latin letter. */
function letterOf(name: string): string {
  return (HAN.exec(name) ?? CHARACTER.exec(name))?.[0].toUpperCase() ?? '';
}

/** Stands where a product's picture would: one character on a colour of its own. It is silent, the name is beside it. */
export function productTile({name, sku}: Pick<OrderLine, 'name' | 'sku'>): TemplateResult {
  return html`<span class="tile t${toneOf(sku)}" aria-hidden="true">${letterOf(name)}</span>`;
}
