import type {OrderKind} from '@packline/core';
import type {ImportMap} from './import-map.ts';

/**
 * What an order of the file is. A prefix of its number decides; without one its quantities do: all above zero is a
 * sale, all below zero and a mixture are what the map says. `refuse`: the map says that nobody knows.
 */
export function kindOf(number: string, quantities: readonly number[], {kinds}: Pick<ImportMap, 'kinds'>): OrderKind | 'refuse' {
  if (kinds.creditPrefixes.some((prefix) => number.startsWith(prefix))) return 'credit';
  if (kinds.adjustmentPrefixes.some((prefix) => number.startsWith(prefix))) return 'adjustment';
  if (quantities.every((quantity) => quantity > 0)) return 'sale';
  return quantities.every((quantity) => quantity < 0) ? kinds.allNegative : kinds.mixedSigns;
}

/** Which lines travel: all but those whose SKU the map names as a fee, a service or a voucher. */
export function shippingRule({notShipped}: Pick<ImportMap, 'notShipped'>): (sku: string) => boolean {
  const skus = new Set(notShipped.skus.map((sku) => sku.toLowerCase()));
  const prefixes = notShipped.skuPrefixes.map((prefix) => prefix.toLowerCase());
  return (sku) => {
    const folded = sku.toLowerCase();
    return !skus.has(folded) && !prefixes.some((prefix) => folded.startsWith(prefix));
  };
}
