import {seesMoney, toDecimal, type Money, type Order, type OrderLine, type Role} from '@packline/core';

/** A column of the export: what an order, or one line of it, says there. */
interface Column {
  readonly name: string;
  readonly read: (order: Order, line: OrderLine | undefined) => string;
  /** Only for those who see amounts and contacts. */
  readonly money?: true;
}

const decimal = (money: Money | undefined): string => (money === undefined ? '' : toDecimal(money));
const text = (value: string | undefined): string => value ?? '';
const sumOf = (amounts: readonly Money[]): Money | undefined =>
  amounts.reduce<Money | undefined>((total, amount) => {
    if (total === undefined) return amount;
    const scale = Math.max(total.scale, amount.scale);
    return {amount: total.amount * 10 ** (scale - total.scale) + amount.amount * 10 ** (scale - amount.scale), scale, currency: total.currency};
  }, undefined);

/** Of the whole order: the same in each of its rows. */
const OF_ORDER: readonly Column[] = [
  {name: 'order_id', read: ({id}) => id},
  {name: 'number', read: ({number}) => number},
  {name: 'kind', read: ({kind}) => kind},
  {name: 'channel', read: ({channel}) => channel.code},
  {name: 'channel_name', read: ({channel}) => text(channel.name)},
  {name: 'placed_at', read: ({placedAt}) => placedAt},
  {name: 'updated_at', read: ({updatedAt}) => updatedAt},
  {name: 'lifecycle', read: ({lifecycle}) => lifecycle},
  {name: 'status', read: ({status}) => status},
  {name: 'status_detail', read: ({statusDetail}) => text(statusDetail?.code)},
  {name: 'payment', read: ({payment}) => payment},
  {name: 'fulfillment', read: ({fulfillment}) => fulfillment},
  {name: 'customer_id', read: ({customer}) => text(customer.id)},
  {name: 'customer_name', read: ({customer}) => text(customer.name)},
  {name: 'customer_email', read: ({customer}) => text(customer.email), money: true},
  {name: 'customer_phone', read: ({customer}) => text(customer.phone), money: true},
  {name: 'customer_phone_tail', read: ({customer}) => text(customer.phone?.replace(/\D/g, '').slice(-4) ?? customer.phoneTail)},
  {name: 'customer_language', read: ({customer}) => text(customer.language)},
  {name: 'ship_name', read: ({shippingAddress}) => text(shippingAddress?.name)},
  {name: 'ship_phone', read: ({shippingAddress}) => text(shippingAddress?.phone), money: true},
  {name: 'ship_lines', read: ({shippingAddress}) => (shippingAddress?.lines ?? []).join('\n')},
  {name: 'ship_district', read: ({shippingAddress}) => text(shippingAddress?.district)},
  {name: 'ship_city', read: ({shippingAddress}) => text(shippingAddress?.city)},
  {name: 'ship_region', read: ({shippingAddress}) => text(shippingAddress?.region)},
  {name: 'ship_postcode', read: ({shippingAddress}) => text(shippingAddress?.postcode)},
  {name: 'ship_country', read: ({shippingAddress}) => text(shippingAddress?.country)},
  {name: 'payment_method', read: ({paymentMethod}) => paymentMethod.code},
  {name: 'shipping_method', read: ({shippingMethod}) => shippingMethod.code},
  {name: 'carrier', read: ({shippingMethod}) => shippingMethod.carrier},
  {name: 'parcels_sent', read: ({parcels}) => String(parcels.filter(({sentAt}) => sentAt !== undefined).length)},
  {name: 'tracking_numbers', read: ({parcels}) => parcels.flatMap(({trackingNumber}) => trackingNumber ?? []).join('\n')},
  {name: 'tags', read: ({tags}) => tags.join('\n')},
  {name: 'customer_note', read: ({customerNote}) => text(customerNote)},
  {name: 'staff_note', read: ({staffNote}) => text(staffNote)},
  {name: 'currency', read: ({currency}) => currency, money: true},
  {name: 'shipping_fee', read: ({shippingFee}) => decimal(shippingFee), money: true},
  {name: 'discount', read: ({discounts}) => decimal(sumOf(discounts.map(({amount}) => amount))), money: true},
  {name: 'tax', read: ({tax}) => decimal(tax?.amount), money: true},
  {name: 'tax_included', read: ({tax}) => (tax === undefined ? '' : String(tax.included)), money: true},
  {name: 'total', read: ({totals}) => decimal(totals.total), money: true},
  {name: 'payable', read: ({totals}) => decimal(totals.payable), money: true},
];

/** Of one line of it. */
const OF_LINE: readonly Column[] = [
  {name: 'line_id', read: (_order, line) => text(line?.id)},
  {name: 'sku', read: (_order, line) => text(line?.sku)},
  {name: 'product', read: (_order, line) => text(line?.name)},
  {name: 'quantity', read: (_order, line) => (line === undefined ? '' : String(line.quantity))},
  {name: 'cancelled', read: (_order, line) => (line === undefined ? '' : String(line.cancelled))},
  {name: 'requires_shipping', read: (_order, line) => (line === undefined ? '' : String(line.requiresShipping))},
  {name: 'line_note', read: (_order, line) => text(line?.note)},
  {name: 'unit_price', read: (_order, line) => decimal(line?.unitPrice), money: true},
];

/** What a row of the export stands for. */
export type RowsOf = 'lines' | 'orders';

/** The columns that a role may read, in order. */
export function csvColumns(role: Role, rows: RowsOf): readonly string[] {
  return columnsFor(role, rows).map(({name}) => name);
}

/** The rows of one order, as the role may see it already. */
export function toCsvRows(order: Order, role: Role, rows: RowsOf): readonly (readonly string[])[] {
  const columns = columnsFor(role, rows);
  const lines = rows === 'lines' && order.lines.length > 0 ? order.lines : [undefined];
  return lines.map((line) => columns.map(({read}) => read(order, line)));
}

function columnsFor(role: Role, rows: RowsOf): readonly Column[] {
  const all = rows === 'lines' ? [...OF_ORDER, ...OF_LINE] : OF_ORDER;
  return seesMoney(role) ? all : all.filter(({money}) => money !== true);
}
