import {moneyEquals, moneyFromDecimal, toDecimal, type NewOrder, type ProblemPointer} from '@packline/core';
import {pointersFor} from './pointers-for.ts';
import {orderInSchema, type OrderIn} from './order-in-schema.ts';
import type {ReadOrder} from './incoming-order.ts';
import {totalOf} from './total-of.ts';

/**
 * Reads the neutral "order in" document.
 * @param shopCurrency ISO 4217, for documents that name none
 * @throws EngineError `money/…` when the amounts cannot be added up.
 * @example
 * readOrderIn({externalId: 'A-1', payment: {…}, shipping: {…}, lines: [{sku: 'TEA', name: 'Tea', quantity: 2, unitPrice: '380.00'}]}, 'HKD')
 */
export function readOrderIn(document: unknown, shopCurrency: string): ReadOrder {
  const parsed = orderInSchema.safeParse(document);
  if (!parsed.success) return {kind: 'invalid', errors: pointersFor(parsed.error.issues)};
  const currency = parsed.data.currency ?? shopCurrency;
  const order = toNewOrder(parsed.data, currency);
  const wrong = checkTotal(parsed.data, order, currency);
  return wrong ? {kind: 'invalid', errors: [wrong]} : {kind: 'order', externalId: parsed.data.externalId, order};
}

function checkTotal({total}: OrderIn, order: Omit<NewOrder, 'channel'>, currency: string): ProblemPointer | undefined {
  if (total === undefined) return undefined;
  const ours = totalOf(order, currency);
  if (moneyEquals(ours, moneyFromDecimal(total, currency))) return undefined;
  return {pointer: '/total', detail: `is ${total}, but lines, fee, discounts and tax come to ${toDecimal(ours)}.`};
}

function toNewOrder(wish: OrderIn, currency: string): Omit<NewOrder, 'channel'> {
  const amount = (text: string) => moneyFromDecimal(text, currency);
  const {number, placedAt, customer, shippingAddress, payment, shipping, lines, discounts, tax, customerNote, staffNote, tags, source} = wish;
  return {
    ...(number === undefined ? {} : {number}),
    currency,
    ...(placedAt === undefined ? {} : {placedAt: new Date(placedAt).toISOString()}),
    ...(customer === undefined ? {} : {customer: known(customer)}),
    ...(shippingAddress === undefined ? {} : {shippingAddress: {...known(shippingAddress), lines: shippingAddress.lines}}),
    paymentMethod: {code: payment.method, ...named(payment.name), needsReceipt: payment.state === 'receipt', allowUnpaidDispatch: payment.state === 'on_delivery'},
    shippingMethod: {code: shipping.method, ...named(shipping.name), carrier: shipping.carrier},
    lines: lines.map(({sku, name, quantity, unitPrice, requiresShipping, note}) => ({
      sku,
      name,
      quantity,
      unitPrice: amount(unitPrice),
      ...(requiresShipping === undefined ? {} : {requiresShipping}),
      ...(note === undefined ? {} : {note}),
    })),
    ...(shipping.fee === undefined ? {} : {shippingFee: amount(shipping.fee)}),
    ...(discounts === undefined ? {} : {discounts: discounts.map((discount) => ({name: discount.name, amount: amount(discount.amount)}))}),
    ...(tax === undefined ? {} : {tax: {amount: amount(tax.amount), included: tax.included}}),
    ...(payment.state === 'paid' ? {paid: {method: payment.method, ...(payment.amount === undefined ? {} : {amount: amount(payment.amount)})}} : {}),
    ...(customerNote === undefined ? {} : {customerNote}),
    ...(staffNote === undefined ? {} : {staffNote}),
    ...(tags === undefined ? {} : {tags}),
    ...(source === undefined ? {} : {source}),
  };
}

function named(name: string | undefined): {name?: string} {
  return name === undefined ? {} : {name};
}

/** What is there of an object's optional texts. */
function known<Facts extends object>(facts: Facts): {[Key in keyof Facts]: NonNullable<Facts[Key]>} {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as {[Key in keyof Facts]: NonNullable<Facts[Key]>};
}
