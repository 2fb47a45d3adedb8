import {isEngineError} from '@packline/core';
import type {ChannelFormat} from '../storage/channel-storage.ts';
import {readShopifyOrder} from './adapters/shopify.ts';
import {readWooOrder} from './adapters/woocommerce.ts';
import type {ReadOrder} from './incoming-order.ts';
import {readOrderIn} from './read-order-in.ts';

const READERS: Readonly<Record<ChannelFormat, (document: unknown, shopCurrency: string) => ReadOrder>> = {
  packline: readOrderIn,
  woocommerce: readWooOrder,
  shopify: readShopifyOrder,
};

/** Reads a parsed document in the format of its channel. */
export function readDocument(format: ChannelFormat, document: unknown, shopCurrency: string): ReadOrder {
  try {
    return READERS[format](document, shopCurrency);
  } catch (error) {
    // Amounts that are right one by one and too large together.
    if (isEngineError(error)) return {kind: 'invalid', errors: [{pointer: '', detail: error.message}]};
    throw error;
  }
}
