import {readFileSync} from 'node:fs';

/** One change of a source file: `find` must stand in it exactly once. */
export interface Edit {
  /** Below packages/core. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** A mistake that somebody could make, and the proofs that are asked in turn until one catches it. */
export interface PlantedFault {
  readonly name: string;
  readonly edits: readonly Edit[];
  /** `simulation`, or a test file below packages/core. */
  readonly proofs: readonly string[];
}

const SIMULATION = ['simulation'] as const;
const CARRY_OUT = 'simulation/server/carry-out.ts';
const VIEW = 'src/outbox/outbox-view.ts';
const FEED_PAGE = 'src/sync/apply-feed-page.ts';

/** Each of them has to be caught, or the proof proves nothing. */
export const PLANTED_FAULTS: readonly PlantedFault[] = [
  {
    name: 'drop the idempotency check',
    edits: [{file: CARRY_OUT, find: 'if (earlier !== undefined) {', replace: 'if (earlier !== undefined && earlier.fingerprint !== fingerprint) {'}],
    proofs: SIMULATION,
  },
  {
    name: 'feed position outside the transaction',
    edits: [
      {file: CARRY_OUT, find: 'if (changed.size > 0) await takePositions(transaction, [...changed], settings);', replace: ''},
      {
        file: CARRY_OUT,
        find: '  return results.map((result) => redactResult(',
        replace: '  if (changed.size > 0) { const later = server.database.begin(process); await takePositions(later, [...changed], settings); await later.commit(); }\n  return results.map((result) => redactResult(',
      },
    ],
    proofs: SIMULATION,
  },
  {
    name: 'position from a sequence',
    edits: [
      {file: CARRY_OUT, find: "  await transaction.lock('feed');\n  let position = transaction.read<number>('feed') ?? 0;", replace: "  const counter = globalThis as unknown as {sequence: number};\n  let position = 0;"},
      {file: CARRY_OUT, find: '    position += 1;', replace: "    position = counter.sequence = Math.max(counter.sequence ?? 0, transaction.read<number>('feed') ?? 0) + 1;"},
      {file: CARRY_OUT, find: "  transaction.write('feed', position);", replace: "  await transaction.lock('commit');\n  transaction.write('feed', Math.max(position, transaction.read<number>('feed') ?? 0));"},
    ],
    proofs: SIMULATION,
  },
  {
    name: 'no rebase',
    edits: [{file: VIEW, find: '  if (pending.length === 0) return base;', replace: '  if (pending.length === 0 || base !== undefined) return base;'}],
    proofs: ['test/offline-then-online.test.ts', 'simulation'],
  },
  {
    name: 'entry dropped at the ack',
    edits: [{file: 'src/outbox/record-results.ts', find: 'return !isFullRead && isContained(acknowledged, base) ? undefined : acknowledged;', replace: 'return undefined;'}],
    proofs: SIMULATION,
  },
  {
    name: '`applied` ignored',
    edits: [
      {file: VIEW, find: 'if (device !== undefined && entry.seq <= appliedSeq(base, device.id)) return true;', replace: ''},
      {file: 'src/rules/replay.ts', find: 'if (device !== undefined && device.seq <= appliedSeq(base, device.id)) continue;', replace: ''},
    ],
    proofs: ['simulation', 'test/lost-acknowledgement.test.ts'],
  },
  {
    name: 'outbox lost on upgrade',
    edits: [{file: 'src/cache/database.ts', find: "tx.table('pending').toCollection().modify({offered: true})", replace: "tx.table('pending').clear()"}],
    proofs: ['test/upgrade.test.ts'],
  },
  {
    name: 'cursor saved before the page',
    edits: [
      {
        file: FEED_PAGE,
        find: '  return cache.write(async (tx) => {',
        replace: '  await cache.write(async (tx) => { const state = await tx.readState(); if (state !== undefined && state.cursor === after) await tx.writeState({...state, cursor: page.cursor}); });\n  return cache.write(async (tx) => {',
      },
      {file: FEED_PAGE, find: 'if (before.cursor !== after) return undefined;', replace: 'if (before.cursor !== page.cursor) return undefined;'},
    ],
    proofs: ['simulation', 'test/apply-feed-page.test.ts', 'test/cache.test.ts'],
  },
  {
    name: 'follower sends too',
    edits: [{file: 'src/sync/sync-machine.ts', find: '    following: {\n', replace: "    following: {\n      invoke: {src: 'send', input: workOf},\n"}],
    proofs: SIMULATION,
  },
  {
    name: 'settings not replayed',
    edits: [{file: FEED_PAGE, find: 'const isAboutAll = settings !== undefined || endsFullRead;', replace: 'const isAboutAll = endsFullRead;'}],
    proofs: ['test/settings-and-session.test.ts'],
  },
  {
    name: 'redaction leaks a total',
    edits: [{file: 'src/redaction/redact-parts.ts', find: 'total: noAmount, payable: noAmount}', replace: "total: 'keep', payable: noAmount}"}],
    proofs: ['test/redaction.test.ts'],
  },
  {
    name: 'status not re-derived after unlock',
    edits: [
      {file: 'src/rules/apply-command.ts', find: '  return deriveInto(draft, settings);', replace: "  const {status, statusDetail, fulfillment} = order ?? {};\n  const derived = deriveInto(draft, settings);\n  return events.some(({type}) => type === 'parcel.unlocked') ? {...derived, status, statusDetail, fulfillment} as Order : derived;"},
    ],
    proofs: SIMULATION,
  },
  {
    name: 'job ids random',
    edits: [{file: 'src/jobs/job-command-id.ts', find: 'const id = `${jobId}~${attempt}~${orderId}`;', replace: 'const id = `${jobId}~${attempt}~${orderId}~${Math.random().toString(36).slice(2)}`;'}],
    proofs: ['test/job-crashes.test.ts', 'test/jobs.test.ts', 'src/jobs/job-command-id.test.ts'],
  },
  {
    name: 'refused entry replayed',
    edits: [{file: VIEW, find: "entry.state !== 'refused' && !isContained(entry, base)", replace: '!isContained(entry, base)'}],
    proofs: ['simulation', 'test/feed-and-answers.test.ts', 'test/apply-feed-page.test.ts'],
  },
  {
    name: 'compaction drops a delta',
    edits: [{file: 'src/cache/pack-deltas.ts', find: 'const orders = packed.flatMap(({order}) => order ?? []);', replace: 'const orders = packed.slice(1).flatMap(({order}) => order ?? []);'}],
    proofs: ['test/cache.test.ts'],
  },
  {
    name: 'two ids for one device',
    edits: [{file: 'src/cache/cache-change.ts', find: 'if (known !== undefined) return known;', replace: 'if (known !== undefined) { const renamed = {...known, deviceId}; await tx.writeState(renamed); return renamed; }'}],
    proofs: SIMULATION,
  },
];

const MACHINE = 'src/sync/sync-machine.ts';

/** Every guard of the sync loop as it stands in its source, set to true in turn. */
function listSyncGuards(): PlantedFault[] {
  const source = readFileSync(new URL(`../../${MACHINE}`, import.meta.url), 'utf8');
  const [, block = ''] = /^  guards: \{\n(.*?)^  \},$/ms.exec(source) ?? [];
  return [...block.matchAll(/^    (\w+): .*,$/gm)].map(([find, name = '']) => ({
    name: `sync guard ${name} always true`,
    edits: [{file: MACHINE, find, replace: `    ${name}: () => true,`}],
    proofs: ['src/sync/sync-machine.test.ts', 'simulation'],
  }));
}

export const SYNC_GUARDS: readonly PlantedFault[] = listSyncGuards();

/** Faults whose text no longer stands exactly once in its file: they would plant nothing. */
export function staleFaults(): string[] {
  const isStale = ({file, find}: Edit): boolean => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8').split(find).length !== 2;
  return [...PLANTED_FAULTS, ...SYNC_GUARDS].flatMap(({name, edits}) => edits.filter(isStale).map(({file, find}) => `${name}: "${find}" does not stand exactly once in ${file}`));
}
