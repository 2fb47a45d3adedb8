import {applyCommand, firstParcelId, type Command, type CommandBody, type DecisionContext, type Order} from '@packline/core';
import {SETTINGS as BENCH_SETTINGS} from '../data/live-order.ts';
import {newOrderAt} from '../data/new-order.ts';
import type {Product} from '../data/products.ts';
import {createRandom} from '../data/random.ts';

/** One command to one order, with everything the answer depends on. */
export interface Question {
  /** What is measured together: the command's type, or `refused`. */
  readonly group: string;
  readonly order: Order | undefined;
  readonly command: Command;
  readonly context: DecisionContext;
}

const CLERK = {id: 'u2', name: '陳師傅', role: 'clerk'} as const;
const PACKER = {id: 'u3', name: 'Ming', role: 'packer'} as const;
const HASH = 'c'.repeat(64);
const START_MS = Date.UTC(2026, 10, 23, 6);
const SEED = 7;
/** With the window for undoing that shops have, which the orders of the other benches do without. */
const SETTINGS = {...BENCH_SETTINGS, undoSeconds: 10};

/** Everything that is asked of `count` orders of the real shape from their placing to their last parcel. */
export function questionsOf(count: number, products: readonly Product[]): readonly Question[] {
  const questions: Question[] = [];
  for (let index = 0; index < count; index += 1) live(index, count, products, questions);
  return questions;
}

function live(index: number, count: number, products: readonly Product[], questions: Question[]): void {
  const random = createRandom(SEED, index);
  const needsReceipt = index % 2 === 0;
  const id = `${index.toString(16).padStart(8, '0')}-0000-7000-8000-000000000000`;
  let order: Order | undefined;
  let step = 0;
  const ask = (body: CommandBody, actor: DecisionContext['actor'] = PACKER): Order | undefined => {
    step += 1;
    const command: Command = {id: `${id}-c${String(step)}`, schemaVersion: 1, orderId: id, device: {id: 'desk-1', seq: step}, ...body};
    const context: DecisionContext = {settings: SETTINGS, actor, now: new Date(START_MS + step * 60_000).toISOString(), nextNumber: String(100_001 + index)};
    const answer = applyCommand(order, command, context);
    questions.push({group: answer.ok ? command.type : 'refused', order, command, context});
    if (answer.ok) order = answer.order;
    return order;
  };
  const placed = newOrderAt(index, count, products, random, {needsReceipt});
  const lines = ask({type: 'order.place', order: placed}, CLERK)?.lines ?? [];
  const parcelId = firstParcelId(id);
  if (needsReceipt) {
    ask({type: 'receipt.submit', receiptId: `${id}-r1`, hash: HASH, mediaType: 'image/jpeg', sizeBytes: 240_000}, CLERK);
    ask({type: 'receipt.accept', receiptId: `${id}-r1`, hash: HASH}, CLERK);
  }
  if (index % 3 === 0) {
    ask({type: 'parcel.pack', parcelId, lineId: lines[0]?.id ?? '', quantity: 1});
    ask({type: 'order.dispatch', mode: 'all_items', shipOn: '2026-11-24', remark: '順豐單號 SF1432009877160'});
    ask({type: 'parcel.pack', parcelId, lineId: lines[0]?.id ?? '', quantity: 1});
    return;
  }
  for (const {id: lineId, quantity} of lines) ask({type: 'parcel.pack', parcelId, lineId, quantity});
  ask({type: 'parcel.pack', parcelId, lineId: lines[0]?.id ?? '', quantity: 1});
  ask({type: 'parcel.send', parcelId});
  ask({type: 'parcel.verify', parcelId});
  ask({type: 'parcel.schedule', parcelId, shipOn: '2026-11-24'});
  ask({type: 'note.add', text: '客人會來電 will ring back'});
  ask({type: 'parcel.send', parcelId, remark: '順豐單號 SF1432009877160'});
}
