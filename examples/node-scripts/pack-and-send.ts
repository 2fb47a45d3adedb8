/**
 * Packs everything of one order into its parcel, verifies it and sends it, without a page:
 *
 *   PACKLINE_TOKEN=… node examples/node-scripts/pack-and-send.ts NUMBER [REMARK FOR THE CUSTOMER]
 *
 * The engine decides every step here with the rules of the server, so a mistake is told before anything is sent, and its
 * outbox repeats what gets lost on the way.
 */
import {createHttpBackend} from '@packline/client';
import {DEFAULT_SORT, placesOf, type CommandBody} from '@packline/core';
import {createOrderEngine} from '@packline/core/engine';

const [number = '', remark] = process.argv.slice(2);
const backend = createHttpBackend({endpoint: process.env.PACKLINE_URL ?? 'http://127.0.0.1:4100', token: process.env.PACKLINE_TOKEN ?? ''});
const engine = createOrderEngine({backend, storage: 'memory'});

// Reads the orders of the shop; a program that runs all day does this once and hears of changes by itself.
await engine.syncNow();
const found = engine.query({query: {terms: [{kind: 'text', field: 'number', text: number, negated: false}]}, sort: DEFAULT_SORT});
const row = [...found.rows].map((handle) => engine.row(handle)).find((candidate) => candidate.number === number);
const order = row && (await engine.readOrder(row.id));
const parcelId = order?.parcels.find(({sentAt}) => sentAt === undefined)?.id;
if (!order || !parcelId) throw new Error(`There is no order ${number} with a parcel to send.`);

async function act(body: CommandBody): Promise<void> {
  const answer = await engine.dispatch(order?.id ?? '', body);
  if (!answer.ok) throw new Error(`${body.type} was refused: ${answer.refusal.code} ${JSON.stringify(answer.refusal.params)}`);
}

for (const [lineId, {unallocated}] of placesOf(order)) {
  if (unallocated > 0) await act({type: 'parcel.pack', parcelId, lineId, quantity: unallocated});
}
await act({type: 'parcel.verify', parcelId});
await act({type: 'parcel.send', parcelId, ...(remark === undefined ? {} : {remark})});

await engine.settled(); // the server has it
const refused = (await engine.readOutbox()).map(({refusal}) => refusal?.code);
console.log(refused.length > 0 ? `The server refused: ${refused.join(', ')}` : `${number} is ${(await backend.readOrder(order.id)).status}.`);
await engine.close();
