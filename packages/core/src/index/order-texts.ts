import type {Order} from '../order/order.ts';
import {forEachText, toHaystackText, type HaystackField} from '../query/order-haystacks.ts';
import {ListColumn, type SavedLists} from './list-column.ts';
import {TextColumn, type SavedTexts} from './text-column.ts';
import {TextDictionary, type SavedDictionary} from './text-dictionary.ts';
import {grown} from './typed-columns.ts';

/** Fields whose texts are an order's own. Each has a mark that stands in front of its texts; folding leaves none in them. */
const OWN_FIELDS = ['number', 'customer', 'recipient', 'phone', 'email', 'tracking', 'note'] as const satisfies readonly HaystackField[];
const FIRST_PRINTABLE = 32;

/** {@link OrderTexts} as kept on the device. */
export interface SavedOrderTexts {
  readonly own: SavedTexts;
  readonly shared: SavedLists;
  readonly dictionary: SavedDictionary;
}

/** The mark of a field, for {@link hasMarked}; undefined for one that is in the dictionary. */
export function markOf(field: HaystackField): number | undefined {
  const place = (OWN_FIELDS as readonly HaystackField[]).indexOf(field);
  return place < 0 ? undefined : place + 1;
}

const [NUMBER, RECIPIENT] = [markOf('number'), markOf('recipient')] as [number, number];

/** Whether `needle` is in one of those texts of `own` that stand behind `mark`. */
export function hasMarked(own: string, needle: string, mark: number): boolean {
  for (let at = own.indexOf(needle); at >= 0; ) {
    let before = at - 1;
    while (own.charCodeAt(before) >= FIRST_PRINTABLE) before -= 1;
    if (own.charCodeAt(before) === mark) return true;
    // On to the next text: in this one it may stand a thousand times more.
    let next = at + needle.length;
    while (own.charCodeAt(next) >= FIRST_PRINTABLE) next += 1;
    at = own.indexOf(needle, next);
  }
  return false;
}

type OwnField = (typeof OWN_FIELDS)[number];
const MARKS = Object.fromEntries(OWN_FIELDS.map((field, place) => [field, String.fromCharCode(place + 1)])) as Readonly<Record<OwnField, string>>;

/**
 * The searchable texts of all orders, in the form they are compared in: those of its own as one string per order, and
 * the numbers of those it shares with others.
 */
export class OrderTexts {
  readonly dictionary: TextDictionary;
  own: TextColumn;
  shared: ListColumn;
  /** Numbers of the order being written, and per number the round it was last seen in: each counts once. */
  #numbers = new Uint32Array(64);
  #seen = new Float64Array(0);
  #round = 0;

  constructor(dictionary = new TextDictionary(), own = new TextColumn(), shared = new ListColumn()) {
    this.dictionary = dictionary;
    this.own = own;
    this.shared = shared;
  }

  /** Keeps the texts of an order. Answers whether anything that can be found has changed. */
  write(handle: number, order: Order): boolean {
    let own = '';
    let count = 0;
    let sku = -1;
    const round = (this.#round += 1);
    const {dictionary} = this;
    const share = (number: number): void => {
      if (number >= this.#seen.length) this.#seen = grown(this.#seen, number + 1);
      if (this.#seen[number] === round) return;
      this.#seen[number] = round;
      if (count >= this.#numbers.length) this.#numbers = grown(this.#numbers, count + 1);
      this.#numbers[count] = number;
      count += 1;
    };
    forEachText(order, (field, text) => {
      if (text === '') return;
      // First what there is most of; a line's SKU comes just before its name.
      if (field === 'sku') share((sku = dictionary.intern(field, text)));
      else if (field === 'product') share(sku < 0 ? dictionary.intern(field, text) : dictionary.internProduct(text, sku));
      else if (field === 'tag' || field === 'channel' || field === 'hold') share(dictionary.intern(field, text));
      else {
        const folded = toHaystackText(field, text);
        if (folded !== '') own += MARKS[field] + folded;
      }
    });
    const ownChanged = this.own.set(handle, own);
    return this.shared.set(handle, this.#numbers, count) || ownChanged;
  }

  /** The folded names (and the id) of an order's customer and recipient. They stand at the start, behind the number. */
  forEachName(handle: number, visit: (name: string) => void): void {
    const own = this.own.get(handle);
    for (let mark = 0; own.charCodeAt(mark) <= RECIPIENT; ) {
      let end = mark + 1;
      while (end < own.length && own.charCodeAt(end) >= FIRST_PRINTABLE) end += 1;
      if (own.charCodeAt(mark) > NUMBER) visit(own.slice(mark + 1, end));
      mark = end;
    }
  }

  /** Frees memory of overwritten texts when there is much of it; answers whether it did. */
  tidy(): boolean {
    if (!this.own.worthRepacking) return false;
    this.own.repack();
    return true;
  }

  /** A copy with only these handles, numbered from 0. */
  gather(handles: readonly number[]): OrderTexts {
    return new OrderTexts(this.dictionary, this.own.gather(handles), this.shared.gather(handles));
  }

  save(count: number): SavedOrderTexts {
    return {own: this.own.save(count), shared: this.shared.save(count), dictionary: this.dictionary.save()};
  }

  static load({own, shared, dictionary}: SavedOrderTexts): OrderTexts {
    return new OrderTexts(TextDictionary.load(dictionary), TextColumn.load(own), ListColumn.load(shared));
  }
}
