import type {Address, Customer, Hold, Order, OrderLine, StaffNote} from '../order/order.ts';
import type {Parcel} from '../parcel/parcel.ts';
import type {PaymentEntry} from '../payment/payment-entry.ts';
import type {Receipt} from '../payment/receipt.ts';
import type {OrderFactsOnly} from '../rules/derive-order.ts';

/** Stands where somebody's words or name stood. */
export const ERASED = '[erased]';

/** Words and names become the mark; what was empty stays so. */
export function eraseText(text: string): string {
  return text === '' ? '' : ERASED;
}

/** The field as the mark, if it is there at all. */
function marked<Key extends string>(key: Key, text: string | undefined): {readonly [Name in Key]?: string} {
  return (text === undefined ? {} : {[key]: eraseText(text)}) as {readonly [Name in Key]?: string};
}

/** Only what is known not to be personal stays, so that fields of a newer version go as well. */
export function eraseCustomer({name, language}: Customer): Customer {
  return {...marked('name', name), ...(language === undefined ? {} : {language})};
}

/** The country stays: taxes follow from it. */
export function eraseAddress({name, lines, country}: Address): Address {
  return {...marked('name', name), lines: lines.length === 0 ? [] : [ERASED], ...(country === undefined ? {} : {country})};
}

export function eraseLine(line: OrderLine): OrderLine {
  return line.note === undefined ? line : {...line, note: eraseText(line.note)};
}

/** An upload is made, and superseded, under the name that the customer gave. */
export function eraseReceipt(receipt: Receipt): Receipt {
  return {
    ...receipt,
    ...marked('message', receipt.message),
    ...(receipt.state === 'superseded' ? marked('decidedBy', receipt.decidedBy) : {}),
  };
}

/** @param placedAt when the order was written down: money that came with it was entered under the customer's name */
export function erasePayment(entry: PaymentEntry, placedAt: string): PaymentEntry {
  return {...entry, ...marked('note', entry.note), ...(entry.at === placedAt ? {by: eraseText(entry.by)} : {})};
}

/** A courier's number leads to the door. */
export function eraseParcel({trackingNumber: _number, ...parcel}: Parcel): Parcel {
  return {...parcel, ...marked('remark', parcel.remark)};
}

export function eraseHold(hold: Hold): Hold {
  return {...hold, reason: eraseText(hold.reason), ...marked('note', hold.note)};
}

export function eraseNote(note: StaffNote): StaffNote {
  return {...note, text: eraseText(note.text)};
}

/**
 * The facts without anything that tells who the customer was: name, e-mail, telephone, address and id, every word that
 * people wrote, and couriers' numbers. Money, lines, moments, statuses and the names of staff stay. What can no longer be
 * undone without them is not undoable any more. Erasing twice is erasing once.
 */
export function eraseFacts<Facts extends OrderFactsOnly | Order>(facts: Facts): Facts {
  const {source: _source, undoable: _undoable, shippingAddress, notes, ...rest} = facts satisfies OrderFactsOnly;
  return {
    ...rest,
    customer: eraseCustomer(rest.customer),
    ...(shippingAddress === undefined ? {} : {shippingAddress: eraseAddress(shippingAddress)}),
    lines: rest.lines.map(eraseLine),
    receipts: rest.receipts.map(eraseReceipt),
    payments: rest.payments.map((entry) => erasePayment(entry, rest.createdAt)),
    parcels: rest.parcels.map(eraseParcel),
    holds: rest.holds.map(eraseHold),
    ...(notes === undefined ? {} : {notes: notes.map(eraseNote)}),
    ...marked('customerNote', rest.customerNote),
    ...marked('staffNote', rest.staffNote),
    // In a redacted copy, which cannot tell by itself.
    ...(rest.addressComplete === undefined ? {} : {addressComplete: false}),
  } as unknown as Facts;
}
