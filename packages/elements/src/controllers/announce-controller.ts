import {html, type ReactiveController, type ReactiveControllerHost, type TemplateResult} from 'lit';

/**
 * Says something to people who listen instead of look. Put `${announce.region()}` once into the template.
 * @example
 * announce.say(this.strings.table.announceResults(count));
 */
export class AnnounceController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #text = '';
  #again = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  /** Politely, after what is being read. The same words twice are said twice. */
  say(text: string): void {
    this.#again = text === this.#text && !this.#again;
    this.#text = text;
    this.#host.requestUpdate();
  }

  region(): TemplateResult {
    return html`<div class="reader" role="status">${this.#again ? `${this.#text}\u00a0` : this.#text}</div>`;
  }
}
