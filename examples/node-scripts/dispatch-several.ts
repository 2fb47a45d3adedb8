/**
 * Sends many orders at once, each whole: the nightly job of a shop.
 *
 *   PACKLINE_TOKEN=… node examples/node-scripts/dispatch-several.ts JOB "QUERY" [REMARK FOR THE CUSTOMERS]
 *   … dispatch-several.ts friday-2026-11-27 "customer:17850" "By courier, before noon"
 *
 * With DRY_RUN=1 in the environment it says what would be sent and what would stay, and sends nothing.
 *
 * JOB names this run. The id of every command is made from it and the order, so after a crash or a lost line the same
 * call sends every order once. What was refused stays refused under its JOB: give the next attempt another name.
 */
import {createHttpBackend} from '@packline/client';
import {derivedId, type Command} from '@packline/core';

const [job = '', query = '', remark] = process.argv.slice(2);
const dryRun = process.env.DRY_RUN === '1';
const backend = createHttpBackend({endpoint: process.env.PACKLINE_URL ?? 'http://127.0.0.1:4100', token: process.env.PACKLINE_TOKEN ?? ''});

// First all ids, then the work: orders leave this list while they are sent.
const orders = new Map<string, string>();
let after: string | null = null;
do {
  const page = await backend.readOrders({query: `status:processing ${query}`, limit: 500, ...(after === null ? {} : {after})});
  for (const {id, number} of page.orders) orders.set(id, number);
  after = page.hasMore ? page.cursor : null;
} while (after !== null);

const commands = [...orders.keys()].map((orderId): Command => ({
  id: derivedId(job, orderId),
  schemaVersion: 1,
  orderId,
  type: 'order.dispatch',
  mode: 'all_items',
  ...(remark === undefined ? {} : {remark}),
}));

let sent = 0;
for (const [index, {outcome, refusal}] of (await backend.pushCommands(commands, {dryRun})).entries()) {
  if (outcome !== 'refused') sent += 1;
  else console.log(`${orders.get(commands[index]?.orderId ?? '')} ${dryRun ? 'would stay' : 'stays'}: ${refusal?.code} ${JSON.stringify(refusal?.params)}`);
}
console.log(`${sent} of ${commands.length} orders ${dryRun ? 'would be' : 'are'} on their way.`);
process.exitCode = sent === commands.length ? 0 : 1;
