import type {LoggedEvent, Order} from '@packline/core';
import {runDoctor} from '../src/operations/doctor/run-doctor.ts';
import type {Load} from './load.ts';
import type {ServedHere} from './support/proof-shop.ts';

/** What is left after the crashes, compared with what was acknowledged. Everything that is not right is a sentence. */
export interface CrashFindings {
  readonly orders: number;
  readonly commandsInLogs: number;
  /** In the logs without their answer ever having reached anybody. */
  readonly neverHeardOf: number;
  readonly letters: number;
  readonly doctorChecked: number;
  readonly problems: readonly string[];
}

const MOST_ORDERS = 1_000_000;
/** Milliseconds for letters of dead processes to be sent. */
const PATIENCE_MS = 120_000;

export async function checkAfterCrashes({services, backend, errors}: ServedHere, load: Load): Promise<CrashFindings> {
  const {storage, storeId} = services;
  const problems: string[] = [];
  const {orders: stored} = await storage.readChanges(storeId, 0, MOST_ORDERS);

  // Where each command stands in the logs, and how many commands an order contains.
  const places = new Map<string, {orderId: string; version: number}>();
  const parcelsSent = new Map<string, number>();
  for (const {id, doc, version} of stored) {
    const events = (await storage.readEvents(storeId, id)).map((text) => JSON.parse(text) as LoggedEvent);
    const versions = new Set(events.map((event) => event.version));
    if (versions.size !== version) problems.push(`The order ${id} has version ${version} and ${versions.size} commands in its log.`);
    for (const {commandId, version: at} of events) {
      const known = places.get(commandId);
      if (known !== undefined && (known.version !== at || known.orderId !== id)) problems.push(`${commandId} was carried out twice, at version ${known.version} and ${at}.`);
      places.set(commandId, {orderId: id, version: at});
    }
    const {channel} = JSON.parse(doc) as Order;
    // The till hands over; nobody waits for a letter.
    if (channel.code !== 'till') parcelsSent.set(id, events.filter(({event}) => event.type === 'parcel.sent').length);
  }
  for (const {command, version} of load.applied) {
    if (places.get(command.id)?.version !== version) problems.push(`${command.id} was acknowledged with version ${version} and is not there.`);
  }
  for (const id of places.keys()) if (!load.sent.has(id)) problems.push(`${id} was never sent.`);

  // Asked again, every one is known, and nothing happens.
  const before = (await storage.readFeedState(storeId)).head;
  const answered = [...load.acknowledged.values()];
  const again = await backend.pushCommands(answered.map(({command}) => command));
  again.forEach(({id, outcome, version}, index) => {
    const known = answered[index];
    if (outcome !== (known?.outcome === 'refused' ? 'refused' : 'duplicate') || version !== known?.version) problems.push(`${id} was “${known?.outcome}” with version ${known?.version}; asked again it is “${outcome}” with version ${version}.`);
  });
  if ((await storage.readFeedState(storeId)).head !== before) problems.push('Commands that were asked for again moved the feed.');

  const letters = await checkLetters(services, parcelsSent, problems);
  const report = await runDoctor(storage, storeId);
  problems.push(...report.findings.map(({kind, orderId, detail}) => `doctor: ${kind} ${orderId ?? ''} ${detail}`), ...errors.map((error) => `logged: ${error}`));
  const neverHeardOf = [...places.keys()].filter((id) => !load.acknowledged.has(id)).length;
  return {orders: stored.length, commandsInLogs: places.size, neverHeardOf, letters, doctorChecked: report.checked.orders, problems};
}

/** Every effect is carried out and has its letter once; every parcel that was sent is told of once. */
async function checkLetters({storage, storeId}: ServedHere['services'], parcelsSent: ReadonlyMap<string, number>, problems: string[]): Promise<number> {
  const deadline = Date.now() + PATIENCE_MS;
  while ((await storage.nextEffectAt(storeId)) !== undefined && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 50));
  const mails = await storage.listMails(storeId, MOST_ORDERS);
  const wanted = await storage.readSnapshot(async (snapshot) => {
    const count = {done: 0, waiting: 0};
    for await (const row of snapshot.readTable('effects')) if (row['kind'] === 'mail') count[row['done_at'] === null ? 'waiting' : 'done'] += 1;
    return count;
  });
  if (wanted.waiting > 0) problems.push(`${wanted.waiting} letters still wait.`);
  if (new Set(mails.map(({messageId}) => messageId)).size !== mails.length) problems.push('Two letters have one Message-ID.');
  if (mails.length !== wanted.done) problems.push(`${wanted.done} letters were asked for, and ${mails.length} were written.`);
  const told = new Map<string, number>();
  for (const {kind, orderId} of mails) if (kind === 'parcel-sent') told.set(orderId, (told.get(orderId) ?? 0) + 1);
  for (const [orderId, count] of parcelsSent) if ((told.get(orderId) ?? 0) !== count) problems.push(`${count} parcels of ${orderId} went, and ${told.get(orderId) ?? 0} letters tell of it.`);
  return mails.length;
}
