import {add, subtract, sum, times, type Money, type NewOrder} from '@packline/core';

/** lines + shipping fee − discounts + added tax, exactly. @throws EngineError `money/overflow`, `money/mixed-currencies`. */
export function totalOf({lines, shippingFee, discounts = [], tax}: Pick<NewOrder, 'lines' | 'shippingFee' | 'discounts' | 'tax'>, currency: string): Money {
  let total = sum(lines.map(({unitPrice, quantity}) => times(unitPrice, quantity)), currency);
  if (shippingFee) total = add(total, shippingFee);
  for (const {amount} of discounts) total = subtract(total, amount);
  return tax && !tax.included ? add(total, tax.amount) : total;
}
