import {HOW_TO_MEND, type DoctorReport, type FindingKind} from '../operations/doctor/finding.ts';
import {mend} from '../operations/doctor/mend.ts';
import {runDoctor} from '../operations/doctor/run-doctor.ts';
import {OperationError} from '../operations/operation-error.ts';
import {STORE_ID} from '../store-id.ts';
import {say, type CliCommand} from './command-line.ts';
import {openForReading, openForWriting, type OpenForReading} from './open-shop.ts';
import {readArgs} from './read-args.ts';

/** Orders named for each kind of finding. */
const MOST_NAMED = 20;

export const doctorCommand: CliCommand = {
  usage: 'doctor [--mend] [--json]',
  about: 'derives everything stored again and compares; --mend writes anew what can be derived (SQLite: stop the server first)',
  async run({args, config, log, out, now}) {
    const {flags} = readArgs(args, {mend: {type: 'boolean'}, json: {type: 'boolean'}});
    const json = flags.json === true;
    if (flags.mend === true) {
      const storage = await openForWriting(config(), log);
      try {
        const before = await runDoctor(storage, STORE_ID, now());
        const mended = await mend(storage, before, now());
        const after = await runDoctor(storage, STORE_ID, now());
        if (json) say(out, JSON.stringify({...after, found: before.findings.length, mended}));
        else say(out, `${before.findings.length} findings, ${mended} orders written anew.\n${toText(after)}`);
        return after.clean ? 0 : 1;
      } finally {
        await storage.close();
      }
    }
    const shop = await openForReading(config(), log);
    try {
      await refuseOlder(shop);
      const report = await runDoctor(shop.storage, STORE_ID, now());
      say(out, json ? JSON.stringify(report) : toText(report));
      return report.clean ? 0 : 1;
    } finally {
      await shop.close();
    }
  },
};

/** Tables of another version cannot be compared with what this one would write. */
async function refuseOlder({storage}: OpenForReading): Promise<void> {
  const newest = (await storage.knownSchemas()).at(-1);
  const schema = await storage.readSnapshot((snapshot) => Promise.resolve(snapshot.schema));
  if (schema !== newest) throw new OperationError(`The tables are “${schema}”, this version works with “${newest ?? ''}”. Start the server once, which brings them up to date.`);
}

/** A table of what is wrong, or one line. */
export function toText({checked, findings, notices, clean}: DoctorReport): string {
  const looked = `Looked at ${checked.orders} orders, ${checked.events} events, ${checked.effects} letters, ${checked.pictures} pictures.`;
  const lines = clean ? [`${looked} Everything fits together.`] : [looked, '', ...[...Map.groupBy(findings, ({kind}) => kind)].flatMap(([kind, ofKind]) => describe(kind, ofKind))];
  return [...lines, ...notices.map((notice) => `Note: ${notice}`)].join('\n');
}

function describe(kind: FindingKind, findings: DoctorReport['findings']): string[] {
  const rows = findings.slice(0, MOST_NAMED).map(({orderId = '–', detail}) => [orderId, detail] as const);
  const width = Math.max(...rows.map(([orderId]) => orderId.length));
  const rest = findings.length - rows.length;
  return [
    `${kind}: ${findings.length}`,
    ...rows.map(([orderId, detail]) => `  ${orderId.padEnd(width)}  ${detail}`),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
    `  ${HOW_TO_MEND[kind].advice}`,
    '',
  ];
}
