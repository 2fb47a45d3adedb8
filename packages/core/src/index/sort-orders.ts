import {plainValue} from '../query/match-order.ts';
import type {SortField} from '../query/order-query.ts';
import {naturalKey} from './natural-key.ts';
import type {OrderColumns} from './order-columns.ts';
import {compareTexts, sortByNumber, sortByText, type Sliced} from './sort-handles.ts';
import {SortedHandles, type HandleSorting} from './sorted-handles.ts';
import type {StringTable} from './string-table.ts';

/** After every other text: an order without a number is the newest there is. */
const LAST = '\uffff';

type NumberOf = (handle: number) => number;
type TextOf = (handle: number) => string;

/** Made ahead of need: the start of all others, the one a list opens with, and two that take long enough to be felt. */
const PREPARED: readonly SortField[] = ['number', 'placedAt', 'total', 'customer'];
/** All fields; a record so that a new one cannot be forgotten. */
const FIELDS = Object.keys({
  number: true,
  placedAt: true,
  updatedAt: true,
  status: true,
  delivery: true,
  total: true,
  channel: true,
  customer: true,
} satisfies Record<SortField, true>) as readonly SortField[];

/** Place of each text of a table in plain character order. Texts that come later do not change the order of the others. */
function ranks(table: StringTable): NumberOf {
  let places: number[] = [];
  return (code) => {
    if (places.length !== table.texts.length) {
      const sorted = [...table.texts].sort(compareTexts);
      places = table.texts.map((text) => sorted.indexOf(text));
    }
    return places[code] ?? 0;
  };
}

/**
 * What each field but the number sorts by, first key first. Amounts go by their plain number whatever the currency,
 * and by currency where the numbers are equal; statuses and delivery go the way an order goes; customers by folded
 * name (without one: by id) in plain character order, the same on every device. Ties fall to the number, then the id.
 */
function keysOf(columns: OrderColumns): Record<Exclude<SortField, 'number'>, readonly NumberOf[] | TextOf> {
  const {numbers, texts, tables, facets} = columns;
  const [currencyRank, codeRank, nameRank] = [ranks(tables.currency), ranks(tables.channelCode), ranks(tables.channelName)];
  return {
    placedAt: [(handle) => numbers.placedAtMs[handle] as number],
    updatedAt: [(handle) => numbers.updatedAtMs[handle] as number],
    status: [(handle) => facets.codes.status[numbers.facet[handle] as number] as number],
    delivery: [(handle) => facets.codes.delivery[numbers.facet[handle] as number] as number],
    total: [
      (handle) => plainValue({amount: numbers.amount[handle] as number, scale: numbers.scale[handle] as number}),
      (handle) => currencyRank(numbers.currency[handle] as number),
    ],
    channel: [(handle) => codeRank(numbers.channelCode[handle] as number), (handle) => nameRank(numbers.channelName[handle] as number)],
    customer: (handle) => naturalKey(texts.customerName.get(handle) || texts.customerId.get(handle)) || LAST,
  };
}

function* sortByAll(keys: readonly NumberOf[], handles: Uint32Array): Sliced<Uint32Array> {
  let sorted = handles;
  // The last key first: every sort keeps the order of equal handles, so the first key decides in the end.
  for (const key of keys.toReversed()) sorted = yield* sortByNumber(sorted, key);
  return sorted;
}

/** Sort orders as kept on the device: those that were ready. */
export type SavedOrders = Readonly<Partial<Record<SortField, ArrayBuffer>>>;

/** The sort orders of an index, each made when first needed and kept from then on. */
export class SortOrders {
  readonly #columns: OrderColumns;
  readonly #orders: Readonly<Record<SortField, SortedHandles>>;
  readonly #all: readonly SortedHandles[];

  constructor(columns: OrderColumns, saved: SavedOrders = {}) {
    this.#columns = columns;
    const keys = keysOf(columns);
    const make = (field: SortField): [SortField, SortedHandles] => {
      const sorting = field === 'number' ? this.#byNumber() : this.#byKeys(keys[field]);
      return [field, new SortedHandles(sorting, saved[field] && new Uint32Array(saved[field]))];
    };
    this.#orders = Object.fromEntries(FIELDS.map(make)) as Record<SortField, SortedHandles>;
    this.#all = Object.values(this.#orders);
  }

  #numberKey(handle: number): string {
    return naturalKey(this.#columns.texts.number.get(handle)) || LAST;
  }

  #compareNumbers(left: number, right: number): number {
    const {number, id} = this.#columns.texts;
    return (
      compareTexts(this.#numberKey(left), this.#numberKey(right)) || compareTexts(number.get(left), number.get(right)) || compareTexts(id.get(left), id.get(right))
    );
  }

  #byNumber(): HandleSorting {
    const compare = (left: number, right: number): number => this.#compareNumbers(left, right);
    const all = (count: number): Uint32Array => {
      const handles = new Uint32Array(count);
      for (let handle = 0; handle < count; handle += 1) handles[handle] = handle;
      return handles;
    };
    return {sort: (count) => sortByText(all(count), (handle) => this.#numberKey(handle), compare), compare};
  }

  /** Every other order starts from the one by number, so that equal keys are in order already. */
  #byKeys(keys: readonly NumberOf[] | TextOf): HandleSorting {
    if (typeof keys === 'function') {
      return {
        sort: () => sortByText(this.read('number'), keys),
        compare: (left, right) => compareTexts(keys(left), keys(right)) || this.#compareNumbers(left, right),
      };
    }
    return {
      sort: () => sortByAll(keys, this.read('number')),
      compare: (left, right) => {
        for (const key of keys) {
          const difference = key(left) - key(right);
          if (difference !== 0) return difference;
        }
        return this.#compareNumbers(left, right);
      },
    };
  }

  /** What a field sorts by has changed for a handle. */
  touch(handle: number, field: SortField): void {
    // The number decides ties everywhere.
    if (field === 'number') for (const order of this.#all) order.touch(handle);
    else this.#orders[field].touch(handle);
  }

  /** Goes one step on with what will soon be asked for; false when there is nothing to do. */
  prepare(): boolean {
    return PREPARED.some((field) => this.#orders[field].step(this.#columns.count));
  }

  /** Goes one step on towards orders that can be kept; false when there is nothing to do. */
  settle(): boolean {
    return PREPARED.some((field) => this.#orders[field].settle(this.#columns.count));
  }

  /** All handles in order of `field`, smallest first. Do not change it. */
  read(field: SortField): Uint32Array {
    return this.#orders[field].read(this.#columns.count);
  }

  /** Those that are ready. @param place new number per handle, −1 for one that is left out; without it all keep theirs */
  save(place?: Int32Array): SavedOrders {
    const saved: Partial<Record<SortField, ArrayBuffer>> = {};
    for (const field of FIELDS) {
      const sorted = this.#orders[field].save();
      if (sorted !== undefined) saved[field] = (place === undefined ? sorted.slice() : renumbered(sorted, place)).buffer as ArrayBuffer;
    }
    return saved;
  }
}

function renumbered(handles: Uint32Array, place: Int32Array): Uint32Array {
  const result = new Uint32Array(handles.length);
  let kept = 0;
  for (let index = 0; index < handles.length; index += 1) {
    const number = place[handles[index] as number] as number;
    if (number < 0) continue;
    result[kept] = number;
    kept += 1;
  }
  return result.slice(0, kept);
}
