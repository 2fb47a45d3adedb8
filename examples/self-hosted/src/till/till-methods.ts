import type {ShippingMethod} from '@packline/core';
import {HANDED_OVER, SHIPPING_METHODS} from '../shop/methods.ts';

/** How people pay at the counter. `later`: when they fetch the goods. */
export const TILL_METHODS = [
  {code: 'cash', name: 'Cash 現金', later: false},
  {code: 'card', name: 'Card 信用卡', later: false},
  {code: 'octopus', name: 'Octopus 八達通', later: false},
  {code: 'fps', name: 'FPS 轉數快', later: false},
  {code: 'on-collection', name: 'On collection 取貨時付款', later: true},
] as const;

export type TillMethod = (typeof TILL_METHODS)[number];

/** Goods that leave with the customer, and goods that wait for them. */
export const TILL_SHIPPING: {readonly handed: ShippingMethod; readonly collect: ShippingMethod} = {handed: HANDED_OVER, collect: SHIPPING_METHODS.collect.method};
