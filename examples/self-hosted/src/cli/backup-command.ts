import {existsSync} from 'node:fs';
import {open, rename, rm, type FileHandle} from 'node:fs/promises';
import {writeBackup, type BackupSummary} from '../operations/backup/write-backup.ts';
import {OperationError} from '../operations/operation-error.ts';
import {say, type CliCommand} from './command-line.ts';
import {openForReading} from './open-shop.ts';
import {oneWord, readArgs} from './read-args.ts';

export const backupCommand: CliCommand = {
  usage: 'backup FILE [--json]',
  about: 'writes everything to FILE as it is now; the server may go on',
  async run({args, config, log, out, err, now}) {
    const {words, flags} = readArgs(args, {json: {type: 'boolean'}});
    const file = oneWord(words, 'FILE to write');
    if (existsSync(file)) throw new OperationError(`${file} is there already. Name a new one: a backup never replaces another.`);
    const shop = await openForReading(config(), log);
    let summary: BackupSummary;
    try {
      summary = await writeWhole(file, (part) => writeBackup(shop.storage, part.createWriteStream({flush: true}), now()));
    } finally {
      await shop.close();
    }
    if (flags.json === true) say(out, JSON.stringify({file, ...summary}));
    else say(err, `Wrote ${file}: ${summary.rows['orders'] ?? 0} orders, ${summary.rows['events'] ?? 0} events, ${summary.rows['receipt_files'] ?? 0} pictures. It holds personal data: keep it where only you can read it.`);
    return 0;
  },
};

/** What stands under `file` is always whole: it gets its name when it is on disk. */
async function writeWhole<Result>(file: string, write: (part: FileHandle) => Promise<Result>): Promise<Result> {
  const part = `${file}.part`;
  const handle = await openNew(part);
  try {
    const result = await write(handle);
    await rename(part, file);
    return result;
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(part, {force: true});
    throw error;
  }
}

/** A file of its own, for its owner only: one that is there, or a link that somebody laid there, is never written to. */
async function openNew(part: string): Promise<FileHandle> {
  try {
    return await open(part, 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new OperationError(`${part} is there already: another backup is being written, or one was broken off. If none is running, remove it and try again.`);
  }
}
