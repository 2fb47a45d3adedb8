import type {Address, Customer} from '@packline/core';
import type {ImportMap} from './import-map.ts';
import type {OrderReader} from './order-reader.ts';
import {customerIdReader} from './read-values.ts';

/** Leaves out what is not known. */
export function known<Fields extends Record<string, unknown>>(fields: Fields): {[Key in keyof Fields]?: NonNullable<Fields[Key]>} {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null && value !== '')) as {[Key in keyof Fields]?: NonNullable<Fields[Key]>};
}

/** Who ordered; empty for an order without a customer. */
export function customerOf(order: OrderReader, map: ImportMap): Customer {
  const id = order.shared('customerId');
  return known({
    id: id === undefined ? undefined : customerIdReader(map)(id),
    name: order.shared('customerName'),
    email: order.shared('email'),
    phone: order.shared('phone'),
  });
}

/** Where it goes, or undefined when the file says nothing of it. */
export function addressOf(order: OrderReader, map: ImportMap): Address | undefined {
  const lines = map.columns.addressLines.map((column) => order.sharedColumn(column)).filter((line) => line !== undefined);
  const written = order.shared('country');
  // A name the map does not know is kept as written; one it marks as unknown is left out.
  const country = written === undefined ? undefined : written in map.countries ? map.countries[written] : written;
  const fields = known({
    name: order.shared('addressName'),
    district: order.shared('district'),
    city: order.shared('city'),
    region: order.shared('region'),
    postcode: order.shared('postcode'),
    country,
  });
  return lines.length === 0 && Object.keys(fields).length === 0 ? undefined : {lines, ...fields};
}
