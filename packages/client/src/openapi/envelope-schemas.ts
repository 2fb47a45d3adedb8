import {REFUSAL_CODES} from '@packline/core';
import * as z from 'zod/mini';
import {changesPageSchema} from '../contract/changes.ts';
import {commandResultSchema, commandsAnswerSchema} from '../contract/commands.ts';
import {loggedEventSchema, orderDocumentSchema, refusalSchema, settingsSchema} from '../contract/documents.ts';
import {orderSummariesSchema, orderSummarySchema} from '../contract/order-summaries.ts';
import {eventsAnswerSchema, ordersPageSchema} from '../contract/orders.ts';
import {problemPointerSchema, problemSchema} from '../contract/problem.ts';
import {sessionSchema} from '../contract/session.ts';
import {receiptUploadedSchema, shopOrderSchema} from '../contract/shop.ts';
import {streamEventDataSchema} from '../contract/stream.ts';
import {answer, optional} from './components.ts';
import {loggedEvent} from './event-schemas.ts';
import {money, order} from './order-schemas.ts';
import {orderSummary} from './summary-schemas.ts';

/*
 * The envelopes are the client's own, with which it reads. It looks at documents inside them only as far as it steers by
 * them; the description says the whole, so `STANDS_FOR` puts the whole in their place.
 */

const refusal = answer(
  'Refusal',
  'An expected no. The sentence is chosen by `code`, `params` are filled in; docs/reference/refusals.md has an example of each. A newer backend may have more codes.',
  z.looseObject({code: z.enum(REFUSAL_CODES), params: z.record(z.string(), z.union([z.string(), z.number()]))}),
);

/** Schemas that look at a part, and the whole they stand for. */
export const STANDS_FOR: ReadonlyMap<unknown, z.ZodMiniType> = new Map<unknown, z.ZodMiniType>([
  [orderDocumentSchema, order],
  [orderSummarySchema, orderSummary],
  [loggedEventSchema, loggedEvent],
  [refusalSchema, refusal],
]);

answer('Settings', 'The shop’s rules, one versioned document. Devices decide with the newest.', settingsSchema);
answer('ProblemPointer', 'One place that is wrong: a JSON Pointer into the body, or `/` and the name of a parameter.', problemPointerSchema);

export const session = answer('Session', 'Who is calling, and what this backend can do.', sessionSchema);
export const changesPage = answer('ChangesPage', 'One page of the feed.', changesPageSchema);
export const ordersPage = answer('OrdersPage', 'One page of a list, whole orders.', ordersPageSchema);
export const summariesPage = answer('OrderSummaries', 'One page of a list with `view=row`.', orderSummariesSchema);
export const ordersOrSummaries = answer('OrdersOrSummaries', 'One page of a list.', z.union([ordersPage, summariesPage]));
export const eventsAnswer = answer('EventsAnswer', 'The log of one order, oldest first.', eventsAnswerSchema);
answer('CommandResult', 'What became of one command.', commandResultSchema);
export const commandsAnswer = answer('CommandsAnswer', 'One result for each command, in the order they were sent.', commandsAnswerSchema);
export const streamEventData = answer('StreamEventData', 'Data of a `change` event: there is more to read, up to here.', streamEventDataSchema);
export const shopOrder = answer('ShopOrder', 'An order as its own customer sees it: nothing of the shop’s own side is in it.', shopOrderSchema);
export const receiptUploaded = answer('ReceiptUploaded', 'The upload is kept, and the order shows it.', receiptUploadedSchema);
export const problem = answer('Problem', 'RFC 9457. `type` is stable and is what a program may key on; `title` and `detail` are for people.', z.extend(problemSchema, {refusal: optional(refusal)}));

export const productsAnswer = answer(
  'ProductsAnswer',
  'Products whose names or code hold every word. A packer sees no prices.',
  z.looseObject({products: z.array(answer('Product', 'What can be put into an order.', z.looseObject({sku: z.string(), name: z.string(), unitPrice: optional(money), picture: optional(z.string()), requiresShipping: z.boolean()})))}),
);
