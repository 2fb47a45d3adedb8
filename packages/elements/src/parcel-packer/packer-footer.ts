import {html, nothing, type TemplateResult} from 'lit';
import {icon, scanIcon} from '../base/icons.ts';
import {signOf, unitsIn, type PackerActs, type PackerView} from './packer-view.ts';

interface FooterOptions {
  readonly isOffline: boolean;
}

/** The first parcel that has not gone, besides the open one; 0: none. */
function nextUnsent({order, parcel}: PackerView): number {
  return order.parcels.findIndex((other) => other !== parcel && other.sentAt === undefined && other.contents.length > 0) + 1;
}

/** What the open parcel holds and what keeps it here; *Send* at the end, in ink once it is the next act. */
export function packerFooter(view: PackerView, acts: PackerActs, {isOffline}: FooterOptions): TemplateResult {
  const {strings, parcel, sign, refusals, hasKeys} = view;
  const {packer} = strings;
  const reason = view.sentence(refusals.send);
  // Said once: beside *Verify Packed* when it keeps that back as well.
  const isSaid = reason !== undefined && parcel?.verifiedAt === undefined && reason === view.sentence(refusals.verify);
  const why = isSaid ? undefined : (reason ?? (isOffline ? packer.sendOffline : undefined));
  return html`<footer part="footer">
    ${parcel === undefined
      ? nothing
      : html`<p class="about"><b>${packer.parcelTab(sign)}</b> <span class="muted">${packer.items(unitsIn(parcel))}</span>${parcel.sentAt === undefined && why !== undefined ? html`<span class="why muted small" id="send-why">${why}</span>` : nothing}</p>`}
    ${parcel === undefined ? nothing : parcel.sentAt !== undefined ? after(view, acts) : html`<button
            type="button"
            id="send"
            class=${reason === undefined ? 'primary' : ''}
            aria-disabled=${reason === undefined ? nothing : 'true'}
            aria-describedby=${isSaid ? 'verify-text' : why === undefined ? nothing : 'send-why'}
            aria-keyshortcuts=${hasKeys ? 'S' : nothing}
            @click=${acts.send}
          ><span>${packer.send}</span>${hasKeys && reason === undefined ? html`<span class="key" aria-hidden="true">S</span>` : nothing}</button>`}
  </footer>`;
}

/** The open parcel has gone: on to the next one, or back to the list. */
function after(view: PackerView, acts: PackerActs): TemplateResult {
  const {strings, order, facts} = view;
  const {packer} = strings;
  const next = nextUnsent(view);
  if (next > 0) return html`<button type="button" class="primary" @click=${() => acts.openParcel(next)}>${packer.openParcel(signOf(next))}</button>`;
  const isDone = facts.groups.every(({stage}) => stage === 'sent');
  return html`${isDone && order.status === 'complete' ? html`<span class="muted">${packer.orderDone(order.number)}</span>` : nothing}<button type="button" class=${isDone ? 'primary' : ''} @click=${acts.close}>${packer.backToList}</button>`;
}

interface DockOptions extends FooterOptions {
  readonly tabs: TemplateResult;
  readonly isScanning: boolean;
  readonly onScanToggle: () => void;
}

/** On phones, at the thumb: the parcels, the scan key and the one next act. */
export function packerDock(view: PackerView, acts: PackerActs, {isOffline, tabs, isScanning, onScanToggle}: DockOptions): TemplateResult {
  const {strings, parcel, sign, refusals} = view;
  const {packer} = strings;
  const canScan = parcel !== undefined && parcel.sentAt === undefined && parcel.verifiedAt === undefined && refusals.work === undefined;
  const isVerified = parcel?.verifiedAt !== undefined;
  const refusal = isVerified ? refusals.send : refusals.verify;
  const reason = view.sentence(refusal);
  const note = reason ?? (isVerified && parcel.sentAt === undefined && isOffline ? packer.sendOffline : undefined);
  return html`<div class="dock" part="footer">
    ${tabs}
    <div class="acts">
      ${canScan ? html`<button type="button" class="scan-key" aria-label=${packer.scan} aria-pressed=${isScanning ? 'true' : 'false'} @click=${onScanToggle}>${icon(scanIcon, 20)}</button>` : nothing}
      ${parcel === undefined
        ? nothing
        : parcel.sentAt !== undefined
          ? after(view, acts)
          : html`<button type="button" id="next-act" class="primary" aria-disabled=${reason === undefined ? nothing : 'true'} aria-describedby=${note === undefined ? nothing : 'next-why'} @click=${isVerified ? acts.send : () => reason === undefined && acts.verify()}>${isVerified ? packer.sendParcel(sign) : packer.verifyPacked}</button>`}
    </div>
    ${note === undefined || parcel?.sentAt !== undefined ? nothing : html`<p class="why muted small" id="next-why">${note}</p>`}
  </div>`;
}
