import * as z from 'zod/mini';
import {
  addressSchema,
  amountSchema,
  channelSchema,
  customerSchema,
  discountsSchema,
  moneySchema,
  nameText,
  newOrderLineSchema,
  noteText,
  parcelIdSchema,
  paymentMethodSchema,
  shippingMethodSchema,
  taxSchema,
  TEXT_LIMITS,
  wholeNumber,
} from './order-schema.ts';

/** Two changes at once would leave open which one was meant. */
const alone = z.optional(z.never());

/** A new line, one that goes, or other values for one: told apart by the field that names it. */
const lineEditSchema = z.union([
  z.object({add: newOrderLineSchema, remove: alone, lineId: alone}),
  z.object({add: alone, remove: parcelIdSchema, lineId: alone}),
  z.object({
    add: alone,
    remove: alone,
    lineId: parcelIdSchema,
    quantity: z.optional(wholeNumber),
    unitPrice: z.optional(moneySchema),
    sku: z.optional(nameText),
    name: z.optional(noteText),
    note: z.optional(z.nullable(noteText)),
  }),
]);

/** The shape of an `OrderEdit`. */
export const editSchema = z.object({
  channel: z.optional(channelSchema),
  customer: z.optional(customerSchema),
  shippingAddress: z.optional(z.nullable(addressSchema)),
  paymentMethod: z.optional(paymentMethodSchema),
  shippingMethod: z.optional(shippingMethodSchema),
  lines: z.optional(z.array(lineEditSchema).check(z.maxLength(TEXT_LIMITS.lines))),
  shippingFee: z.optional(z.nullable(amountSchema)),
  discounts: z.optional(discountsSchema),
  tax: z.optional(z.nullable(taxSchema)),
  customerNote: z.optional(z.nullable(noteText)),
  staffNote: z.optional(z.nullable(noteText)),
});
