import {html, nothing, type TemplateResult} from 'lit';
import {doneIcon, icon, scanIcon} from '../base/icons.ts';
import {drawGlyph, troubleGlyph} from '../base/status-glyph.ts';
import type {PackerActs, PackerView} from './packer-view.ts';

/** What the last scan did. */
export interface ScanResult {
  readonly isRight: boolean;
  readonly title: string;
  readonly text: string;
  /** The line and parcel it went to, for taking it back. */
  readonly packed?: {readonly lineId: string; readonly parcelId: string};
}

/** Where a scanner, or a person, types a code. */
export function scanField({strings: {packer}, hasKeys}: PackerView, acts: PackerActs): TemplateResult {
  const press = (event: KeyboardEvent) => {
    const field = event.target as HTMLInputElement;
    if (event.key !== 'Enter' || event.isComposing || field.value.trim() === '') return;
    event.preventDefault();
    acts.scan(field.value);
    field.value = '';
  };
  return html`<div class="input scan-input">
    ${icon(scanIcon)}
    <input type="text" id="scan" aria-label=${packer.scan} placeholder=${packer.scan} aria-describedby="scan-hint" autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="done" @keydown=${press} />
    ${hasKeys ? html`<kbd class="key" aria-hidden="true">/</kbd>` : nothing}
  </div>`;
}

/** The one big signal of the screen: right or wrong, which item, what next. */
export function scanBand({strings: {packer, common}}: PackerView, result: ScanResult | undefined, onUndo: () => void, onDismiss: () => void): TemplateResult {
  if (result === undefined) return html`<div class="band">${icon(scanIcon, 24)}<p class="signal">${packer.scanNext}</p></div>`;
  return html`<div class="band ${result.isRight ? 'right' : 'wrong'}">
    ${result.isRight ? html`<span class="tone-done">${icon(doneIcon, 24)}</span>` : drawGlyph(troubleGlyph, 22)}
    <div class="what"><p class="signal">${result.title}</p><p class="muted">${result.text}</p></div>
    ${result.packed === undefined ? html`<button type="button" class="quiet" @click=${onDismiss}>${common.ok}</button>` : html`<button type="button" class="quiet" @click=${onUndo}>${common.undo}</button>`}
  </div>`;
}

/** Under the field: the same in one line. */
export function scanHint({strings: {packer}, hasKeys, sign, refusals, facts}: PackerView, result: ScanResult | undefined): TemplateResult {
  if (result === undefined) {
    const canPack = hasKeys && refusals.pack === undefined && facts.packed < facts.total;
    return html`<div class="hint-line"><p class="hint" id="scan-hint">${packer.scanHint}</p>${canPack ? html`<span class="hint keys" aria-hidden="true"><kbd class="key">P</kbd>${packer.packTo(sign)}</span>` : nothing}</div>`;
  }
  return html`<p class="hint ${result.isRight ? '' : 'trouble'}" id="scan-hint">${result.isRight ? nothing : drawGlyph(troubleGlyph)} ${result.title} ${result.text}</p>`;
}
