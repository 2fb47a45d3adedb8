import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** Does the work of a key; `false` leaves the key to the page. */
export type KeyHandler = (event: KeyboardEvent) => boolean | void;

type Host = ReactiveControllerHost & HTMLElement & {readonly shortcuts?: 'on' | 'off'};

const TYPED_INTO = 'input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]:not([contenteditable=false])';

/** Whether the key goes into a field. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  return event.isComposing || event.keyCode === 229 || (target instanceof Element && target.matches(TYPED_INTO));
}

/** `a`, `Enter`, `Shift+ArrowDown`, `?`. Letters are lower case; undefined with Ctrl, Alt or the command key. */
export function nameOfKey(event: KeyboardEvent): string | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (event.key.length === 1) return event.key.toLowerCase();
  return event.shiftKey ? `Shift+${event.key}` : event.key;
}

/**
 * Keys of a widget, by name. Off while somebody types or composes, while a dialog is open, and with `shortcuts="off"`
 * for one-letter keys. They work when focus is inside the widget, or on nothing at all while the widget is on screen.
 *
 * @example
 * new KeysController(this, {j: () => this.next(), k: () => this.previous(), 'Shift+ArrowDown': () => this.extend()});
 */
export class KeysController implements ReactiveController {
  readonly #host: Host;
  readonly #handlers: Readonly<Record<string, KeyHandler>>;

  constructor(host: Host, handlers: Readonly<Record<string, KeyHandler>>) {
    this.#host = host;
    this.#handlers = handlers;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('keydown', this.#press);
  }

  hostDisconnected(): void {
    document.removeEventListener('keydown', this.#press);
  }

  readonly #press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || isTyping(event)) return;
    const name = nameOfKey(event);
    const handler = name === undefined ? undefined : this.#handlers[name];
    if (name === undefined || handler === undefined) return;
    if (name.length === 1 && this.#host.shortcuts === 'off') return;
    if (!this.#isForUs(event)) return;
    if (handler(event) !== false) event.preventDefault();
  };

  #isForUs(event: KeyboardEvent): boolean {
    const path = event.composedPath();
    const inside = path.includes(this.#host);
    if (path.some((node) => node instanceof HTMLDialogElement || (node instanceof HTMLElement && node.popover !== null))) return false;
    // Focus on nothing: the key goes to the widgets that are on screen, unless a dialog has made them inert.
    return inside || (path[0] === document.body && this.#host.checkVisibility() && this.#host.shadowRoot?.querySelector('dialog[open]') === null);
  }
}
