/**
 * Small whole numbers for texts that repeat: codes, currencies, channels. Known texts come first, in their order, so
 * that the numbers sort like the list does; texts that a newer version brings get the next ones.
 */
export class StringTable {
  readonly texts: string[];
  readonly #codes: Map<string, number>;
  #lastText = '';
  #lastCode = -1;

  constructor(known: readonly string[] = []) {
    this.texts = [...known];
    this.#codes = new Map(known.map((text, code) => [text, code]));
  }

  /** The number of a text, a new one if it was never seen. */
  intern(text: string): number {
    // Most orders have what the one before them had.
    if (text === this.#lastText && this.#lastCode >= 0) return this.#lastCode;
    let code = this.#codes.get(text);
    if (code === undefined) {
      code = this.texts.length;
      this.texts.push(text);
      this.#codes.set(text, code);
    }
    this.#lastText = text;
    this.#lastCode = code;
    return code;
  }

  /** The number of a text, or −1. */
  find(text: string): number {
    return this.#codes.get(text) ?? -1;
  }

  text(code: number): string {
    return this.texts[code] ?? '';
  }
}
