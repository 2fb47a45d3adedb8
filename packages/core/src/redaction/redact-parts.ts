import type {Address, Channel, Customer, Hold, OrderLine, OrderTotals, PaymentMethod, ShippingMethod, StaffNote} from '../order/order.ts';
import type {StatusDetail} from '../order/order-status.ts';
import type {UndoableAct} from '../order/undoable-act.ts';
import type {Parcel, ParcelContent, ParcelDimensions} from '../parcel/parcel.ts';
import type {PaymentEntry} from '../payment/payment-entry.ts';
import type {Receipt} from '../payment/receipt.ts';
import {zero, type Money} from '../shared/money.ts';
import {withRules, type FieldRules} from './field-rules.ts';
import {maskText, phoneTailOf} from './mask-text.ts';

/** Nothing, in the same currency. */
export const noAmount = ({currency}: Money): Money => zero(currency);

/**
 * Words among people: contacts and amounts in them are masked. So are the names of who did something: a customer who
 * uploads a receipt does so under the name they gave, which may be an e-mail address or a number.
 */
export const ofPeople = (text: string): string => maskText(text);

/** Words beside numbers that are needed: only e-mail addresses are masked, and amounts where they cannot be part of an address. */
export const withNumbers = (text: string): string => maskText(text, {numbers: false});
const withFigures = (text: string): string => maskText(text, {numbers: false, amounts: false});

export const redactTags = (tags: readonly string[]): readonly string[] => tags.map(withFigures);

const CUSTOMER: FieldRules<Customer> = {
  // A shop that sells by chat may use a number or an address as the id or the name.
  id: ofPeople,
  name: ofPeople,
  email: 'drop',
  phone: 'drop',
  phoneTail: 'keep',
  language: 'keep',
};

/** @param otherPhone of the label; asked when the customer left none */
export function redactCustomer(customer: Customer, otherPhone?: string): Customer {
  const phoneTail = phoneTailOf(customer.phone) ?? phoneTailOf(otherPhone) ?? phoneTailOf(customer.phoneTail);
  return {...withRules(CUSTOMER, customer), ...(phoneTail === undefined ? {} : {phoneTail})};
}

const ADDRESS: FieldRules<Address> = {
  name: ofPeople,
  phone: 'drop',
  lines: (lines) => lines.map(withFigures),
  district: withFigures,
  city: withFigures,
  region: withFigures,
  postcode: 'keep',
  country: 'keep',
};
export const redactAddress = (address: Address): Address => withRules(ADDRESS, address);

const LINE: FieldRules<OrderLine> = {
  id: 'keep',
  sku: 'keep',
  name: 'keep',
  quantity: 'keep',
  unitPrice: noAmount,
  requiresShipping: 'keep',
  cancelled: 'keep',
  note: ofPeople,
};
export const redactLine = (line: OrderLine): OrderLine => withRules(LINE, line);

const RECEIPT: FieldRules<Receipt> = {
  id: 'keep',
  // With these a status and its detail are derived.
  state: 'keep',
  forTheRecord: 'keep',
  uploadedAt: 'keep',
  decidedAt: 'keep',
  decidedBy: ofPeople,
  // They name and describe a picture that shows an amount.
  hash: () => '',
  mediaType: () => '',
  sizeBytes: () => 0,
  acceptedAmount: noAmount,
  message: () => '',
};
export const redactReceipt = (receipt: Receipt): Receipt => withRules(RECEIPT, receipt);

const PAYMENT: FieldRules<PaymentEntry> = {
  id: 'keep',
  // A detail asks whether anything was reversed; undoing names entries by id.
  kind: 'keep',
  amount: noAmount,
  at: 'keep',
  by: ofPeople,
  method: 'drop',
  receiptId: 'keep',
  reverses: 'keep',
  note: 'drop',
};
export const redactPayment = (entry: PaymentEntry): PaymentEntry => withRules(PAYMENT, entry);

const CONTENT: FieldRules<ParcelContent> = {lineId: 'keep', quantity: 'keep', verified: 'keep'};
export const redactContents = (contents: readonly ParcelContent[]): readonly ParcelContent[] => contents.map((content) => withRules(CONTENT, content));

const DIMENSIONS: FieldRules<ParcelDimensions> = {length: 'keep', width: 'keep', height: 'keep'};
export const redactDimensions = (dimensions: ParcelDimensions): ParcelDimensions => withRules(DIMENSIONS, dimensions);

const PARCEL: FieldRules<Parcel> = {
  id: 'keep',
  contents: redactContents,
  packedAt: 'keep',
  packedBy: ofPeople,
  verifiedAt: 'keep',
  verifiedBy: ofPeople,
  weightGrams: 'keep',
  dimensionsMm: redactDimensions,
  shipOn: 'keep',
  sentAt: 'keep',
  sentBy: ofPeople,
  remark: withNumbers,
  trackingNumber: 'keep',
  transit: 'keep',
  transitAt: 'keep',
  transitBy: ofPeople,
};
export const redactParcel = (parcel: Parcel): Parcel => withRules(PARCEL, parcel);

const HOLD: FieldRules<Hold> = {id: 'keep', reason: ofPeople, until: 'keep', at: 'keep', by: ofPeople, note: ofPeople};
export const redactHold = (hold: Hold): Hold => withRules(HOLD, hold);

const NOTE: FieldRules<StaffNote> = {id: 'keep', text: ofPeople, at: 'keep', by: ofPeople};
export const redactNote = (note: StaffNote): StaffNote => withRules(NOTE, note);

const ACT: FieldRules<UndoableAct> = {
  commandId: 'keep',
  act: 'keep',
  until: 'keep',
  by: ofPeople,
  receiptId: 'keep',
  entryIds: 'keep',
  sentBefore: 'keep',
  parcelIds: 'keep',
  // Whether anybody is written to follows from an e-mail address that the copy does not have.
  letter: 'drop',
};
export const redactAct = (act: UndoableAct): UndoableAct => withRules(ACT, act);

// What a shop may write into a method besides, such as what it costs, is of a newer version, and goes.
const CHANNEL: FieldRules<Channel> = {code: 'keep', name: 'keep'};
export const redactChannel = (channel: Channel): Channel => withRules(CHANNEL, channel);

// What a shop calls its ways to pay and to ship may name an account or a price.
const PAYMENT_METHOD: FieldRules<PaymentMethod> = {code: 'keep', name: ofPeople, needsReceipt: 'keep', allowUnpaidDispatch: 'keep'};
export const redactPaymentMethod = (method: PaymentMethod): PaymentMethod => withRules(PAYMENT_METHOD, method);

const SHIPPING_METHOD: FieldRules<ShippingMethod> = {code: 'keep', name: ofPeople, carrier: 'keep'};
export const redactShippingMethod = (method: ShippingMethod): ShippingMethod => withRules(SHIPPING_METHOD, method);

const DETAIL: FieldRules<StatusDetail> = {code: 'keep', count: 'keep', of: 'keep'};
export const redactDetail = (detail: StatusDetail): StatusDetail => withRules(DETAIL, detail);

const TOTALS: FieldRules<OrderTotals> = {lines: noAmount, total: noAmount, payable: noAmount};
export const redactTotals = (totals: OrderTotals): OrderTotals => withRules(TOTALS, totals);
