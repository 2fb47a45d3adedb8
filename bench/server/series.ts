import type {Order} from '@packline/core';
import {ordersFile, readOrders} from '../data/orders-file.ts';
import {createRandom} from '../data/random.ts';

/** Orders that are made by their own commands; larger shops are copies of them under other names. */
const MOST_MADE = 100_000;
const SEED_COPIES = 9;
const BATCH = 1000;
/** Copies of one order were placed within so many minutes of it. */
const MINUTES_APART = 600;

/** What a shop of some size is made of. */
export interface SeriesOptions {
  readonly total: number;
  /** Of these so many are paid and unpacked, the newest of all: what a bulk dispatch is for. */
  readonly ready: number;
}

/** Ids of the orders that wait for a bulk dispatch. */
export function readyId(index: number): string {
  return `ready-${String(index).padStart(8, '0')}`;
}

/**
 * The orders of a shop, oldest first, a thousand at a time. Past the first 100,000 every order stands beside copies of
 * itself: placed minutes apart, with a number, a customer's number, a telephone number, an address and a tracking number
 * of their own, so that what is rare stays rare.
 */
export async function* series({total, ready}: SeriesOptions): AsyncGenerator<readonly Order[]> {
  const made = Math.min(MOST_MADE, total);
  const copies = Math.ceil(total / made);
  const templates: Order[] = [];
  // The oldest make room for those that are ready: what is being worked on is among the newest.
  let skipped = made * copies - (total - ready);
  let place = 0;
  let batch: Order[] = [];
  for await (const orders of readOrders(await ordersFile(made))) {
    for (const order of orders) {
      if (isReady(order) && templates.length < BATCH) templates.push(order);
      for (let copy = 0; copy < copies; copy += 1, place += 1) {
        if (skipped > 0) {
          skipped -= 1;
          continue;
        }
        batch.push(copy === 0 ? order : copyOf(order, {place, copy, id: `${order.id}-${String(copy)}`}));
        if (batch.length < BATCH) continue;
        yield batch;
        batch = [];
      }
    }
  }
  for (let index = 0; index < ready; index += 1, place += 1) {
    const template = templates[index % templates.length];
    if (template === undefined) throw new Error('None of the generated orders waits for its dispatch.');
    batch.push(copyOf(template, {place, copy: index + copies, id: readyId(index)}));
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function isReady({lifecycle, payment, fulfillment, holds}: Order): boolean {
  return lifecycle === 'placed' && payment === 'paid' && fulfillment === 'unfulfilled' && holds.length === 0;
}

function copyOf(order: Order, {place, copy, id}: {place: number; copy: number; id: string}): Order {
  const random = createRandom(SEED_COPIES, place);
  const digits = (text: string): string => text.replace(/\d/g, () => String(random.below(10)));
  const copied = JSON.parse(JSON.stringify(order).replaceAll(order.id, id)) as Order;
  const {customer, shippingAddress: address} = copied;
  const phone = customer.phone === undefined ? undefined : digits(customer.phone);
  return {
    ...copied,
    number: String(2_000_001 + place),
    placedAt: new Date(Date.parse(order.placedAt) + (copy % MINUTES_APART) * 60_000).toISOString(),
    customer: {...customer, ...(customer.id === undefined ? {} : {id: digits(customer.id)}), ...(phone === undefined ? {} : {phone}), ...(customer.email === undefined ? {} : {email: digits(customer.email)})},
    ...(address === undefined ? {} : {shippingAddress: {...address, ...(phone === undefined ? {} : {phone})}}),
    parcels: copied.parcels.map((parcel) => (parcel.remark === undefined ? parcel : {...parcel, remark: digits(parcel.remark)})),
  };
}
