import type {Money} from '@packline/core';
import {html, type TemplateResult} from 'lit';
import type {Format} from './format.ts';

/** An amount for a column: the currency's sign quieter than the number. */
export function moneyView(format: Format, money: Money): TemplateResult {
  const {minus, sign, digits} = format.moneyParts(money);
  return html`<span class="money"><span class="sign">${minus}${sign}</span> ${digits}</span>`;
}
