import {html, type TemplateResult} from 'lit';
import {dialog} from '../base/dialog.ts';
import type {Strings} from '../strings/strings.ts';

interface RemoveDialog {
  readonly strings: Strings;
  /** `#2` */
  readonly sign: string;
  /** Units that would be in no box. */
  readonly units: number;
  readonly onRemove: () => void;
  readonly onClose: () => void;
}

/** Asks before a parcel with something in it goes: packing it again is work. */
export function removeDialog({strings: {packer, common}, sign, units, onRemove, onClose}: RemoveDialog): TemplateResult {
  return dialog({
    id: 'remove',
    title: packer.removeTitle(sign),
    body: html`<p class="muted">${packer.removeText(units)}</p>`,
    confirm: true,
    actions: html`<button type="button" class="quiet" @click=${onClose}>${common.cancel}</button><button type="button" class="primary" autofocus @click=${onRemove}>${packer.removeParcel}</button>`,
    onClose,
    closeLabel: common.close,
  });
}
