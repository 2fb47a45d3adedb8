import type {Parcel} from '@packline/core';
import {html, nothing, type TemplateResult} from 'lit';
import {actionButton} from '../base/action-button.ts';
import {arrowEndIcon, icon, lockIcon, plusIcon} from '../base/icons.ts';
import {drawGlyph, unsentGlyph} from '../base/status-glyph.ts';
import {signOf, unitsIn, type PackerActs, type PackerView} from './packer-view.ts';

interface TabsOptions {
  /** Ids of parcels the server does not know yet. */
  readonly unsentParcels: ReadonlySet<string>;
  readonly onKeydown: (event: KeyboardEvent) => void;
}

/** *#1 Parcel*, *#2 Parcel* … and *+ Add Parcel*; on phones the same as buttons of the dock. */
export function parcelTabs(view: PackerView, acts: PackerActs, {unsentParcels, onKeydown}: TabsOptions): TemplateResult {
  const {strings, order, refusals, isPhone, hasKeys} = view;
  const {packer} = strings;
  return html`<div class="tab-row" part="tabs">
    <div class=${isPhone ? 'parcels' : 'tabs'} role="tablist" aria-label=${packer.parcels} @keydown=${onKeydown}>
      ${order.parcels.map((parcel, index) => tab(view, acts, parcel, index + 1, unsentParcels.has(parcel.id)))}
    </div>
    ${actionButton({
      id: 'add-parcel',
      kind: isPhone ? 'secondary' : 'quiet',
      className: 'add',
      label: isPhone ? packer.addParcelShort : packer.addParcel,
      ...(isPhone ? {name: packer.addParcel, icon: plusIcon} : {}),
      ...(hasKeys ? {key: 'N'} : {}),
      reason: view.sentence(refusals.work),
      onClick: acts.addParcel,
      above: isPhone,
    })}
  </div>`;
}

function tab({strings, format, parcel: open, isPhone}: PackerView, acts: PackerActs, parcel: Parcel, position: number, isUnsent: boolean): TemplateResult {
  const {packer, status} = strings;
  const isOpen = parcel === open;
  const units = unitsIn(parcel);
  const sign = parcel.sentAt !== undefined ? icon(arrowEndIcon, 14) : parcel.verifiedAt !== undefined ? icon(lockIcon, 14) : nothing;
  const state = parcel.sentAt !== undefined ? packer.sent : parcel.verifiedAt !== undefined ? packer.verified : undefined;
  const facts = [packer.items(units), ...(state === undefined ? [] : [state]), ...(isUnsent ? [status.unsent] : [])];
  return html`<button
    type="button"
    class="tab"
    role="tab"
    id="tab-${position}"
    aria-controls="parcel"
    aria-selected=${isOpen ? 'true' : 'false'}
    aria-label=${isPhone ? packer.parcelTab(signOf(position)) : nothing}
    aria-description=${facts.join(packer.placesJoin)}
    aria-keyshortcuts=${position < 10 ? position : nothing}
    tabindex=${isOpen ? 0 : -1}
    @click=${() => acts.openParcel(position)}
  >${sign}<span>${isPhone && !isOpen ? signOf(position) : packer.parcelTab(signOf(position))}</span>${isPhone ? nothing : html`<span class="count" aria-hidden="true">${format.count(units)}</span>`}${isUnsent ? html`<span class="unsent" aria-hidden="true">${drawGlyph(unsentGlyph)}${isPhone ? nothing : status.unsent}</span>` : nothing}</button>`;
}
