import {html, nothing, type TemplateResult} from 'lit';
import {icon as drawIcon} from './icons.ts';
import type {Shape} from './shape.ts';

export interface ActionButtonOptions {
  /** Secondary when left out. */
  readonly kind?: 'primary' | 'secondary' | 'quiet' | 'danger' | 'text';
  readonly label: string;
  readonly icon?: Shape;
  /** Key cap inside the button, on fine pointers. */
  readonly key?: string;
  readonly onClick: () => void;
  /** Why it is off. It stays focusable and shows the sentence on focus and hover. */
  readonly reason?: string | undefined;
  /** Unique in the shadow root; needed with `reason`. */
  readonly id?: string;
  /** Work under way for more than 300 ms: a pie turns inside, the width stays. */
  readonly busy?: boolean;
  /** Longer name for readers, when the label alone says too little ("Pack Gaiwan to #1"). It must contain the label's words. */
  readonly name?: string;
  /** Extra classes and parts. */
  readonly className?: string;
  readonly part?: string;
  /** The reason opens upward: for pinned footers. */
  readonly above?: boolean;
}

/**
 * A button that can be off with a reason, and busy.
 * @example
 * actionButton({kind: 'primary', id: 'send', label: words.packer.send, reason: refusalSentence(…), onClick: () => this.#send()})
 */
export function actionButton({kind = 'secondary', label, icon, key, onClick, reason, id, busy = false, name, className = '', part, above = false}: ActionButtonOptions): TemplateResult {
  const off = reason !== undefined;
  const press = () => {
    if (!off && !busy) onClick();
  };
  const button = html`<button
    type="button"
    id=${id ?? nothing}
    part=${part ?? nothing}
    class="${kind} ${className}"
    aria-label=${name ?? nothing}
    aria-disabled=${off ? 'true' : nothing}
    aria-busy=${busy ? 'true' : nothing}
    aria-describedby=${off && id !== undefined ? `${id}-reason` : nothing}
    aria-keyshortcuts=${key ?? nothing}
    @click=${press}
  >${icon === undefined ? nothing : drawIcon(icon)}<span>${label}</span>${key === undefined ? nothing : html`<span class="key" aria-hidden="true">${key}</span>`}${busy ? html`<span class="pie"></span>` : nothing}</button>`;
  // Always inside the same element, so that focus stays when the button goes off under the finger.
  return html`<span class="with-reason ${above ? 'above' : ''}">${button}${off ? html`<span class="reason" role="tooltip" id=${id === undefined ? nothing : `${id}-reason`}>${reason}</span>` : nothing}</span>`;
}
