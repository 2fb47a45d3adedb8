import {LitElement} from 'lit';
import {property} from 'lit/decorators.js';
import {languageOf, loadStrings, type Catalog} from '../strings/catalog.ts';
import {createFormat, type Format} from './format.ts';
import {languageAt, languageChanged, onLanguageChange} from './page-language.ts';

/**
 * An element that speaks: it finds out its language and has the words for it before it draws for the first time.
 *
 * The language is that of the element's own `lang` attribute, else of the closest element with one, else the browser's; a
 * language nobody translated gives English. The root of a template carries `lang=${this.format.lang}`, because the
 * words may be in another language than the page.
 */
export abstract class LocalizedElement<Words extends {readonly lang: string}> extends LitElement {
  /** Row and control size: `compact`, `regular` or `comfortable`. Touch screens have their own. */
  @property({reflect: true, useDefault: true}) density: 'compact' | 'regular' | 'comfortable' = 'regular';

  /** All words, in the element's language. There before the first render. */
  protected strings: Words;
  #format: Format | undefined;

  #wanted = '';
  #loading: Promise<void> | undefined;
  #stopListening: (() => void) | undefined;

  constructor() {
    super();
    this.strings = this.readCatalog().fallback;
  }

  /** Numbers, amounts and times, in the element's language and the shop's time zone; made when first asked for. */
  protected get format(): Format {
    return (this.#format ??= createFormat(this.strings.lang, this.timeZone));
  }

  /** The browser's own `lang` is watched: it reflects at once. */
  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, 'lang'];
  }

  /** Where the words come from. */
  protected abstract readCatalog(): Catalog<Words>;

  /** IANA name of the clock times are shown on. */
  protected get timeZone(): string {
    return Intl.DateTimeFormat().resolvedOptions().timeZone;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopListening = onLanguageChange(() => this.#chooseLanguage());
    this.#chooseLanguage();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopListening?.();
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, value);
    if (name === 'lang' && this.isConnected) languageChanged();
  }

  /** The words are needed to draw: an update waits for them, once. */
  protected override scheduleUpdate(): void | Promise<unknown> {
    return this.#loading === undefined ? super.scheduleUpdate() : this.#loading.then(() => super.scheduleUpdate());
  }

  /** Called when words or clock are others than before; redraws. Widgets that paint by hand repaint here. */
  protected wordsChanged(): void {
    this.requestUpdate();
  }

  /** The shop's clock may be another one now. */
  protected updateFormat(): void {
    if (this.#format === undefined) return;
    const format = createFormat(this.strings.lang, this.timeZone);
    if (format === this.#format) return;
    this.#format = format;
    this.wordsChanged();
  }

  #chooseLanguage(): void {
    const lang = languageOf(this.readCatalog(), languageAt(this));
    if (lang === this.#wanted) return;
    this.#wanted = lang;
    const words = loadStrings(this.readCatalog(), lang);
    if (!(words instanceof Promise)) return this.#take(words);
    const loading = words.then((found) => {
      if (this.#loading === loading) this.#loading = undefined;
      if (this.#wanted === lang) this.#take(found);
    });
    this.#loading = loading;
  }

  #take(words: Words): void {
    if (words === this.strings) return;
    this.strings = words;
    this.#format = undefined;
    this.wordsChanged();
  }
}
