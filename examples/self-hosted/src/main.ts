import {isCliCommand, runCli} from './cli/run-cli.ts';
import {ConfigError, readConfig} from './config.ts';
import {createConsoleLogger} from './log.ts';
import {OperationError} from './operations/operation-error.ts';
import {DatabaseInUseError} from './storage/sqlite/lock-database.ts';
import {StorageUnavailableError} from './storage/storage-unavailable.ts';

/** Starts the server, and stops it when it is asked to. README.md lists its settings. */
async function serve(): Promise<void> {
  const log = createConsoleLogger();
  // Only now: commands that look after a shop need none of it.
  const {startServer} = await import('./server.ts');
  const server = await startServer(readConfig(process.env), log);
  console.log(`Packline is ready at ${server.url}`);
  console.log(`Sign in once with ${server.signInUrl}`);

  let stopping = false;
  // Ctrl-C may arrive twice, from the terminal and from whoever started this process: the second changes nothing.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      server.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error('The server did not stop cleanly.', {error: String(error)});
          process.exit(1);
        },
      );
    });
  }
}

/** What a person can do something about is said in one sentence; anything else with where it happened. */
function explain(error: unknown): string {
  if (error instanceof ConfigError || error instanceof DatabaseInUseError || error instanceof StorageUnavailableError || error instanceof OperationError) return error.message;
  const {code, address, port} = error as NodeJS.ErrnoException & {address?: string; port?: number};
  if (code === 'EADDRINUSE') return `Something else is already listening on ${address}:${port}. Stop it, or choose another port with PORT.`;
  if (code === 'EACCES' && port !== undefined) return `This user may not listen on port ${port}. Choose one from 1024 on with PORT.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `HOST is “${process.env['HOST']}”, but this machine has no such address.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** A command that looks after the shop; Ctrl-C gives it up. */
async function command(name: string, args: readonly string[]): Promise<void> {
  const giveUp = new AbortController();
  process.once('SIGINT', () => giveUp.abort());
  const {stdout: out, stderr: err} = process;
  process.exitCode = await runCli(name, {args, config: () => readConfig(process.env), log: createConsoleLogger(), out, err, giveUp: giveUp.signal, now: () => new Date().toISOString()});
}

try {
  const [word, ...args] = process.argv.slice(2);
  await (isCliCommand(word) ? command(word, args) : serve());
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}
