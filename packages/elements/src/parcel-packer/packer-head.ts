import {html, nothing, type TemplateResult} from 'lit';
import {chevronStartIcon, icon, moreIcon, noteIcon, offlineIcon} from '../base/icons.ts';
import {menuButton, type MenuItem} from '../base/menu.ts';
import {statusLine, unsentMark} from '../base/status-words.ts';
import {phoneTail} from './shipping-details.ts';
import type {PackerActs, PackerView} from './packer-view.ts';

interface HeadOptions {
  readonly isUnsent: boolean;
  readonly isOffline: boolean;
  readonly menu: readonly MenuItem[];
}

/** Back, number, status, customer; the customer's wish and what is seldom needed at the end. */
export function packerHead({strings, order, isPhone}: PackerView, acts: PackerActs, {isUnsent, isOffline, menu}: HeadOptions): TemplateResult {
  const {packer, common, table, engine, status} = strings;
  const customer = order.customer.name ?? order.customer.id ?? table.nobody;
  const tail = phoneTail(order);
  const number = html`<h2>${order.number === '' ? table.noNumber : order.number}</h2>`;
  const line = statusLine(status, order.status, order.statusDetail, isUnsent && !isPhone);
  return html`<header class="head" part="head">
    ${backButton(packer.backToList, acts.close)}
    ${isPhone
      ? html`<div class="names"><div class="first">${number}${line}</div><p class="second muted small"><span class="clip">${customer}</span>${tail === undefined ? nothing : html`<span>${common.dot}${packer.phoneEnding(tail)}</span>`}</p></div>`
      : html`${number}${line}<span class="customer muted clip">${customer}</span>`}
    <div class="end">
      ${isPhone && (isOffline || isUnsent) ? html`<span class="marks">${isOffline ? html`<span class="offline muted small">${icon(offlineIcon)}${engine.offline}</span>` : nothing}${isUnsent ? unsentMark(status) : nothing}</span>` : nothing}
      ${isPhone || order.customerNote === undefined ? nothing : html`<span class="note muted">${icon(noteIcon)}<span class="reader">${common.note}</span><span class="clip">${order.customerNote}</span></span>`}
      <slot name="head-end"></slot>
      ${menu.length === 0 ? nothing : menuButton({id: 'more', label: common.more, face: icon(moreIcon), items: menu})}
    </div>
  </header>`;
}

/** The way out; alone while there is no order to show. */
export function backButton(label: string, onClose: () => void): TemplateResult {
  return html`<button type="button" class="icon back" aria-label=${label} @click=${onClose}>${icon(chevronStartIcon)}</button>`;
}
