/** One peer in a Node process of its own: `node --expose-gc node-run.ts PEER ORDERS.json`. Writes its run to standard output. */
import {readFileSync} from 'node:fs';
import {readOrders, type OrdersFile} from '../data/orders-file.ts';
import {aliveBytes} from '../harness/alive-bytes.ts';
import {QUERY_PEERS} from './peers.ts';
import {QuerySession, type QueryRun} from './session.ts';

const [name = '', ordersPath = ''] = process.argv.slice(2);
const create = QUERY_PEERS[name];
if (create === undefined) throw new Error(`There is no list called "${name}".`);
const file = JSON.parse(readFileSync(ordersPath, 'utf8')) as OrdersFile;

const peer = await create();
const before = aliveBytes();
const session = new QuerySession(peer);
const buildMs = await session.build(async (take) => {
  for await (const orders of readOrders(file)) take(orders);
});
const run: QueryRun = {buildMs, memoryMiB: (aliveBytes() - before) / 1024 / 1024, worked: session.work()};
process.stdout.write(JSON.stringify(run));
