/** One peer in a Node process of its own: `node --expose-gc node-run.ts PEER ORDERS.json QUERIES.json`. Writes its run to standard output. */
import {readFileSync} from 'node:fs';
import {readOrders, type OrdersFile} from '../data/orders-file.ts';
import {aliveBytes} from '../harness/alive-bytes.ts';
import {SEARCH_PEERS} from './peers.ts';
import type {SearchRun} from './run.ts';
import {SearchSession} from './session.ts';
import type {TypedQuery} from './typed-queries.ts';

const [name = '', ordersPath = '', queriesPath = ''] = process.argv.slice(2);
const create = SEARCH_PEERS[name];
if (create === undefined) throw new Error(`There is no search called "${name}".`);
const file = JSON.parse(readFileSync(ordersPath, 'utf8')) as OrdersFile;
const queries = JSON.parse(readFileSync(queriesPath, 'utf8')) as TypedQuery[];

const peer = await create();
const before = aliveBytes();
const session = new SearchSession(peer);
const buildMs = await session.build(async (take) => {
  for await (const orders of readOrders(file)) take(orders);
});
const memoryMiB = (aliveBytes() - before) / 1024 / 1024;
const typing = session.type(queries);
const run: SearchRun = {buildMs, memoryMiB, typing, first: session.readFirst(queries), suggested: session.suggest(queries), refilters: session.refilter()};
process.stdout.write(JSON.stringify(run));
