import type {Command} from '../order/command.ts';
import type {NewOrder} from '../order/new-order.ts';
import type {OrderEdit} from '../order/order-edit.ts';
import type {Order} from '../order/order.ts';
import {minorDigits} from '../shared/currencies.ts';
import {canAddUp, isMoney, zero, type Money} from '../shared/money.ts';
import {editedFacts, withEditedFacts} from './edited-facts.ts';
import {deriveTotals} from './derive-totals.ts';

type Extras = Pick<NewOrder, 'shippingFee' | 'discounts' | 'paid'> & {readonly tax?: NewOrder['tax'] | null};

/** Amounts of an order besides its unit prices. */
function extrasOf({shippingFee, tax, paid, discounts = []}: Omit<Extras, 'shippingFee'> & {readonly shippingFee?: Money | null}): Money[] {
  const amounts: Money[] = [];
  if (shippingFee !== undefined && shippingFee !== null) amounts.push(shippingFee);
  if (tax !== undefined && tax !== null) amounts.push(tax.amount);
  if (paid?.amount !== undefined) amounts.push(paid.amount);
  for (const discount of discounts) amounts.push(discount.amount);
  return amounts;
}

function amountsOfEdit(changes: OrderEdit): Money[] {
  const prices = (changes.lines ?? []).flatMap((edit) => ('add' in edit ? [edit.add.unitPrice] : 'lineId' in edit && edit.unitPrice !== undefined ? [edit.unitPrice] : []));
  return [...prices, ...extrasOf(changes)];
}

/** Whether every amount that a command writes into an order is in the currency of that order. */
export function isInOneCurrency(order: Order | undefined, command: Command, shopCurrency: string): boolean {
  if (command.type === 'order.edit') return amountsOfEdit(command.changes).every(({currency}) => currency === order?.currency);
  if (command.type !== 'order.place') return true;
  const currency = command.order.currency ?? shopCurrency;
  return command.order.lines.every((line) => line.unitPrice.currency === currency) && extrasOf(command.order).every((amount) => amount.currency === currency);
}

/** The one amount of money that a command is about. */
export function amountOf(command: Command): Money | undefined {
  return 'amount' in command ? command.amount : undefined;
}

/**
 * True when every sum about the order can be kept exactly. What is ordered leaves room to be paid, given back and paid
 * again; a payment leaves room for the difference that is waived with it.
 */
export function staysExact(order: Order | undefined, command: Command, shopCurrency: string): boolean {
  if (command.type === 'order.place') return canBePaid(command.order, command.order.currency ?? shopCurrency);
  if (order === undefined) return true;
  if (command.type === 'order.edit') return editStaysExact(order, command.changes, command.id);
  return fits([order.totals.payable, ...order.payments.map((entry) => entry.amount), amountOf(command) ?? zero(order.currency)], 2);
}

function canBePaid({lines, ...extras}: Extras & {readonly lines: readonly {readonly quantity: number; readonly unitPrice: Money}[]}, currency: string): boolean {
  const units = lines.reduce((total, line) => total + Math.abs(line.quantity), 0);
  const ofLines = lines.map(({unitPrice, quantity}) => ({...unitPrice, amount: unitPrice.amount * quantity}));
  return Number.isSafeInteger(units) && lines.every(({unitPrice}) => isMoney(unitPrice)) && fits([...ofLines, ...extrasOf(extras), {amount: 0, scale: minorDigits(currency), currency}], 8);
}

/** An edit that touches no amount cannot make a sum too large. */
function editStaysExact(order: Order, changes: OrderEdit, commandId: string): boolean {
  const {lines, shippingFee, discounts, tax} = changes;
  if (lines === undefined && shippingFee === undefined && discounts === undefined && tax === undefined) return true;
  const after = withEditedFacts(order, editedFacts(order, changes, commandId));
  if (!canBePaid(after, order.currency)) return false;
  return fits([deriveTotals(after).payable, ...order.payments.map((entry) => entry.amount)], 2);
}

function fits(amounts: readonly Money[], room: number): boolean {
  return amounts.every(isMoney) && canAddUp(amounts.map((value) => ({...value, amount: value.amount * room})));
}
