import type {Order} from '@packline/core';
import {html, nothing, type TemplateResult} from 'lit';
import {icon, noteIcon} from '../base/icons.ts';
import type {PackerView} from './packer-view.ts';

/** A longer wish does not fit into the head, so it stands here whatever the width. */
const SHORT_NOTE = 40;

/** The last four digits: enough to find the right person, too little to call one. */
export function phoneTail(order: Order): string | undefined {
  const digits = (order.shippingAddress?.phone ?? order.customer.phone ?? '').replaceAll(/\D/g, '');
  return digits === '' ? undefined : digits.slice(-4);
}

/** Where it goes and how. */
export function shippingDetails({strings, order, isPhone}: PackerView): TemplateResult {
  const {packer, common} = strings;
  const {shippingAddress: address, shippingMethod: method} = order;
  const tail = phoneTail(order);
  const isCollected = method.carrier === 'collect';
  const name = address?.name !== undefined && address.name !== order.customer.name ? address.name : undefined;
  const place = [address?.district, address?.city, address?.region, address?.postcode, address?.country].filter((part) => part !== undefined && part !== '').join(', ');
  const phone = tail === undefined ? nothing : html`<span class="phone">${packer.phoneEnding(tail)}</span>`;
  return html`<section class="shipping" aria-labelledby="shipping">
    <h3 class="section" id="shipping">${packer.shippingDetails}</h3>
    ${name === undefined ? nothing : html`<p>${name}</p>`}
    ${address === undefined ? (isCollected ? nothing : html`<p>${packer.addressMissing}</p>`) : address.lines.map((line) => html`<p>${line}</p>`)}
    ${place === '' && tail === undefined ? nothing : html`<p>${place}${place === '' || tail === undefined ? nothing : common.dot}${phone}</p>`}
    <p>${isCollected ? packer.collect : (method.name ?? method.code)}</p>
    ${order.customerNote === undefined ? nothing : html`<p class="note ${isPhone || order.customerNote.length > SHORT_NOTE ? '' : 'narrow-only'}">${icon(noteIcon)}<span class="reader">${common.note}</span><span>${order.customerNote}</span></p>`}
  </section>`;
}
