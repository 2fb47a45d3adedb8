import {recogniseTrackingNumber, type CalendarDate} from '@packline/core';
import {html, nothing, type TemplateResult} from 'lit';
import {live} from 'lit/directives/live.js';
import {calendarIcon, doneIcon, icon, lockIcon} from '../base/icons.ts';
import {parcelContents} from './parcel-contents.ts';
import type {PackerActs, PackerView} from './packer-view.ts';

interface PanelOptions {
  /** The day *Ready to ship* will set, or has set. */
  readonly day: CalendarDate;
  readonly remark: string;
}

/** The open parcel: verified or not, what is in it, when it goes, what the customer reads. */
export function parcelPanel(view: PackerView, acts: PackerActs, {day, remark}: PanelOptions): TemplateResult {
  const {parcel, isPhone} = view;
  if (parcel?.sentAt !== undefined) return html`${sentStrip(view)}${parcelContents(view, acts)}${sentFacts(view)}`;
  const ready = readyRow(view, acts, day);
  const remarks = remarkField(view, acts, remark);
  // On phones what is left to do comes first.
  return isPhone && parcel?.verifiedAt !== undefined
    ? html`${verifyStrip(view, acts)}${ready}${remarks}${parcelContents(view, acts)}`
    : html`${verifyStrip(view, acts)}${parcelContents(view, acts)}${ready}${remarks}`;
}

/** *Verify Packed* and what it means. */
function verifyStrip(view: PackerView, acts: PackerActs): TemplateResult {
  const {strings, format, parcel, refusals, isPhone, hasKeys} = view;
  const {packer} = strings;
  const verified = parcel?.verifiedAt !== undefined;
  const reason = verified ? undefined : view.sentence(refusals.verify);
  const change = (event: Event) => {
    if ((event.target as HTMLInputElement).checked) acts.verify();
    else acts.askUnlock();
  };
  const keepOff = (event: Event) => {
    if (reason !== undefined) event.preventDefault();
  };
  const toggle = html`<label class="choice">
    <span>${packer.verifyPacked}</span>
    <input type="checkbox" role="switch" class="switch" id="verify" aria-disabled=${reason === undefined ? nothing : 'true'} aria-describedby="verify-text" aria-keyshortcuts=${hasKeys ? 'V' : nothing} .checked=${live(verified)} @click=${keepOff} @change=${change} />
    ${hasKeys && reason === undefined && !verified ? html`<span class="key" aria-hidden="true">V</span>` : nothing}
  </label>`;
  const words = !verified
    ? html`<p id="verify-text" class="muted">${reason ?? packer.verifyHint}</p>`
    : html`<p id="verify-text"><b>${packer.verifiedBy(parcel.verifiedBy ?? '', format.dateTime(parcel.verifiedAt ?? 0))}</b> ${packer.locked}</p>`;
  return html`<div class="strip verify ${verified ? 'done' : ''}">
    ${verified ? icon(lockIcon) : nothing}${words}
    ${isPhone ? nothing : toggle}
    ${verified && refusals.unlock === undefined ? html`<button type="button" class="quiet" @click=${() => acts.askUnlock()}>${packer.unlock}</button>` : nothing}
  </div>`;
}

/** *Ready to ship* and the day. */
function readyRow(view: PackerView, acts: PackerActs, day: CalendarDate): TemplateResult {
  const {strings, format, parcel, refusals} = view;
  const {packer} = strings;
  const isReady = parcel?.shipOn !== undefined;
  const reason = view.sentence(refusals.schedule);
  const toggle = (event: Event) => acts.schedule((event.target as HTMLInputElement).checked ? day : null);
  const keepOff = (event: Event) => {
    if (reason !== undefined) event.preventDefault();
  };
  const pick = (event: Event) => {
    const {value} = event.target as HTMLInputElement;
    if (value < FIRST_DAY) return; // a year that is still being typed
    if (isReady) acts.schedule(value);
    else acts.pickDay(value);
  };
  return html`<div class="ready">
    <label class="choice">
      <input type="checkbox" role="switch" class="switch" id="ready" aria-disabled=${reason === undefined ? nothing : 'true'} .checked=${live(isReady)} @click=${keepOff} @change=${toggle} /><span>${packer.readyToShip}</span>
    </label>
    <label class="input day ${isReady ? '' : 'off'}">
      ${icon(calendarIcon)}<span class="shown" aria-hidden="true">${format.calendarDate(day, 'long')}</span>
      <input type="date" aria-label=${packer.shipDate} .value=${live(day)} ?disabled=${reason !== undefined} @click=${openPicker} @change=${pick} />
    </label>
  </div>`;
}

const FIRST_DAY = '2000-01-01';

function openPicker(event: Event): void {
  try {
    (event.target as HTMLInputElement).showPicker();
  } catch {
    // Not allowed here (a frame of another origin): the field can still be typed into.
  }
}

/** What the customer reads; a tracking code in it is named at once. */
function remarkField({strings, refusals, parcel}: PackerView, acts: PackerActs, remark: string): TemplateResult {
  const {packer} = strings;
  const code = recogniseTrackingNumber(remark);
  return html`<div class="field remark">
    <label for="remark">${packer.remark}</label>
    <textarea id="remark" rows="2" aria-describedby="remark-hint" ?disabled=${parcel === undefined || refusals.work !== undefined} .value=${live(remark)} @input=${(event: InputEvent) => acts.typeRemark((event.target as HTMLTextAreaElement).value)}></textarea>
    <p class="hint" id="remark-hint" role="status">${code === undefined ? packer.remarkHint : html`<span class="tone-done">${icon(doneIcon, 14)}</span> ${packer.remarkRecognised(code)}`}</p>
  </div>`;
}

function sentStrip({strings: {packer}, format, parcel}: PackerView): TemplateResult {
  return html`<div class="strip verify done">${icon(doneIcon)}<p><b>${packer.sentBy(parcel?.sentBy ?? '', format.dateTime(parcel?.sentAt ?? 0))}</b></p></div>`;
}

function sentFacts({strings: {packer}, format, parcel}: PackerView): TemplateResult {
  const fact = (name: string, value: TemplateResult | undefined) => (value === undefined ? nothing : html`<div><dt>${name}</dt><dd>${value}</dd></div>`);
  return html`<dl class="sent-facts">
    ${fact(packer.trackingNumber, parcel?.trackingNumber === undefined ? undefined : html`<span class="mono">${parcel.trackingNumber}</span>`)}
    ${fact(packer.shipDate, parcel?.shipOn === undefined ? undefined : html`${format.calendarDate(parcel.shipOn, 'long')}`)}
    ${fact(packer.remark, parcel?.remark === undefined ? undefined : html`<span class="said">${parcel.remark}</span>`)}
  </dl>`;
}
