import type {OrderLine, ParcelContent} from '@packline/core';
import {html, nothing, type TemplateResult} from 'lit';
import {guard} from 'lit/directives/guard.js';
import {live} from 'lit/directives/live.js';
import {emptyState} from '../base/empty-state.ts';
import {boxIcon, doneIcon, icon, minusIcon} from '../base/icons.ts';
import {productTile} from './product-tile.ts';
import type {PackerActs, PackerView} from './packer-view.ts';

/** What is in the open parcel: taken out again, or verified, line by line. */
export function parcelContents(view: PackerView, acts: PackerActs): TemplateResult {
  const {strings, format, order, parcel, facts, sign, refusals, turn} = view;
  const {packer} = strings;
  const contents = parcel?.contents ?? [];
  if (contents.length === 0) {
    const canPack = parcel !== undefined && parcel.sentAt === undefined && refusals.work === undefined;
    return html`<div class="box contents">${emptyState({icon: boxIcon, title: packer.emptyParcel, ...(canPack ? {text: packer.emptyParcelText(sign)} : {})})}</div>`;
  }
  const isOpen = parcel?.sentAt === undefined && parcel?.verifiedAt === undefined;
  return html`<ul class="box contents ${isOpen ? 'open' : ''}" part="contents">
    ${guard([order, parcel, refusals, turn, strings, format], () =>
      contents.map((content) => {
        const line = facts.lines.get(content.lineId);
        return line === undefined ? nothing : contentRow(view, acts, content, line);
      }),
    )}
  </ul>`;
}

function contentRow(view: PackerView, acts: PackerActs, {lineId, quantity, verified}: ParcelContent, line: OrderLine): TemplateResult {
  const {strings, format, parcel, refusals} = view;
  const {packer} = strings;
  const isClosed = parcel === undefined || parcel.sentAt !== undefined || parcel.verifiedAt !== undefined;
  const canTakeOut = !isClosed && !verified && refusals.unpack === undefined;
  return html`<li class="content">
    ${productTile(line)}
    <span class="name" dir="auto">${line.name}</span>
    <span class="mono muted">${line.sku}</span>
    <span class="count">${format.count(quantity)}</span>
    <span class="take">
      ${canTakeOut && quantity > 1 ? html`<button type="button" class="icon" aria-label=${`${packer.fewer}: ${line.name}`} @click=${() => acts.unpack(lineId, 1)}>${icon(minusIcon, 14)}</button>` : nothing}
      ${canTakeOut ? html`<button type="button" class="quiet" aria-label=${packer.takeOutName(line.name)} @click=${() => acts.unpack(lineId, quantity)}>${packer.takeOut}</button>` : nothing}
    </span>
    ${isClosed ? closedStage(view) : refusals.verify !== undefined ? nothing : check(view, acts, line, verified)}
  </li>`;
}

function closedStage({strings: {packer}, parcel}: PackerView): TemplateResult {
  return html`<span class="stage"><span class="tone-done">${icon(doneIcon, 14)}</span>${parcel?.sentAt === undefined ? packer.verified : packer.sent}</span>`;
}

/** Checked: verified and locked; taking the check away needs a reason. */
function check({strings: {packer}}: PackerView, acts: PackerActs, line: OrderLine, verified: boolean): TemplateResult {
  const change = (event: Event) => {
    if ((event.target as HTMLInputElement).checked) acts.verify(line.id);
    else acts.askUnlock(line.id);
  };
  return html`<label class="choice verify-line">
    <input type="checkbox" class="check" aria-label=${packer.verifyLine(line.name)} .checked=${live(verified)} @change=${change} />
    ${verified ? html`<span class="muted small">${packer.verified}</span>` : nothing}
  </label>`;
}
