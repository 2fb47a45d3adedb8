/** The room every peer has for its rows and their head, in CSS pixels; what it draws around them comes on top. */
export const LIST = {width: 1180, height: 680} as const;
export const ROW_HEIGHT = 32;
export const HEAD_HEIGHT = 34;

/** Eight columns after the check box; Items takes what is left. */
export const COLUMNS = [
  {key: 'delivery', title: 'Delivery', width: 52},
  {key: 'number', title: 'Order', width: 76},
  {key: 'date', title: 'Date', width: 76},
  {key: 'customer', title: 'Customer', width: 206},
  {key: 'items', title: 'Items', width: undefined},
  {key: 'channel', title: 'Channel', width: 114},
  {key: 'status', title: 'Status', width: 220},
  {key: 'total', title: 'Total', width: 116},
] as const;

export type ColumnKey = (typeof COLUMNS)[number]['key'];
