import type {Role} from '../order/decision.ts';
import type {PlacedFacts} from '../order/event.ts';
import type {Address, Customer, Order} from '../order/order.ts';
import {withRules, type FieldRules} from './field-rules.ts';
import {
  ofPeople,
  redactAct,
  redactAddress,
  redactChannel,
  redactCustomer,
  redactDetail,
  redactHold,
  redactLine,
  redactNote,
  redactParcel,
  redactPayment,
  redactPaymentMethod,
  redactReceipt,
  redactShippingMethod,
  redactTags,
  redactTotals,
} from './redact-parts.ts';

const SEES_MONEY: ReadonlySet<string> = new Set<Role>(['owner', 'clerk', 'viewer', 'system']);

/**
 * Whether this role gets documents as they are. A packer does not; a shopper has a document of their own
 * (`ShopperOrder`); a role that this version does not know is not shown what it may not see.
 */
export function seesMoney(role: Role): boolean {
  return SEES_MONEY.has(role);
}

/** Every field of an order, and what a packer gets of it. The table in docs/redaction.md says why. */
const ORDER: FieldRules<Order> = {
  schemaVersion: 'keep',
  id: 'keep',
  number: 'keep',
  version: 'keep',
  kind: 'keep',
  channel: redactChannel,
  currency: 'keep',
  placedAt: 'keep',
  createdAt: 'keep',
  updatedAt: 'keep',
  lifecycle: 'keep',
  archived: 'keep',
  cancelledAt: 'keep',
  expiredAt: 'keep',
  erasedAt: 'keep',
  customer: (customer) => redactCustomer(customer),
  shippingAddress: redactAddress,
  paymentMethod: redactPaymentMethod,
  shippingMethod: redactShippingMethod,
  lines: (lines) => lines.map(redactLine),
  shippingFee: 'drop',
  discounts: () => [],
  tax: 'drop',
  receipts: (receipts) => receipts.map(redactReceipt),
  payments: (payments) => payments.map(redactPayment),
  parcels: (parcels) => parcels.map(redactParcel),
  holds: (holds) => holds.map(redactHold),
  tags: redactTags,
  notes: (notes) => notes.map(redactNote),
  undoable: (acts) => acts.map(redactAct),
  customerNote: ofPeople,
  staffNote: ofPeople,
  source: 'drop',
  totals: redactTotals,
  payment: 'keep',
  fulfillment: 'keep',
  status: 'keep',
  statusDetail: redactDetail,
  redactedFor: 'keep',
  addressComplete: 'keep',
  applied: 'keep',
};

type WithReach = {readonly customer: Customer; readonly shippingAddress?: Address; readonly addressComplete?: boolean; readonly redactedFor?: 'packer'};

function isVisible(text: string | undefined): boolean {
  return text !== undefined && text.trim() !== '';
}

/** Whether there is all that a label needs: a name, a street and a telephone number. */
export function isAddressComplete({customer, shippingAddress: address, addressComplete, redactedFor}: WithReach): boolean {
  if (redactedFor !== undefined && addressComplete !== undefined) return addressComplete;
  if (address === undefined) return false;
  return [address.name, customer.name].some(isVisible) && address.lines.some(isVisible) && [address.phone, customer.phone].some(isVisible);
}

/** The facts of an order without amounts and without ways to reach the customer; for whole orders and newly placed ones. */
export function redactFacts<Facts extends Order | PlacedFacts>(facts: Facts): Facts {
  return {
    ...withRules(ORDER, facts as Order),
    customer: redactCustomer(facts.customer, facts.shippingAddress?.phone),
    redactedFor: 'packer',
    addressComplete: isAddressComplete(facts),
  } as unknown as Facts;
}

/**
 * The order as this role may see it. For a packer: no prices, totals, amounts, e-mail addresses or telephone numbers
 * (the last four digits stay as `customer.phoneTail`), while every verdict stays: `payment`, `status`,
 * `addressComplete`. For every command a packer may give, deciding on the copy and copying the decision are the same.
 *
 * The copy is an `Order` with `redactedFor` set; amounts in it are zero and mean nothing. Redacting twice is redacting once.
 *
 * @example
 * redact(order, 'packer').totals.payable //=> {amount: 0, scale: 0, currency: 'HKD'}
 */
export function redact(order: Order, role: Role): Order {
  return seesMoney(role) ? order : redactFacts(order);
}
