import {add, negate, type Money, type NewOrder, type NewOrderLine} from '@packline/core';
import * as z from 'zod';
import {splitEvenly} from '../decimal.ts';
import type {ReadOrder} from '../incoming-order.ts';
import {pointersFor} from '../pointers-for.ts';
import {leftovers, noteOf, propertiesNote} from './leftovers.ts';
import {amountOf, amountText, fact, maybeText, texts, withTotal} from './order-facts.ts';
import {plainText} from './plain-text.ts';

const metaData = z.array(z.looseObject({key: z.string(), value: z.unknown()})).nullish();
const address = z
  .looseObject({
    first_name: maybeText, last_name: maybeText, company: maybeText, address_1: maybeText, address_2: maybeText, city: maybeText, state: maybeText, postcode: maybeText,
    country: maybeText, email: maybeText, phone: maybeText,
  })
  .nullish();

/** The part of an order of WooCommerce's REST API (v3) that is read; everything else is kept as it is. */
const wooOrderSchema = z.looseObject({
  id: z.int().min(1),
  number: maybeText,
  status: z.string(),
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be three capital letters.'),
  date_created_gmt: z.iso.datetime({local: true, offset: true}).nullish(),
  date_paid_gmt: z.iso.datetime({local: true, offset: true}).nullish(),
  discount_total: amountText,
  shipping_total: amountText,
  total_tax: amountText,
  total: amountText,
  customer_id: z.int().nullish(),
  customer_note: maybeText,
  billing: address,
  shipping: address,
  payment_method: maybeText,
  payment_method_title: maybeText,
  transaction_id: maybeText,
  line_items: z.array(z.looseObject({name: z.string(), sku: maybeText, product_id: z.int().nullish(), quantity: z.int().min(1), subtotal: amountText, meta_data: metaData})).min(1),
  shipping_lines: z.array(z.looseObject({method_id: maybeText, method_title: maybeText})),
  fee_lines: z.array(z.looseObject({name: maybeText, total: amountText})).nullish(),
  coupon_lines: z.array(z.looseObject({code: maybeText})).nullish(),
  meta_data: metaData,
});

type WooOrder = z.infer<typeof wooOrderSchema>;

/** Taken, or worth nothing outside of the shop it comes from. */
const TAKEN = new Set([...Object.keys(wooOrderSchema.shape), '_links', 'line_items', 'tax_lines', 'date_created', 'date_modified', 'date_modified_gmt', 'date_paid', 'cart_hash', 'cart_tax', 'discount_tax', 'shipping_tax', 'prices_include_tax', 'customer_ip_address', 'customer_user_agent', 'parent_id']);
/** States in which nobody waits for goods. */
const NOTHING_TO_DO: ReadonlySet<string> = new Set(['cancelled', 'refunded', 'failed', 'trash', 'auto-draft', 'draft', 'checkout-draft']);

/** Reads an order as WooCommerce's webhooks `order.created` and `order.updated` carry it. */
export function readWooOrder(document: unknown): ReadOrder {
  const parsed = wooOrderSchema.safeParse(document);
  if (!parsed.success) return {kind: 'invalid', errors: pointersFor(parsed.error.issues)};
  const woo = parsed.data;
  if (NOTHING_TO_DO.has(woo.status)) return {kind: 'ignored', reason: `The order is “${woo.status}” in WooCommerce: there is nothing to send.`};
  return {kind: 'order', externalId: String(woo.id), order: withTotal(toNewOrder(woo), amountOf(woo.total, woo.currency))};
}

function toNewOrder(woo: WooOrder): Omit<NewOrder, 'channel'> {
  const {currency, billing, shipping} = woo;
  const method = woo.payment_method?.trim() || 'woocommerce';
  const isPaid = woo.date_paid_gmt !== null && woo.date_paid_gmt !== undefined;
  const fees = woo.fee_lines ?? [];
  const shippingFee = amountOf(woo.shipping_total, currency);
  const tax = amountOf(woo.total_tax, currency);
  const note = noteOf([
    `WooCommerce order ${woo.number ?? woo.id}`,
    fact('id', woo.transaction_id).id && `Transaction ${woo.transaction_id}`,
    propertiesNote((woo.meta_data ?? []).map(({key, value}) => ({name: key, value}))),
  ]);
  return {
    currency,
    ...(woo.date_created_gmt ? {placedAt: asUtc(woo.date_created_gmt)} : {}),
    customer: {
      ...(woo.customer_id ? {id: String(woo.customer_id)} : {}),
      ...fact('name', personName(billing) ?? personName(shipping)),
      ...fact('email', billing?.email),
      ...fact('phone', billing?.phone ?? shipping?.phone),
    },
    ...addressOf(woo),
    paymentMethod: {code: method, ...fact('name', woo.payment_method_title), needsReceipt: false, allowUnpaidDispatch: method === 'cod'},
    shippingMethod: methodOf(woo),
    lines: [...woo.line_items.flatMap((line) => linesOf(line, currency)), ...fees.filter(({total}) => !total.startsWith('-')).map(({name, total}) => feeLine(name, amountOf(total, currency)))],
    ...(shippingFee.amount > 0 ? {shippingFee} : {}),
    discounts: discountsOf(woo, fees),
    ...(tax.amount > 0 ? {tax: {amount: tax, included: false}} : {}),
    ...(isPaid ? {paid: {method, amount: amountOf(woo.total, currency)}} : {}),
    ...fact('customerNote', woo.customer_note),
    ...(note === undefined ? {} : {staffNote: note}),
    source: leftovers(woo, TAKEN),
  };
}

/** WooCommerce says what a line comes to, not what one piece costs; what division leaves over stands on a line of its own. */
function linesOf({name, sku, product_id: product, quantity, subtotal, meta_data: meta}: WooOrder['line_items'][number], currency: string): NewOrderLine[] {
  const {unit, rest} = splitEvenly(amountOf(subtotal, currency), quantity);
  const note = propertiesNote((meta ?? []).map(({key, value}) => ({name: key, value})));
  const line = {sku: sku?.trim() || (product ? `woo-${product}` : ''), name: plainText(name), quantity, unitPrice: unit, ...(note === undefined ? {} : {note})};
  return rest === undefined ? [line] : [line, {...feeLine(`Rounding, ${line.name}`, rest)}];
}

function feeLine(name: string | null | undefined, unitPrice: Money): NewOrderLine {
  return {sku: '', name: plainText(name ?? '') || 'Fee', quantity: 1, unitPrice, requiresShipping: false};
}

/** Coupons, and fees below zero, which are discounts by another name. */
function discountsOf({discount_total: total, coupon_lines: coupons, currency}: WooOrder, fees: NonNullable<WooOrder['fee_lines']>): {name: string; amount: Money}[] {
  const discount = amountOf(total, currency);
  const codes = texts(...(coupons ?? []).map(({code}) => code)).join(', ');
  const negative = fees.filter((fee) => fee.total.startsWith('-')).map((fee) => ({name: plainText(fee.name ?? '') || 'Discount', amount: negate(amountOf(fee.total, currency))}));
  return [...(discount.amount > 0 ? [{name: codes || 'Discount', amount: add(discount, {amount: 0, scale: 0, currency})}] : []), ...negative.filter(({amount}) => amount.amount > 0)];
}

function methodOf({shipping_lines: [first], shipping}: WooOrder): NewOrder['shippingMethod'] {
  if (first === undefined) return texts(shipping?.address_1, shipping?.city).length === 0 ? {code: 'none', carrier: 'none'} : {code: 'woocommerce', carrier: 'own'};
  const code = first.method_id?.trim() || 'woocommerce';
  return {code, ...fact('name', first.method_title), carrier: code.startsWith('local_pickup') || code.startsWith('pickup_location') ? 'collect' : 'own'};
}

function addressOf({shipping, billing}: WooOrder): Pick<NewOrder, 'shippingAddress'> {
  const place = texts(shipping?.address_1, shipping?.city).length > 0 ? shipping : billing;
  const lines = texts(place?.company, place?.address_1, place?.address_2);
  if (!place || lines.length === 0) return {};
  const {city, state, postcode, country, phone} = place;
  return {shippingAddress: {...fact('name', personName(place)), ...fact('phone', phone ?? billing?.phone), lines, ...fact('city', city), ...fact('region', state), ...fact('postcode', postcode), ...fact('country', country)}};
}

function personName(place: WooOrder['billing']): string | undefined {
  return texts(place?.first_name, place?.last_name).join(' ') || undefined;
}

/** GMT times come without a zone. */
function asUtc(text: string): string {
  return new Date(/[zZ]|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`).toISOString();
}
