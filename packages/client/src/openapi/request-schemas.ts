import {commandSchema} from '@packline/core';
import * as z from 'zod/mini';
import {COMMANDS_PER_BATCH} from '../contract/limits.ts';
import {pascalCase, request} from './components.ts';

/*
 * What a backend is sent. The schemas are core's own, with which every backend in this repository reads; here they only
 * get their names.
 */

type Shape = Readonly<Record<string, z.ZodMiniType>>;

const shapeOf = (schema: z.ZodMiniType): Shape => (inner(schema) as unknown as {shape: Shape}).shape;

/** What is inside `optional` and `nullable`, or one entry of a list. */
function inner(schema: z.ZodMiniType | undefined): z.ZodMiniType {
  const {innerType, element} = (schema as unknown as {def: {innerType?: z.ZodMiniType; element?: z.ZodMiniType}}).def;
  const next = innerType ?? element;
  return next === undefined ? (schema as z.ZodMiniType) : inner(next);
}

/** Core's schema of each command. */
export const commandKinds = commandSchema.def.options.map((schema) => ({type: [...(schema as unknown as {shape: {type: {def: {values: readonly string[]}}}}).shape.type.def.values][0] ?? '', schema: schema as unknown as z.ZodMiniType}));

const kindOf = (type: string): Shape => shapeOf(commandKinds.find((kind) => kind.type === type)?.schema as z.ZodMiniType);
const place = kindOf('order.place');
const newOrder = shapeOf(place['order'] as z.ZodMiniType);
const newLine = shapeOf(newOrder['lines'] as z.ZodMiniType);
const edit = kindOf('order.edit');

request('GivenMoney', 'An exact amount: `amount` × 10^−`scale` of `currency`.', inner(newLine['unitPrice']));
request('GivenAmount', 'An exact amount, never below zero.', inner(newOrder['shippingFee']));
request('GivenChannel', 'Where the sale was made: `online`, `till`, `whatsapp`, `phone`, `import`, … or the shop’s own.', inner(newOrder['channel']));
request('GivenCustomer', 'Who ordered.', inner(newOrder['customer']));
request('GivenAddress', 'Where parcels go, as it is to stand on a label.', inner(newOrder['shippingAddress']));
request('GivenPaymentMethod', 'How the customer pays.', inner(newOrder['paymentMethod']));
request('GivenShippingMethod', 'How it travels.', inner(newOrder['shippingMethod']));
request('NewOrderLine', 'One product and how many of it.', inner(newOrder['lines']));
request('GivenTax', 'Tax; when `included`, it is inside the prices already.', inner(newOrder['tax']));
request('NewOrder', 'A new order. Without `number` the backend gives one; without `placedAt` it is now; with `draft` nothing happens until it is confirmed.', inner(place['order']));
request('OrderEdit', 'What is to be changed; what is left out stays, null takes a value away.', inner(edit['changes']));
for (const {type, schema} of commandKinds) request(`${pascalCase(type)}Command`, `\`${type}\`. Its meaning, with an example, is in docs/reference/commands.md.`, schema);

export const command = request('Command', 'A wish that touches exactly one order; `type` says which.', z.discriminatedUnion('type', commandKinds.map(({schema}) => schema) as unknown as Parameters<typeof z.discriminatedUnion>[1]));

export const commandsRequest = request('CommandsRequest', 'One batch, decided in the order in which it is written.', z.object({commands: z.array(command).check(z.minLength(1), z.maxLength(COMMANDS_PER_BATCH))}));
