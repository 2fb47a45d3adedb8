import {backupCommand} from './backup-command.ts';
import {say, UsageError, type CliCommand, type CommandLine, type ExitCode} from './command-line.ts';
import {doctorCommand} from './doctor-command.ts';
import {eraseCommand} from './erase-command.ts';
import {exportCommand} from './export-command.ts';
import {importCommand} from './import-command.ts';
import {restoreCommand} from './restore-command.ts';

const COMMANDS: Readonly<Record<string, CliCommand>> = {
  backup: backupCommand,
  restore: restoreCommand,
  doctor: doctorCommand,
  export: exportCommand,
  import: importCommand,
  erase: eraseCommand,
};

/** Whether the first word asks for one of these commands, or for help. Without a word the server is started. */
export function isCliCommand(word: string | undefined): word is string {
  return word !== undefined && word !== 'serve';
}

/**
 * Carries out `node src/main.ts COMMAND …`. Answers go to `out`, sentences about how it went to `err`.
 *
 * @throws whatever the command throws, for `main.ts` to put into a sentence.
 */
export async function runCli(name: string, line: CommandLine): Promise<ExitCode> {
  if (/^(help|--help|-h)$/.test(name)) {
    say(line.out, helpText());
    return 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) {
    say(line.err, `“${name}” is not a command.\n\n${helpText()}`);
    return 2;
  }
  if (line.args.some((arg) => arg === '--help' || arg === '-h')) {
    say(line.out, `${command.usage}\n  ${command.about}`);
    return 0;
  }
  try {
    return await command.run(line);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    say(line.err, `${error.message}.\nUsage: ${command.usage}\n  ${command.about}`);
    return 2;
  }
}

function helpText(): string {
  const rows: readonly (readonly [string, string])[] = [['serve', 'starts the server, as does no word at all'], ...Object.values(COMMANDS).map(({usage, about}) => [usage, about] as const), ['help', 'says this']];
  return [
    'Usage: npm run shop -- COMMAND',
    '',
    ...rows.flatMap(([usage, about]) => [`  ${usage}`, `      ${about}`]),
    '',
    'DATA_DIR names the folder of the SQLite file, DATABASE_URL a PostgreSQL database; README.md lists all settings.',
  ].join('\n');
}
