import {ORDER_STATUSES, STATUS_DETAILS} from '@packline/core';
import * as z from 'zod/mini';

const moneySchema = z.object({amount: z.int(), scale: z.int().check(z.gte(0), z.lte(6)), currency: z.string()});

/**
 * `GET /v1/shop/orders/{token}`: an order as its own customer sees it through a signed link. It holds what the page
 * shows and nothing of the shop's own side: no staff notes, no log, no other customer.
 */
export const shopOrderSchema = z.looseObject({
  storeName: z.string(),
  number: z.string(),
  version: z.int(),
  placedAt: z.string(),
  status: z.enum(ORDER_STATUSES),
  statusDetail: z.exactOptional(z.looseObject({code: z.enum(STATUS_DETAILS), count: z.exactOptional(z.int()), of: z.exactOptional(z.int())})),
  payment: z.string(),
  fulfillment: z.string(),
  currency: z.string(),
  lines: z.array(z.looseObject({id: z.string(), name: z.string(), quantity: z.int(), unitPrice: moneySchema})),
  total: moneySchema,
  payable: moneySchema,
  /** The method this order is to be paid by asks for an uploaded proof, and one may be uploaded now. */
  canUploadReceipt: z.boolean(),
  /** Largest upload the shop takes, in bytes. */
  receiptBytes: z.int(),
  /** Newest last. `message` is the shop's words on a denied one. */
  receipts: z.array(z.looseObject({id: z.string(), state: z.enum(['submitted', 'accepted', 'denied', 'superseded']), uploadedAt: z.string(), message: z.exactOptional(z.string())})),
  /** Parcels that have left. */
  parcels: z.array(
    z.looseObject({
      id: z.string(),
      sentAt: z.string(),
      remark: z.exactOptional(z.string()),
      trackingNumber: z.exactOptional(z.string()),
      transit: z.string(),
      contents: z.array(z.looseObject({lineId: z.string(), quantity: z.int()})),
    }),
  ),
});

/** `POST /v1/shop/orders/{token}/receipts`, 201: the upload is kept and the order shows it. */
export const receiptUploadedSchema = z.looseObject({receiptId: z.string(), hash: z.string(), order: shopOrderSchema});

/** An order as its own customer sees it. */
export type ShopOrder = z.infer<typeof shopOrderSchema>;
/** The answer to an upload. */
export type ReceiptUploaded = z.infer<typeof receiptUploadedSchema>;
