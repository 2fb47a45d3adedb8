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

const LONGEST = {name: 100, phone: 40, email: 200, address: 300, district: 60, note: 500};

/** Reads the posted form; a missing field is empty text. */
export function readFields(form: Readonly<Record<string, unknown>>, freshId: string): CheckoutFields {
  const text = (name: string): string => (typeof form[name] === 'string' ? form[name].trim() : '');
  const orderId = text('orderId');
  return {
    // The id travels with the form, so that pressing the button twice places one order.
    orderId: /^[0-9a-f-]{36}$/.test(orderId) ? orderId : freshId,
    name: text('name'),
    phone: text('phone'),
    email: text('email'),
    address: text('address'),
    district: text('district'),
    note: text('note'),
    payment: text('payment'),
    shipping: text('shipping'),
  };
}

/** What is wrong, field by field; nothing when the order can be placed. */
export function checkFields(fields: CheckoutFields): FieldErrors {
  const errors: FieldErrors = {};
  for (const [name, most] of Object.entries(LONGEST)) if (fields[name as keyof typeof LONGEST].length > most) errors[name as keyof typeof LONGEST] = 'long';
  if (fields.name === '') errors.name = 'name';
  else if (fields.name.length > LONGEST.name) errors.name = 'nameLong';
  if (fields.phone.replace(/\D/g, '').length < 8 || /[^\d\s()+.-]/.test(fields.phone)) errors.phone = 'phone';
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(fields.email)) errors.email = 'email';
  if (!(fields.payment in PAYMENT_METHODS)) errors.payment = 'payment';
  if (!(fields.shipping in SHIPPING_METHODS)) errors.shipping = 'shipping';
  else if (fields.shipping !== 'collect' && fields.address === '') errors.address = 'address';
  return errors;
}

export function isValid(fields: CheckoutFields, errors: FieldErrors): fields is ValidCheckout {
  return Object.keys(errors).length === 0;
}

/** The order a checkout asks for. */
export function toNewOrder(fields: ValidCheckout, basket: Basket, language: Language): NewOrder {
  const hkd = (cents: number) => ({amount: cents, scale: 2, currency: 'HKD'});
  const {feeCents, method} = SHIPPING_METHODS[fields.shipping];
  const {name, phone, email, note} = fields;
  return {
    channel: {code: 'online'},
    customer: {name, phone, email, language},
    ...(fields.shipping === 'collect'
      ? {}
      : {shippingAddress: {name, phone, lines: fields.address.split(/\r?\n/).filter((line) => line.trim() !== ''), ...(fields.district === '' ? {} : {district: fields.district}), country: 'HK'}}),
    paymentMethod: PAYMENT_METHODS[fields.payment],
    shippingMethod: method,
    lines: basket.map(({product, quantity}) => ({sku: product.sku, name: product.title, quantity, unitPrice: hkd(product.cents)})),
    ...(feeCents === 0 ? {} : {shippingFee: hkd(feeCents)}),
    ...(fields.payment === 'card' ? {paid: {method: 'card'}} : {}),
    ...(note === '' ? {} : {customerNote: note}),
  };
}
