import * as z from 'zod/mini';
import type {Command} from '../order/command.ts';
import {editSchema} from './edit-schema.ts';
import {dateSchema, idSchema, instantSchema, moneySchema, newOrderSchema, noteText, parcelIdSchema, positiveWhole, shortText, tagsSchema, wholeNumber} from './order-schema.ts';

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
/** A tonne and ten metres: beyond what any courier of parcels takes. */
const grams = positiveWhole.check(z.maximum(1_000_000));
const millimetres = positiveWhole.check(z.maximum(10_000));
const inParcel = {parcelId: parcelIdSchema};
const ofLine = {...inParcel, lineId: parcelIdSchema, quantity: positiveWhole};
const seenReceipt = {receiptId: idSchema, hash, expectedVersion: z.optional(wholeNumber)};

/** The shape of every command, one entry a type; `parseCommand` reads with it. */
export const commandSchema = z.discriminatedUnion('type', [
  z.object({...envelope, type: z.literal('order.place'), order: newOrderSchema}),
  z.object({...envelope, type: z.literal('order.confirm')}),
  z.object({...envelope, type: z.literal('order.cancel'), reason: z.optional(noteText)}),
  z.object({...envelope, type: z.literal('order.edit'), changes: editSchema, undoPacking: z.optional(z.boolean()), expectedVersion: z.optional(wholeNumber)}),
  z.object({...envelope, type: z.literal('line.cancel'), lineId: parcelIdSchema, quantity: positiveWhole, reason: z.optional(noteText), undoPacking: z.optional(z.boolean())}),
  z.object({...envelope, type: z.literal('order.expire')}),
  z.object({...envelope, type: z.literal('order.dispatch'), mode: z.enum(['all_items', 'packed_only']), shipOn: z.optional(dateSchema), remark: z.optional(noteText)}),
  z.object({...envelope, type: z.literal('order.send'), parcelIds: z.optional(z.array(parcelIdSchema).check(z.minLength(1), z.maxLength(500))), remark: z.optional(noteText)}),
  z.object({...envelope, type: z.literal('order.schedule'), shipOn: z.nullable(dateSchema)}),
  z.object({...envelope, type: z.literal('order.close')}),
  z.object({...envelope, type: z.literal('order.archive'), archived: z.boolean()}),
  z.object({...envelope, type: z.literal('order.erase')}),
  z.object({...envelope, type: z.literal('order.undo'), undoes: idSchema}),
  z.object({...envelope, type: z.literal('note.add'), text: noteText}),
  z.object({...envelope, type: z.literal('tags.change'), add: z.optional(tagsSchema), remove: z.optional(tagsSchema)}),
  z.object({...envelope, type: z.literal('hold.add'), reason: noteText, until: z.optional(instantSchema), note: z.optional(noteText)}),
  z.object({...envelope, type: z.literal('hold.release'), holdId: z.optional(parcelIdSchema), note: z.optional(noteText)}),
  z.object({...envelope, type: z.literal('receipt.submit'), receiptId: idSchema, hash, mediaType, sizeBytes: positiveWhole}),
  z.object({...envelope, type: z.literal('receipt.accept'), ...seenReceipt, amount: z.optional(moneySchema), acceptAsFull: z.optional(z.boolean())}),
  z.object({...envelope, type: z.literal('receipt.deny'), ...seenReceipt, message: noteText}),
  z.object({...envelope, type: z.literal('payment.record'), amount: z.optional(moneySchema), method: z.optional(shortText), note: z.optional(noteText)}),
  z.object({...envelope, type: z.literal('payment.refund'), amount: moneySchema, note: z.optional(noteText)}),
  z.object({...envelope, type: z.literal('payment.reverse'), entryId: parcelIdSchema, amount: z.optional(moneySchema), note: z.optional(noteText)}),
  z.object({...envelope, type: z.literal('parcel.add'), ...inParcel}),
  z.object({...envelope, type: z.literal('parcel.remove'), ...inParcel}),
  z.object({...envelope, type: z.literal('parcel.pack'), ...ofLine}),
  z.object({...envelope, type: z.literal('parcel.unpack'), ...ofLine}),
  z.object({...envelope, type: z.literal('parcel.verify'), ...inParcel, lineId: z.optional(parcelIdSchema)}),
  z.object({...envelope, type: z.literal('parcel.unlock'), ...inParcel, reason: noteText, lineId: z.optional(parcelIdSchema)}),
  z.object({...envelope, type: z.literal('parcel.schedule'), ...inParcel, shipOn: z.nullable(dateSchema)}),
  z.object({...envelope, type: z.literal('parcel.measure'), ...inParcel, weightGrams: z.optional(z.nullable(grams)), dimensionsMm: z.optional(z.nullable(z.object({length: millimetres, width: millimetres, height: millimetres})))}),
  z.object({...envelope, type: z.literal('parcel.send'), ...inParcel, remark: z.optional(noteText), trackingNumber: z.optional(shortText)}),
  z.object({...envelope, type: z.literal('parcel.track'), ...inParcel, trackingNumber: z.nullable(shortText)}),
  z.object({...envelope, type: z.literal('parcel.report'), ...inParcel, transit: z.enum(['in_transit', 'out_for_delivery', 'ready_to_collect', 'delivered', 'attempt_failed', 'exception', 'returning', 'returned']), note: z.optional(noteText)}),
]);

// The hand-written types carry the documentation; this fails to compile when the schema and they drift apart.
type Loose<Value> = Value extends readonly (infer Item)[] ? readonly Loose<Item>[] : Value extends object ? {readonly [Key in keyof Value]: Loose<Value[Key]> | (undefined extends Value[Key] ? undefined : never)} : Value;
type Fits<Left, Right> = [Left] extends [Right] ? true : false;
type Read = z.infer<typeof commandSchema>;
/** Field names by command type, those of a new order too: values alone would not notice a forgotten optional field. */
type Names<Wish extends {type: string}> = {[Type in Wish['type']]: keyof Extract<Wish, {type: Type}>} & {order: keyof Extract<Wish, {order: unknown}>['order']};
const agreement: Fits<Loose<Command>, Loose<Read>> & Fits<Loose<Read>, Loose<Command>> & Fits<Names<Command>, Names<Read>> & Fits<Names<Read>, Names<Command>> = true;
void agreement;
