import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {isTyping} from '../controllers/keys-controller.ts';

/** Characters that follow each other faster than this come from a scanner, not from a hand. */
const GAP_MS = 50;
const SHORTEST = 3;

type Host = ReactiveControllerHost & HTMLElement;

/**
 * Tells a scanner that types like a keyboard from a person at the keys, wherever focus is outside of fields: a burst
 * of characters ending in Enter is a scan, and one character alone may be a shortcut. Without this a barcode with an S
 * in it would press *Send*, and its Enter the button that has focus.
 */
export class ScannerController implements ReactiveController {
  readonly #host: Host;
  readonly #onScan: (code: string) => void;
  #burst = '';
  #lastAt = 0;
  #alone: ReturnType<typeof setTimeout> | undefined;

  constructor(host: Host, onScan: (code: string) => void) {
    this.#host = host;
    this.#onScan = onScan;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('keydown', this.#hear, {capture: true});
  }

  hostDisconnected(): void {
    document.removeEventListener('keydown', this.#hear, {capture: true});
    clearTimeout(this.#alone);
  }

  /** Does the work of a one-letter key, unless more characters follow at once. */
  whenAlone(act: () => void): void {
    if (this.#burst.length > 1) return;
    clearTimeout(this.#alone);
    this.#alone = setTimeout(act, GAP_MS);
  }

  readonly #hear = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event) || !this.#isForUs(event)) return;
    const isFast = event.timeStamp - this.#lastAt < GAP_MS;
    if (event.key === 'Enter') {
      const code = this.#burst.trim();
      this.#burst = '';
      if (!isFast || code.length < SHORTEST) return;
      event.preventDefault();
      event.stopImmediatePropagation(); // or it would press the button that has focus
      this.#onScan(code);
    } else if (event.key.length === 1) {
      this.#burst = isFast ? this.#burst + event.key : event.key;
      this.#lastAt = event.timeStamp;
      if (this.#burst.length > 1) clearTimeout(this.#alone);
    }
  };

  #isForUs(event: KeyboardEvent): boolean {
    const path = event.composedPath();
    if (this.#host.shadowRoot?.querySelector('dialog[open]') !== null) return false;
    return path.includes(this.#host) || (path[0] === document.body && this.#host.checkVisibility());
  }
}
