/** How long a finger stays on a row to select it. */
const HOLD_MS = 500;

/**
 * Tells a long press of a finger from a tap and from a scroll.
 * @example
 * html`<div @pointerdown=${press.down} @pointerup=${press.up} @pointercancel=${press.up} @contextmenu=${press.menu}>`
 */
export class LongPress {
  /** The last press was a long one: the click that may follow it is not meant. */
  isLong = false;
  readonly #onPress: (target: Element) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param onPress hears what was pressed. */
  constructor(onPress: (target: Element) => void) {
    this.#onPress = onPress;
  }

  readonly down = (event: PointerEvent): void => {
    this.up();
    this.isLong = false;
    if (event.pointerType === 'mouse') return;
    const target = event.target as Element; // the event forgets it
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.isLong = true;
      this.#onPress(target);
    }, HOLD_MS);
  };

  /** The finger left, or the browser took it for a scroll. */
  readonly up = (): void => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  };

  /** The browser's own menu for long presses would lie over the list. */
  readonly menu = (event: Event): void => {
    if (this.isLong || this.#timer !== undefined) event.preventDefault();
  };
}
