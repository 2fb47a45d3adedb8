import {createReadStream, existsSync} from 'node:fs';
import {createCommandRunner} from '../orders/command-runner.ts';
import {importCsv} from '../operations/import/import-csv.ts';
import {importOrders, type ImportSummary} from '../operations/import/import-orders.ts';
import {OperationError} from '../operations/operation-error.ts';
import {textLines} from '../operations/text-lines.ts';
import type {Storage} from '../storage/storage.ts';
import {STORE_ID} from '../store-id.ts';
import {createWakeBus} from '../wake-bus.ts';
import {say, type CliCommand} from './command-line.ts';
import {oneOf} from './export-command.ts';
import {openForWriting} from './open-shop.ts';
import {oneWord, readArgs} from './read-args.ts';

/** Refused orders that are named. */
const MOST_NAMED = 50;

export const importCommand: CliCommand = {
  usage: 'import FILE [--format jsonl|csv] [--json]',
  about: 'brings what “export” wrote into this shop; run again, it makes nothing twice (SQLite: stop the server first)',
  async run({args, config, log, out, err, now}) {
    const {words, flags} = readArgs(args, {format: {type: 'string'}, json: {type: 'boolean'}});
    const file = oneWord(words, 'FILE to import');
    if (!existsSync(file)) throw new OperationError(`There is no file ${file}.`);
    const format = oneOf('--format', flags.format ?? (file.endsWith('.csv') ? 'csv' : 'jsonl'), ['jsonl', 'csv']);
    const storage = await openForWriting(config(), log);
    try {
      await requireStore(storage);
      const source = createReadStream(file);
      const commands = createCommandRunner({storeId: STORE_ID, storage, wakes: createWakeBus(), now});
      const summary = format === 'csv' ? await importCsv(commands, source, now()) : await importOrders(storage, STORE_ID, textLines(source));
      if (flags.json === true) say(out, JSON.stringify(summary));
      else say(err, toText(summary));
      return summary.refused.length === 0 ? 0 : 1;
    } finally {
      await storage.close();
    }
  },
};

async function requireStore({readSnapshot}: Storage): Promise<void> {
  const stores = await readSnapshot(({storeIds}) => Promise.resolve(storeIds));
  if (!stores.includes(STORE_ID)) throw new OperationError('There is no shop yet. Start the server once with DEMO=off, which makes an empty one.');
}

function toText({made, known, refused}: ImportSummary): string {
  const named = refused.slice(0, MOST_NAMED).map(({orderId, reason}) => `  ${orderId}: ${reason}`);
  const rest = refused.length - named.length;
  return [`${made} orders made, ${known} there already, ${refused.length} refused.`, ...named, ...(rest > 0 ? [`  and ${rest} more`] : [])].join('\n');
}
