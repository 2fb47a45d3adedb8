import {restoreBackup} from '../operations/backup/restore-backup.ts';
import {say, type CliCommand} from './command-line.ts';
import {openForWriting} from './open-shop.ts';
import {oneWord, readArgs} from './read-args.ts';

export const restoreCommand: CliCommand = {
  usage: 'restore FILE [--replace] [--json]',
  about: 'fills an empty shop from a backup; with --replace, whatever is in it goes. Stop the server first',
  async run({args, config, log, out, err}) {
    const {words, flags} = readArgs(args, {replace: {type: 'boolean'}, json: {type: 'boolean'}});
    const file = oneWord(words, 'FILE to restore');
    const storage = await openForWriting(config(), log);
    try {
      const {header, end} = await restoreBackup(storage, file, {replace: flags.replace === true});
      if (flags.json === true) say(out, JSON.stringify({file, madeAt: header.madeAt, rows: end.rows}));
      else say(err, `Restored ${file} of ${header.madeAt}: ${end.rows['orders'] ?? 0} orders. Devices read everything anew; what they have not sent yet they keep and send.`);
      return 0;
    } finally {
      await storage.close();
    }
  },
};
