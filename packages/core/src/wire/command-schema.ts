import * as z from 'zod/mini';
import type {Command} from '../order/command.ts';
import {dateSchema, idSchema, instantSchema, moneySchema, newOrderSchema, noteText, parcelIdSchema, positiveWhole, shortText, wholeNumber} from './order-schema.ts';

const envelope = {
  id: idSchema,
  schemaVersion: z.literal(1),
  orderId: idSchema,
  device: z.optional(z.object({id: idSchema, seq: positiveWhole})),
  claimedAt: z.optional(instantSchema),
};

const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));
/** What a receipt may be; the server looks at the bytes as well. */
const mediaType = z.string().check(z.regex(/^(?:image\/(?:png|jpeg|webp)|application\/pdf)$/));
const inParcel = {parcelId: parcelIdSchema};
const ofLine = {...inParcel, lineId: idSchema, quantity: positiveWhole};
const seenReceipt = {receiptId: idSchema, hash, expectedVersion: z.optional(wholeNumber)};

/** The shape of every command, one entry a type; `parseCommand` reads with it. */
export const commandSchema = z.discriminatedUnion('type', [
  z.object({...envelope, type: z.literal('order.place'), order: newOrderSchema}),
  z.object({...envelope, type: z.literal('order.confirm')}),
  z.object({...envelope, type: z.literal('order.cancel'), reason: z.optional(noteText)}),
  z.object({...envelope, type: z.literal('order.expire')}),
  z.object({...envelope, type: z.literal('order.dispatch'), mode: z.enum(['all_items', 'packed_only']), shipOn: z.optional(dateSchema), remark: z.optional(noteText)}),
  z.object({...envelope, type: z.literal('receipt.submit'), receiptId: idSchema, hash, mediaType, sizeBytes: positiveWhole}),
  z.object({...envelope, type: z.literal('receipt.accept'), ...seenReceipt, amount: z.optional(moneySchema), acceptAsFull: z.optional(z.boolean())}),
  z.object({...envelope, type: z.literal('receipt.deny'), ...seenReceipt, message: noteText}),
  z.object({...envelope, type: z.literal('payment.record'), amount: z.optional(moneySchema), method: z.optional(shortText), note: z.optional(noteText)}),
  z.object({...envelope, type: z.literal('payment.refund'), amount: moneySchema, note: z.optional(noteText)}),
  z.object({...envelope, type: z.literal('parcel.add'), ...inParcel}),
  z.object({...envelope, type: z.literal('parcel.remove'), ...inParcel}),
  z.object({...envelope, type: z.literal('parcel.pack'), ...ofLine}),
  z.object({...envelope, type: z.literal('parcel.unpack'), ...ofLine}),
  z.object({...envelope, type: z.literal('parcel.verify'), ...inParcel, lineId: z.optional(idSchema)}),
  z.object({...envelope, type: z.literal('parcel.unlock'), ...inParcel, reason: noteText, lineId: z.optional(idSchema)}),
  z.object({...envelope, type: z.literal('parcel.schedule'), ...inParcel, shipOn: z.nullable(dateSchema)}),
  z.object({...envelope, type: z.literal('parcel.send'), ...inParcel, remark: z.optional(noteText), trackingNumber: z.optional(shortText)}),
]);

// The hand-written types carry the documentation; this fails to compile when the schema and they drift apart.
type Loose<Value> = Value extends readonly (infer Item)[] ? readonly Loose<Item>[] : Value extends object ? {readonly [Key in keyof Value]: Loose<Value[Key]> | (undefined extends Value[Key] ? undefined : never)} : Value;
type Fits<Left, Right> = [Left] extends [Right] ? true : false;
type Read = z.infer<typeof commandSchema>;
/** Field names by command type, those of a new order too: values alone would not notice a forgotten optional field. */
type Names<Wish extends {type: string}> = {[Type in Wish['type']]: keyof Extract<Wish, {type: Type}>} & {order: keyof Extract<Wish, {order: unknown}>['order']};
const agreement: Fits<Loose<Command>, Loose<Read>> & Fits<Loose<Read>, Loose<Command>> & Fits<Names<Command>, Names<Read>> & Fits<Names<Read>, Names<Command>> = true;
void agreement;
