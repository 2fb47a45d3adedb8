import * as z from 'zod';

/** A plain decimal, as text: `"380.00"`. */
const decimal = z.string().regex(/^-?\d{1,12}(\.\d{1,6})?$/, 'must be a plain decimal in quotes, such as "380.00", with at most 6 decimals.');
const positiveDecimal = z.string().regex(/^\d{1,12}(\.\d{1,6})?$/, 'must be a plain decimal in quotes without a minus, such as "32.00", with at most 6 decimals.');
const short = z.string().max(200);
const long = z.string().max(1000);
const note = z.string().max(10_000);

/**
 * "Order in": the neutral document in which any shop can hand in an order. Amounts are decimals in quotes, in the one
 * currency of the order. A field that is not known is refused, so that a misspelt one is noticed on the first day.
 */
export const orderInSchema = z.strictObject({
  /** Your own id for the order: sent again, it is the same order. */
  externalId: short.min(1),
  /** A number you want customers to know it by; without one the shop gives the next of its own. */
  number: short.min(1).optional(),
  /** When the customer ordered; default: now. */
  placedAt: z.iso.datetime({offset: true}).optional(),
  /** ISO 4217; default: the shop's. */
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be three capital letters, such as HKD.').optional(),
  customer: z.strictObject({id: short.optional(), name: long.optional(), email: long.optional(), phone: short.optional(), language: short.optional()}).optional(),
  shippingAddress: z
    .strictObject({
      name: long.optional(),
      phone: short.optional(),
      lines: z.array(long).max(20),
      district: long.optional(),
      city: long.optional(),
      region: long.optional(),
      postcode: short.optional(),
      country: short.optional(),
    })
    .optional(),
  payment: z.strictObject({
    method: short.min(1),
    name: short.optional(),
    /** paid: all of it, or `amount` · unpaid: money is still to come · on_delivery: goods leave before it does · receipt: the customer has to show a proof. */
    state: z.enum(['paid', 'unpaid', 'on_delivery', 'receipt']),
    amount: positiveDecimal.optional(),
  }),
  shipping: z.strictObject({method: short.min(1), name: short.optional(), carrier: z.enum(['shipany', 'own', 'collect', 'none']), fee: positiveDecimal.optional()}),
  lines: z
    .array(z.strictObject({sku: long, name: note, quantity: z.int().min(1), unitPrice: decimal, requiresShipping: z.boolean().optional(), note: note.optional()}))
    .min(1)
    .max(1000),
  discounts: z.array(z.strictObject({name: long, amount: positiveDecimal})).max(100).optional(),
  tax: z.strictObject({amount: positiveDecimal, included: z.boolean()}).optional(),
  /** What you think it all comes to. When it is not what the lines say, the order is not taken. */
  total: decimal.optional(),
  customerNote: note.optional(),
  staffNote: note.optional(),
  tags: z.array(short).max(50).optional(),
  /** Anything else worth keeping, by name. */
  source: z.record(short.min(1), note).optional(),
});

export type OrderIn = z.infer<typeof orderInSchema>;
