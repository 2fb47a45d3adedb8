import type {Order, OrderTotals} from '../order/order.ts';
import {EngineError} from '../shared/engine-error.ts';
import {add, money, payableOf, subtract, sum, type Money} from '../shared/money.ts';

type WithAmounts = Pick<Order, 'currency' | 'lines' | 'shippingFee' | 'discounts' | 'tax' | 'lifecycle'>;

/**
 * The lines alone, exact. Added at one scale in a plain loop: orders of a thousand lines are real.
 * @throws EngineError `money/mixed-currencies`, `money/overflow`.
 */
function sumOfLines(order: WithAmounts): Money {
  let scale = 0;
  for (const {unitPrice} of order.lines) if (unitPrice.scale > scale) scale = unitPrice.scale;
  let amount = 0;
  for (const {unitPrice, quantity, cancelled} of order.lines) {
    if (unitPrice.currency !== order.currency) throw new EngineError('money/mixed-currencies', `A line is in ${unitPrice.currency}, its order in ${order.currency}.`);
    const ofLine = unitPrice.amount * 10 ** (scale - unitPrice.scale) * (quantity - cancelled);
    amount += ofLine;
    // Both are looked at: two inexact parts could meet in a sum that looks exact.
    if (!Number.isSafeInteger(ofLine) || !Number.isSafeInteger(amount)) throw new EngineError('money/overflow', 'The lines of this order cannot be added up exactly.');
  }
  return money(amount, scale, order.currency);
}

/**
 * Exact sums over uncancelled units: lines + shipping fee − discounts + added tax, and what is to be paid.
 * Nothing is asked for once the whole order is cancelled, so the fee, discounts and tax fall away with it.
 * @throws EngineError `money/mixed-currencies`, `money/overflow`, `money/scale`.
 */
export function deriveTotals(order: WithAmounts): OrderTotals {
  const lines = sumOfLines(order);
  if (order.lifecycle === 'cancelled') return {lines, total: lines, payable: payableOf(lines)};
  let total = lines;
  if (order.shippingFee !== undefined) total = add(total, order.shippingFee);
  if (order.discounts.length > 0) total = subtract(total, sum(order.discounts.map((discount) => discount.amount), order.currency));
  if (order.tax !== undefined && !order.tax.included) total = add(total, order.tax.amount);
  return {lines, total, payable: payableOf(total)};
}
