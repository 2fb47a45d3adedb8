import type {NewOrder} from '../../src/order/new-order.ts';
import type {PaymentMethod} from '../../src/order/order.ts';
import type {Money} from '../../src/shared/money.ts';
import type {Dice} from '../world/dice.ts';

export const hkd = (cents: number): Money => ({amount: cents, scale: 2, currency: 'HKD'});

const METHODS = [
  {code: 'fps', needsReceipt: true, allowUnpaidDispatch: false},
  {code: 'card', needsReceipt: false, allowUnpaidDispatch: false},
  {code: 'cod', needsReceipt: false, allowUnpaidDispatch: true},
] as const;

/** A sale of a few things, as shops write them down; most of them come with their money. */
export function anySale(dice: Dice): NewOrder {
  const lines = Array.from({length: 1 + dice.below(3)}, (_, index) => ({sku: `TEA-${index}`, name: '鐵觀音 Tieguanyin', quantity: 1 + dice.below(4), unitPrice: hkd(100 + dice.below(9000))}));
  return {
    channel: {code: dice.oneOf('online', 'whatsapp', 'till')},
    customer: {id: 'c1', name: '陳大文', email: 'man@example.com', phone: '+852 9123 4567'},
    shippingAddress: {lines: ['1 Nathan Road'], city: 'Hong Kong'},
    paymentMethod: dice.oneOf<PaymentMethod>(...METHODS),
    shippingMethod: {code: 'sf', carrier: dice.oneOf('own', 'own', 'shipany', 'collect')},
    lines: [...lines, ...(dice.chance(0.15) ? [{sku: 'FEE', name: 'Gift wrapping', quantity: 1, unitPrice: hkd(500), requiresShipping: false}] : [])],
    ...(dice.chance(0.6) ? {paid: {method: 'card'}} : {}),
    ...(dice.chance(0.08) ? {draft: true} : {}),
    ...(dice.chance(0.05) ? {kind: 'credit' as const, lines: lines.map((line) => ({...line, quantity: -line.quantity}))} : {}),
    ...(dice.chance(0.3) ? {tags: ['vip']} : {}),
  };
}
