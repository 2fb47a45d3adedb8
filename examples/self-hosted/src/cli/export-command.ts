import {createWriteStream} from 'node:fs';
import {once} from 'node:events';
import type {Writable} from 'node:stream';
import {dayAt, EMPTY_QUERY, parseQuery, type OrderQuery} from '@packline/core';
import {exportOrders} from '../operations/export/export-orders.ts';
import {OperationError} from '../operations/operation-error.ts';
import {STORE_ID} from '../store-id.ts';
import {say, UsageError, type CliCommand} from './command-line.ts';
import {openForReading, type OpenForReading} from './open-shop.ts';
import {readArgs} from './read-args.ts';

export const exportCommand: CliCommand = {
  usage: 'export [FILE] [--format csv|jsonl] [--query TEXT] [--rows lines|orders] [--bom]',
  about: 'writes orders to FILE, or to standard output: whole ones with their logs (jsonl), or a table for spreadsheets (csv)',
  async run({args, config, log, out, err, giveUp, now}) {
    const {words, flags} = readArgs(args, {format: {type: 'string'}, query: {type: 'string'}, rows: {type: 'string'}, bom: {type: 'boolean'}});
    const [file, ...more] = words;
    if (more.length > 0) throw new UsageError(`“${more.join(' ')}” is too much`);
    const format = oneOf('--format', flags.format ?? (file?.endsWith('.csv') === true ? 'csv' : 'jsonl'), ['csv', 'jsonl']);
    const rows = oneOf('--rows', flags.rows ?? 'lines', ['lines', 'orders']);
    const shop = await openForReading(config(), log);
    const target = file === undefined ? out : createWriteStream(file, {flags: 'wx', mode: 0o600});
    try {
      const query = await toQuery(shop, flags.query, now());
      const count = await exportOrders(shop.storage, STORE_ID, {format, rows, query, role: 'owner', bom: flags.bom === true}, (piece) => write(target, piece, giveUp));
      if (file !== undefined) target.end();
      say(err, `Exported ${count} orders.`);
      return 0;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw new OperationError(`${String(file)} is there already. Name a new file.`);
      throw error;
    } finally {
      await shop.close();
    }
  },
};

export function oneOf<const Value extends string>(name: string, value: string, allowed: readonly Value[]): Value {
  const known = allowed.find((each) => each === value);
  if (known === undefined) throw new UsageError(`${name} can be ${allowed.join(' or ')}, not “${value}”`);
  return known;
}

async function toQuery(shop: OpenForReading, text: string | undefined, now: string): Promise<OrderQuery> {
  if (text === undefined) return EMPTY_QUERY;
  const {settings} = await shop.storage.readSnapshot((snapshot) => snapshot.readFeed(STORE_ID));
  const parsed = parseQuery(text, {today: dayAt(now, settings.timeZone)});
  if (!parsed.ok) throw new UsageError(`The query cannot be read at “${text.slice(parsed.problem.at, parsed.problem.at + parsed.problem.length)}” (${parsed.problem.code})`);
  return parsed.query;
}

async function write(target: Writable, piece: string, giveUp: AbortSignal): Promise<void> {
  if (giveUp.aborted) throw new OperationError('Given up. What was written so far is not the whole export.');
  if (!target.write(piece)) await once(target, 'drain', {signal: giveUp});
}
