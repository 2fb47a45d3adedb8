import {make, moneyView} from './till-view.js';

/**
 * Draws the slip of a sale from its order, which holds the sums by the shop's own rules.
 * @param sale what the order does not say: `{storeName, timeZone, received, change, isSent}`
 */
export function drawSlip(slip, order, {storeName, timeZone, received, change, isSent, words, look, language}) {
  const when = new Intl.DateTimeFormat(look.locale, {timeZone, year: 'numeric', month: language === 'en' ? 'short' : 'long', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23'});
  const money = (value) => moneyView(value, look);
  const row = (name, value, className = '') => make('tr', {className}, make('th', {scope: 'row', colSpan: 2, text: name}), make('td', {className: 'number'}, value));
  const {totals, discounts, customer, lines, paymentMethod, shippingMethod, payment} = order;
  const isPaid = payment === 'paid' || payment === 'not_required';
  const keeps = shippingMethod.carrier === 'collect';
  slip.replaceChildren(
    make('p', {className: 'slip-shop', text: storeName}),
    make('h2', {className: 'slip-number', text: order.number === '' ? words.numberFollows : words.sale.replace('{number}', order.number)}),
    make('p', {className: 'muted', text: when.format(new Date(order.placedAt))}),
    make(
      'table',
      {},
      make(
        'tbody',
        {},
        ...lines.map(({name, quantity, unitPrice}) =>
          make('tr', {}, make('td', {className: 'number', text: `${quantity} ×`}), make('td', {className: 'slip-name', text: name}), make('td', {className: 'number'}, money({...unitPrice, amount: unitPrice.amount * quantity}))),
        ),
      ),
      make(
        'tfoot',
        {},
        ...discounts.map(({name, amount}) => row(name, money({...amount, amount: -amount.amount}))),
        row(words.total, money(totals.payable), 'slip-total'),
        row(isPaid ? words.paidBy : words.toPay, paymentMethod.name ?? paymentMethod.code),
        ...(received ? [row(words.received, money(received)), row(words.change, money(change))] : []),
      ),
    ),
    make('p', {text: keeps ? words.keptFor.replace('{name}', customer.name ?? words.somebody) : words.handedOver}),
    make('p', {className: isSent ? 'sent muted' : 'unsent', text: isSent ? words.sent : words.unsent}),
  );
}
