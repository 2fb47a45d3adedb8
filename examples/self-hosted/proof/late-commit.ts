import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {type Command, type OrderBackend} from '@packline/core';
import {LATE} from './planted/sequence.ts';
import type {ProofServer, ProofShop} from './support/proof-shop.ts';

/** Milliseconds in which a transaction that need not wait would long be done. */
const WAIT_MS = 1500;
const PATIENCE_MS = 60_000;

export interface LateCommitFigures {
  /** The transaction that came second was not done before the first one, which had its position already. */
  readonly secondWaited: boolean;
  /** Orders that a reader who was there in between never gets. */
  readonly missing: readonly string[];
}

/** One process takes a position and is held up before it commits; another one writes; a reader reads; then the first goes on. */
export async function runLateCommit({servers}: ProofShop): Promise<LateCommitFigures> {
  const [first, second] = servers as readonly [ProofServer, ProofServer];
  await second.backend.pushCommands([place('before')]);
  const seen = new Set<string>();
  let cursor = await readOn(second.backend, null, seen);

  const late = first.backend.pushCommands([place(LATE)]);
  late.catch(() => {});
  for (const deadline = Date.now() + PATIENCE_MS; !hasPosition(first); ) {
    if (Date.now() > deadline) throw new Error('The transaction that was to be late took no position.');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  let isDone = false;
  const other = second.backend.pushCommands([place('other')]).then(() => (isDone = true));
  await Promise.race([other, new Promise((resolve) => setTimeout(resolve, WAIT_MS))]);
  const secondWaited = !isDone;
  cursor = await readOn(second.backend, cursor, seen);

  writeFileSync(`${first.notes}.go`, '');
  await Promise.all([late, other]);
  await readOn(second.backend, cursor, seen);
  return {secondWaited, missing: ['before', LATE, 'other'].filter((id) => !seen.has(id))};
}

function hasPosition({notes}: ProofServer): boolean {
  return existsSync(notes) && readFileSync(notes, 'latin1').includes('p');
}

async function readOn(backend: OrderBackend, after: string | null, seen: Set<string>): Promise<string> {
  const {orders, cursor, hasMore} = await backend.readChanges({after});
  for (const {id} of orders) seen.add(id);
  return hasMore ? readOn(backend, cursor, seen) : cursor;
}

/** With a number of its own, so that nobody waits for the shop's series. */
function place(id: string): Command {
  return {
    id: `place-${id}`,
    schemaVersion: 1,
    orderId: id,
    type: 'order.place',
    order: {
      number: `N-${id}`,
      channel: {code: 'online'},
      customer: {name: '陳嘉欣'},
      paymentMethod: {code: 'card', needsReceipt: false, allowUnpaidDispatch: false},
      shippingMethod: {code: 'sf', carrier: 'own'},
      lines: [{sku: 'TEA', name: '凍頂烏龍', quantity: 1, unitPrice: {amount: 38_000, scale: 2, currency: 'HKD'}}],
      tags: [id],
    },
  };
}
