import {subtract, sum, type NewOrder} from '@packline/core';
import * as z from 'zod';
import type {ReadOrder} from '../incoming-order.ts';
import {pointersFor} from '../pointers-for.ts';
import {leftovers, noteOf, propertiesNote} from './leftovers.ts';
import {amountOf, amountText, fact, maybeText, texts, withTotal} from './order-facts.ts';

const properties = z.array(z.looseObject({name: z.string(), value: z.unknown()})).nullish();
const address = z
  .looseObject({
    name: maybeText, first_name: maybeText, last_name: maybeText, company: maybeText, address1: maybeText, address2: maybeText, city: maybeText, province: maybeText, zip: maybeText,
    country: maybeText, country_code: maybeText, phone: maybeText,
  })
  .nullish();

/** The part of an order of Shopify's Admin REST API that is read; everything else is kept as it is. */
const shopifyOrderSchema = z.looseObject({
  id: z.int().min(1),
  name: maybeText,
  email: maybeText,
  phone: maybeText,
  created_at: z.iso.datetime({offset: true}),
  cancelled_at: maybeText,
  test: z.boolean().nullish(),
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be three capital letters.'),
  financial_status: maybeText,
  gateway: maybeText,
  payment_gateway_names: z.array(z.string()).nullish(),
  total_price: amountText,
  total_tax: amountText.nullish(),
  total_discounts: amountText.nullish(),
  total_outstanding: amountText.nullish(),
  taxes_included: z.boolean().nullish(),
  note: maybeText,
  tags: maybeText,
  note_attributes: properties,
  discount_codes: z.array(z.looseObject({code: maybeText})).nullish(),
  line_items: z
    .array(z.looseObject({name: maybeText, title: maybeText, sku: maybeText, product_id: z.int().nullish(), quantity: z.int().min(1), price: amountText, requires_shipping: z.boolean().nullish(), properties}))
    .min(1),
  shipping_lines: z.array(z.looseObject({code: maybeText, title: maybeText, price: amountText})).nullish(),
  shipping_address: address,
  billing_address: address,
  customer: z.looseObject({id: z.int().nullish(), first_name: maybeText, last_name: maybeText, email: maybeText, phone: maybeText}).nullish(),
  customer_locale: maybeText,
});

type ShopifyOrder = z.infer<typeof shopifyOrderSchema>;

const TAKEN = new Set([...Object.keys(shopifyOrderSchema.shape), 'tax_lines', 'fulfillments', 'refunds', 'client_details', 'payment_details', 'updated_at', 'admin_graphql_api_id', 'browser_ip', 'cart_token', 'checkout_token', 'token']);
/** States of the money in which nobody waits for goods. */
const NOTHING_TO_DO: ReadonlySet<string> = new Set(['refunded', 'voided']);
/** States in which all of it came in once. */
const PAID: ReadonlySet<string> = new Set(['paid', 'partially_refunded']);

/** Reads an order as Shopify's webhooks `orders/create` and `orders/updated` carry it; in `{"order": …}` or bare. */
export function readShopifyOrder(document: unknown): ReadOrder {
  const isWrapped = typeof document === 'object' && document !== null && 'order' in document;
  const parsed = shopifyOrderSchema.safeParse(isWrapped ? document.order : document);
  if (!parsed.success) return {kind: 'invalid', errors: pointersFor(parsed.error.issues).map(({pointer, detail}) => ({pointer: isWrapped ? `/order${pointer}` : pointer, detail}))};
  const order = parsed.data;
  if (texts(order.cancelled_at).length > 0) return {kind: 'ignored', reason: 'The order was cancelled in Shopify: there is nothing to send.'};
  if (order.test === true) return {kind: 'ignored', reason: 'This is a test order of Shopify.'};
  if (NOTHING_TO_DO.has(order.financial_status ?? '')) return {kind: 'ignored', reason: `The money of this order is “${order.financial_status}” in Shopify: there is nothing to send.`};
  return {kind: 'order', externalId: String(order.id), order: withTotal(toNewOrder(order), amountOf(order.total_price, order.currency))};
}

function toNewOrder(order: ShopifyOrder): Omit<NewOrder, 'channel'> {
  const {currency, customer} = order;
  const fee = sum((order.shipping_lines ?? []).map(({price}) => amountOf(price, currency)), currency);
  const tax = amountOf(order.total_tax ?? '0', currency);
  const discount = amountOf(order.total_discounts ?? '0', currency);
  const codes = texts(...(order.discount_codes ?? []).map(({code}) => code)).join(', ');
  const gateway = texts(order.gateway, ...(order.payment_gateway_names ?? []))[0] ?? 'shopify';
  const place = order.shipping_address ?? order.billing_address;
  const note = noteOf([`Shopify order ${order.name ?? order.id}`, moneyNote(order), propertiesNote(order.note_attributes ?? [])]);
  const tags = (order.tags ?? '').split(',').map((tag) => tag.trim()).filter((tag) => tag !== '' && tag.length <= 200).slice(0, 50);
  return {
    currency,
    placedAt: new Date(order.created_at).toISOString(),
    customer: {
      ...(customer?.id ? {id: String(customer.id)} : {}),
      ...fact('name', texts(customer?.first_name, customer?.last_name).join(' ') || personName(place)),
      ...fact('email', order.email ?? customer?.email),
      ...fact('phone', order.phone ?? customer?.phone ?? place?.phone),
      ...fact('language', order.customer_locale),
    },
    ...addressOf(place),
    paymentMethod: {code: gateway.slice(0, 200), needsReceipt: false, allowUnpaidDispatch: /cash.on.delivery/i.test(gateway)},
    shippingMethod: methodOf(order),
    lines: order.line_items.map((line) => {
      const about = propertiesNote(line.properties ?? []);
      return {
        sku: line.sku?.trim() || (line.product_id ? `shopify-${line.product_id}` : ''),
        name: texts(line.name, line.title)[0] ?? '',
        quantity: line.quantity,
        unitPrice: amountOf(line.price, currency),
        ...(line.requires_shipping === false ? {requiresShipping: false} : {}),
        ...(about === undefined ? {} : {note: about}),
      };
    }),
    ...(fee.amount > 0 ? {shippingFee: fee} : {}),
    discounts: discount.amount > 0 ? [{name: codes || 'Discount', amount: discount}] : [],
    ...(tax.amount > 0 ? {tax: {amount: tax, included: order.taxes_included === true}} : {}),
    ...paidOf(order, gateway),
    ...(tags.length > 0 ? {tags} : {}),
    ...fact('customerNote', order.note),
    ...(note === undefined ? {} : {staffNote: note}),
    source: leftovers(order, TAKEN),
  };
}

function paidOf({financial_status: state, total_price: total, total_outstanding: outstanding, currency}: ShopifyOrder, gateway: string): Pick<NewOrder, 'paid'> {
  const method = gateway.slice(0, 200);
  if (PAID.has(state ?? '')) return {paid: {method, amount: amountOf(total, currency)}};
  if (state !== 'partially_paid' || outstanding === null || outstanding === undefined) return {};
  const amount = subtract(amountOf(total, currency), amountOf(outstanding, currency));
  return amount.amount > 0 ? {paid: {method, amount}} : {};
}

/** What is more than paid or not paid is for people to read. */
function moneyNote({financial_status: state}: ShopifyOrder): string | undefined {
  return state && !['paid', 'pending'].includes(state) ? `Money in Shopify: ${state}` : undefined;
}

function methodOf({shipping_lines: lines, line_items: items}: ShopifyOrder): NewOrder['shippingMethod'] {
  const first = lines?.[0];
  if (items.every((line) => line.requires_shipping === false)) return {code: 'none', carrier: 'none'};
  if (first === undefined) return {code: 'shopify', carrier: 'own'};
  const code = texts(first.code, first.title)[0] ?? 'shopify';
  return {code: code.slice(0, 200), ...fact('name', first.title?.slice(0, 200)), carrier: /pick.?up|collect/i.test(code) ? 'collect' : 'own'};
}

function addressOf(place: ShopifyOrder['shipping_address']): Pick<NewOrder, 'shippingAddress'> {
  const lines = texts(place?.company, place?.address1, place?.address2);
  if (!place || lines.length === 0) return {};
  const {city, province, zip, phone} = place;
  return {shippingAddress: {...fact('name', personName(place)), ...fact('phone', phone), lines, ...fact('city', city), ...fact('region', province), ...fact('postcode', zip), ...fact('country', place.country_code ?? place.country)}};
}

function personName(place: ShopifyOrder['shipping_address']): string | undefined {
  return texts(place?.name)[0] ?? (texts(place?.first_name, place?.last_name).join(' ') || undefined);
}
