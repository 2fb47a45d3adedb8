import type {PaymentMethod, ShippingMethod} from '@packline/core';

/** What the demo shop is called, and where its customers send money to. */
export const SHOP_NAME = '山外茶莊 Hillside Tea';
export const FPS = {id: '167 023 489', payee: 'HILLSIDE TEA LTD'} as const;
export const COLLECT_ADDRESS = {en: 'Shop 12, 88 Sai Yeung Choi Street, Mong Kok', zh: '旺角西洋菜街 88 號 12 舖'} as const;

/** How a customer may pay. */
export const PAYMENT_METHODS = {
  fps: {code: 'fps', name: 'FPS 轉數快', needsReceipt: true, allowUnpaidDispatch: false},
  card: {code: 'card', name: 'Card 信用卡', needsReceipt: false, allowUnpaidDispatch: false},
  cod: {code: 'cod', name: 'Cash on delivery 貨到付款', needsReceipt: false, allowUnpaidDispatch: true},
} as const satisfies Record<string, PaymentMethod>;

/** How goods may travel. `feeCents` in HKD cents. */
export const SHIPPING_METHODS = {
  'sf-door': {feeCents: 3200, method: {code: 'sf-door', name: 'SF Express, to the door 順豐送貨上門', carrier: 'own'}},
  shipany: {feeCents: 2500, method: {code: 'shipany', name: 'ShipAny, SF locker 順豐智能櫃', carrier: 'shipany'}},
  collect: {feeCents: 0, method: {code: 'collect', name: 'Collect in Mong Kok 旺角取貨', carrier: 'collect'}},
} as const satisfies Record<string, {feeCents: number; method: ShippingMethod}>;

/** The till gives goods over the counter. */
export const HANDED_OVER: ShippingMethod = {code: 'none', name: 'Handed over 即場取貨', carrier: 'none'};

export type PaymentCode = keyof typeof PAYMENT_METHODS;
export type ShippingCode = keyof typeof SHIPPING_METHODS;
