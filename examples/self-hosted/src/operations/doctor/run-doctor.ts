import {createHash} from 'node:crypto';
import type {Instant} from '@packline/core';
import {derivedAs} from '../../orders/bring-up-to-date.ts';
import {createPace} from '../../pace.ts';
import type {Misfit, OperationStorage, Snapshot} from '../../storage/operation-storage.ts';
import {checkLife} from './check-life.ts';
import type {DoctorReport, Finding, FindingKind} from './finding.ts';

/** Orders looked at in one go. */
const STRIDE = 100;

/** Orders that are looked for by their words, which takes longer than all the rest: the first ones, then every so many. */
const GRAMS_LOOKED_AT = 500;
const GRAMS_EVERY = 100;

/** Findings of one report; whoever has more knows enough. */
const MOST_FINDINGS = 10_000;

/**
 * Looks a whole shop through, at one moment and beside whoever works: derives every status from its facts, makes every
 * order from its log again, and compares with what is stored; then how commands, log, feed, letters and pictures fit
 * together. It changes nothing.
 *
 * @param now counts what has expired; left out, nothing has.
 * @example
 * const {clean, findings} = await runDoctor(storage, 'main');
 */
export function runDoctor(storage: Pick<OperationStorage, 'readSnapshot'>, storeId: string, now: Instant = ''): Promise<DoctorReport> {
  return storage.readSnapshot((snapshot) => examine(snapshot, storeId, now));
}

async function examine(snapshot: Snapshot, storeId: string, now: Instant): Promise<DoctorReport> {
  const findings: Finding[] = [];
  const notices: string[] = [];
  const {head, settings, settingsPosition, derivation} = await snapshot.readFeed(storeId);
  const behind = derivation.finished !== derivedAs(settings);
  if (behind) notices.push('Stored orders are still being brought in line with the settings; their statuses were not compared.');
  if (settingsPosition > head) findings.push({kind: 'position-beyond-head', detail: 'The settings stand behind the end of the feed.'});

  const pace = createPace();
  const wanted = new Set<string>();
  const logs = {orders: 0, events: 0};
  const commandsOf = await examineLives();
  for (const [kind, misfits] of Object.entries(await snapshot.findMisfits(storeId)) as [keyof typeof MISFITS, readonly Misfit[]][]) {
    findings.push(...misfits.map(({orderId, subject}) => ({kind: MISFITS[kind].kind, orderId, detail: MISFITS[kind].say(subject)})));
  }
  const effects = await examineEffects();
  const pictures = await examinePictures();
  const leftovers = await snapshot.countLeftovers(storeId, now);
  const expired = leftovers.sessions + leftovers.bearers + leftovers.signInCodes;
  if (expired > 0) notices.push(`${expired} sessions and codes have expired and let nobody in; “doctor --mend” removes them.`);
  return {storeId, checked: {...logs, effects, pictures}, findings: findings.slice(0, MOST_FINDINGS), clean: findings.length === 0, notices};

  /** Answers with the commands in the logs of orders that letters may speak of. */
  async function examineLives(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
    const withLetters = new Set<string>();
    for await (const row of snapshot.readTable('effects')) if (row['store_id'] === storeId && row['kind'] === 'mail') withLetters.add(String(row['order_id']));
    const known = new Map<string, ReadonlySet<string>>();
    for (let afterId = ''; ; ) {
      const lives = await snapshot.readLives(storeId, afterId, STRIDE);
      for (const life of lives) {
        await pace();
        const checked = checkLife(life, {storeId, settings, behind});
        findings.push(...checked.findings);
        if (checked.findings.length === 0 && (logs.orders < GRAMS_LOOKED_AT || logs.orders % GRAMS_EVERY === 0) && !(await snapshot.isFoundByGrams(storeId, life.id, checked.grams()))) {
          findings.push({kind: 'search-differs', orderId: life.id, detail: 'A search does not find it by all of its words.'});
        }
        for (const hash of checked.pictures) wanted.add(hash);
        if (withLetters.has(life.id)) known.set(life.id, checked.commandIds);
        logs.orders += 1;
        logs.events += life.events.length;
      }
      const last = lives.at(-1);
      if (last === undefined || lives.length < STRIDE) return known;
      afterId = last.id;
    }
  }

  /** A letter's key is order, command and letter: it belongs to a command that the order's log knows. */
  async function examineEffects(): Promise<number> {
    let count = 0;
    for await (const row of snapshot.readTable('effects')) {
      if (row['store_id'] !== storeId) continue;
      await pace();
      count += 1;
      const [key, orderId] = [String(row['effect_key']), String(row['order_id'])];
      const commands = row['kind'] === 'mail' ? commandsOf.get(orderId) : undefined;
      if (commands === undefined || [...commands].some((id) => key.startsWith(`${orderId}/${id}/`))) continue;
      findings.push({kind: 'effect-key-unknown', orderId, detail: `No command in the log asked for ${key}.`});
    }
    return count;
  }

  async function examinePictures(): Promise<number> {
    let count = 0;
    let unused = 0;
    for await (const row of snapshot.readTable('receipt_files')) {
      if (row['store_id'] !== storeId) continue;
      await pace();
      count += 1;
      const {hash, bytes} = row;
      if (!(bytes instanceof Uint8Array) || createHash('sha256').update(bytes).digest('hex') !== hash || bytes.byteLength !== Number(row['size_bytes'])) {
        findings.push({kind: 'picture-altered', detail: `The bytes of the picture ${String(hash)} have another hash or size.`});
      }
      if (!wanted.has(String(hash))) unused += 1;
    }
    if (unused > 0) notices.push(`${unused} pictures belong to no order.`);
    return count;
  }
}

const MISFITS = {
  eventsWithoutCommand: {kind: 'event-without-command', say: (id) => `The log holds events of the command ${id}, which was not recorded as applied there.`},
  commandsWithoutEvents: {kind: 'command-without-event', say: (id) => `The command ${id} was answered “applied”, and the log does not have it.`},
  eventsWithoutOrder: {kind: 'event-without-order', say: (id) => `There are events of the command ${id}, and no order.`},
  effectsWithoutOrder: {kind: 'effect-without-order', say: (key) => `There is a letter ${key}, and no order.`},
  sharedPositions: {kind: 'position-shared', say: () => 'Another order has the same place in the feed.'},
  beyondHead: {kind: 'position-beyond-head', say: (id) => `${id} stands behind the end of the feed.`},
} as const satisfies Record<string, {kind: FindingKind; say: (subject: string) => string}>;
