import {fold, seesMoney} from '@packline/core';
import {Hono} from 'hono';
import {PRODUCTS, picturePath, type Product} from '../shop/products.ts';
import type {ApiEnv} from './api-env.ts';
import {clampLimit} from './limits.ts';

/** `GET /v1/products?q=`: what pickers and pictures look up. Every word must occur in a product's names or code. */
export function productsRoute(): Hono<ApiEnv> {
  const texts = new Map(PRODUCTS.map((product) => [product, fold(`${product.sku} ${product.title} ${product.name.zh} ${product.name.en}`)]));
  return new Hono<ApiEnv>().get('/', (context) => {
    const words = fold(context.req.query('q') ?? '').split(/\s+/).filter((word) => word !== '');
    const limit = clampLimit(context.req.query('limit'), {standard: 50, most: 200});
    const found = PRODUCTS.filter((product) => words.every((word) => texts.get(product)?.includes(word)));
    context.header('cache-control', 'private, max-age=60');
    const withPrices = seesMoney(context.get('person').role);
    return context.json({products: found.slice(0, limit).map((product) => toAnswer(product, withPrices))});
  });
}

function toAnswer({sku, title, cents}: Product, withPrices: boolean) {
  return {sku, name: title, ...(withPrices ? {unitPrice: {amount: cents, scale: 2, currency: 'HKD'}} : {}), picture: picturePath(sku), requiresShipping: true};
}
