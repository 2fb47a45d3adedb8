import type {NewOrder, NewOrderLine} from '../../src/order/new-order.ts';
import type {PaymentMethod, ShippingMethod} from '../../src/order/order.ts';
import type {Money} from '../../src/shared/money.ts';

export const FPS: PaymentMethod = {code: 'fps', name: 'FPS 轉數快', needsReceipt: true, allowUnpaidDispatch: false};
export const CARD: PaymentMethod = {code: 'card', needsReceipt: false, allowUnpaidDispatch: false};
export const COD: PaymentMethod = {code: 'cod', needsReceipt: false, allowUnpaidDispatch: true};

export const COURIER: ShippingMethod = {code: 'sf', name: '順豐', carrier: 'own'};
export const HANDED_OVER: ShippingMethod = {code: 'none', carrier: 'none'};

/** An amount in Hong Kong cents. */
export function hkd(cents: number): Money {
  return {amount: cents, scale: 2, currency: 'HKD'};
}

export function line(changes: Partial<NewOrderLine> = {}): NewOrderLine {
  return {sku: 'TEA-01', name: '鐵觀音 Tieguanyin 100 g', quantity: 3, unitPrice: hkd(10_000), ...changes};
}

/** 3 tins of tea (line 1) and 2 gift boxes (line 2), HK$ 500.00, by FPS, to be sent by courier. */
export function newOrder(changes: Partial<NewOrder> = {}): NewOrder {
  return {
    channel: {code: 'online'},
    customer: {id: 'c1', name: '李小龍', email: 'lee@example.com'},
    paymentMethod: FPS,
    shippingMethod: COURIER,
    lines: [line(), line({sku: 'BOX-07', name: 'Gift box', quantity: 2})],
    ...changes,
  };
}
