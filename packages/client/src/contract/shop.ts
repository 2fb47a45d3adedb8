import {ORDER_STATUSES, STATUS_DETAILS} from '@packline/core';
import * as z from 'zod/mini';

const moneySchema = z.object({amount: z.int(), scale: z.int().check(z.gte(0), z.lte(6)), currency: z.string()});
const count = z.int().check(z.gte(0));

const shopLineSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  quantity: count,
  unitPrice: moneySchema,
  /** Address of a picture, where the shop has one. */
  picture: z.exactOptional(z.string()),
});

const shopReceiptSchema = z.looseObject({
  id: z.string(),
  state: z.enum(['submitted', 'accepted', 'denied', 'superseded']),
  uploadedAt: z.string(),
  mediaType: z.string(),
  /** Address of the uploaded bytes, relative to the backend; the link token inside it is the right to read. */
  content: z.string(),
  /** The shop's words on a denied one. */
  message: z.exactOptional(z.string()),
  decidedAt: z.exactOptional(z.string()),
  acceptedAmount: z.exactOptional(moneySchema),
});

const shopParcelSchema = z.looseObject({
  id: z.string(),
  /** Its `#n`. */
  position: z.int().check(z.gte(1)),
  verifiedAt: z.exactOptional(z.string()),
  sentAt: z.string(),
  remark: z.exactOptional(z.string()),
  trackingNumber: z.exactOptional(z.string()),
  transit: z.string(),
  contents: z.array(z.looseObject({lineId: z.string(), quantity: count})),
});

/**
 * `GET /v1/shop/orders/{token}`: an order as its own customer sees it through a signed link. It holds what the page
 * shows and nothing of the shop's own side: no staff notes, no log, no other customer.
 */
export const shopOrderSchema = z.looseObject({
  storeName: z.string(),
  number: z.string(),
  version: z.int(),
  placedAt: z.string(),
  /** BCP 47 language the customer is written to. */
  language: z.string(),
  /** IANA zone in which the shop's times are meant. */
  timeZone: z.string(),
  status: z.enum(ORDER_STATUSES),
  statusDetail: z.exactOptional(z.looseObject({code: z.enum(STATUS_DETAILS), count: z.exactOptional(z.int()), of: z.exactOptional(z.int())})),
  payment: z.string(),
  fulfillment: z.string(),
  currency: z.string(),
  lines: z.array(shopLineSchema),
  shippingFee: z.exactOptional(moneySchema),
  discounts: z.array(z.looseObject({name: z.string(), amount: moneySchema})),
  total: moneySchema,
  payable: moneySchema,
  /** What is still to pay; nothing when paid, cancelled, or too much came in. */
  due: moneySchema,
  paymentMethod: z.looseObject({code: z.string(), name: z.exactOptional(z.string())}),
  shippingMethod: z.looseObject({code: z.string(), name: z.exactOptional(z.string()), carrier: z.enum(['shipany', 'own', 'collect', 'none'])}),
  /** A proof of payment may be uploaded now. */
  canUploadReceipt: z.boolean(),
  /** Largest upload, in bytes. */
  receiptBytes: z.int().check(z.gte(1)),
  /** Newest last. */
  receipts: z.array(shopReceiptSchema),
  /** Parcels that have left, in the shop's order. */
  parcels: z.array(shopParcelSchema),
  /** Units packed so far but not sent. */
  packing: z.looseObject({packed: count, of: count}),
  /** When this link stops working. */
  linkExpiresAt: z.string(),
});

/** `POST /v1/shop/orders/{token}/receipts`, 201: the upload is kept and the order shows it. */
export const receiptUploadedSchema = z.looseObject({receiptId: z.string(), hash: z.string(), order: shopOrderSchema});

/** An order as its own customer sees it. */
export type ShopOrder = z.infer<typeof shopOrderSchema>;
/** The answer to an upload. */
export type ReceiptUploaded = z.infer<typeof receiptUploadedSchema>;
