/** Columns of folded text, by the field of the query language that looks into them. */
export type OrderTextField =
  | 'in_number'
  | 'in_customer'
  | 'in_phone'
  | 'in_email'
  | 'in_tracking'
  | 'in_product'
  | 'in_sku'
  | 'in_tag'
  | 'in_channel'
  | 'in_hold'
  /** Notes, remarks, and the name on the label where it differs. */
  | 'in_notes';

/** What is written of an order's texts. */
export interface OrderTextColumns extends Readonly<Record<OrderTextField, string>> {
  readonly store_id: string;
  readonly order_id: string;
  readonly placed_ms: number;
  readonly number_key: string;
  /** What a packer's bare words look into. */
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
