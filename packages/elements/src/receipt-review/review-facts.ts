import type {Money, Order, Receipt} from '@packline/core';
import {html, nothing, type TemplateResult} from 'lit';
import type {Format} from '../base/format.ts';
import {deniedGlyph, doneGlyph, drawGlyph} from '../base/status-glyph.ts';
import {statusLine} from '../base/status-words.ts';
import type {Strings} from '../strings/strings.ts';

interface ReviewFacts {
  readonly order: Order;
  /** The upload on the stage. */
  readonly receipt: Receipt | undefined;
  readonly isUnsent: boolean;
  readonly strings: Strings;
  readonly format: Format;
}

/** More lines than this say no more about a payment. */
const MOST_LINES = 50;

/** Status, customer, method, when it was uploaded. */
export function reviewFacts({order, receipt, isUnsent, strings: {review, status, table}, format}: ReviewFacts): TemplateResult {
  const {paymentMethod, customer} = order;
  const method = paymentMethod.name ?? paymentMethod.code;
  return html`<dl class="facts">
    <div><dt>${review.status}</dt><dd>${statusLine(status, order.status, order.statusDetail, isUnsent)}</dd></div>
    <div><dt>${review.customer}</dt><dd>${customer.name ?? customer.id ?? table.nobody}</dd></div>
    <div><dt>${review.method}</dt><dd>${paymentMethod.needsReceipt ? review.needsReceipt(method) : method}</dd></div>
    ${receipt === undefined ? nothing : html`<div><dt>${review.uploaded}</dt><dd>${review.uploadedTimes(format.dateTime(receipt.uploadedAt), order.receipts.indexOf(receipt) + 1)}</dd></div>`}
  </dl>`;
}

/** What was ordered, to compare a receipt with. */
export function reviewLines({order, strings: {review}, format}: ReviewFacts): TemplateResult {
  const digits = (money: Money) => {
    const parts = format.moneyParts(money);
    return parts.minus + parts.digits;
  };
  const extra = (name: string, amount: string) => html`<span class="muted">${name}</span><span></span><span class="amount muted">${amount}</span>`;
  return html`<div class="lines">
    ${order.lines.slice(0, MOST_LINES).map((line) => {
      const quantity = line.quantity - line.cancelled;
      return html`<span class="name">${line.name}</span><span class="amount muted">${format.count(quantity)}</span><span class="amount">${digits({...line.unitPrice, amount: line.unitPrice.amount * quantity})}</span>`;
    })}
    ${order.lines.length > MOST_LINES ? extra(review.moreInQueue(order.lines.length - MOST_LINES), '') : nothing}
    ${order.shippingFee === undefined ? nothing : extra(order.shippingMethod.name === undefined ? review.shipping : review.shippingBy(order.shippingMethod.name), digits(order.shippingFee))}
    ${order.discounts.map(({name, amount}) => extra(name, `−${digits(amount)}`))}
    ${order.tax === undefined || order.tax.included ? nothing : extra(review.tax, digits(order.tax.amount))}
  </div>`;
}

/** Every upload with what became of it; nothing while there is only the one that waits. */
export function reviewHistory({order, receipt: shown, strings: {review, common}, format}: ReviewFacts, onShow: (receipt: Receipt) => void): TemplateResult | typeof nothing {
  if (order.receipts.length === 0 || (order.receipts.length === 1 && shown?.state === 'submitted')) return nothing;
  const line = (receipt: Receipt) => {
    const glyph = receipt.state === 'accepted' ? doneGlyph : receipt.state === 'denied' ? deniedGlyph : undefined;
    const words = receipt.decidedAt === undefined ? review.state[receipt.state] : review.decided(review.state[receipt.state], receipt.decidedBy ?? '', format.dateTime(receipt.decidedAt));
    return html`<li
      >${glyph === undefined ? nothing : drawGlyph(glyph)}<span>${words}${receipt.message === undefined ? nothing : html`<q>${receipt.message}</q>`}</span
      >${receipt === shown ? nothing : html`<button type="button" class="text" @click=${() => onShow(receipt)}>${common.show}</button>`}</li
    >`;
  };
  return html`<div class="history"><h4 class="label">${review.earlier}</h4><ul>${order.receipts.map(line)}</ul></div>`;
}
