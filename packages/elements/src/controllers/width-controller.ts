import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** How wide the element is: ≥ 1100 · 860–1099 · 600–859 · 340–599 · < 340 px. */
export type WidthBand = 'wide' | 'medium' | 'narrow' | 'phone' | 'tiny';

/** The band of a width in px. */
export function widthBandOf(width: number): WidthBand {
  return width >= 1100 ? 'wide' : width >= 860 ? 'medium' : width >= 600 ? 'narrow' : width >= 340 ? 'phone' : 'tiny';
}

/**
 * Tells an element its width band, where a style alone (a container query) cannot decide; redraws it when the band
 * changes, not with every pixel.
 */
export class WidthController implements ReactiveController {
  /** Inline size of the element in px; 0 before it was laid out. */
  width = 0;
  band: WidthBand = 'wide';
  readonly #host: ReactiveControllerHost & HTMLElement;
  #observer: ResizeObserver | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  /** Cards and a dock instead of a table. */
  get isPhone(): boolean {
    return this.band === 'phone' || this.band === 'tiny';
  }

  hostConnected(): void {
    this.#take(this.#host.clientWidth);
    this.#observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) this.#take(entry.contentBoxSize[0]?.inlineSize ?? this.#host.clientWidth);
    });
    this.#observer.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
  }

  #take(width: number): void {
    if (width === 0) return; // not laid out, or hidden: keep what was
    this.width = width;
    const band = widthBandOf(width);
    if (band === this.band) return;
    this.band = band;
    this.#host.requestUpdate();
  }
}
