import type {NewOrder} from '@packline/core';
import type {Language} from '../pages/language.ts';
import type {PageStrings} from '../pages/strings/index.ts';
import type {Basket} from './basket.ts';
import {PAYMENT_METHODS, SHIPPING_METHODS, type PaymentCode, type ShippingCode} from './methods.ts';

/** What was typed, as it was typed: shown again beside what is wrong with it. */
export interface CheckoutFields {
  readonly orderId: string;
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly address: string;
  readonly district: string;
  readonly note: string;
  readonly payment: string;
  readonly shipping: string;
}

export type FieldName = Exclude<keyof CheckoutFields, 'orderId'>;
export type FieldErrors = Partial<Record<FieldName, keyof PageStrings['errors']>>;

/** A checkout that can be placed. */
export interface ValidCheckout extends CheckoutFields {
  readonly payment: PaymentCode;
  readonly shipping: ShippingCode;
}

/** Most characters of a field, as people count them: an emoji is one. */
const LONGEST = {name: 100, phone: 40, email: 200, address: 300, district: 60, note: 500} as const;
const MOST_ADDRESS_LINES = 10;
const ORDER_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/**
 * One plain address, no list and no name beside it. Each part can be read in one way only: a pattern that leaves a
 * choice takes for ever over a text made for it.
 */
const EMAIL = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:".]+(?:\.[^\s@<>()[\]\\,;:".]+)+$/;
/** Everything but line breaks that is no letter: no keyboard types it, and some of it cannot be kept. */
const CONTROLS = /[^\P{Cc}\n]/gu;

/** Reads the posted form; a missing field is empty text. */
export function readFields(form: URLSearchParams, freshId: string): CheckoutFields {
  const lines = (name: string): string => (form.get(name) ?? '').replace(/\r\n?/g, '\n').replace(CONTROLS, ' ').trim();
  const text = (name: string): string => lines(name).replaceAll('\n', ' ');
  const orderId = text('orderId');
  return {
    // The id travels with the form, so that pressing the button twice places one order.
    orderId: ORDER_ID.test(orderId) ? orderId : freshId,
    name: text('name'),
    phone: text('phone'),
    email: text('email'),
    address: lines('address'),
    district: text('district'),
    note: text('note'),
    payment: text('payment'),
    shipping: text('shipping'),
  };
}

/** What is wrong, field by field; nothing when the order can be placed. */
export function checkFields(fields: CheckoutFields): FieldErrors {
  const {name, phone, email, address, payment, shipping} = fields;
  const errors: FieldErrors = {};
  if (name === '') errors.name = 'name';
  if (phone.replace(/\D/g, '').length < 8 || /[^\d\s()+.-]/.test(phone)) errors.phone = 'phone';
  if (!EMAIL.test(email)) errors.email = 'email';
  if (addressLines(address).length > MOST_ADDRESS_LINES) errors.address = 'long';
  if (!Object.hasOwn(PAYMENT_METHODS, payment)) errors.payment = 'payment';
  if (!Object.hasOwn(SHIPPING_METHODS, shipping)) errors.shipping = 'shipping';
  else if (shipping !== 'collect' && address === '') errors.address = 'address';
  for (const [field, most] of Object.entries(LONGEST) as [keyof typeof LONGEST, number][]) {
    if ([...fields[field]].length > most) errors[field] = field === 'name' ? 'nameLong' : 'long';
  }
  return errors;
}

export function isValid(fields: CheckoutFields, errors: FieldErrors): fields is ValidCheckout {
  return Object.keys(errors).length === 0;
}

/** The order a checkout asks for. */
export function toNewOrder(fields: ValidCheckout, basket: Basket, language: Language): NewOrder {
  const hkd = (cents: number) => ({amount: cents, scale: 2, currency: 'HKD'});
  const {feeCents, method} = SHIPPING_METHODS[fields.shipping];
  const {name, phone, email, district, note} = fields;
  return {
    channel: {code: 'online'},
    customer: {name, phone, email, language},
    ...(fields.shipping === 'collect' ? {} : {shippingAddress: {name, phone, lines: addressLines(fields.address), ...(district === '' ? {} : {district}), country: 'HK'}}),
    paymentMethod: PAYMENT_METHODS[fields.payment],
    shippingMethod: method,
    lines: basket.map(({product, quantity}) => ({sku: product.sku, name: product.title, quantity, unitPrice: hkd(product.cents)})),
    ...(feeCents === 0 ? {} : {shippingFee: hkd(feeCents)}),
    ...(fields.payment === 'card' ? {paid: {method: 'card'}} : {}),
    ...(note === '' ? {} : {customerNote: note}),
  };
}

function addressLines(address: string): string[] {
  return address.split('\n').map((line) => line.trim()).filter((line) => line !== '');
}
