import {dueOf, shortId, type Order, type OrderLine} from '@packline/core';
import {html, nothing, type TemplateResult} from 'lit';
import type {Format} from '../base/format.ts';
import {moneyView} from '../base/money-view.ts';
import {drawGlyph, glyphOf} from '../base/status-glyph.ts';
import type {Strings} from '../strings/strings.ts';

interface OrderPane {
  readonly order: Order;
  readonly strings: Strings;
  readonly format: Format;
}

function fact(name: string, value: TemplateResult | string | typeof nothing): TemplateResult | typeof nothing {
  return value === nothing || value === '' ? nothing : html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

/** Each on a line of its own; nothing when there is none. */
function lines(...texts: readonly (string | undefined)[]): TemplateResult | typeof nothing {
  const written = texts.filter((text) => text);
  return written.length === 0 ? nothing : html`${written.map((text) => html`<span class="line">${text}</span>`)}`;
}

function addressLines(order: Order): readonly string[] {
  const address = order.shippingAddress;
  if (address === undefined) return [];
  return [address.name ?? '', ...address.lines, [address.district, address.city, address.region, address.postcode, address.country].filter((part) => part).join(', ')].filter((line) => line !== '');
}

function lineRow(line: OrderLine, order: Order, format: Format): TemplateResult {
  if (order.redactedFor !== undefined) {
    return html`<tr>
      <td><span class="line-name">${line.name}</span><span class="mono muted">${line.sku}</span></td>
      <td class="amount">${format.count(line.quantity)}</td>
    </tr>`;
  }
  const {amount, scale, currency} = line.unitPrice;
  const total = {amount: amount * (line.quantity - line.cancelled), scale, currency};
  return html`<tr>
    <td><span class="line-name">${line.name}</span><span class="mono muted">${line.sku}</span></td>
    <td class="amount">${format.count(line.quantity)}</td>
    <td class="amount wide">${moneyView(format, line.unitPrice)}</td>
    <td class="amount">${moneyView(format, total)}</td>
  </tr>`;
}

/** Everything known about one order, to be read; what can be done about it stands in the footer of the pane. */
export function orderPane({order, strings, format}: OrderPane): TemplateResult {
  const {status, table, review, packer, common, desk} = strings;
  const {customer} = order;
  // Amounts of a copy for somebody who sees no money are zero and mean nothing.
  const seesMoney = order.redactedFor === undefined;
  return html`<div class="order-pane">
    <dl class="facts">
      ${fact(table.column.customer, html`${customer.name ?? table.nobody}${customer.id === undefined ? nothing : html` <span class="muted">${customer.id}</span>`}`)}
      ${fact(desk.contact, lines(customer.phone ?? (customer.phoneTail === undefined ? undefined : `…${customer.phoneTail}`), customer.email))}
      ${fact(table.column.date, format.dateTime(order.placedAt))}
      ${fact(table.column.channel, order.channel.name ?? status.channel[order.channel.code] ?? order.channel.code)}
      ${fact(review.method, order.paymentMethod.name ?? order.paymentMethod.code)}
      ${fact(table.filterPayment, status.payment[order.payment])}
      ${fact(packer.shippingDetails, lines(...addressLines(order)))}
      ${fact(common.note, order.customerNote ?? '')}
    </dl>
    <table class="lines">
      <thead><tr><th>${table.column.items}</th><th class="amount">${packer.quantity}</th>${seesMoney ? html`<th class="amount wide">${desk.unitPrice}</th><th class="amount">${table.column.total}</th>` : nothing}</tr></thead>
      <tbody>${order.lines.map((line) => lineRow(line, order, format))}</tbody>
      ${seesMoney ? sums(order, strings, format) : nothing}
    </table>
    ${order.parcels.length === 0 ? nothing : html`<h3 class="section">${packer.parcels}</h3><ul class="parcels">${order.parcels.map((parcel, index) => parcelLine(order, index, strings, format))}</ul>`}
  </div>`;
}

/** What is added up under the lines. */
function sums(order: Order, {table, review}: Strings, format: Format): TemplateResult {
  const {totals} = order;
  const due = dueOf(order);
  // What was given back is not to be paid again, although the sums alone would say so.
  const isDue = due.amount > 0 && due.amount !== totals.payable.amount && order.payment !== 'part_refunded';
  return html`<tfoot>
    ${order.shippingFee === undefined ? nothing : html`<tr><td class="muted">${review.shipping}</td><td></td><td class="wide"></td><td class="amount">${moneyView(format, order.shippingFee)}</td></tr>`}
    ${order.discounts.map((discount) => html`<tr><td class="muted">${discount.name}</td><td></td><td class="wide"></td><td class="amount">−${moneyView(format, discount.amount)}</td></tr>`)}
    ${order.tax === undefined ? nothing : html`<tr><td class="muted">${review.tax}</td><td></td><td class="wide"></td><td class="amount">${moneyView(format, order.tax.amount)}</td></tr>`}
    <tr class="sum"><td>${table.column.total}</td><td></td><td class="wide"></td><td class="amount">${moneyView(format, totals.payable)}</td></tr>
    ${isDue ? html`<tr><td>${review.toPay}</td><td></td><td class="wide"></td><td class="amount">${moneyView(format, due)}</td></tr>` : nothing}
  </tfoot>`;
}

function parcelLine(order: Order, index: number, strings: Strings, format: Format): TemplateResult {
  const {packer, status} = strings;
  const parcel = order.parcels[index];
  if (parcel === undefined) return html``;
  const units = parcel.contents.reduce((sum, {quantity}) => sum + quantity, 0);
  const how =
    parcel.sentAt !== undefined
      ? packer.sentBy(parcel.sentBy ?? '', format.dateTime(parcel.sentAt))
      : parcel.verifiedAt !== undefined
        ? packer.verifiedBy(parcel.verifiedBy ?? '', format.dateTime(parcel.verifiedAt))
        : units === 0
          ? status.delivery.unpacked
          : status.delivery.packing;
  const glyph = parcel.sentAt !== undefined ? glyphOf('complete', {code: 'sent'}) : parcel.verifiedAt !== undefined ? glyphOf('processing', {code: 'packed'}) : glyphOf('processing');
  return html`<li>
    ${drawGlyph(glyph)}<b>${packer.parcelTab(`#${index + 1}`)}</b><span class="muted mono">${shortId(parcel.id)}</span><span>${packer.items(units)}</span><span class="muted">${how}</span
    >${parcel.trackingNumber === undefined ? nothing : html`<span class="mono">${parcel.trackingNumber}</span>`}
  </li>`;
}
