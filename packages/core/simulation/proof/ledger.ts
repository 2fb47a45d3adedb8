import type {CacheState, DeltaRecord, EntryRecord} from '../../src/cache/cache-records.ts';
import type {JobPartRecord} from '../../src/jobs/job-records.ts';
import type {RefusalCode} from '../../src/shared/refusal-codes.ts';
import type {SimServer} from '../server/sim-server.ts';
import type {SimDevice} from '../world/sim-device.ts';

/** How answers and pages of the feed met at an entry of an outbox. */
export const RACES = ['answer, then page', 'page, then answer', 'answer lost, then page, then duplicate', 'answer lost, then duplicate, then page'] as const;

export type Race = (typeof RACES)[number];

/** One entry of one outbox, from its first commit on. */
export interface Tracked {
  readonly id: string;
  readonly orderId: string;
  readonly device: SimDevice;
  readonly databaseName: string;
  readonly seq: number;
  readonly deviceId: string;
  state: EntryRecord['state'];
  /** Its answer was on the way when it was lost. */
  answerLost: boolean;
  pageSeen: boolean;
  /** How often it was sent. */
  sends: number;
  /** The epoch of the device's cursor when its refusal was stored. */
  refusedIn: number | undefined;
  /** The epoch of the device's cursor when it left, as applied or dismissed. */
  left: {readonly epoch: number; readonly as: EntryRecord['state']} | undefined;
}

/**
 * Watches every commit of every device: what was accepted, and how it left. Whatever is in an outbox once stays until
 * the server has it or its refusal was read.
 */
export class Ledger {
  readonly #server: SimServer;
  readonly #byDatabase = new Map<string, Map<string, Tracked>>();
  readonly #onRace: (race: Race) => void;
  readonly #onBreach: (breach: string) => void;
  readonly #onRefusal: (code: RefusalCode) => void;

  constructor(server: SimServer, {onRace, onRefusal, onBreach}: {onRace: (race: Race) => void; onRefusal: (code: RefusalCode) => void; onBreach: (breach: string) => void}) {
    this.#server = server;
    this.#onRefusal = onRefusal;
    this.#onRace = onRace;
    this.#onBreach = onBreach;
  }

  entries(): Tracked[] {
    return [...this.#byDatabase.values()].flatMap((entries) => [...entries.values()]);
  }

  find(device: SimDevice, id: string): Tracked | undefined {
    return this.entries().find((entry) => entry.device === device && entry.id === id);
  }

  /** The answer to these commands does not arrive. */
  noteLostAnswer(ids: readonly string[]): void {
    for (const entry of this.entries()) if (ids.includes(entry.id) && entry.state === 'waiting') entry.answerLost = true;
  }

  noteSent(device: SimDevice, ids: readonly string[]): void {
    for (const entry of this.entries()) if (entry.device === device && ids.includes(entry.id)) entry.sends += 1;
  }

  /** Something was committed on a device. */
  look(device: SimDevice, databaseName: string): void {
    const key = `${device.name} ${databaseName}`;
    const known = this.#byDatabase.get(key) ?? new Map<string, Tracked>();
    this.#byDatabase.set(key, known);
    const now = new Map((device.database.rows(databaseName, 'pending') as EntryRecord[]).map((entry) => [entry.id, entry]));
    for (const entry of now.values()) if (!known.has(entry.id)) known.set(entry.id, this.#begin(device, databaseName, entry, known));
    for (const tracked of known.values()) {
      const entry = now.get(tracked.id);
      if (tracked.left !== undefined) continue;
      if (entry === undefined) this.#leave(tracked);
      else this.#follow(tracked, entry);
    }
  }

  #begin(device: SimDevice, databaseName: string, {id, orderId, seq, state, command}: EntryRecord, known: ReadonlyMap<string, Tracked>): Tracked {
    const twin = [...known.values()].find((other) => other.orderId === orderId && other.seq === seq && other.left === undefined);
    if (twin !== undefined) this.#onBreach(`${device.name} gave the number ${seq} of ${orderId} twice: to ${twin.id} and ${id}`);
    const deviceId = command.device?.id ?? '';
    const other = [...known.values()].find((one) => one.deviceId !== deviceId);
    if (other !== undefined) this.#onBreach(`${device.name} has two names: ${other.deviceId} and ${deviceId}`);
    return {id, orderId, device, databaseName, seq, deviceId, state, answerLost: false, pageSeen: false, sends: 0, refusedIn: undefined, left: undefined};
  }

  #follow(tracked: Tracked, {state, refusal}: EntryRecord): void {
    if (!tracked.pageSeen && tracked.state !== 'refused' && this.#hasPage(tracked)) {
      tracked.pageSeen = true;
      if (state === 'acknowledged') this.#onRace(tracked.answerLost ? 'answer lost, then duplicate, then page' : 'answer, then page');
    }
    if (state === 'refused' && tracked.state !== 'refused' && refusal !== undefined) this.#onRefusal(refusal.code);
    if (state === 'refused') tracked.refusedIn ??= epochOf(tracked.device, tracked.databaseName);
    tracked.state = state;
  }

  #hasPage({device, databaseName, orderId, seq, deviceId}: Tracked): boolean {
    const deltas = device.database.rows(databaseName, 'deltas') as DeltaRecord[];
    const base = deltas.find((delta) => delta.orderId === orderId)?.order;
    return base !== undefined && base !== null && (base.applied[deviceId] ?? 0) >= seq;
  }

  #leave(tracked: Tracked): void {
    const {state, pageSeen, answerLost, device, databaseName, id} = tracked;
    // The job that gave a command keeps its refusal.
    const isRefused = state === 'refused' || (this.#server.everRefused.has(id) && isRefusedInJob(tracked));
    tracked.left = {epoch: epochOf(device, databaseName), as: isRefused ? 'refused' : state};
    if (isRefused) return;
    if (!this.#server.everApplied.has(id)) this.#onBreach(`${id} left the outbox of ${device.name}, but no server ever applied it`);
    // What a backend calls a duplicate is told by its version, which a restore may have made an older one.
    const isOfOldHistory = tracked.sends > 1 && tracked.left.epoch < this.#server.epoch;
    if (!this.#hasPage(tracked) && !isOfOldHistory) this.#onBreach(`${id} left the outbox of ${device.name} before a page brought it`);
    if (pageSeen) this.#onRace(answerLost ? 'answer lost, then page, then duplicate' : 'page, then answer');
    else this.#onRace(answerLost ? 'answer lost, then duplicate, then page' : 'answer, then page');
  }
}

/** Which history of the server this database of a device follows; 0 when it begins anew. */
export function epochOf(device: SimDevice, databaseName: string): number {
  return cursorOf(device, databaseName)?.epoch ?? 0;
}

/** Where this database of a device stands in the feed. */
export function cursorOf(device: SimDevice, databaseName: string): {readonly epoch: number; readonly position: number} | undefined {
  const rows = device.database.rows(databaseName, 'meta') as {key: string; value: CacheState}[];
  const cursor = rows.find(({key}) => key === 'state')?.value.cursor;
  if (cursor === undefined || cursor === null) return undefined;
  const [epoch, position] = cursor.split('.').map(Number);
  return {epoch: epoch ?? 0, position: position ?? 0};
}

/** The job says that the backend refused it, perhaps one that was restored and had applied it in the history that is lost. */
function isRefusedInJob({id, orderId, device, databaseName}: Tracked): boolean {
  const parts = device.database.rows(databaseName, 'jobParts') as JobPartRecord[];
  return parts.some(({jobId, items}) => id.startsWith(`${jobId}~`) && items.some((item) => item.orderId === orderId && item.state === 'refused' && item.refusedBy === 'server'));
}
