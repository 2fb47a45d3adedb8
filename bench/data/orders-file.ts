import {createHash} from 'node:crypto';
import {createReadStream, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {open} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import type {Order} from '@packline/core';
import {median} from '../harness/statistics.ts';
import {changesOf} from './changed-orders.ts';
import {orderAt} from './live-order.ts';
import {readProducts} from './products.ts';
import {hashOfFile, realOrders} from './real-orders.ts';

const inProject = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const folder = inProject('node_modules/.cache/packline-bench');
const ORDERS_PER_CHUNK = 1000;

/** Orders on disk, one JSON document a line, and where every thousandth begins. */
export interface OrdersFile {
  readonly path: string;
  readonly count: number;
  /** UTF-8 bytes of one document's JSON. */
  readonly medianBytes: number;
  readonly meanBytes: number;
  /** Byte offsets of the chunks; one more than there are chunks. */
  readonly offsets: readonly number[];
  /** The orders as they became while the feed ran, in the order of their changes; some of them changed repeatedly. */
  readonly changesPath: string;
  readonly changeCount: number;
}

/**
 * The generated orders, made once and kept in `node_modules/.cache/packline-bench` until the generator or the rules
 * change. Oldest first.
 */
export async function ordersFile(count: number): Promise<OrdersFile> {
  const name = `orders-${String(count)}`;
  const key = `${name}-${hashOfSources()}`;
  const description = join(folder, `${key}.json`);
  if (existsSync(description)) return JSON.parse(readFileSync(description, 'utf8')) as OrdersFile;
  mkdirSync(folder, {recursive: true});
  for (const stale of readdirSync(folder)) if (stale.startsWith(`${name}-`)) rmSync(join(folder, stale));
  const made = await write(count, join(folder, `${key}.ndjson`), join(folder, `${key}.changes.ndjson`));
  writeFileSync(`${description}.part`, JSON.stringify(made));
  renameSync(`${description}.part`, description);
  return made;
}

/**
 * The orders a bench is asked for: generated ones, or the real ones of a CSV file that the import example can read
 * (`--data FILE`). Of real ones no changes are made.
 */
export async function benchOrders({orders, data}: {readonly orders: number; readonly data: string | undefined}): Promise<OrdersFile> {
  if (data === undefined) return ordersFile(orders);
  const key = `real-${(await hashOfFile(data)).slice(0, 12)}-${hashOfSources()}`;
  const description = join(folder, `${key}.json`);
  if (existsSync(description)) return JSON.parse(readFileSync(description, 'utf8')) as OrdersFile;
  mkdirSync(folder, {recursive: true});
  for (const stale of readdirSync(folder)) if (stale.startsWith('real-')) rmSync(join(folder, stale));
  const real = await realOrders(data);
  const changesPath = join(folder, `${key}.changes.ndjson`);
  writeFileSync(changesPath, '');
  const made = {...(await writeOrders(real.length, (index) => real[index] as Order, join(folder, `${key}.ndjson`))), changesPath, changeCount: 0};
  writeFileSync(description, JSON.stringify(made));
  return made;
}

async function write(count: number, path: string, changesPath: string): Promise<OrdersFile> {
  const products = readProducts();
  const written = await writeOrders(count, (index) => orderAt(index, count, products), path);
  const changes = changesOf(count, products);
  writeFileSync(changesPath, changes.map((order) => `${JSON.stringify(order)}\n`).join(''));
  return {...written, changesPath, changeCount: changes.length};
}

async function writeOrders(count: number, at: (index: number) => Order, path: string): Promise<Omit<OrdersFile, 'changesPath' | 'changeCount'>> {
  const file = await open(path, 'w');
  const offsets = [0];
  const sizes: number[] = [];
  let end = 0;
  for (let first = 0; first < count; first += ORDERS_PER_CHUNK) {
    const lines = Array.from({length: Math.min(ORDERS_PER_CHUNK, count - first)}, (_, place) => Buffer.from(`${JSON.stringify(at(first + place))}\n`));
    for (const line of lines) sizes.push(line.length - 1);
    const chunk = Buffer.concat(lines);
    await file.write(chunk);
    end += chunk.length;
    offsets.push(end);
    if (process.stderr.isTTY) process.stderr.write(`\rmaking orders: ${String(first + lines.length)} of ${String(count)} `);
  }
  await file.close();
  if (process.stderr.isTTY) process.stderr.write('\r\u001B[K');
  return {path, count, medianBytes: median(sizes), meanBytes: Math.round(end / count), offsets};
}

/** All orders, a chunk of a thousand at a time. */
export async function* readOrders(file: OrdersFile): AsyncGenerator<Order[]> {
  for (const [index] of file.offsets.slice(1).entries()) yield parseLines(await textOf(chunkStream(file, index)));
}

/** The bytes of one chunk, for a server to pass on as they are. */
export function chunkStream(file: OrdersFile, index: number): NodeJS.ReadableStream {
  const [start = 0, end = 0] = file.offsets.slice(index, index + 2);
  return createReadStream(file.path, {start, end: end - 1});
}

function parseLines(text: string): Order[] {
  return text.trimEnd().split('\n').map((line) => JSON.parse(line) as Order);
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

/** What the orders follow from: this generator, its word lists, and the rules. */
function hashOfSources(): string {
  const hash = createHash('sha256');
  const sources = ['order', 'rules', 'law', 'parcel', 'payment', 'settings', 'shared'].map((part) => `packages/core/src/${part}`);
  for (const source of ['bench/data', 'examples/node-scripts/fixtures', 'examples/node-scripts/src/import', ...sources]) {
    if (!existsSync(inProject(source))) continue;
    const names = readdirSync(inProject(source)).filter((name) => /\.(ts|gz)$/.test(name) && !name.endsWith('.test.ts'));
    for (const name of names.sort()) hash.update(name).update(readFileSync(join(inProject(source), name)));
  }
  return hash.digest('hex').slice(0, 12);
}
