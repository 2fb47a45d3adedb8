/**
 * ISO 4217 minor digits that differ from two. `Intl` disagrees with ISO for more than a dozen currencies (it follows
 * what is usual on price tags: no fils for IQD, no cents for COP or HUF), so the exponent is never taken from it.
 * Source: ISO 4217 list one, 2024-06-25.
 */
const DIGITS: ReadonlyMap<string, number> = /* @__PURE__ */ new Map(Object.entries({
  BIF: 0, CLP: 0, DJF: 0, GNF: 0, ISK: 0, JPY: 0, KMF: 0, KRW: 0, PYG: 0, RWF: 0, UGX: 0, UYI: 0, VND: 0, VUV: 0, XAF: 0, XOF: 0, XPF: 0,
  BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3,
  CLF: 4, UYW: 4,
}));

/** Decimal places a price in `currency` is paid with. */
export function minorDigits(currency: string): number {
  return DIGITS.get(currency) ?? 2;
}
