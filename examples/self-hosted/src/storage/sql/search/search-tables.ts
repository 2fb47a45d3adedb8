/** What is written of an order's texts. */
export interface OrderTextColumns {
  readonly store_id: string;
  readonly order_id: string;
  readonly placed_ms: number;
  readonly number_key: string;
  /** Everything that can be found, folded, field by field; see text-sections.ts. */
  readonly texts: string;
  /** The same of the copy that a packer sees. */
  readonly covered: string;
  /** Of all the rest: texts that did not change are not written again. */
  readonly digest: string;
}

/**
 * The texts of orders, beside the orders because they seldom change: packing and sending an order leaves them and
 * their grams alone. Everything here follows from the orders and can be made anew.
 */
export interface SearchTables {
  /** In SQLite with a column `slot`, the row of `order_grams`; in PostgreSQL with a column `grams`. */
  order_texts: OrderTextColumns;
}

/** Tables that follow from the orders: no backup has to carry them, and SQLite's own tables of an index cannot be written. */
export function isDerivedTable(name: string): boolean {
  return name === 'order_texts' || name === 'order_grams' || name.startsWith('order_grams_');
}
