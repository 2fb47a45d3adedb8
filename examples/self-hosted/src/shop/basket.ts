import type {Context} from 'hono';
import {deleteCookie, getCookie, setCookie} from 'hono/cookie';
import {findProduct, type Product} from './products.ts';
import {SHIPPING_METHODS, type ShippingCode} from './methods.ts';

export interface BasketLine {
  readonly product: Product;
  readonly quantity: number;
}

export type Basket = readonly BasketLine[];

/** Pieces of one product a basket takes. */
export const MOST_PIECES = 99;

const COOKIE = 'basket';
const WEEK_SECONDS = 604_800;

/** The basket lives in the shopper's own browser: `SKU:2,SKU:1`. Anything else in there is passed over. */
export function readBasket(context: Context): Basket {
  const lines = new Map<string, BasketLine>();
  for (const part of (getCookie(context, COOKIE) ?? '').split(',')) {
    const [sku = '', count = ''] = part.split(':');
    const product = findProduct(sku);
    const quantity = toQuantity(count);
    if (product && quantity > 0) lines.set(sku, {product, quantity});
  }
  return [...lines.values()];
}

export function writeBasket(context: Context, basket: Basket): void {
  if (basket.length === 0) return void deleteCookie(context, COOKIE, {path: '/shop'});
  const text = basket.map(({product, quantity}) => `${product.sku}:${quantity}`).join(',');
  setCookie(context, COOKIE, text, {path: '/shop', httpOnly: true, sameSite: 'Lax', maxAge: WEEK_SECONDS});
}

/** The basket with `quantity` pieces of a product; 0 takes it out. */
export function withQuantity(basket: Basket, product: Product, quantity: number): Basket {
  const rest = basket.filter((line) => line.product !== product);
  if (quantity <= 0) return rest;
  const line = {product, quantity: Math.min(MOST_PIECES, quantity)};
  return basket.some((known) => known.product === product) ? basket.map((known) => (known.product === product ? line : known)) : [...rest, line];
}

/** A whole number of pieces from typed text; 0 for anything else. */
export function toQuantity(text: string): number {
  return /^\d{1,3}$/.test(text.trim()) ? Math.min(MOST_PIECES, Number(text)) : 0;
}

export function countPieces(basket: Basket): number {
  return basket.reduce((sum, {quantity}) => sum + quantity, 0);
}

/** HKD cents of the goods. */
export function goodsCents(basket: Basket): number {
  return basket.reduce((sum, {product, quantity}) => sum + product.cents * quantity, 0);
}

export function totalCents(basket: Basket, shipping: ShippingCode): number {
  return goodsCents(basket) + SHIPPING_METHODS[shipping].feeCents;
}
