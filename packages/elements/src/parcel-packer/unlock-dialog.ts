import {html, nothing, type TemplateResult} from 'lit';
import {dialog} from '../base/dialog.ts';
import type {Strings} from '../strings/strings.ts';

interface UnlockDialog {
  readonly strings: Strings;
  /** What is unlocked: `#2`, or an item's name. */
  readonly what: string;
  readonly reason: string;
  /** Why it cannot be unlocked like this, after somebody tried. */
  readonly problem: string | undefined;
  readonly onInput: (reason: string) => void;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
}

/** Asks why verified quantities are to be changed again. */
export function unlockDialog({strings: {packer, common}, what, reason, problem, onInput, onSubmit, onClose}: UnlockDialog): TemplateResult {
  return dialog({
    id: 'unlock',
    title: packer.unlockTitle(what),
    body: html`<p class="muted">${packer.unlockText}</p>
      <div class="field unlock-reason">
        <label for="reason">${packer.unlockReason}</label>
        <input class="input" id="reason" autocomplete="off" aria-invalid=${problem === undefined ? nothing : 'true'} aria-describedby=${problem === undefined ? nothing : 'reason-hint'} .value=${reason} @input=${(event: InputEvent) => onInput((event.target as HTMLInputElement).value)} />
        ${problem === undefined ? nothing : html`<p class="hint trouble" id="reason-hint" role="alert">${problem}</p>`}
      </div>`,
    actions: html`<button type="button" class="quiet" @click=${onClose}>${common.cancel}</button><button type="submit" class="primary">${packer.unlockAct}</button>`,
    onSubmit,
    onClose,
    closeLabel: common.close,
  });
}
