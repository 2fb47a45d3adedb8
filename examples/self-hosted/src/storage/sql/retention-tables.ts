/** Tables by which people are forgotten. */
export interface RetentionTables {
  /** Which orders speak of a picture, those that were erased since left out; follows from the orders. */
  receipt_uses: {store_id: string; hash: string; order_id: string};
}
