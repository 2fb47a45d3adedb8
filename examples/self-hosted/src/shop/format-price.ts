import {html} from 'hono/html';
import type {Markup} from '../pages/layout.ts';

const FORMAT = new Intl.NumberFormat('en-HK', {minimumFractionDigits: 2, maximumFractionDigits: 2});

/** `HK$1,280.00`, for sentences and attributes. */
export function priceText(cents: number): string {
  return `HK$${FORMAT.format(cents / 100)}`;
}

/** The same with the sign quieter than the number. */
export function price(cents: number): Markup {
  return html`<span class="price"><span class="sign">HK$</span> ${FORMAT.format(cents / 100)}</span>`;
}
