import {fold} from '../shared/fold.ts';

/** Fields whose texts repeat from order to order; each distinct text is kept and searched once. */
export const DICTIONARY_FIELDS = ['product', 'sku', 'tag', 'channel', 'hold'] as const;
export type DictionaryField = (typeof DICTIONARY_FIELDS)[number];

/** A {@link TextDictionary} as it is kept on the device: the texts of each field, with their numbers. */
export interface SavedDictionary {
  readonly texts: readonly string[];
  /** Place in {@link DICTIONARY_FIELDS} per text. */
  readonly fields: readonly number[];
}

/**
 * Numbers for texts that many orders share. A shop has some thousand products and millions of order lines: a word is
 * looked for among the products, and the orders follow from which products they have.
 */
export class TextDictionary {
  readonly #numbers: Readonly<Record<DictionaryField, Map<string, number>>> = {product: new Map(), sku: new Map(), tag: new Map(), channel: new Map(), hold: new Map()};
  readonly #texts: string[] = [];
  readonly #folded: string[] = [];
  readonly #fields: number[] = [];
  /** Per SKU, by its number: the product text that stood beside it last. */
  readonly #productOf: number[] = [];

  get size(): number {
    return this.#texts.length;
  }

  /** The number of a text as written in a field, a new one if it was never seen. */
  intern(field: DictionaryField, text: string): number {
    const numbers = this.#numbers[field];
    let number = numbers.get(text);
    if (number === undefined) {
      number = this.#texts.length;
      const folded = fold(text);
      this.#texts.push(text);
      this.#folded.push(folded === text ? text : folded);
      this.#fields.push(DICTIONARY_FIELDS.indexOf(field));
      numbers.set(text, number);
    }
    return number;
  }

  /**
   * The number of a product's text, given that of its SKU. The same SKU nearly always has the same name, and comparing
   * two equal texts is several times cheaper than looking one up: half the cost of reading an order.
   */
  internProduct(text: string, sku: number): number {
    const last = this.#productOf[sku];
    if (last !== undefined && this.#texts[last] === text) return last;
    const number = this.intern('product', text);
    this.#productOf[sku] = number;
    return number;
  }

  /** As written. */
  text(number: number): string {
    return this.#texts[number] ?? '';
  }

  folded(number: number): string {
    return this.#folded[number] ?? '';
  }

  field(number: number): DictionaryField {
    return DICTIONARY_FIELDS[this.#fields[number] as number] as DictionaryField;
  }

  /**
   * Which texts of the wanted fields contain `needle`.
   * @param among only these, when given
   */
  search(needle: string, wanted: (field: DictionaryField) => boolean, among?: Uint32Array): Uint32Array {
    const searched = DICTIONARY_FIELDS.map((field) => wanted(field));
    const found: number[] = [];
    const total = among?.length ?? this.#folded.length;
    for (let index = 0; index < total; index += 1) {
      const number = among === undefined ? index : (among[index] as number);
      if (searched[this.#fields[number] as number] && (this.#folded[number] as string).includes(needle)) found.push(number);
    }
    return Uint32Array.from(found);
  }

  save(): SavedDictionary {
    return {texts: [...this.#texts], fields: [...this.#fields]};
  }

  static load({texts, fields}: SavedDictionary): TextDictionary {
    const dictionary = new TextDictionary();
    texts.forEach((text, index) => dictionary.intern(DICTIONARY_FIELDS[fields[index] as number] as DictionaryField, text));
    return dictionary;
  }
}
