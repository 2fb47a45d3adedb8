import {add, compare, readDiscount, subtract, sumOf, times} from './till-money.js';

/** Most units of one product in a sale: past it a finger has slipped. */
const MOST = 999;

/** What is being sold. It holds no page, so that every change can be drawn anew. */
export class Cart extends EventTarget {
  /** @type {{sku: string, name: string, unitPrice: object, requiresShipping?: boolean, quantity: number}[]} */
  lines = [];
  discountText = '';

  constructor({currency, digits}) {
    super();
    this.currency = currency;
    this.digits = digits;
  }

  get count() {
    return this.lines.reduce((count, {quantity}) => count + quantity, 0);
  }

  get subtotal() {
    return sumOf(this.lines, this.currency);
  }

  /** Undefined when what was typed is no discount. */
  get discount() {
    return readDiscount(this.discountText, this.subtotal, this.digits);
  }

  get total() {
    return this.discount ? subtract(this.subtotal, this.discount) : this.subtotal;
  }

  quantityOf(sku) {
    return this.lines.find((line) => line.sku === sku)?.quantity ?? 0;
  }

  totalOf({unitPrice, quantity}) {
    return times(unitPrice, quantity);
  }

  add(product) {
    if (product.unitPrice.currency !== this.currency) return;
    if (this.quantityOf(product.sku) === 0) this.lines = [...this.lines, {...product, quantity: 0}];
    this.set(product.sku, this.quantityOf(product.sku) + 1);
  }

  /** Nothing is left of a line at 0. */
  set(sku, quantity) {
    const wanted = Math.min(MOST, Math.max(0, quantity));
    this.lines = this.lines.map((line) => (line.sku === sku ? {...line, quantity: wanted} : line)).filter((line) => line.quantity > 0);
    this.dispatchEvent(new Event('change'));
  }

  setDiscount(text) {
    this.discountText = text;
    this.dispatchEvent(new Event('change'));
  }

  clear() {
    this.lines = [];
    this.discountText = '';
    this.dispatchEvent(new Event('change'));
  }

  /**
   * The order that says all this.
   * @param sale how it is paid and where the goods go: `{payment, shippingMethod, customer, discountName}`
   */
  toOrder({payment, shippingMethod, customer, discountName}) {
    const {discount} = this;
    return {
      channel: {code: 'till'},
      currency: this.currency,
      customer,
      paymentMethod: {code: payment.code, name: payment.name, needsReceipt: false, allowUnpaidDispatch: payment.later},
      shippingMethod,
      lines: this.lines.map(({sku, name, quantity, unitPrice, requiresShipping}) => ({sku, name, quantity, unitPrice, ...(requiresShipping === false ? {requiresShipping} : {})})),
      ...(discount && discount.amount > 0 ? {discounts: [{name: discountName, amount: discount}]} : {}),
      ...(payment.later ? {} : {paid: {method: payment.code}}),
    };
  }
}

/** Coins and notes to hand back; undefined when it is not enough, or no amount. */
export function changeOf(received, total) {
  if (!received || compare(received, total) < 0) return undefined;
  return add(received, {...total, amount: -total.amount});
}
