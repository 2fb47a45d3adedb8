import type {OrderKind} from '../order/order.ts';
import {FLAG_SETS} from '../query/order-flags.ts';
import {QUERY_VALUES} from '../query/query-values.ts';
import {STATUS_DETAILS} from '../order/order-status.ts';
import {DELIVERY_SIGNS} from './delivery-sign.ts';
import type {OrderRow} from './order-row.ts';
import {StringTable} from './string-table.ts';

const KINDS: readonly OrderKind[] = QUERY_VALUES.kind;
/** Codes below this fit into one number; a list that a newer version made longer than that does not. */
const RADIX = 64;

const makeTables = () => ({
  kind: new StringTable(KINDS),
  status: new StringTable(QUERY_VALUES.status),
  detail: new StringTable(['', ...STATUS_DETAILS]),
  payment: new StringTable(QUERY_VALUES.payment),
  fulfillment: new StringTable(QUERY_VALUES.fulfillment),
  carrier: new StringTable(QUERY_VALUES.carrier),
  delivery: new StringTable(DELIVERY_SIGNS),
});

/** A field whose value is one of a facet's codes. */
export type FacetField = keyof ReturnType<typeof makeTables>;
const FIELDS = Object.keys(makeTables()) as readonly FacetField[];

/** {@link OrderFacets} as kept on the device. */
export interface SavedFacets {
  readonly tables: Readonly<Record<string, readonly string[]>>;
  readonly codes: Readonly<Record<string, readonly number[]>>;
}

/**
 * Everything small about an order (its statuses, kind, carrier and flags) as one number, its *facet*: all orders that
 * agree in every one of them share it. A shop with a hundred thousand orders has a few hundred facets, so whatever is
 * asked about these fields together is answered once a facet instead of once an order.
 */
export class OrderFacets {
  readonly tables = makeTables();
  /** Code in its table per facet. */
  readonly codes: Readonly<Record<FacetField, number[]>> = {kind: [], status: [], detail: [], payment: [], fulfillment: [], carrier: [], delivery: []};
  /** Bits per facet, as of `flagsOf()`. */
  readonly flags: number[] = [];
  readonly #known = new Map<number | string, number>();
  #lastKey: number | string = '';
  #lastFacet = 0;

  get size(): number {
    return this.flags.length;
  }

  /** The facet of an order, a new one if there was none like it. */
  intern({kind, status, statusDetail, payment, fulfillment, delivery}: OrderRow, carrier: string, flags: number): number {
    const {tables} = this;
    return this.#facetOf(
      tables.kind.intern(kind),
      tables.status.intern(status),
      tables.detail.intern(statusDetail?.code ?? ''),
      tables.payment.intern(payment),
      tables.fulfillment.intern(fulfillment),
      tables.carrier.intern(carrier),
      tables.delivery.intern(delivery),
      flags,
    );
  }

  #facetOf(kind: number, status: number, detail: number, payment: number, fulfillment: number, carrier: number, delivery: number, flags: number): number {
    const key =
      (kind | status | detail | payment | fulfillment | carrier | delivery) < RADIX
        ? ((((((kind * RADIX + status) * RADIX + detail) * RADIX + payment) * RADIX + fulfillment) * RADIX + carrier) * RADIX + delivery) * FLAG_SETS + flags
        : [kind, status, detail, payment, fulfillment, carrier, delivery, flags].join(' ');
    if (key === this.#lastKey) return this.#lastFacet;
    let facet = this.#known.get(key);
    if (facet === undefined) {
      facet = this.size;
      const {codes} = this;
      codes.kind.push(kind);
      codes.status.push(status);
      codes.detail.push(detail);
      codes.payment.push(payment);
      codes.fulfillment.push(fulfillment);
      codes.carrier.push(carrier);
      codes.delivery.push(delivery);
      this.flags.push(flags);
      this.#known.set(key, facet);
    }
    this.#lastKey = key;
    this.#lastFacet = facet;
    return facet;
  }

  /** What a facet says of a field. */
  text(field: FacetField, facet: number): string {
    return this.tables[field].text(this.codes[field][facet] ?? 0);
  }

  save(): SavedFacets {
    const tables = Object.fromEntries(FIELDS.map((field) => [field, [...this.tables[field].texts]]));
    return {tables, codes: {...Object.fromEntries(FIELDS.map((field) => [field, [...this.codes[field]]])), flags: [...this.flags]}};
  }

  static load({tables, codes}: SavedFacets): OrderFacets {
    const facets = new OrderFacets();
    // By their texts: the lists a version knows may have others in front than those of the version that saved.
    const code = (field: FacetField, facet: number): number => facets.tables[field].intern(tables[field]?.[codes[field]?.[facet] ?? 0] ?? '');
    (codes['flags'] ?? []).forEach((flags, facet) => {
      facets.#facetOf(code('kind', facet), code('status', facet), code('detail', facet), code('payment', facet), code('fulfillment', facet), code('carrier', facet), code('delivery', facet), flags);
    });
    return facets;
  }
}
