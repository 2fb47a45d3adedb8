import {html, nothing, type TemplateResult} from 'lit';
import {AsyncDirective, directive} from 'lit/async-directive.js';
import type {ElementPart} from 'lit';
import {closeIcon, icon} from './icons.ts';

export interface DialogOptions {
  /** Unique in the shadow root. */
  readonly id: string;
  readonly title: string;
  readonly body: TemplateResult | string;
  /** Buttons, the main one last. The one with `autofocus` has focus first, else the first field. */
  readonly actions: TemplateResult;
  /** Muted words at the start of the footer. */
  readonly aside?: string;
  /** A short question: no close button, *OK* has focus. */
  readonly confirm?: boolean;
  /** Esc, the close button, or a press beside it. */
  readonly onClose: () => void;
  /** Enter in a field, or a press on a button of type submit. */
  readonly onSubmit?: () => void;
  readonly closeLabel: string;
}

/**
 * A modal dialog, open for as long as it is in the template. The browser keeps focus inside and gives it back to where
 * it was; on narrow screens it is a sheet from the bottom.
 *
 * @example
 * ${this.asking ? dialog({id: 'confirm', title, body, confirm: true, actions: html`…`, onClose: …, closeLabel: words.common.close}) : nothing}
 */
export function dialog({id, title, body, actions, aside, confirm = false, onClose, onSubmit, closeLabel}: DialogOptions): TemplateResult {
  const submit = (event: Event) => {
    event.preventDefault();
    onSubmit?.();
  };
  const cancel = (event: Event) => {
    event.preventDefault(); // the template decides: it closes by leaving
    onClose();
  };
  const pressBeside = (event: MouseEvent) => {
    if (event.target === event.currentTarget && event.detail > 0 && isOutside(event)) onClose();
  };
  return html`<dialog ${modal()} id=${id} class=${confirm ? 'confirm' : ''} part="dialog" aria-labelledby="${id}-title" @cancel=${cancel} @click=${pressBeside}>
    <form method="dialog" novalidate @submit=${submit}>
      <header role="presentation">
        <h2 id="${id}-title">${title}</h2>
        ${confirm ? nothing : html`<button type="button" class="icon" aria-label=${closeLabel} @click=${onClose}>${icon(closeIcon)}</button>`}
      </header>
      <div class="body">${body}</div>
      <footer role="presentation">${aside === undefined ? nothing : html`<span class="aside">${aside}</span>`}${actions}</footer>
    </form>
  </dialog>`;
}

function isOutside({currentTarget, clientX, clientY}: MouseEvent): boolean {
  const box = (currentTarget as Element).getBoundingClientRect();
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
}

/** Opens a `<dialog>` when it enters the page and closes it when it leaves, with focus going in and back out. */
class Modal extends AsyncDirective {
  #element: HTMLDialogElement | undefined;
  #before: HTMLElement | undefined;

  render(): void {}

  override update(part: ElementPart): void {
    if (this.#element !== undefined) return;
    const element = part.element as HTMLDialogElement;
    this.#element = element;
    // The template is not in the page yet while it is made.
    queueMicrotask(() => this.#open());
  }

  protected override disconnected(): void {
    const element = this.#element;
    if (element?.open) element.close();
    const before = this.#before;
    this.#before = undefined;
    // The element leaves the page in this same step; the browser gives focus back only while it is still there.
    queueMicrotask(() => {
      if (before?.isConnected && !isFocusSomewhere(before)) before.focus();
    });
  }

  protected override reconnected(): void {
    queueMicrotask(() => this.#open());
  }

  #open(): void {
    const element = this.#element;
    if (element === undefined || !element.isConnected || element.open) return;
    const root = element.getRootNode() as Document | ShadowRoot;
    this.#before = (root.activeElement ?? undefined) as HTMLElement | undefined;
    element.showModal();
    if (element.querySelector('[autofocus]') === null) firstField(element)?.focus();
  }
}

function isFocusSomewhere(before: HTMLElement): boolean {
  const root = before.getRootNode() as Document | ShadowRoot;
  return root.activeElement !== null && root.activeElement !== document.body;
}

function firstField(element: HTMLElement): HTMLElement | null {
  return element.querySelector<HTMLElement>('.body :is(input, textarea, select)') ?? element.querySelector<HTMLElement>('footer button:last-of-type');
}

const modal = directive(Modal);
