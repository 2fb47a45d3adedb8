import {html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {closeIcon, icon} from './icons.ts';
import {drawGlyph, troubleGlyph} from './status-glyph.ts';

export interface Toast {
  readonly text: string;
  readonly tone?: 'plain' | 'trouble';
  readonly action?: {readonly label: string; readonly key?: string; readonly onClick: () => void};
  /** Milliseconds it stays; default 6 000. Hover and focus pause it. Trouble stays until closed. */
  readonly stayMs?: number;
}

interface Shown extends Toast {
  readonly id: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

const MOST = 3;
const STAY_MS = 6000;

/**
 * What happened, at the bottom, at most three at a time; read out once. Put `${toasts.view(words.common.close)}` once
 * at the end of the template.
 * @example
 * toasts.show({text: words.review.accepted('10482')});
 */
export class ToastsController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #shown: Shown[] = [];
  #next = 1;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdated(): void {
    const list = this.#host.shadowRoot?.querySelector<HTMLElement>('.toasts');
    if (!list) return;
    const open = list.matches(':popover-open');
    if (this.#shown.length > 0 && !open) list.showPopover();
    else if (this.#shown.length === 0 && open) list.hidePopover();
  }

  hostDisconnected(): void {
    for (const toast of this.#shown) clearTimeout(toast.timer);
    this.#shown = [];
  }

  show(toast: Toast): void {
    const shown: Shown = {...toast, id: this.#next++, timer: undefined};
    this.#shown = [...this.#shown, shown];
    while (this.#shown.length > MOST) this.#close(this.#shown[0]);
    this.#start(shown);
    this.#host.requestUpdate();
  }

  view(closeLabel: string): TemplateResult {
    return html`<div class="toasts" popover="manual" role="status" @pointerenter=${this.#pause} @pointerleave=${this.#resume} @focusin=${this.#pause} @focusout=${this.#resume}>
      ${repeat(this.#shown, ({id}) => id, (toast) => this.#one(toast, closeLabel))}
    </div>`;
  }

  #one(toast: Shown, closeLabel: string): TemplateResult {
    const {text, tone, action} = toast;
    const act = () => {
      this.#close(toast);
      action?.onClick();
    };
    return html`<div class="toast ${tone ?? 'plain'}">
      ${tone === 'trouble' ? drawGlyph(troubleGlyph, 16) : nothing}
      <p>${text}</p>
      ${action === undefined ? nothing : html`<button type="button" @click=${act}>${action.label}${action.key === undefined ? nothing : html`<span class="key" aria-hidden="true">${action.key}</span>`}</button>`}
      ${tone === 'trouble' ? html`<button type="button" class="icon" aria-label=${closeLabel} @click=${() => this.#close(toast)}>${icon(closeIcon)}</button>` : nothing}
    </div>`;
  }

  readonly #pause = (): void => {
    for (const toast of this.#shown) clearTimeout(toast.timer);
  };

  readonly #resume = (): void => {
    for (const toast of this.#shown) this.#start(toast);
  };

  #start(toast: Shown): void {
    clearTimeout(toast.timer);
    if (toast.tone !== 'trouble') toast.timer = setTimeout(() => this.#close(toast), toast.stayMs ?? STAY_MS);
  }

  #close(toast: Shown | undefined): void {
    if (toast === undefined) return;
    clearTimeout(toast.timer);
    this.#shown = this.#shown.filter((other) => other !== toast);
    this.#host.requestUpdate();
  }
}
