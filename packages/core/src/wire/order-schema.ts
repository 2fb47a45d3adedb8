import * as z from 'zod/mini';
import {MAX_SCALE} from '../shared/money.ts';

/** Longest texts that are accepted, in UTF-16 units, and most entries of lists: generous for people, a wall for mistakes. */
export const TEXT_LIMITS = {id: 100, short: 200, name: 1000, note: 10_000, lines: 5000, tags: 100, instant: 40, source: 200} as const;

export const idSchema = z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9._~-]{0,99}$/));
/** The id of a parcel, a line, a hold or a payment may be derived from another id (`…-p1`), so it is a little longer. */
export const parcelIdSchema = z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9._~-]{0,119}$/));

/** What databases and UTF-8 cannot give back unchanged. */
const UNKEEPABLE = /[\0\p{Surrogate}]/u;
const keepable = z.refine<string>((text) => !UNKEEPABLE.test(text), {error: 'must not contain NUL or half of a surrogate pair.'});
export const shortText = z.string().check(z.maxLength(TEXT_LIMITS.short), keepable);
export const nameText = z.string().check(z.maxLength(TEXT_LIMITS.name), keepable);
export const noteText = z.string().check(z.maxLength(TEXT_LIMITS.note), keepable);
/** Nanoseconds fit; digits without end do not. */
export const instantSchema = z.iso.datetime({offset: false, local: false}).check(z.maxLength(TEXT_LIMITS.instant));
export const dateSchema = z.iso.date();
/** JSON knows −0, which no database gives back. */
export const wholeNumber = z.int().check(z.overwrite((value) => value + 0));
export const positiveWhole = z.int().check(z.minimum(1));

export const moneySchema = z.object({
  amount: wholeNumber,
  scale: wholeNumber.check(z.minimum(0), z.maximum(MAX_SCALE)),
  currency: z.string().check(z.regex(/^[A-Z]{3}$/)),
});

/** A fee, discount, tax or payment: never below zero; the name of the field says the direction. */
export const amountSchema = z.object({...moneySchema.shape, amount: wholeNumber.check(z.minimum(0))});

export const tagsSchema = z.array(shortText).check(z.maxLength(TEXT_LIMITS.tags));

export const channelSchema = z.object({code: shortText.check(z.minLength(1)), name: z.optional(shortText)});

export const customerSchema = z.object({
  id: z.optional(shortText),
  name: z.optional(nameText),
  email: z.optional(nameText),
  phone: z.optional(shortText),
  phoneTail: z.optional(shortText),
  language: z.optional(shortText),
});

export const addressSchema = z.object({
  name: z.optional(nameText),
  phone: z.optional(shortText),
  lines: z.array(nameText).check(z.maxLength(20)),
  district: z.optional(nameText),
  city: z.optional(nameText),
  region: z.optional(nameText),
  postcode: z.optional(shortText),
  country: z.optional(shortText),
});

export const newOrderLineSchema = z.object({
  id: z.optional(idSchema),
  sku: nameText,
  name: noteText,
  quantity: wholeNumber,
  unitPrice: moneySchema,
  requiresShipping: z.optional(z.boolean()),
  note: z.optional(noteText),
});

export const paymentMethodSchema = z.object({code: shortText.check(z.minLength(1)), name: z.optional(shortText), needsReceipt: z.boolean(), allowUnpaidDispatch: z.boolean()});

export const shippingMethodSchema = z.object({code: shortText.check(z.minLength(1)), name: z.optional(shortText), carrier: z.enum(['shipany', 'own', 'collect', 'none'])});

export const discountsSchema = z.array(z.object({name: nameText, amount: amountSchema})).check(z.maxLength(100));

export const taxSchema = z.object({amount: amountSchema, included: z.boolean()});

/** What an import knows of an order. */
const sourceSchema = z.record(shortText, noteText).check(
  z.refine((facts) => Object.keys(facts).length <= TEXT_LIMITS.source, {error: `must have at most ${TEXT_LIMITS.source} entries.`}),
);

export const newOrderSchema = z.object({
  number: z.optional(shortText.check(z.minLength(1))),
  kind: z.optional(z.enum(['sale', 'credit', 'adjustment'])),
  channel: channelSchema,
  currency: z.optional(z.string().check(z.regex(/^[A-Z]{3}$/))),
  placedAt: z.optional(instantSchema),
  customer: z.optional(customerSchema),
  shippingAddress: z.optional(addressSchema),
  paymentMethod: paymentMethodSchema,
  shippingMethod: shippingMethodSchema,
  lines: z.array(newOrderLineSchema).check(z.maxLength(TEXT_LIMITS.lines)),
  shippingFee: z.optional(amountSchema),
  discounts: z.optional(discountsSchema),
  tax: z.optional(taxSchema),
  paid: z.optional(z.object({method: shortText.check(z.minLength(1)), amount: z.optional(amountSchema)})),
  draft: z.optional(z.boolean()),
  tags: z.optional(tagsSchema),
  customerNote: z.optional(noteText),
  staffNote: z.optional(noteText),
  source: z.optional(sourceSchema),
});
